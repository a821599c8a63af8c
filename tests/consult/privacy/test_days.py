"""No part of a calendar stands for a few people, at any moment or between two."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.privacy.days import Days, tell_days
from consult.privacy.disclosure import Released, Withheld

FIRST = dt.date(2026, 11, 2)
THRESHOLD = 10
COUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=30)


def told(counts: list[int]) -> tuple[Days, ...]:
    days = {FIRST + dt.timedelta(days=n): count for n, count in enumerate(counts)}
    return tell_days(days, THRESHOLD)


def in_numbers(counts: list[int]) -> list[tuple[int, int | None]]:
    """Return how many days each part has, and its people if they are told."""
    return [
        (
            (part.last - part.first).days + 1,
            part.people.value if isinstance(part.people, Released) else None,
        )
        for part in told(counts)
    ]


def test_nobody_answered_yet() -> None:
    assert tell_days({}, THRESHOLD) == ()


@pytest.mark.parametrize(
    ("counts", "parts"),
    [
        pytest.param([12, 30], [(1, 12), (1, 30)], id="days large enough"),
        pytest.param([5, 12, 30], [(2, 17), (1, 30)], id="a small day and the next"),
        pytest.param([30, 4], [(1, 30), (1, None)], id="the newest day is small"),
        pytest.param([30, 0, 20], [(1, 30), (1, 0), (1, 20)], id="a day of nobody"),
        pytest.param([4, 0, 6], [(3, 10)], id="nobody between days told together"),
    ],
)
def test_small_days_are_told_with_those_that_follow(
    counts: list[int], parts: list[tuple[int, int | None]]
) -> None:
    assert in_numbers(counts) == parts


@given(COUNTS)
def test_every_day_stands_in_one_part_in_order(counts: list[int]) -> None:
    days = [
        part.first + dt.timedelta(days=n)
        for part in told(counts)
        for n in range((part.last - part.first).days + 1)
    ]

    assert days[: len(counts)] == [
        FIRST + dt.timedelta(days=n) for n in range(len(days))
    ]


@given(COUNTS)
def test_what_is_told_is_nobody_or_as_many_as_the_threshold(counts: list[int]) -> None:
    people = [part.people for part in told(counts)]

    assert all(
        each.value == 0 or each.value >= THRESHOLD
        for each in people
        if isinstance(each, Released)
    )
    assert not any(isinstance(each, Withheld) for each in people[:-1])


@given(COUNTS, COUNTS)
def test_what_was_told_once_is_told_the_same_when_more_days_have_come(
    counts: list[int], later: list[int]
) -> None:
    before = [part for part in told(counts) if isinstance(part.people, Released)]

    assert list(told(counts + later))[: len(before)] == before
