"""Counts and TF-IDF against scikit-learn's own n-grams and direct formulas."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from nlp.lexical import (
    Counts,
    count_grams,
    count_words,
    document_frequency,
    grams_of,
    weighted,
    word_and_gram_tfidf,
)

WORD = st.text(
    st.characters(exclude_categories=("Z", "C")) | st.sampled_from("abcماءहिन्दी水"),
    min_size=1,
    max_size=9,
)
FEW_WORDS = st.sampled_from(["water", "waters", "dirty", "ماء", "l'", "eau", "井"])
DOCUMENTS = st.lists(st.lists(FEW_WORDS, max_size=5), min_size=1, max_size=8)
SIZES = st.sampled_from([(3, 5), (1, 2), (2, 2), (1, 6), (4, 4)])


def char_wb(text: str, sizes: tuple[int, int]) -> list[str]:
    analyser = CountVectorizer(
        analyzer="char_wb", ngram_range=sizes, lowercase=False
    ).build_analyzer()
    return list(analyser(text))


def as_counters(counts: Counts) -> list[Counter[str]]:
    """Return what is counted in each document, as plain values."""
    return [
        Counter({counts.terms[i]: int(row[i]) for i in np.flatnonzero(row)})
        for row in counts.matrix.toarray()
    ]


# Words


@settings(max_examples=50)
@given(documents=DOCUMENTS)
def test_words_are_counted_and_sorted(documents: list[list[str]]) -> None:
    counts = count_words(documents)

    assert as_counters(counts) == [Counter(words) for words in documents]
    assert list(counts.terms) == sorted({word for words in documents for word in words})


@settings(max_examples=50)
@given(documents=DOCUMENTS, least=st.integers(1, 4))
def test_words_of_few_documents_are_left_out_unless_too_few_repeat(
    documents: list[list[str]], least: int
) -> None:
    counts = count_words(documents, minimum_documents=least)

    holders = Counter(word for words in documents for word in set(words))
    frequent = sorted(word for word, number in holders.items() if number >= least)
    assert list(counts.terms) == (frequent if len(frequent) >= 2 else sorted(holders))


def test_documents_without_words_give_no_column() -> None:
    counts = count_words([[], []])

    assert counts.matrix.shape == (2, 0)
    assert weighted(counts.matrix).shape == (2, 0)


def test_document_frequency_counts_rows_and_not_occurrences() -> None:
    counts = count_words([["a", "a", "b"], ["a"], ["c", "c"]])

    assert document_frequency(counts.matrix).tolist() == [2.0, 1.0, 1.0]


# Character n-grams


@settings(max_examples=50)
@given(word=WORD, sizes=SIZES)
def test_grams_of_a_word_are_those_of_scikit_learn(
    word: str, sizes: tuple[int, int]
) -> None:
    assert grams_of(word, sizes) == char_wb(word, sizes)


@settings(max_examples=50)
@given(documents=DOCUMENTS, sizes=SIZES)
def test_grams_of_documents_are_those_of_scikit_learn(
    documents: list[list[str]], sizes: tuple[int, int]
) -> None:
    counts = count_grams(count_words(documents), sizes=sizes)

    expected = [Counter(char_wb(" ".join(words), sizes)) for words in documents]
    assert as_counters(counts) == expected


def test_grams_of_few_documents_are_left_out() -> None:
    words = count_words([["water"], ["waters"], ["road"]])

    counts = count_grams(words, sizes=(3, 5), minimum_documents=2)

    assert " wat" in counts.terms
    assert "ers" not in counts.terms
    assert document_frequency(counts.matrix).min() >= 2


# TF-IDF


def tfidf(documents: list[list[str]], terms: tuple[str, ...]) -> list[list[float]]:
    """Return sublinear TF-IDF by the formula, word by word."""
    rows = []
    for words in documents:
        row = []
        for term in terms:
            holders = sum(term in other for other in documents)
            often = words.count(term)
            inverse = np.log((1 + len(documents)) / (1 + holders)) + 1
            row.append((1 + np.log(often)) * inverse if often else 0.0)
        length = np.sqrt(sum(entry**2 for entry in row))
        rows.append([entry / length if length else 0.0 for entry in row])
    return rows


@settings(max_examples=50)
@given(documents=DOCUMENTS)
def test_weights_are_sublinear_tfidf_of_unit_length(
    documents: list[list[str]],
) -> None:
    counts = count_words(documents)

    weights = weighted(counts.matrix).toarray()

    assert weights.tolist() == [
        pytest.approx(row) for row in tfidf(documents, counts.terms)
    ]


@pytest.mark.parametrize("share", [0.25, 0.5, 1.0])
def test_grams_stand_beside_words_with_the_weight_they_are_given(share: float) -> None:
    words = count_words([["water", "dirty"], ["water", "tap"], ["road"]])
    grams = count_grams(words, sizes=(3, 5))

    both = word_and_gram_tfidf(words, grams, gram_weight=share).toarray()

    of_words = (both[:, : len(words.terms)] ** 2).sum(axis=1)
    of_grams = (both[:, len(words.terms) :] ** 2).sum(axis=1)
    assert of_words + of_grams == pytest.approx(np.ones(3))
    assert of_grams / of_words == pytest.approx(np.full(3, share**2))


def test_document_without_words_is_a_row_of_zeros() -> None:
    words = count_words([["water", "tap"], []])

    both = word_and_gram_tfidf(words, count_grams(words, sizes=(3, 5)), gram_weight=0.5)

    assert csr_matrix(both)[1].nnz == 0
