"""Points of a scale run from 0 to 100 and turn round without loss."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.statistics.scales import is_upper_half, reverse, score

STEPS = st.integers(1, 20)


@given(st.data(), st.integers(-5, 5), STEPS)
def test_a_score_lies_between_0_and_100(
    data: st.DataObject, lowest: int, steps: int
) -> None:
    value = data.draw(st.integers(lowest, lowest + steps))

    assert 0 <= score(value, lowest=lowest, highest=lowest + steps) <= 100


@given(STEPS)
def test_the_ends_of_a_scale_are_0_and_100(steps: int) -> None:
    assert score(0, lowest=0, highest=steps) == 0
    assert score(steps, lowest=0, highest=steps) == 100


@given(st.floats(0, 100))
def test_turning_twice_changes_nothing(points: float) -> None:
    assert math.isclose(reverse(reverse(points)), points, abs_tol=1e-12)


@given(st.data(), STEPS)
def test_a_reversed_score_is_that_of_the_mirrored_step(
    data: st.DataObject, steps: int
) -> None:
    value = data.draw(st.integers(0, steps))

    mirrored = score(steps - value, lowest=0, highest=steps)

    assert math.isclose(
        reverse(score(value, lowest=0, highest=steps)), mirrored, abs_tol=1e-9
    )


@pytest.mark.parametrize(
    ("value", "lowest", "highest"),
    [
        pytest.param(4, 0, 3, id="above"),
        pytest.param(-1, 0, 3, id="below"),
        pytest.param(1, 1, 1, id="a scale of one step"),
    ],
)
def test_what_is_no_step_of_the_scale_is_refused(
    value: int, lowest: int, highest: int
) -> None:
    with pytest.raises(ValueError, match="no step"):
        score(value, lowest=lowest, highest=highest)


@pytest.mark.parametrize(
    ("highest", "upper"),
    [pytest.param(3, [2, 3], id="even"), pytest.param(4, [3, 4], id="odd")],
)
def test_the_middle_step_is_not_in_the_upper_half(
    highest: int, upper: list[int]
) -> None:
    found = [
        value
        for value in range(highest + 1)
        if is_upper_half(score(value, lowest=0, highest=highest))
    ]

    assert found == upper
