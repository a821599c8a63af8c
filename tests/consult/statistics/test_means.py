"""Means and their intervals agree with published figures and with scipy."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from consult.statistics.means import mean, t_interval

POINTS = st.lists(st.floats(0, 100), min_size=2, max_size=60)


def test_a_weighted_mean_has_the_linearised_error() -> None:
    values = [1, 0, 0, 1, 0, 0, 0, 1, 0, 0]
    weights = [0.5, 1, 1, 2, 1.5, 0.5, 1, 1, 0.5, 1]

    found = mean(values, weights)

    assert found.value == pytest.approx(0.35)
    assert found.error**2 == pytest.approx(0.03383333, abs=1e-8)


def test_the_interval_of_the_worked_example_holds() -> None:
    low, high = t_interval(0.15, 0.0792149, freedom=99)

    assert (low, high) == pytest.approx((-0.007180, 0.307180), abs=1e-6)


@given(POINTS)
def test_an_unweighted_mean_is_that_of_a_t_test(values: list[float]) -> None:
    found = mean(values)

    assert found.error == pytest.approx(float(stats.sem(values)), abs=1e-9)
    if found.error > 1e-6:
        theirs = stats.t.interval(
            0.95, len(values) - 1, loc=sum(values) / len(values), scale=found.error
        )
        assert (found.low, found.high) == pytest.approx(theirs, abs=1e-6)


@given(POINTS, st.floats(0.1, 10))
def test_weights_all_alike_change_nothing(values: list[float], weight: float) -> None:
    plain, weighted = mean(values), mean(values, [weight] * len(values))

    assert weighted.value == pytest.approx(plain.value)
    assert weighted.error == pytest.approx(plain.error, abs=1e-9)


@given(st.permutations([0.0, 10.0, 33.0, 50.0, 100.0]))
def test_the_order_of_values_does_not_matter(values: list[float]) -> None:
    assert math.isclose(mean(values).error, mean([0, 10, 33, 50, 100]).error)


@pytest.mark.parametrize(
    ("values", "weights"),
    [
        pytest.param([5.0], None, id="one value"),
        pytest.param([], None, id="no value"),
        pytest.param([1.0, 2.0], [1.0, 0.0], id="a weight of nothing"),
        pytest.param([1.0, 2.0], [1.0], id="a weight too few"),
    ],
)
def test_a_mean_without_a_spread_is_refused(
    values: list[float], weights: list[float] | None
) -> None:
    with pytest.raises(ValueError, match=r"needs (2 values|a weight)"):
        mean(values, weights)
