"""Ranges of whole numbers behave like the sets they stand for."""

from hypothesis import given
from hypothesis import strategies as st

from consult.privacy.ranges import Range, sum_of

intervals = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=3)


def numbers(range_: Range) -> set[int]:
    return {number for low, high in range_.intervals for number in range(low, high + 1)}


@given(intervals)
def test_a_range_holds_the_numbers_of_its_intervals(
    pairs: list[tuple[int, int]],
) -> None:
    expected = {n for low, high in pairs for n in range(low, high + 1)}

    assert numbers(Range.of(*pairs)) == expected


@given(intervals, intervals)
def test_a_sum_holds_every_sum(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    first, second = Range.of(*one), Range.of(*other)

    assert numbers(sum_of([first, second])) == {
        a + b for a in numbers(first) for b in numbers(second)
    }


@given(intervals, intervals, st.integers(0, 40))
def test_the_count_is_of_numbers_that_fit(
    one: list[tuple[int, int]], other: list[tuple[int, int]], total: int
) -> None:
    first, second = Range.of(*one), Range.of(*other)

    assert first.count_with(second, total) == sum(
        1 for number in numbers(first) if total - number in numbers(second)
    )
