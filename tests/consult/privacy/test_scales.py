"""The answers to a question with a scale tell of no few people, whoever knows the
rules."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.privacy.audit import Equation, Unknown, solve
from consult.privacy.disclosure import Part, Reason, Released, Withheld
from consult.privacy.scales import ProtectedScale, protect_scale, tells_little

Sides = tuple[tuple[int, ...], ...]
LEAST = 5

counts = st.integers(0, 40)
scales = st.one_of(
    st.tuples(st.tuples(counts, counts), st.tuples(counts, counts)),
    st.tuples(st.tuples(counts, counts), st.tuples(counts), st.tuples(counts, counts)),
)


def released(scale: ProtectedScale) -> Iterator[Part]:
    for part in (*scale.sides, *(step for side in scale.steps for step in side)):
        if isinstance(part, Released):
            yield part.value


@given(scales, st.integers(5, 20))
def test_no_small_number_is_released(sides: Sides, threshold: int) -> None:
    for part in released(protect_scale(sides, threshold)):
        assert part.of == sum(map(sum, sides))
        assert part.count == 0 or part.count >= threshold
        assert part.of - part.count >= threshold


@given(scales, st.integers(5, 20))
def test_what_is_released_is_true(sides: Sides, threshold: int) -> None:
    scale = protect_scale(sides, threshold)

    for counted, side, steps in zip(sides, scale.sides, scale.steps, strict=True):
        if isinstance(side, Released):
            assert side.value.count == sum(counted)
        for count, step in zip(counted, steps, strict=True):
            assert isinstance(step, Withheld) or step.value.count == count


def equations_of(sides: Sides, seen: ProtectedScale) -> Iterator[Equation]:
    """What a reader sees, who knows how many chose a step."""
    rest, of = sum(map(sum, sides)), {}
    for place, side in enumerate(seen.sides):
        if isinstance(side, Released):
            rest -= side.value.count
        else:
            of["side", place, -1] = 1
    yield Equation(of, rest)
    for place, (counted, steps) in enumerate(zip(sides, seen.steps, strict=True)):
        hidden: dict[Unknown, int] = {
            ("step", place, at): 1
            for at, step in enumerate(steps)
            if isinstance(step, Withheld)
        }
        if isinstance(seen.sides[place], Withheld):
            hidden["side", place, -1] = -1
            yield Equation(hidden, 0)
        else:
            told = [step.value.count for step in steps if isinstance(step, Released)]
            yield Equation(hidden, sum(counted) - sum(told))


@given(scales, st.integers(5, 20))
def test_no_small_count_follows_from_the_sums(sides: Sides, threshold: int) -> None:
    seen = protect_scale(sides, threshold)

    told = solve(list(equations_of(sides, seen)))

    assert {name: value for name, value in told.items() if 0 < value < threshold} == {}


@pytest.mark.parametrize("of", [12, 18, 24])
def test_nobody_who_knows_the_rules_can_tell_a_small_count(of: int) -> None:
    """Of everything that looks the same, a hidden small count is not always one."""
    looks: dict[tuple[object, ...], list[Sides]] = {}
    for low, next_low, high in product(range(of + 1), repeat=3):
        rest = of - low - next_low - high
        if rest >= 0:
            sides = ((low, next_low), (high, rest))
            seen = protect_scale(sides, LEAST)
            looks.setdefault((seen.sides, seen.steps), []).append(sides)

    for (_, steps), alike in looks.items():
        for place, at in product((0, 1), (0, 1)):
            values = {sides[place][at] for sides in alike}
            if isinstance(steps[place][at], Withheld):  # type: ignore[index] # as put in
                assert len(values) > 1 or not 0 < min(values) < LEAST


@pytest.mark.parametrize(
    ("sides", "are_sides_told", "are_steps_told"),
    [
        pytest.param(((30, 40), (50, 60)), True, True, id="enough everywhere"),
        pytest.param(((3, 40), (50, 60)), True, False, id="a small step"),
        pytest.param(((3, 4), (50, 60)), False, False, id="a small side"),
        pytest.param(((0, 0), (50, 60)), False, False, id="everybody on one side"),
        pytest.param(((30, 40), (4,), (50, 60)), False, False, id="a small middle"),
    ],
)
def test_sides_and_steps_are_told_together_or_not_at_all(
    sides: Sides, *, are_sides_told: bool, are_steps_told: bool
) -> None:
    scale = protect_scale(sides, 10)

    assert {isinstance(side, Released) for side in scale.sides} == {are_sides_told}
    assert {isinstance(step, Released) for step in scale.steps[0]} == {are_steps_told}
    assert scale.is_whole == are_steps_told


def test_a_scale_of_few_people_is_a_small_group() -> None:
    assert set(protect_scale(((2, 3), (1, 3)), 10).sides) == {
        Withheld(Reason.SMALL_GROUP)
    }


@pytest.mark.parametrize(
    ("people", "widest", "expected"), [(40, 3, False), (166, 3, False), (167, 3, True)]
)
def test_a_rounded_mean_tells_little_where_many_answered(
    people: int, widest: int, *, expected: bool
) -> None:
    assert tells_little(people, widest, 10) is expected
