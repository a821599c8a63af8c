"""Broad groups are named by shared words and keep every concern in its place."""

import pytest

from consult.reports.grouping import (
    Placed,
    broad_groups,
    by_group,
    group_most,
    shared_words,
)
from consult.reports.model import BroadGroup, Words


def placed(key: str, broader: str | None, *terms: str, language: str = "en") -> Placed:
    return Placed(key, Words(f"label {key}", language), terms, broader)


def test_a_group_is_named_by_what_its_concerns_share() -> None:
    (group,) = broad_groups(
        [
            placed("c1", "b1", "broken", "lamps"),
            placed("c2", "b1", "lamps", "river"),
        ]
    )

    assert group.concerns == ("c1", "c2")
    assert group.title == Words("lamps · broken · river", "en")


def test_a_name_says_nothing_twice() -> None:
    (group,) = broad_groups(
        [
            placed("c1", "b1", "Street lights", "lights", "dark"),
            placed("c2", "b1", "street lights"),
        ]
    )

    assert group.title.text == "Street lights · dark"


def test_a_name_is_in_the_language_of_the_largest_concern() -> None:
    (group,) = broad_groups(
        [
            placed("c1", "b1", language="fr"),
            placed("c2", "b1", "water"),
        ]
    )

    assert group.title == Words("label c1", "fr")


def test_one_concern_alone_makes_no_group() -> None:
    assert broad_groups([placed("c1", "b1"), placed("c2", None)]) == ()


def test_every_concern_stands_once_those_of_no_group_at_the_end() -> None:
    groups = broad_groups(
        [
            placed("c1", None),
            placed("c2", "b2"),
            placed("c3", "b2"),
            placed("c4", None),
        ]
    )

    found = by_group(("c1", "c2", "c3", "c4"), groups)

    assert [(group.id if group else None, keys) for group, keys in found] == [
        ("b2", ("c2", "c3")),
        (None, ("c1", "c4")),
    ]


@pytest.mark.parametrize(
    ("number", "inside", "helps"),
    [(12, 12, False), (13, 7, True), (20, 9, False), (20, 10, True), (20, 0, False)],
)
def test_groups_help_where_concerns_are_many_and_most_have_one(
    number: int, inside: int, *, helps: bool
) -> None:
    concerns = tuple(f"c{n}" for n in range(inside))
    groups = [BroadGroup("b1", Words("water", "en"), concerns)] if inside else []

    assert group_most(number, groups) is helps


def test_shared_words_are_those_of_both_whatever_their_case() -> None:
    assert shared_words(("Water", "bill"), ("water", "tap")) == ("Water",)
