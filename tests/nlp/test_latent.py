"""Dense vectors against dense linear algebra and counting by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.latent import (
    fit_latent,
    joined_vocabulary,
    learn_word_vectors,
    positive_mutual_information,
)
from nlp.leading import canonical_signs
from nlp.lexical import Counts

Floats = NDArray[np.float64]

STATEMENTS = st.lists(
    st.lists(st.integers(0, 5), min_size=1, max_size=5, unique=True),
    min_size=1,
    max_size=10,
)


def matrix_of(statements: list[list[int]], columns: int = 6) -> csr_matrix:
    matrix = np.zeros((len(statements), columns))
    for row, words in enumerate(statements):
        matrix[row, words] = 1.0
    return csr_matrix(matrix)


def some_counts() -> csr_matrix:
    """Return counts of twelve statements over nine words, some said twice."""
    random = np.random.default_rng(8)
    counts = random.binomial(1, 0.4, size=(12, 9)).astype(float)
    counts[0, :] = 1.0
    counts[3, 2] = 3.0
    return csr_matrix(counts)


# Positive pointwise mutual information


@settings(max_examples=50)
@given(statements=STATEMENTS)
def test_association_is_that_of_pairs_that_share_a_statement(
    statements: list[list[int]],
) -> None:
    found = positive_mutual_information(matrix_of(statements))

    pairs = [(a, b) for words in statements for a in words for b in words]
    total = len(pairs)
    first = {word: sum(a == word for a, _ in pairs) for word in range(6)}
    for a in range(6):
        for b in range(6):
            together = pairs.count((a, b))
            expected = 0.0
            if together:
                ratio = (together / total) / (first[a] / total * first[b] / total)
                expected = max(0.0, math.log(ratio))
            assert found[a, b] == pytest.approx(expected, abs=1e-5)


@settings(max_examples=50)
@given(statements=STATEMENTS)
def test_association_is_symmetric_and_never_negative(
    statements: list[list[int]],
) -> None:
    found = positive_mutual_information(matrix_of(statements))

    assert found == pytest.approx(found.T, abs=1e-6)
    assert found.min() >= 0.0


# Signs and projections


@settings(max_examples=50)
@given(
    rows=arrays.arrays(
        np.float64, (3, 4), elements=st.integers(-5, 5).map(lambda n: n / 2)
    )
)
def test_signs_make_the_largest_entry_positive_and_change_nothing_else(
    rows: Floats,
) -> None:
    turned = canonical_signs(rows)

    assert np.abs(turned).tolist() == np.abs(rows).tolist()
    for before, after in zip(rows, turned, strict=True):
        assert after[np.abs(after).argmax()] >= 0.0
        assert after.tolist() in (before.tolist(), (-before).tolist())


def test_latent_dimensions_are_the_leading_singular_vectors() -> None:
    dense = np.random.default_rng(2).normal(size=(20, 3)) @ np.diag([9.0, 5.0, 2.0])
    dense = dense @ np.linalg.qr(np.random.default_rng(4).normal(size=(7, 3)))[0].T

    latent = fit_latent(csr_matrix(dense), rank=2, seed=0)

    _, _, exact = np.linalg.svd(dense)
    assert latent.components == pytest.approx(canonical_signs(exact[:2]).T, abs=1e-6)
    assert latent.project(csr_matrix(dense)) == pytest.approx(
        dense @ canonical_signs(exact[:2]).T, rel=1e-6, abs=1e-6
    )


@pytest.mark.parametrize(("rows", "columns"), [(2, 9), (9, 2), (1, 4), (4, 1), (1, 1)])
def test_rank_falls_to_what_the_matrix_holds(rows: int, columns: int) -> None:
    matrix = csr_matrix(np.ones((rows, columns)))

    latent = fit_latent(matrix, rank=300, seed=0)

    assert latent.components.shape == (columns, max(1, min(rows, columns) - 1))


def test_same_seed_gives_the_same_dimensions_to_the_bit() -> None:
    first, again = (fit_latent(some_counts(), rank=4, seed=1) for _ in range(2))

    assert np.array_equal(first.components, again.components)


# Word vectors


def test_statement_is_the_weighted_mean_of_its_words_without_what_all_share() -> None:
    counts = some_counts()
    learnt = learn_word_vectors(counts, rank=4, smoothing=3e-3, seed=0)

    vectors = learnt.embed(counts)

    for row, entries in enumerate(counts.toarray()):
        words = np.flatnonzero(entries)
        mean = np.mean([learnt.weights[w] * learnt.vectors[w] for w in words], axis=0)
        rest = mean - (mean @ learnt.common) * learnt.common
        assert vectors[row] == pytest.approx(rest / np.linalg.norm(rest))


def test_weight_of_a_word_falls_with_its_frequency() -> None:
    counts = some_counts()

    learnt = learn_word_vectors(counts, rank=4, smoothing=0.05, seed=0)

    holders = (counts.toarray() > 0).sum(axis=0)
    assert learnt.weights == pytest.approx(0.05 / (0.05 + holders / holders.sum()))


def test_common_part_is_the_direction_most_statements_point_in() -> None:
    counts = some_counts()

    learnt = learn_word_vectors(counts, rank=4, smoothing=3e-3, seed=0)

    means = [
        np.mean([learnt.weights[w] * learnt.vectors[w] for w in np.flatnonzero(row)], 0)
        for row in counts.toarray()
    ]
    _, _, axes = np.linalg.svd(np.array(means))
    assert learnt.common == pytest.approx(canonical_signs(axes[:1])[0])
    assert np.linalg.norm(learnt.common) == pytest.approx(1.0)


def test_vectors_of_words_rebuild_what_they_were_learnt_from() -> None:
    counts = some_counts()

    learnt = learn_word_vectors(counts, rank=8, smoothing=3e-3, seed=0)

    association = positive_mutual_information(
        csr_matrix((counts.toarray() > 0).astype(float))
    )
    left, values, _ = np.linalg.svd(association)
    exact = left[:, :8] * np.sqrt(values[:8])
    assert learnt.vectors @ learnt.vectors.T == pytest.approx(exact @ exact.T, abs=1e-6)


def test_statement_without_known_words_has_no_direction() -> None:
    learnt = learn_word_vectors(some_counts(), rank=4, smoothing=3e-3, seed=0)

    assert learnt.embed(csr_matrix((1, 9))).tolist() == [[0.0] * 4]


def test_narrowed_vectors_keep_the_first_dimensions() -> None:
    counts = some_counts()
    learnt = learn_word_vectors(counts, rank=6, smoothing=3e-3, seed=0)

    narrow = learnt.narrowed(2, counts)

    assert np.array_equal(narrow.vectors, learnt.vectors[:, :2])
    assert narrow.embed(counts).shape == (12, 2)
    assert np.linalg.norm(narrow.common) == pytest.approx(1.0)


# Joined vocabulary


def test_most_frequent_columns_are_joined_in_their_order() -> None:
    words = Counts(matrix_of([[0, 1], [0], [0, 2]], columns=3), ("a", "b", "c"))
    grams = Counts(matrix_of([[0, 1], [0, 1], [1]], columns=2), ("ab", "bc"))

    joined = joined_vocabulary(words, grams, size=2)

    assert joined.toarray().T.tolist() == [[1, 1, 1], [1, 1, 1]]


def test_columns_of_one_statement_are_kept_only_where_nothing_repeats() -> None:
    once = Counts(matrix_of([[0], [1]], columns=2), ("a", "b"))
    grams = Counts(matrix_of([[0], [1]], columns=2), ("ab", "bc"))
    repeated = Counts(matrix_of([[0, 1], [0, 1]], columns=2), ("a", "b"))

    assert joined_vocabulary(once, grams, size=9).shape == (2, 4)
    assert joined_vocabulary(repeated, grams, size=9).shape == (2, 2)
