import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Raw, Sealed, has_consented, normalise, raw_of_page, seal
from forms.definition import Kind
from forms.errors import InvalidAnswers
from forms.problems import Rule
from forms.validation import problems_of
from tests.forms.questionnaires import ABOUT_PAGE, a_questionnaire

QUESTIONNAIRE = a_questionnaire()
SKIPPED = {"TO1": "skip", "TA01": "skip", "TA02": "skip", "D_GRP": "skip"}

any_words = st.text(st.characters(exclude_categories=[]))
raws = st.dictionaries(
    st.sampled_from(["C_OK", "TO1", "TA01", "TA02", "D_GRP", "else"]),
    st.sampled_from(["yes", "0", "dk", "women", "none"])
    | any_words
    | st.lists(st.sampled_from(["yes", "0", "women", "youth"]) | any_words),
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param(
            "one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour", id="line ends"
        ),
        pytest.param("  \u00a0\u3000word\t\n", "word", id="space around"),
        pytest.param("a  b", "a  b", id="space within"),
        pytest.param("Cafe\u0301", "Café", id="composed"),
        pytest.param("a\0b\x1b[2J\x7f", "ab[2J", id="control characters"),
        pytest.param("a\ud800b", "ab", id="half of a pair"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="joiners of Persian"),
        pytest.param("👩\u200d🌾", "👩\u200d🌾", id="joined emoji"),
        pytest.param("col\tumn", "col\tumn", id="tab"),
    ],
)
def test_words_are_brought_into_one_form(typed: str, kept: str) -> None:
    assert normalise({"TO1": typed}) == {"TO1": kept}


@pytest.mark.parametrize("empty", ["", " ", "\r\n", "\0", [], [""], [" ", ""]])
def test_what_was_left_empty_is_dropped(empty: str | list[str]) -> None:
    assert normalise({"TO1": empty}) == {}


def test_a_choice_made_twice_is_made_once() -> None:
    assert normalise({"D_GRP": ["b", "a", " b", ""]}) == {"D_GRP": ["b", "a"]}


@given(raws)
def test_one_form_stays_as_it_is(raw: Raw) -> None:
    once = normalise(raw)

    assert normalise(once) == once


@given(any_words)
def test_what_is_kept_can_be_stored(typed: str) -> None:
    for words in normalise({"TO1": typed}).values():
        assert isinstance(words, str)
        assert "\0" not in words
        assert words.encode("utf-8")
        assert unicodedata.is_normalized("NFC", words)


def test_the_answers_of_a_page_are_taken_out_as_they_were_typed() -> None:
    raw: Raw = {"D_GRP": [" youth"], "TO1": "x", "go": "on"}

    assert raw_of_page(ABOUT_PAGE, raw) == {"D_GRP": [" youth"]}


def test_every_question_without_an_answer_counts_as_skipped() -> None:
    assert seal(QUESTIONNAIRE, {"C_OK": "yes"}) == Sealed(
        {"C_OK": "yes", **SKIPPED}, {}
    )


def test_words_are_kept_apart_from_what_was_chosen() -> None:
    raw: Raw = {
        "C_OK": "yes",
        "TO1": " the lamps ",
        "TA01": "dk",
        "TA02": ["pnts"],
        "D_GRP": ["women", "youth"],
        "else": "dropped",
    }

    sealed = seal(QUESTIONNAIRE, raw)

    assert sealed.open == {"TO1": "the lamps"}
    assert sealed.closed == {
        "C_OK": "yes",
        "TO1": "given",
        "TA01": "dk",
        "TA02": "pnts",
        "D_GRP": ["youth", "women"],
    }


def test_words_like_a_code_stay_words() -> None:
    sealed = seal(QUESTIONNAIRE, {"C_OK": "yes", "TO1": "skip"})

    assert (sealed.closed["TO1"], sealed.open["TO1"]) == ("given", "skip")


def test_a_single_choice_among_several_is_a_list_all_the_same() -> None:
    sealed = seal(QUESTIONNAIRE, {"C_OK": "yes", "D_GRP": "women"})

    assert sealed.closed["D_GRP"] == ["women"]


@pytest.mark.parametrize(
    ("raw", "rules"),
    [
        pytest.param({}, [Rule.CONSENT_NOT_SAID], id="nothing said"),
        pytest.param({"C_OK": "no"}, [Rule.CONSENT_NOT_GIVEN], id="consent refused"),
        pytest.param(
            {"C_OK": "yes", "TA01": "9", "D_GRP": ["none", "women"]},
            [Rule.CHOICE_UNKNOWN, Rule.STANDS_ALONE],
            id="wrong answers",
        ),
    ],
)
def test_answers_with_problems_are_not_sealed(raw: Raw, rules: list[Rule]) -> None:
    with pytest.raises(InvalidAnswers) as refusal:
        seal(QUESTIONNAIRE, raw)

    assert [problem.rule for problem in refusal.value.problems] == rules


@given(raws)
def test_what_has_no_problem_is_sealed_whole(raw: Raw) -> None:
    raw = {**raw, "C_OK": "yes"}
    if problems_of(QUESTIONNAIRE, raw):
        with pytest.raises(InvalidAnswers):
            seal(QUESTIONNAIRE, raw)
        return

    sealed = seal(QUESTIONNAIRE, raw)

    assert list(sealed.closed) == [each.name for each in QUESTIONNAIRE.questions()]
    for question in QUESTIONNAIRE.questions():
        value = sealed.closed[question.name]
        offered = {choice.name for choice in QUESTIONNAIRE.choices_of(question)}
        if question.kind is Kind.TEXT:
            assert (value == "given") == (question.name in sealed.open)
        elif value != "skip":
            assert offered.issuperset([value] if isinstance(value, str) else value)


@pytest.mark.parametrize(
    ("raw", "consented"),
    [
        ({}, False),
        ({"C_OK": "no"}, False),
        ({"C_OK": "yes"}, True),
        ({"C_OK": [" yes"]}, True),
        ({"C_OK": ["yes", "no"]}, False),
    ],
)
def test_consent_is_one_clear_yes(raw: Raw, *, consented: bool) -> None:
    assert has_consented(QUESTIONNAIRE, raw) is consented
