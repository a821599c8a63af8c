import pytest

from forms.definition import Said, Text, Use
from forms.structure import encode
from tests.forms.questionnaires import (
    ABOUT_PAGE,
    AGREE,
    COUNCIL,
    POLICE,
    T4,
    WORRY,
    a_questionnaire,
)

QUESTIONNAIRE = a_questionnaire()


def test_a_text_is_said_in_the_language_asked_for() -> None:
    text = Text.of({"en": "Yes", "ar": "نعم"})

    assert text.said_in("ar", otherwise="en") == Said("نعم", "ar")


def test_a_text_that_is_missing_is_said_in_another_language_and_says_so() -> None:
    text = Text.of({"en": "Yes"})

    assert text.said_in("ar", otherwise="en") == Said("Yes", "en")


def test_the_order_in_which_languages_are_given_does_not_matter() -> None:
    assert Text.of({"en": "a", "ar": "b"}) == Text.of({"ar": "b", "en": "a"})


def test_parts_are_found_by_name() -> None:
    assert QUESTIONNAIRE.question("TA01") is COUNCIL
    assert QUESTIONNAIRE.page("about") is ABOUT_PAGE
    assert QUESTIONNAIRE.choice_list("AGREE") is AGREE


def test_a_part_that_is_not_there_is_not_found() -> None:
    for find in (
        QUESTIONNAIRE.question,
        QUESTIONNAIRE.page,
        QUESTIONNAIRE.choice_list,
    ):
        with pytest.raises(KeyError, match="nowhere"):
            find("nowhere")


def test_a_question_offers_the_choices_of_its_list() -> None:
    assert QUESTIONNAIRE.choices_of(POLICE) == T4.choices
    assert QUESTIONNAIRE.choices_of(WORRY) == ()


def test_questions_are_found_by_use_in_the_order_they_are_asked() -> None:
    assert QUESTIONNAIRE.used_for(Use.TRUST) == (COUNCIL, POLICE)
    assert QUESTIONNAIRE.used_for(Use.NEED) == ()


def test_only_what_belongs_to_a_definition_is_encoded() -> None:
    with pytest.raises(TypeError, match="float"):
        encode(1.5)
