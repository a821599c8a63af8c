"""A page of a body is judged by the sheet of all its answers, and loses none."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms.definition import Item, Kind, Text
from forms.fields import PageForm, PageForms, told
from forms.logic.keeping import sure_key
from forms.paging import plan
from forms.problems import Problem, Rule
from forms.sheets import Sheet
from forms.typed import Raw
from tests.forms.fields.speaking import PLAIN
from tests.forms.filled import (
    a_field_list,
    a_note,
    a_repeat,
    an_item,
    program_of,
    sheet_of,
    with_body,
)


def said(words: str) -> Text:
    return Text.of({"en": words})


def posted(
    *body: Item, sent: dict[str, Any], typed: Raw | None = None
) -> tuple[PageForm, Raw, Sheet]:
    """Return the form of the first page as it was posted, all answers, their sheet."""
    questionnaire = with_body(*body)
    before = dict(typed or {})
    step = plan(questionnaire).step_at("p1")
    assert step is not None
    form = PageForms(questionnaire).of(step, "en")(PLAIN)
    form.process(MultiDict(sent))
    answers = form.merged(before, sheet_of(questionnaire, before))
    return form, answers, sheet_of(questionnaire, answers)


def rules(*body: Item, sent: dict[str, Any]) -> dict[str, Rule]:
    form, _, sheet = posted(*body, sent=sent)
    assert form.validate(sheet) == (not form.problems)
    assert list(form.errors) == list(form.problems)
    return {key: problem.rule for key, problem in form.problems.items()}


@pytest.mark.parametrize(
    ("changes", "sent", "rule"),
    [
        pytest.param({"required": True}, "", Rule.ANSWER_NEEDED, id="required"),
        pytest.param({"required_when": "1 = 1"}, "", Rule.ANSWER_NEEDED, id="required by logic"),
        pytest.param({"required_when": "1 = 2"}, "", None, id="not required by logic"),
        pytest.param({"constraint": ". < 10"}, "12", Rule.DOES_NOT_FIT, id="constraint"),
        pytest.param({"constraint": ". < 10"}, "9", None, id="constraint fulfilled"),
        pytest.param({"constraint": ". < 10"}, "", None, id="constraint of nothing"),
        pytest.param({"constraint": ". < 10"}, "x", Rule.NOT_WHOLE, id="its kind first"),
        pytest.param({"soft_constraint": ". < 10"}, "12", Rule.UNLIKELY, id="soft constraint"),
        pytest.param({"required": True, "relevant": "1 = 2"}, "", None, id="not relevant"),
        pytest.param({"required": True, "read_only_when": "1 = 1"}, "", None, id="read-only"),
    ],
)  # fmt: skip
def test_logic_judges_an_answer(
    changes: dict[str, Any], sent: str, rule: Rule | None
) -> None:
    found = rules(an_item("a", **changes), sent={"a": sent})

    assert found == ({} if rule is None else {"a": rule})


def test_space_alone_is_no_answer() -> None:
    question = an_item("a", Kind.TEXT, required=True)

    assert rules(question, sent={"a": " \u00a0"}) == {"a": Rule.ANSWER_NEEDED}


def test_a_constraint_may_look_at_an_answer_of_the_same_page() -> None:
    page = a_field_list(
        "g", an_item("least"), an_item("most", constraint=". > ${least}")
    )

    assert rules(page, sent={"least": "5", "most": "4"}) == {"most": Rule.DOES_NOT_FIT}
    assert rules(page, sent={"least": "5", "most": "6"}) == {}


def doubted(answers: Raw, sent: dict[str, str]) -> tuple[bool, Raw]:
    """Return whether an unlikely answer is taken, and all answers after that."""
    question = an_item("a", soft_constraint=". < 10")
    form, typed, sheet = posted(question, sent=sent, typed=answers)
    noted = form.assured(typed)
    form.trust(noted)
    return form.validate(sheet), noted


def test_an_unlikely_answer_that_is_right_stays_right_until_it_changes() -> None:
    is_taken, noted = doubted({}, {"a": "12", "a.sure": "1"})
    assert is_taken

    is_taken, noted = doubted(noted, {"a": "12"})
    assert is_taken

    is_taken, noted = doubted(noted, {"a": "13"})
    assert not is_taken

    is_taken, _ = doubted(noted, {"a": "12"})
    assert not is_taken


def test_what_is_right_moves_up_with_its_repetition() -> None:
    question = an_item("a", soft_constraint=". < 10")
    program = program_of(with_body(a_repeat("r", question)))
    notes = {sure_key("a[2]"): "noted"}

    answers = program.remove({"#r": "2", "a[2]": "12", **notes}, "r[1]")

    assert answers == {"#r": "1", "a[1]": "12", sure_key("a[1]"): "noted"}


def test_an_unlikely_answer_is_taken_from_who_is_sure() -> None:
    question = an_item("a", soft_constraint=". < 10")

    assert rules(question, sent={"a": "12"}) == {"a": Rule.UNLIKELY}
    assert rules(question, sent={"a": "12", "a.sure": "1"}) == {}


def test_the_words_of_the_author_are_told_with_the_answer_in_them() -> None:
    question = an_item(
        "a", constraint=". < 10", constraint_message=said("${a} is too many.")
    )
    form, _, sheet = posted(question, sent={"a": "12"})

    assert not form.validate(sheet)
    assert form.errors == {"a": ["12 is too many."]}


@pytest.mark.parametrize(
    "changes", [{"required": True, "required_message": Text.of({})}, {"required": True}]
)
def test_without_words_of_the_author_ours_are_told(changes: dict[str, Any]) -> None:
    form, _, sheet = posted(an_item("a", **changes), sent={})

    assert not form.validate(sheet)
    assert form.errors == {"a": [Rule.ANSWER_NEEDED.message]}


def test_where_nothing_is_offered_nothing_is_required() -> None:
    page = a_field_list(
        "g", an_item("a", Kind.CHOICE, choice_filter="at = 'moon'", required=True)
    )

    assert rules(page, sent={}) == {}


def test_only_what_is_offered_now_can_be_chosen() -> None:
    question = an_item("a", Kind.CHOICE, choice_filter="at = 'north'")

    assert rules(question, sent={"a": "well"}) == {}
    assert rules(question, sent={"a": "tap"}) == {"a": Rule.CHOICE_UNKNOWN}


def test_what_is_read_only_is_not_taken() -> None:
    page = a_field_list("g", an_item("a", read_only_when="1 = 1"), an_item("b"))

    _, answers, _ = posted(page, sent={"a": "7", "b": "8"}, typed={"a": "3"})

    assert answers == {"a": "3", "b": "8"}


def test_what_was_not_shown_is_not_taken_for_emptied() -> None:
    page = a_field_list("g", an_item("a", relevant="${b} > 1"), an_item("b"))

    _, answers, _ = posted(page, sent={"b": "0"}, typed={"a": "3", "other": "x"})

    assert answers == {"a": "3", "b": "0", "other": "x"}


def test_what_is_emptied_is_gone() -> None:
    _, answers, _ = posted(an_item("a"), sent={"a": ""}, typed={"a": "3"})

    assert answers == {}


def test_what_only_tells_has_no_field() -> None:
    page = a_field_list(
        "g", a_note("n"), an_item("fixed", read_only=True), an_item("a")
    )

    form, _, _ = posted(page, sent={"n": "x", "fixed": "y", "a": "1"})

    assert list(form.data) == ["a"]


BODY = (
    a_field_list(
        "g",
        an_item("text", Kind.TEXT, required=True),
        an_item("whole", constraint=". < 5"),
        an_item("some", Kind.CHOICES, most=1),
    ),
    an_item("late", relevant="${whole} > 3"),
)
WHOLE = with_body(*BODY)
WORDS = st.sampled_from(["", "1", "4", "9", "x", " "])
TYPED = st.fixed_dictionaries(
    {
        "text": WORDS,
        "whole": WORDS,
        "some": st.lists(st.sampled_from(["well", "tap", "x"]), unique=True),
    }
)


@given(TYPED, WORDS)
@settings(deadline=None)
def test_no_answer_is_lost_by_being_wrong_or_by_turning_pages(
    sent: dict[str, str | list[str]], late: str
) -> None:
    made, planned = PageForms(WHOLE), plan(WHOLE)
    answers: Raw = {"late": late} if late else {}
    first, last = planned.step_at("p1"), planned.step_at("p2")
    assert first is not None
    assert last is not None

    for step, typed in ((first, sent), (last, {"late": late})):
        form = made.of(step, "en")(PLAIN)
        form.process(MultiDict(typed))
        answers = form.merged(answers, sheet_of(WHOLE, answers))
        form.validate(sheet_of(WHOLE, answers))

    assert answers == {
        key: value for key, value in {**sent, "late": late}.items() if value
    }


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem("a", Rule.TOO_LONG, {"over": 1}), "Your answer is 1 letter too long."),
        (Problem("a", Rule.TOO_LONG, {"over": 2}), "Your answer is 2 letters too long."),
        (Problem("a", Rule.TOO_OFTEN, {"most": 1}), "This part can be filled in 1 time."),
        (Problem("a", Rule.TOO_MANY, {"most": 1000}), "Choose no more than 1,000."),
        (Problem("a", Rule.OUT_OF_RANGE, {"least": "1", "most": "5", "step": "2"}),
         "Give a number from 1 to 5, in steps of 2."),
    ],
)  # fmt: skip
def test_a_message_agrees_with_its_number(problem: Problem, said: str) -> None:
    assert told(PLAIN, problem).startswith(said)
