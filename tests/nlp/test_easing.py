"""Statements that are drawn towards their nearest ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.preprocessing import normalize

import nlp.easing
from nlp.easing import Floats, eased


def two_heaps() -> Floats:
    random = np.random.default_rng(0)
    middles = np.repeat(np.eye(6)[:2], 20, axis=0)
    return np.asarray(normalize(middles + 0.3 * random.normal(size=(40, 6))))


def spread(rows: Floats) -> float:
    return float(np.mean([np.var(rows[:20], axis=0), np.var(rows[20:], axis=0)]))


def test_rows_of_a_heap_come_nearer_and_heaps_stay_apart() -> None:
    before = two_heaps()
    after = eased(before, neighbours=5, rounds=2)

    assert spread(after) < 0.5 * spread(before)
    assert after[:20].mean(axis=0) @ after[20:].mean(axis=0) < 0.3


def test_rows_in_parts_are_eased_as_together(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = two_heaps()
    together = eased(rows, neighbours=5, rounds=2)
    monkeypatch.setattr(nlp.easing, "ROWS_AT_ONCE", 7)

    np.testing.assert_allclose(eased(rows, neighbours=5, rounds=2), together)


@given(rows=st.integers(1, 12), neighbours=st.integers(1, 20), rounds=st.integers(0, 3))
def test_rows_are_finite_and_of_length_one_or_zero(
    rows: int, neighbours: int, rounds: int
) -> None:
    vectors = np.zeros((rows, 4))
    vectors[::2] = normalize(np.random.default_rng(rows).normal(size=(rows, 4)))[::2]
    lengths = np.linalg.norm(
        eased(vectors, neighbours=neighbours, rounds=rounds), axis=1
    )

    assert (np.isclose(lengths, 1.0) | np.isclose(lengths, 0.0)).all()
