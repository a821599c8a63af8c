import pytest

from forms.definition import Kind, Question
from forms.problems import Rule
from forms.validation import problem_of, problems_of
from tests.forms.questionnaires import (
    ACTORS_PAGE,
    BELONGING,
    CONSENT,
    COUNCIL,
    WORRY,
    a_question,
    a_questionnaire,
)

QUESTIONNAIRE = a_questionnaire()


@pytest.mark.parametrize(
    ("question", "value", "rule"),
    [
        pytest.param(CONSENT, "yes", None, id="consent given"),
        pytest.param(CONSENT, "no", None, id="consent refused"),
        pytest.param(CONSENT, "", Rule.CONSENT_NOT_SAID, id="consent left empty"),
        pytest.param(CONSENT, " ", Rule.CONSENT_NOT_SAID, id="consent of space"),
        pytest.param(CONSENT, [], Rule.CONSENT_NOT_SAID, id="consent of an empty list"),
        pytest.param(CONSENT, "1", Rule.CHOICE_UNKNOWN, id="consent to another thing"),
        pytest.param(CONSENT, ["yes", "no"], Rule.ONE_ONLY, id="yes and no"),
        pytest.param(COUNCIL, "", None, id="left empty"),
        pytest.param(COUNCIL, "0", None, id="lowest step"),
        pytest.param(COUNCIL, "dk", None, id="does not know"),
        pytest.param(COUNCIL, ["3"], None, id="one in a list"),
        pytest.param(COUNCIL, ["3", "3"], None, id="the same twice"),
        pytest.param(COUNCIL, "4", Rule.CHOICE_UNKNOWN, id="no such step"),
        pytest.param(COUNCIL, "٣", Rule.CHOICE_UNKNOWN, id="step in other digits"),
        pytest.param(COUNCIL, "skip", Rule.CHOICE_UNKNOWN, id="a code for missing"),
        pytest.param(COUNCIL, ["1", "2"], Rule.ONE_ONLY, id="two steps"),
        pytest.param(BELONGING, [], None, id="no group"),
        pytest.param(BELONGING, ["youth", "women"], None, id="two groups"),
        pytest.param(BELONGING, "youth", None, id="a group without list"),
        pytest.param(BELONGING, ["none"], None, id="an exclusive one alone"),
        pytest.param(BELONGING, ["none", "none"], None, id="the exclusive one twice"),
        pytest.param(BELONGING, ["youth", "none"], Rule.STANDS_ALONE, id="not alone"),
        pytest.param(
            BELONGING, ["none", "pnts"], Rule.STANDS_ALONE, id="two exclusive"
        ),
        pytest.param(
            BELONGING, ["youth", "x"], Rule.CHOICE_UNKNOWN, id="unknown group"
        ),
        pytest.param(WORRY, "", None, id="no words"),
        pytest.param(WORRY, "1234567890", None, id="as long as may be"),
        pytest.param(WORRY, "  1234567890\r\n", None, id="space around is not counted"),
        pytest.param(WORRY, "12345\r\n7890", None, id="a line end counts once"),
        pytest.param(WORRY, "e\u0301" * 10, None, id="letters counted after NFC"),
        pytest.param(WORRY, "🏚" * 10, None, id="signs beyond the first plane"),
        pytest.param(WORRY, "12345678901", Rule.TOO_LONG, id="one too many"),
        pytest.param(WORRY, ["a", "b"], Rule.ONE_ONLY, id="two texts"),
    ],
)
def test_a_value_is_judged(
    question: Question, value: str | list[str], rule: Rule | None
) -> None:
    problem = problem_of(QUESTIONNAIRE, question, value)

    assert (problem.rule if problem else None) is rule


def test_an_answer_that_is_too_long_is_told_by_how_much() -> None:
    problem = problem_of(QUESTIONNAIRE, WORRY, "x" * 48)

    assert problem is not None
    assert problem.path == "TO1"
    assert problem.message % problem.params == (
        "Your answer is 38 letters too long. Shorten it, or skip the question."
    )


def test_a_text_without_a_longest_length_may_be_long() -> None:
    question = a_question("Q", kind=Kind.TEXT, choices=None)

    assert problem_of(QUESTIONNAIRE, question, "x" * 100_000) is None


def test_no_problem_holds_words_of_the_answer() -> None:
    problems = problems_of(QUESTIONNAIRE, {"TO1": "canary" * 9, "TA01": "canary"})

    assert len(problems) == 3
    assert "canary" not in repr(problems)


def test_problems_come_in_the_order_of_the_questions() -> None:
    problems = problems_of(
        QUESTIONNAIRE, {"D_GRP": ["none", "women"], "TA02": "9", "TO1": "x" * 11}
    )

    assert [problem.path for problem in problems] == ["C_OK", "TO1", "TA02", "D_GRP"]


def test_one_page_is_judged_alone() -> None:
    raw = {"TO1": "x" * 11, "TA01": "9"}

    problems = problems_of(QUESTIONNAIRE, raw, ACTORS_PAGE)

    assert [problem.path for problem in problems] == ["TA01"]


def test_names_that_no_question_has_are_passed_over() -> None:
    assert problems_of(QUESTIONNAIRE, {"C_OK": "yes", "go": "on"}) == ()
