"""Every message is in every catalogue, translated whole, with its placeholders."""

import pytest
from babel.messages.catalog import Catalog

from tests.architecture import catalogues

Text = str | tuple[str, ...]
COUNTED = ("%(number)s answer", "%(number)s answers")


def a_template() -> Catalog:
    template = Catalog()
    template.add("Send")
    template.add("Write to %(address)s.")
    template.add(COUNTED)
    return template


TRANSLATIONS: dict[Text, Text] = {
    "Send": "Envoyer",
    "Write to %(address)s.": "Écrivez à %(address)s.",
    COUNTED: ("une réponse", "%(number)s réponses"),
}


def a_translation(changes: dict[Text, Text] | None = None) -> Catalog:
    catalogue = Catalog(locale="fr")
    for message, translation in (TRANSLATIONS | (changes or {})).items():
        catalogue.add(message, translation)
    return catalogue


def problems_of(catalogue: Catalog) -> list[str]:
    return list(catalogues.problems_of(catalogue, "fr", a_template()))


def test_the_catalogues_are_complete_and_fresh() -> None:
    assert catalogues.all_problems() == []


def test_a_whole_translation_has_no_problem() -> None:
    assert problems_of(a_translation()) == []


@pytest.mark.parametrize(
    ("message", "translation", "problem"),
    [
        pytest.param(
            "Send", "", "fr: 'Send' is not translated", id="empty translation"
        ),
        pytest.param(
            "Write to %(address)s.",
            "Écrivez à %(courriel)s.",
            "fr: 'Write to %(address)s.' has other placeholders",
            id="translated placeholder",
        ),
        pytest.param(
            "Write to %(address)s.",
            "Écrivez à %(address).",
            "fr: 'Write to %(address)s.' has other placeholders",
            id="broken placeholder",
        ),
        pytest.param(
            COUNTED,
            ("%(number)s réponse", ""),
            "fr: '%(number)s answer' is not translated",
            id="missing plural form",
        ),
        pytest.param(
            COUNTED,
            ("une réponse", "plusieurs réponses"),
            "fr: '%(number)s answer' has other placeholders",
            id="no plural form with the figure",
        ),
        pytest.param(
            "Gone", "Parti", "fr: 'Gone' is used nowhere", id="message nobody uses"
        ),
    ],
)
def test_what_a_translator_has_left_to_do_is_found(
    message: Text, translation: Text, problem: str
) -> None:
    assert problems_of(a_translation({message: translation})) == [problem]


def test_a_missing_message_is_found() -> None:
    catalogue = a_translation()
    catalogue.delete("Send")

    assert problems_of(catalogue) == ["fr: 'Send' is not in the catalogue"]


def test_a_draft_is_found() -> None:
    catalogue = a_translation()
    catalogue["Send"].flags.add("fuzzy")

    assert problems_of(catalogue) == ["fr: 'Send' is marked as a draft"]


def test_too_few_plural_forms_are_found() -> None:
    found = list(catalogues.problems_of(a_translation(), "ar", Catalog()))

    assert "ar: needs 6 plural forms" in found


def test_a_message_that_came_or_went_makes_the_template_stale() -> None:
    template = a_template()
    template.add("New")

    assert catalogues.is_stale(a_template(), template)
    assert not catalogues.is_stale(a_template(), a_template())


def test_the_same_messages_give_the_same_bytes() -> None:
    first, second = (
        catalogues.serialise(catalogues.extract()) for _attempt in range(2)
    )

    assert first == second
