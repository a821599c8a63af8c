"""The interval of a share agrees with others' and never leaves 0 to 1."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from consult.statistics.intervals import wilson


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int]:
    of = draw(st.integers(1, 1_000_000))
    return draw(st.integers(0, of)), of


@given(counts())
def test_the_interval_agrees_with_scipy(count_of: tuple[int, int]) -> None:
    count, of = count_of

    ours = wilson(count, of)
    theirs = stats.binomtest(count, of).proportion_ci(method="wilson")

    assert math.isclose(ours.low, theirs.low, rel_tol=1e-9, abs_tol=1e-12)
    assert math.isclose(ours.high, theirs.high, rel_tol=1e-9, abs_tol=1e-12)


@given(counts())
def test_the_share_lies_within_its_interval(count_of: tuple[int, int]) -> None:
    found = wilson(*count_of)

    assert 0 <= found.low <= found.share <= found.high <= 1
    assert found.low < found.high


@given(counts())
def test_the_rest_has_the_mirrored_interval(count_of: tuple[int, int]) -> None:
    count, of = count_of

    raised, silent = wilson(count, of), wilson(of - count, of)

    assert math.isclose(raised.low, 1 - silent.high, abs_tol=1e-12)


@given(st.integers(1, 1000), st.integers(2, 50))
def test_more_people_narrow_the_interval(count: int, factor: int) -> None:
    few, many = wilson(count, count * 2), wilson(count * factor, count * factor * 2)

    assert many.high - many.low < few.high - few.low


def test_the_worked_example_of_the_documentation_holds() -> None:
    found = wilson(31, 214)

    assert (round(found.low, 4), round(found.high, 4)) == (0.1040, 0.1983)


@pytest.mark.parametrize(
    ("count", "of"),
    [
        pytest.param(0, 0, id="nobody asked"),
        pytest.param(-1, 5, id="fewer than none"),
        pytest.param(6, 5, id="more than all"),
    ],
)
def test_no_share_is_made_of_impossible_counts(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(count, of)
