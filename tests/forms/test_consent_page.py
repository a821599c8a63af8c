import pytest

from forms.definition import (
    Choice,
    ChoiceList,
    Consent,
    Kind,
    Question,
    Questionnaire,
    Text,
    Use,
)
from forms.instruments.consent import Terms, ask_consent_first

TERMS = Terms(
    who_asks=Text.of({"en": "The town council.", "fr": "Le conseil municipal."}),
    contact=Text.of({"en": "Ask at the town hall."}),
    delete_on=Text.of({"en": "1 June 2027", "fr": "1 juin 2027"}),
    threshold=10,
)


def questionnaire(*languages: str, name: str = "village") -> Questionnaire:
    words = Text.of(dict.fromkeys(languages, "?"))
    return Questionnaire(
        instrument="form",
        title=words,
        languages=languages,
        sections=(),
        pages=(),
        choice_lists=(
            ChoiceList(name="AGREE", choices=(Choice(name="a", label=words),)),
        ),
        consent=Consent(question="", agreed=""),
        body=(Question(name=name, kind=Kind.TEXT, label=words),),
    )


def test_consent_is_asked_first_and_has_to_be_given() -> None:
    asked = ask_consent_first(questionnaire("en"), TERMS)

    first = next(asked.questions())
    assert first.use is Use.CONSENT
    assert first.required
    assert asked.consent == Consent(question=first.name, agreed="yes")
    assert [each.name for each in asked.questions()] == [first.name, "village"]


def test_the_terms_are_told_with_their_numbers() -> None:
    page = ask_consent_first(questionnaire("en"), TERMS).pages[0]

    told = {fact.name: dict(fact.description.in_languages)["en"] for fact in page.facts}
    assert told["who"] == "The town council."
    assert "10 people or more" in told["sees"]
    assert "1 June 2027" in told["long"]


def test_our_words_come_in_the_languages_of_the_questionnaire_that_we_speak() -> None:
    page = ask_consent_first(questionnaire("pt", "fr", "en"), TERMS).pages[0]

    assert page.title is not None
    assert [tag for tag, _ in page.title.in_languages] == ["en", "fr"]


def test_our_words_are_english_where_we_speak_none_of_the_languages() -> None:
    page = ask_consent_first(questionnaire("pt"), TERMS).pages[0]

    assert page.title is not None
    assert [tag for tag, _ in page.title.in_languages] == ["en"]


@pytest.mark.parametrize("name", ["C_OK", "village"])
def test_names_of_the_questionnaire_stay_its_own(name: str) -> None:
    asked = ask_consent_first(questionnaire("en", name=name), TERMS)

    names = [question.name for question in asked.questions()]
    lists = [choices.name for choices in asked.choice_lists]
    assert len(set(names)) == len(names)
    assert len(set(lists)) == len(lists)
    assert name in names
