"""What a stored response says is read in one way everywhere."""

import pytest

from consult.reports.consultation.responses import (
    chosen,
    countable,
    groups_of,
    may_be_quoted,
)
from tests.questionnaires import a_questionnaire

ASKED = a_questionnaire()
GROUPS = ASKED.question("D_GRP")


@pytest.mark.parametrize(
    ("stored", "said", "groups"),
    [
        pytest.param(["women", "youth"], ("women", "youth"), ("youth", "women"), id="two"),
        pytest.param("youth", ("youth",), ("youth",), id="one"),
        pytest.param(["none"], ("none",), ("none",), id="none of these"),
        pytest.param(["pnts"], ("pnts",), (), id="not said"),
        pytest.param("skip", ("skip",), (), id="left empty"),
        pytest.param([], ("skip",), (), id="nothing"),
    ],
)  # fmt: skip
def test_choices_are_told_and_who_did_not_say_is_in_no_group(
    stored: str | list[str], said: tuple[str, ...], groups: tuple[str, ...]
) -> None:
    assert chosen(GROUPS, {"D_GRP": stored}) == said
    assert groups_of(ASKED, GROUPS, {"D_GRP": stored}) == groups


def test_what_is_not_stored_was_not_asked() -> None:
    assert chosen(GROUPS, {}) == ("na",)


def test_every_choice_and_missing_code_can_be_counted() -> None:
    assert countable(ASKED, GROUPS) == (
        "youth", "women", "none", "pnts", "skip", "na",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "allowed"), [("yes", True), ("no", False), ("skip", False), ("na", False)]
)
def test_only_yes_is_leave_to_quote(said: str, *, allowed: bool) -> None:
    assert may_be_quoted(ASKED, {"D_Q": said}) == allowed
    assert not may_be_quoted(ASKED, {})
