"""A figure that stands alone is told when there are few people on neither side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.privacy.choices import protect_choices
from consult.privacy.disclosure import (
    Part,
    Reason,
    Released,
    Withheld,
    release_count,
    release_part,
)

FEW, SMALL = Withheld(Reason.FEW), Withheld(Reason.SMALL_GROUP)
PROTECTED = Withheld(Reason.PROTECTED)
NAMES = ("youth", "women", "newcomer", "none", "pnts")


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, Released(0)), (1, FEW), (9, FEW), (10, Released(10)), (300, Released(300))],
)
def test_a_count_is_nobody_or_enough(
    count: int, expected: Released[int] | Withheld
) -> None:
    assert release_count(count, 10) == expected


@pytest.mark.parametrize(
    ("count", "of", "expected"),
    [
        pytest.param(0, 60, Released(Part(0, 60)), id="nobody"),
        pytest.param(9, 60, FEW, id="few on one side"),
        pytest.param(51, 60, FEW, id="few on the other side"),
        pytest.param(60, 60, FEW, id="everybody"),
        pytest.param(30, 60, Released(Part(30, 60)), id="enough on both sides"),
        pytest.param(4, 9, SMALL, id="a small whole"),
        pytest.param(0, 9, SMALL, id="nobody of a small whole"),
    ],
)
def test_a_part_has_few_people_on_neither_side(
    count: int, of: int, expected: Released[Part] | Withheld
) -> None:
    assert release_part(Part(count, of), 10) == expected


def test_a_threshold_below_five_is_refused() -> None:
    with pytest.raises(ValueError, match="never below 5"):
        release_count(30, 4)
    with pytest.raises(ValueError, match="never below 5"):
        release_part(Part(30, 60), 4)
    with pytest.raises(ValueError, match="never below 5"):
        protect_choices({"youth": 30}, 60, 4)


@st.composite
def chosen(draw: st.DrawFn) -> tuple[dict[str, int], int]:
    of = draw(st.integers(0, 80))
    counts = draw(st.lists(st.integers(0, of), min_size=5, max_size=5))
    return dict(zip(NAMES, counts, strict=True)), of


@given(chosen(), st.integers(5, 20))
def test_a_choice_is_told_with_few_people_on_neither_side(
    asked: tuple[dict[str, int], int], threshold: int
) -> None:
    counts, of = asked

    protected = protect_choices(counts, of, threshold)

    assert list(protected) == list(NAMES)
    for name, part in protected.items():
        if isinstance(part, Released):
            assert part.value == Part(counts[name], of)
            assert part.value.count == 0 or part.value.count >= threshold
            assert of - part.value.count >= threshold


@given(chosen(), st.integers(5, 12))
def test_one_small_choice_does_not_follow_from_all_others(
    asked: tuple[dict[str, int], int], threshold: int
) -> None:
    """Where nobody chose two things, the choices add up to everybody."""
    counts, of = asked

    protected = protect_choices(counts, of, threshold)

    hidden = [name for name, part in protected.items() if isinstance(part, Withheld)]
    small = [name for name in NAMES if 0 < counts[name] < threshold]
    assert not small or len(hidden) >= 2


def test_nearly_everybody_is_not_told_as_few() -> None:
    protected = protect_choices({"youth": 95, "women": 40, "none": 0}, 100, 10)

    assert protected["youth"] == PROTECTED
    assert protected["women"] == Released(Part(40, 100))
    assert protected["none"] == Released(Part(0, 100))
