"""Consensus clustering: each step against counting."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import RandomState
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from nlp.cluster import (
    ConsensusClustering,
    base_partitions,
    co_association,
    settled,
    stability,
)
from nlp.merging import cut, jittered, merge_tree
from nlp.ridge import Floats, Integers, smoother

labellings = st.integers(1, 9).flatmap(
    lambda rows: st.lists(
        st.lists(st.integers(0, 4), min_size=rows, max_size=rows).map(np.array),
        min_size=1,
        max_size=7,
    )
)


def blobs(clusters: int, size: int, seed: int = 0) -> tuple[Floats, Integers]:
    """Return rows around ``clusters`` corners of a simplex, and their corners."""
    truth = np.repeat(np.arange(clusters, dtype=np.int64), size)
    noise = np.random.default_rng(seed).normal(scale=0.15, size=(len(truth), clusters))
    return np.eye(clusters)[truth] + noise, truth


def brute_agreement(partitions: list[Integers]) -> Floats:
    together = np.zeros((len(partitions[0]),) * 2)
    for labels in partitions:
        for row, label in enumerate(labels):
            for other, its in enumerate(labels):
                together[row, other] += label == its
    return together / len(partitions)


# Agreement


@settings(max_examples=50)
@given(partitions=labellings)
def test_agreement_is_the_share_of_partitions_that_put_two_rows_together(
    partitions: list[Integers],
) -> None:
    agreement = co_association(partitions)

    assert agreement == pytest.approx(brute_agreement(partitions), abs=1e-6)


@settings(max_examples=50)
@given(partitions=labellings, labels=st.data())
def test_stability_is_the_mean_agreement_with_the_rest_of_the_cluster(
    partitions: list[Integers], labels: st.DataObject
) -> None:
    rows = len(partitions[0])
    own = np.array(
        labels.draw(st.lists(st.integers(0, 3), min_size=rows, max_size=rows))
    )
    _, own = np.unique(own, return_inverse=True)

    found = stability(co_association(partitions), own)

    agreement = brute_agreement(partitions)
    for row in range(rows):
        others = [n for n in range(rows) if n != row and own[n] == own[row]]
        expected = np.mean([agreement[row, n] for n in others]) if others else 1.0
        assert found[row] == pytest.approx(expected, abs=1e-5)


def test_agreement_of_more_partitions_than_a_byte_counts_is_right() -> None:
    partitions = [np.array([0, 0, turn % 2]) for turn in range(300)]

    agreement = co_association(partitions)

    assert agreement[0].tolist() == [1.0, 1.0, 0.5]


# The tree


@st.composite
def agreements(draw: st.DrawFn) -> NDArray[np.float32]:
    """Return agreement matrices with many ties, even with all pairs alike."""
    rows = draw(st.integers(2, 12))
    steps = draw(st.integers(0, 3))
    upper = draw(
        st.lists(st.integers(0, steps), min_size=rows * rows, max_size=rows * rows)
    )
    matrix = np.triu(np.array(upper, dtype=np.float32).reshape(rows, rows), 1)
    matrix = (matrix + matrix.T) / np.float32(max(steps, 1))
    np.fill_diagonal(matrix, 1.0)
    return matrix


@settings(max_examples=50)
@given(agreement=agreements())
def test_cut_gives_exactly_as_many_clusters_as_asked_for(
    agreement: NDArray[np.float32],
) -> None:
    tree = merge_tree(agreement)

    for clusters in range(1, len(agreement) + 1):
        labels = cut(tree, clusters)
        assert len(labels) == len(agreement)
        assert len(set(labels.tolist())) == clusters


@settings(max_examples=50)
@given(agreement=agreements())
def test_labels_are_numbered_by_first_appearance(
    agreement: NDArray[np.float32],
) -> None:
    tree = merge_tree(agreement)

    for clusters in range(1, len(agreement) + 1):
        first = list(dict.fromkeys(cut(tree, clusters).tolist()))
        assert first == list(range(clusters))


@settings(max_examples=50)
@given(agreement=agreements())
def test_a_finer_cut_divides_one_cluster_of_the_coarser_one(
    agreement: NDArray[np.float32],
) -> None:
    tree = merge_tree(agreement)
    cuts = [cut(tree, clusters) for clusters in range(1, len(agreement) + 1)]

    for coarse, fine in pairwise(cuts):
        pairs = set(zip(fine.tolist(), coarse.tolist(), strict=True))
        assert len(pairs) == len(set(fine.tolist()))


@settings(max_examples=50)
@given(agreement=agreements())
def test_tree_joins_by_the_mean_distance_of_all_pairs(
    agreement: NDArray[np.float32],
) -> None:
    rows = len(agreement)
    tree = merge_tree(agreement, "average")
    members: dict[int, list[int]] = {row: [row] for row in range(rows)}

    for step, (left, right, height, size) in enumerate(tree):
        pairs = [(a, b) for a in members[int(left)] for b in members[int(right)]]
        mean = np.mean([1.0 - float(agreement[a, b]) for a, b in pairs])
        assert height == pytest.approx(mean, abs=1e-6)
        members[rows + step] = members[int(left)] + members[int(right)]
        assert size == len(members[rows + step])


def test_wards_tree_joins_where_the_spread_inside_grows_least() -> None:
    points = np.random.default_rng(4).normal(size=(12, 3))
    unit = points / np.linalg.norm(points, axis=1, keepdims=True)
    members = [[row] for row in range(len(unit))]

    tree = merge_tree((unit @ unit.T).astype(np.float32))

    for left, right, height, _ in tree:
        both = members[int(left)] + members[int(right)]
        grown = _spread(unit[both]) - sum(
            _spread(unit[members[int(part)]]) for part in (left, right)
        )
        assert height == pytest.approx(np.sqrt(2.0 * grown), abs=1e-5)
        members.append(both)


def _spread(rows: Floats) -> float:
    return float(((rows - rows.mean(axis=0)) ** 2).sum())


@settings(max_examples=50)
@given(agreement=agreements(), data=st.data())
def test_settling_keeps_the_number_of_clusters_and_their_order(
    agreement: NDArray[np.float32], data: st.DataObject
) -> None:
    clusters = data.draw(st.integers(1, len(agreement)))

    found = settled(agreement, cut(merge_tree(agreement), clusters))

    assert list(dict.fromkeys(found.tolist())) == list(range(clusters))


def test_a_row_settles_where_it_agrees_most() -> None:
    blocks = np.kron(np.eye(2), np.ones((3, 3))).astype(np.float32)

    found = settled(10.0 * blocks, np.array([0, 0, 1, 1, 1, 1]))

    assert found.tolist() == [0, 0, 0, 1, 1, 1]


# Base partitions


@settings(max_examples=50)
@given(clusters=st.integers(1, 60), low=st.floats(0.2, 1.0), more=st.floats(0.0, 2.0))
def test_jittered_numbers_stay_in_their_spread_and_are_two_at_least(
    clusters: int, low: float, more: float
) -> None:
    numbers = jittered(clusters, 12, (low, low + more), RandomState(1))

    assert len(numbers) == 12
    for number in numbers:
        assert number >= 2
        assert number <= max(2, round(clusters * (low + more)))
        assert number >= round(clusters * low)


def test_base_partitions_have_the_sizes_asked_for_and_no_more_than_rows() -> None:
    data, _ = blobs(3, 5)

    found = base_partitions(
        [data, data[:, :2]], [2, 3, 6, 40], smoother(data, penalty=1.0), RandomState(0)
    )

    assert [int(labels.max()) + 1 for labels in found] == [2, 3, 6, 15]


def test_views_are_used_in_turn() -> None:
    left, right = blobs(2, 8)[0], blobs(2, 8, seed=9)[0][::-1]
    loo = smoother(left, penalty=1.0)

    both = base_partitions([left, right], [4, 4], loo, RandomState(2))

    (alone,) = base_partitions([left], [4], loo, RandomState(2))
    assert both[0].tolist() == alone.tolist()
    assert both[1].tolist() != both[0].tolist()


# The estimator


def fitted(data: Floats, clusters: int, **others: object) -> Integers:
    model = ConsensusClustering(clusters, n_runs=20, random_state=0, **others)  # type: ignore[arg-type] # passed on
    return np.asarray(model.fit(data).labels_)


@pytest.mark.parametrize("clusters", [2, 3, 5, 8])
def test_planted_groups_are_found(clusters: int) -> None:
    data, truth = blobs(clusters, 12)

    assert adjusted_rand_score(truth, fitted(data, clusters)) == 1.0


@pytest.mark.parametrize("clusters", [1, 2, 7, 29, 30])
def test_every_possible_number_of_clusters_is_given_exactly(clusters: int) -> None:
    data, _ = blobs(3, 10)

    assert len(set(fitted(data, clusters).tolist())) == clusters


def test_rows_that_are_all_alike_are_still_cut_as_asked() -> None:
    same = np.ones((9, 3))

    assert len(set(fitted(same, 4).tolist())) == 4


def test_same_seed_gives_the_same_agreement_to_the_bit() -> None:
    data, _ = blobs(4, 9)

    first = ConsensusClustering(4, n_runs=20, random_state=7).fit(data)
    again = ConsensusClustering(4, n_runs=20, random_state=7).fit(data)

    assert np.array_equal(first.co_association_, again.co_association_)
    assert np.array_equal(first.tree_, again.tree_)
    assert np.array_equal(first.stability_, again.stability_)


def test_other_seed_gives_another_agreement() -> None:
    data = np.random.default_rng(0).normal(size=(40, 5))

    first = ConsensusClustering(6, n_runs=20, random_state=0).fit(data)
    other = ConsensusClustering(6, n_runs=20, random_state=1).fit(data)

    assert not np.array_equal(first.co_association_, other.co_association_)


def test_only_the_named_columns_are_looked_at() -> None:
    data, truth = blobs(3, 8)
    noise = np.random.default_rng(1).normal(scale=50.0, size=(len(data), 4))
    both = np.hstack([data, noise])

    labels = fitted(both, 3, views=((0, 3),), kernel=(0, 3))

    assert adjusted_rand_score(truth, labels) == 1.0
    assert labels.tolist() == fitted(data, 3).tolist()


def test_stability_is_a_share_for_every_row() -> None:
    data = np.random.default_rng(4).normal(size=(50, 6))

    model = ConsensusClustering(5, n_runs=20, random_state=0).fit(data)

    assert model.stability_.shape == (50,)
    assert model.stability_.min() >= 0.0
    assert model.stability_.max() <= 1.0 + 1e-6


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"n_clusters": 0}, "n_clusters", id="no cluster"),
        pytest.param({"n_clusters": 9}, "n_samples=8", id="more clusters than rows"),
        pytest.param({"n_runs": 0}, "n_runs", id="no partition"),
        pytest.param({"penalty": 0.0}, "penalty", id="no penalty"),
        pytest.param({"random_state": "seed"}, "random_state", id="seed in words"),
    ],
)
def test_parameters_that_make_no_sense_are_named(
    change: dict[str, object], words: str
) -> None:
    data, _ = blobs(2, 4)
    model = ConsensusClustering().set_params(**change)

    with pytest.raises(ValueError, match=words):
        model.fit(data)
