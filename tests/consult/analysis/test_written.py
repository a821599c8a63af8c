"""What was written is read in the same order whatever the ids are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.analysis.stored import StoredConsultation, StoredResponse
from consult.analysis.written import (
    Written,
    as_answers,
    digest_of,
    memberships_of,
    open_questions,
    read_written,
    words_of_questions,
)
from consult.ids import ResponseId, WaveId
from forms.definition import Page, Questionnaire, Use
from nlp.statements import Answer
from tests.consult.analysis.consultations import (
    a_consultation,
    a_questionnaire_with_an_index,
    a_response,
    a_wave,
)

ASKED = a_questionnaire_with_an_index()


def with_two_open_questions() -> Questionnaire:
    page = ASKED.page("worry")
    second = replace(page.questions[0], name="NO2")
    more = Page(name="idea", section="area", questions=(second,))
    return replace(ASKED, pages=(*ASKED.pages, more))


def renamed(stored: StoredConsultation, ids: list[str]) -> StoredConsultation:
    """Return the same with other ids, which also change the order in the table."""
    wave = stored.waves[0]
    pairs = sorted(zip(ids, wave.responses, strict=True), key=lambda pair: pair[0])
    other = [replace(each, id=ResponseId(key)) for key, each in pairs]
    return a_consultation(a_wave(other, wave.questionnaire))


def but_for_ids(written: tuple[Written, ...]) -> list[Written]:
    return [replace(each, key=each.key.partition("/")[2]) for each in written]  # type: ignore[arg-type] # half a key


RESPONSE = st.builds(
    a_response,
    st.sampled_from(["", "Too dark.", "The bus.", "The bus is late."]),
    language=st.sampled_from(["en", "ar"]),
    D_Q=st.sampled_from(["yes", "no"]),
    D_GRP=st.sampled_from([["youth"], ["women", "youth"], ["pnts"], "skip"]),
)


@given(st.data(), st.lists(RESPONSE, max_size=12))
def test_ids_play_no_part(data: st.DataObject, responses: list[StoredResponse]) -> None:
    names = [f"{number:02}" for number in range(len(responses))]
    first = renamed(a_consultation(a_wave(responses)), names)
    other = renamed(
        a_consultation(a_wave(responses)), data.draw(st.permutations(names))
    )

    one, two = read_written(first), read_written(other)

    assert but_for_ids(one) == but_for_ids(two)
    assert digest_of(one) == digest_of(two)


def test_answers_in_several_questions_are_of_one_person() -> None:
    both = replace(a_response(), texts={"TO1": "Buses.", "NO2": "More buses."})
    other = a_response("Any bus.", id="r2")

    stored = a_consultation(a_wave([both, other], with_two_open_questions()))
    written = read_written(stored)

    assert [(each.text, each.key, each.person) for each in written] == [
        ("Any bus.", "r2/TO1", "1"),
        ("Buses.", "r1/TO1", "2"),
        ("More buses.", "r1/NO2", "2"),
    ]


def test_waves_are_read_together() -> None:
    first = a_wave([a_response("Dark.")])
    second = replace(
        a_wave([a_response("Cold.", id="r2")], with_two_open_questions()),
        id=WaveId("w2"),
        slug="needs",
    )
    stored = a_consultation(first, second)

    assert [each.text for each in read_written(stored)] == ["Cold.", "Dark."]
    assert open_questions(stored) == (
        ("trust-talvera", "TO1"),
        ("needs", "TO1"),
        ("needs", "NO2"),
    )


def test_words_that_may_be_quoted_stand_before_the_same_words_that_may_not() -> None:
    stored = a_consultation(
        a_wave([
            a_response("Too dark.", id="a", D_Q="no"),
            a_response("Too dark.", id="b", D_Q="yes"),
        ])
    )  # fmt: skip

    assert [each.may_be_quoted for each in read_written(stored)] == [True, False]


@pytest.mark.parametrize("said", ["no", "paraphrase", "skip", "na"])
def test_nothing_but_yes_lets_words_be_quoted(said: str) -> None:
    (written,) = read_written(a_consultation(a_wave([a_response("Dark.", D_Q=said)])))

    assert not written.may_be_quoted


def test_without_the_question_nobody_may_be_quoted() -> None:
    pages = tuple(page for page in ASKED.pages if page.name != "about")
    asked = replace(ASKED, pages=pages)

    (written,) = read_written(a_consultation(a_wave([a_response("Dark.")], asked)))

    assert not written.may_be_quoted


def test_somebody_stands_in_every_group_chosen_and_the_language() -> None:
    stored = a_consultation(
        a_wave([
            a_response("a", id="1", D_GRP=["women", "youth"], language="ar"),
            a_response("b", id="2", D_GRP=["pnts"]),
            a_response("c", id="3", D_GRP="skip"),
            a_response("d", id="4", D_GRP=["none"]),
        ])
    )  # fmt: skip

    assert memberships_of(stored, read_written(stored)) == {
        "language": [("ar",), ("en",), ("en",), ("en",)],
        "D_GRP": [("youth", "women"), (), (), ("none",)],
    }


def test_the_language_of_the_form_is_the_one_declared() -> None:
    written = read_written(a_consultation(a_wave([a_response("Maji", language="sw")])))

    assert as_answers(written) == [Answer("1", "Maji", "sw")]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"text": "Too dark!"}, id="words"),
        pytest.param({"language": "ar"}, id="language"),
        pytest.param({"D_GRP": ["women"]}, id="group"),
        pytest.param({"D_Q": "no"}, id="leave to quote"),
    ],
)
def test_the_digest_tells_what_was_read(changes: dict[str, object]) -> None:
    one = read_written(a_consultation(a_wave([a_response("Too dark.")])))
    other = read_written(
        a_consultation(a_wave([a_response(**{"text": "Too dark.", **changes})]))  # type: ignore[arg-type] # the text is one
    )

    assert digest_of(one) != digest_of(other)


def test_what_was_not_read_is_not_in_the_digest() -> None:
    one = read_written(a_consultation(a_wave([a_response("Too dark.")])))
    other = read_written(a_consultation(a_wave([a_response("Too dark.", TA01="3")])))

    assert digest_of(one) == digest_of(other)


def test_the_questions_are_given_in_every_language_once() -> None:
    stored = a_consultation(a_wave([]), a_wave([]))
    (question,) = ASKED.used_for(Use.CONCERNS)

    assert words_of_questions(stored).splitlines() == [
        words for _, words in question.label.in_languages
    ]
