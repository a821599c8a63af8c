"""Whether a value is of the kind that its question asks for."""

from typing import Any

import pytest

from forms.definition import Kind
from forms.problems import Rule
from forms.validation import problem_of, problems_of
from tests.forms.filled import a_repeat, an_item, sheet_of, with_body

HALVES = (("start", "0"), ("end", "2"), ("step", "0.5"))


@pytest.mark.parametrize(
    ("kind", "changes", "value", "rule"),
    [
        pytest.param(Kind.TEXT, {}, "x" * 20_000, None, id="long text"),
        pytest.param(Kind.TEXT, {}, "x" * 20_001, Rule.TOO_LONG, id="too long a text"),
        pytest.param(Kind.TEXT, {"longest": 3}, "1234", Rule.TOO_LONG, id="its own length"),
        pytest.param(Kind.INTEGER, {}, "12", None, id="integer"),
        pytest.param(Kind.INTEGER, {}, "-12", None, id="negative integer"),
        pytest.param(Kind.INTEGER, {}, "1.5", Rule.NOT_WHOLE, id="a decimal for an integer"),
        pytest.param(Kind.INTEGER, {}, "١٢", Rule.NOT_WHOLE, id="not yet read"),
        pytest.param(Kind.INTEGER, {}, "9007199254740991", None, id="greatest integer"),
        pytest.param(Kind.INTEGER, {}, "9007199254740992", Rule.NUMBER_TOO_LONG, id="beyond it"),
        pytest.param(Kind.INTEGER, {}, "9" * 5000, Rule.NOT_WHOLE, id="more digits than any number"),
        pytest.param(Kind.RANGE, {}, "9" * 5000, Rule.OUT_OF_RANGE, id="digits beyond any range"),
        pytest.param(Kind.INTEGER, {}, ["1", "2"], Rule.ONE_ONLY, id="two integers"),
        pytest.param(Kind.DECIMAL, {}, "-1.50", None, id="decimal"),
        pytest.param(Kind.DECIMAL, {}, "1,5", Rule.NOT_A_NUMBER, id="not yet read decimal"),
        pytest.param(Kind.DECIMAL, {}, "0." + "1" * 18, Rule.NUMBER_TOO_LONG, id="too many digits"),
        pytest.param(Kind.RANGE, {"parameters": HALVES}, "1.5", None, id="in the range"),
        pytest.param(Kind.RANGE, {"parameters": HALVES}, "1.2", Rule.OUT_OF_RANGE, id="between steps"),
        pytest.param(Kind.RANGE, {"parameters": HALVES}, "3", Rule.OUT_OF_RANGE, id="beyond the range"),
        pytest.param(Kind.RANGE, {"parameters": HALVES}, "x", Rule.OUT_OF_RANGE, id="words for a range"),
        pytest.param(Kind.RANGE, {"parameters": (("step", "0"),)}, "7.25", None, id="a range without sense"),
        pytest.param(Kind.DATE, {}, "2026-02-28", None, id="date"),
        pytest.param(Kind.DATE, {}, "2026-02-30", Rule.NOT_A_DATE, id="no such day"),
        pytest.param(Kind.DATE, {}, ["", "2", "2026"], Rule.NOT_A_DATE, id="no day"),
        pytest.param(Kind.DATE, {}, ["5", "5", "26"], Rule.NOT_A_DATE, id="boxes"),
        pytest.param(Kind.DATE, {"appearance": "month-year"}, ["13", "2026"], Rule.NOT_A_MONTH, id="no month"),
        pytest.param(Kind.DATE, {"appearance": "year"}, "26", Rule.NOT_A_YEAR, id="no year"),
        pytest.param(Kind.TIME, {}, "23:59", None, id="time"),
        pytest.param(Kind.TIME, {}, ["24", "00"], Rule.NOT_A_TIME, id="no time"),
        pytest.param(Kind.DATETIME, {}, "2026-02-28T23:59", None, id="moment"),
        pytest.param(Kind.DATETIME, {}, "2026-02-28", Rule.NOT_A_MOMENT, id="no moment"),
        pytest.param(Kind.ACKNOWLEDGE, {}, "OK", None, id="acknowledged"),
        pytest.param(Kind.ACKNOWLEDGE, {}, "no", Rule.CHOICE_UNKNOWN, id="not acknowledged"),
        pytest.param(Kind.CHOICE, {}, "na", None, id="a choice like a code"),
        pytest.param(Kind.CHOICE, {}, "sea", Rule.CHOICE_UNKNOWN, id="no choice"),
        pytest.param(Kind.CHOICES, {"most": 1}, ["tap", "well"], Rule.TOO_MANY, id="too many"),
        pytest.param(Kind.CHOICES, {"least": 2}, ["tap"], Rule.TOO_FEW, id="too few"),
        pytest.param(Kind.CHOICES, {"least": 2, "choices": "GROUPS"}, ["none"], None, id="none of them"),
        pytest.param(Kind.RANKING, {}, ["na", "tap", "well"], None, id="order"),
        pytest.param(Kind.RANKING, {}, ["na", "tap"], Rule.RANKS_UNCLEAR, id="half an order"),
        pytest.param(Kind.RANKING, {}, ["na=1", "tap=1"], Rule.RANKS_UNCLEAR, id="two first"),
        pytest.param(Kind.NOTE, {"required": True}, "", None, id="a note"),
        pytest.param(Kind.CALCULATION, {"required": True}, "", None, id="a calculation"),
        pytest.param(Kind.POSITION, {"required": True}, "", None, id="a position"),
        pytest.param(Kind.ATTACHMENT, {"required": True}, "", None, id="an attachment"),
        pytest.param(Kind.CHOICE, {"required": True}, "", Rule.ANSWER_NEEDED, id="required"),
        pytest.param(Kind.CHOICE, {"appearance": "label"}, "", None, id="a heading of rows"),
    ],
)  # fmt: skip
def test_a_value_is_judged(
    kind: Kind, changes: dict[str, Any], value: str | list[str], rule: Rule | None
) -> None:
    question = an_item("q", kind, **changes)
    questionnaire = with_body(question)
    sheet = sheet_of(questionnaire, {"q": value})

    problem = problem_of(questionnaire, question, value, sheet=sheet, key="q")

    assert (problem.rule if problem else None) is rule


def test_what_a_message_says_can_be_filled() -> None:
    question = an_item("q", Kind.RANGE, parameters=HALVES)

    problem = problem_of(with_body(question), question, "9")

    assert problem is not None
    assert problem.message % problem.params == (
        "Give a number from 0 to 2, in steps of 0.5."
    )


def test_problems_of_a_whole_sheet_are_those_of_what_is_asked() -> None:
    questionnaire = with_body(
        an_item("a", required=True),
        an_item("b", relevant="${a} = 1", required=True),
        a_repeat("r", an_item("c", required=True)),
    )
    raw = {"C_OK": "yes", "a": "2", "#r": "2", "c[2]": "x"}

    problems = problems_of(questionnaire, raw, sheet=sheet_of(questionnaire, raw))

    assert [(each.path, each.rule) for each in problems] == [
        ("c[1]", Rule.ANSWER_NEEDED),
        ("c[2]", Rule.NOT_WHOLE),
    ]


def test_some_keys_are_judged_alone() -> None:
    questionnaire = with_body(an_item("a", required=True), an_item("b", required=True))
    sheet = sheet_of(questionnaire)

    problems = problems_of(questionnaire, {}, sheet=sheet, keys=["b"])

    assert [each.path for each in problems] == ["b"]
