"""Rounded figures stay true: they add up, and some never read as nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.privacy.disclosure import Part, Reason, Withheld
from consult.reports.consultation.figures import (
    Mean,
    Share,
    adding_up,
    mean_of,
    released_share,
    share_of,
)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8))
def test_parts_add_up_to_a_hundred(counts: list[int]) -> None:
    rounded = adding_up(counts)

    assert sum(rounded) == (100 if sum(counts) else 0)
    for count, percent in zip(counts, rounded, strict=True):
        assert not sum(counts) or abs(percent - 100 * count / sum(counts)) < 1


def test_what_rounding_leaves_goes_to_who_lost_most() -> None:
    assert adding_up([1, 1, 1]) == (34, 33, 33)
    assert adding_up([10, 25, 65]) == (10, 25, 65)


@given(st.integers(1, 2000), st.data())
def test_a_share_lies_in_its_range_and_some_are_not_nobody(
    of: int, data: st.DataObject
) -> None:
    count = data.draw(st.integers(0, of))

    share = share_of(Part(count, of))

    assert 0 <= share.low <= share.percent <= share.high <= 100
    assert (share.percent == 0) == (count == 0)
    assert (share.percent == 100) == (count == of)


@pytest.mark.parametrize(
    ("count", "of", "expected"),
    [
        # Wilson's interval of 31 of 214 runs from 0.1040 to 0.1983.
        (31, 214, Share(14, 10, 20)),
        (353, 1141, Share(31, 28, 34)),
        (0, 40, Share(0, 0, 9)),
    ],
)
def test_shares_are_whole_hundredths(count: int, of: int, expected: Share) -> None:
    assert share_of(Part(count, of)) == expected


def test_what_is_withheld_stays_withheld() -> None:
    assert released_share(Withheld(Reason.FEW)) == Withheld(Reason.FEW)


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        (44.6, 41.9, 47.3, Mean(45, 42, 47)),
        (2.0, -1.4, 5.4, Mean(2, 0, 5)),
        (99.0, 96.8, 101.2, Mean(99, 97, 100)),
        (50.5, 50.4, 50.6, Mean(51, 50, 51)),
    ],
)
def test_a_mean_stays_on_its_scale(
    value: float, low: float, high: float, expected: Mean
) -> None:
    assert mean_of(value, low, high) == expected
