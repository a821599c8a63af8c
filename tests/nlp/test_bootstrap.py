"""Stability of concerns: what comes back is told from what does not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import RandomState
from sklearn.metrics import homogeneity_score

from nlp.bootstrap import (
    DRAWN_ROWS,
    ROUNDS,
    best_jaccard,
    concern_stability,
    draw_rows,
    regroup,
)
from nlp.quick_means import quick_means
from nlp.ridge import Floats, Integers

SPREAD = (0.8, 1.6)

two_groupings = st.integers(1, 12).flatmap(
    lambda rows: st.tuples(
        *[st.lists(st.integers(0, 4), min_size=rows, max_size=rows)] * 2
    )
)


def heaps(clusters: int, size: int, noise: float = 0.1) -> tuple[Floats, Integers]:
    """Return rows around directions at right angles, and which each is around."""
    truth = np.repeat(np.arange(clusters, dtype=np.int64), size)
    spread = np.random.default_rng(3).normal(scale=noise, size=(len(truth), clusters))
    return np.eye(clusters)[truth] + spread, truth


def stability(rows: Floats, labels: Integers, *, seed: int = 0) -> Floats:
    clusters = int(labels.max()) + 1
    seen = [rows.astype(np.float32)]
    return concern_stability(seen, labels, clusters, spread=SPREAD, seed=seed)


# The figure


def test_heaps_that_stand_apart_come_back() -> None:
    assert stability(*heaps(5, 12)).min() > 0.9


def test_concerns_drawn_by_lot_do_not_come_back() -> None:
    rows, truth = heaps(5, 12)

    by_lot = np.random.default_rng(0).permutation(truth)

    assert stability(rows, by_lot).max() < 0.5


def test_one_heap_cut_in_two_is_less_stable_than_whole_ones() -> None:
    rows, truth = heaps(5, 20)
    halved = truth.copy()
    halved[:10] = 5

    found = stability(rows, halved)

    assert max(found[0], found[5]) < 0.75 < found[1:5].min()


def test_concern_that_half_consists_of_strangers_is_less_stable() -> None:
    rows, truth = heaps(4, 20)
    strangers = np.random.default_rng(1).normal(size=(20, 4))
    labels = np.append(truth, np.zeros(20, dtype=np.int64))

    found = stability(np.vstack([rows, strangers]), labels)

    assert found.argmin() == 0


def test_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    rows, truth = heaps(4, 12, noise=0.5)

    first, again, other = (stability(rows, truth, seed=seed) for seed in (3, 3, 4))

    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


@pytest.mark.parametrize("clusters", [1, 2, 6])
def test_every_concern_has_a_share_even_where_each_row_is_one(clusters: int) -> None:
    rows = np.random.default_rng(5).normal(size=(clusters, 3))

    found = stability(rows, np.arange(clusters))

    assert found.shape == (clusters,)
    assert found.min() >= 0.0
    assert found.max() <= 1.0


def test_concern_without_rows_has_none() -> None:
    rows, truth = heaps(2, 6)

    seen = [rows.astype(np.float32)]
    found = concern_stability(seen, truth, 3, spread=SPREAD, seed=0)

    assert found[2] == 0.0


def test_rows_that_are_all_alike_are_grouped_all_the_same() -> None:
    found = stability(np.ones((9, 2)), np.arange(9) % 3)

    assert np.isfinite(found).all()


# Its parts


@settings(max_examples=50)
@given(groupings=two_groupings)
def test_likeness_is_that_of_the_likest_new_group(
    groupings: tuple[list[int], list[int]],
) -> None:
    old, new = groupings

    found = best_jaccard(np.array(old), np.array(new), 5)

    for group in range(5):
        mine = {row for row, label in enumerate(old) if label == group}
        theirs = [
            {row for row, label in enumerate(new) if label == other}
            for other in range(5)
        ]
        best = max(len(mine & each) / max(len(mine | each), 1) for each in theirs)
        assert found[group] == pytest.approx(best)


@settings(max_examples=50)
@given(rows=st.integers(1, 2000), seed=st.integers(0, 9))
def test_drawn_rows_are_distinct_in_order_and_not_too_many(
    rows: int, seed: int
) -> None:
    drawn = draw_rows(rows, RandomState(seed)).tolist()

    assert drawn == sorted(set(drawn))
    assert 1 <= len(drawn) <= DRAWN_ROWS
    assert drawn[-1] < rows


def test_about_two_thirds_of_few_rows_are_drawn() -> None:
    shares = [len(draw_rows(400, RandomState(seed))) / 400 for seed in range(20)]

    assert np.mean(shares) == pytest.approx(1 - np.exp(-1), abs=0.02)


@pytest.mark.parametrize("clusters", [1, 3, 17])
def test_rows_are_regrouped_into_as_many_as_asked(clusters: int) -> None:
    rows = np.random.default_rng(7).normal(size=(17, 4)).astype(np.float32)

    labels = regroup([rows], clusters, SPREAD, RandomState(0))

    assert sorted(set(labels.tolist())) == list(range(clusters))


def test_parts_of_a_few_rounds_of_means_seldom_mix_what_stands_apart() -> None:
    rows, truth = heaps(3, 30)

    found = [
        quick_means(rows.astype(np.float32), 6, RandomState(seed), rounds=ROUNDS)
        for seed in range(10)
    ]

    assert np.mean([homogeneity_score(truth, labels) for labels in found]) > 0.8
