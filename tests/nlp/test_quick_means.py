"""A few rounds of k-means: nearest centres, means of members, no more parts than rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import RandomState
from sklearn.cluster import KMeans

from nlp.quick_means import quick_means


def some_rows(number: int, width: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(number, width)).astype(np.float32)


@pytest.mark.parametrize("seed", range(5))
def test_many_rounds_end_where_those_of_scikit_learn_do(seed: int) -> None:
    rows = some_rows(200, 4, seed)
    start = rows[RandomState(seed).permutation(200)[:5]]

    labels = quick_means(rows, 5, RandomState(seed), rounds=300)

    theirs = KMeans(5, init=start, n_init=1, max_iter=300, tol=0.0).fit(rows)
    assert labels.tolist() == theirs.labels_.tolist()


def test_one_round_gives_the_nearest_of_the_rows_drawn() -> None:
    rows = some_rows(50, 3, 1)
    centres = rows[RandomState(7).permutation(50)[:4]]

    labels = quick_means(rows, 4, RandomState(7), rounds=1)

    distances = np.linalg.norm(rows[:, None] - centres[None], axis=2)
    assert labels.tolist() == distances.argmin(axis=1).tolist()


@given(
    rows=st.integers(1, 12),
    clusters=st.integers(1, 12),
    seed=st.integers(0, 9),
    alike=st.booleans(),
)
def test_every_row_has_a_part_and_the_same_start_gives_the_same(
    rows: int, clusters: int, seed: int, *, alike: bool
) -> None:
    drawn = np.ones((rows, 2), dtype=np.float32) if alike else some_rows(rows, 2, seed)

    labels, again = (
        quick_means(drawn, clusters, RandomState(seed), rounds=6) for _ in range(2)
    )

    assert len(labels) == rows
    assert labels.min() >= 0
    assert labels.max() < min(rows, clusters)
    assert labels.tolist() == again.tolist()
    if alike:
        assert len(set(labels.tolist())) == 1
