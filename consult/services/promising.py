"""Keeps the page that asks for consent from promising what ODK clients cannot do."""

from dataclasses import replace
from typing import Final

from consult.errors import N_
from consult.i18n import interface_for
from forms.definition import Fact, Page, Questionnaire, Text
from forms.instruments.wording import SOURCE, offered_languages

TAKING_BACK: Final = "back"
"""The fact on the page that asks for consent which only holds on the web."""

NO_RECEIPT: Final = N_(
    "An answer sent from this form has no receipt code, so it cannot be taken back. "
    "To be able to take it back, answer in the browser."
)
WATCHED: Final = N_(
    "Is somebody watching you answer? You can stop now and come back later."
)


def as_true_offline(questionnaire: Questionnaire) -> Questionnaire:
    """Return the questionnaire with a page for consent that promises no more than is.

    A client of ODK shows no receipt code and has no button to leave quickly.
    """
    consent = questionnaire.consent.question
    pages = tuple(
        _true_offline(page)
        if any(question.name == consent for question in page.questions)
        else page
        for page in questionnaire.pages
    )
    return replace(questionnaire, pages=pages)


def _true_offline(page: Page) -> Page:
    return replace(
        page,
        facts=tuple(_true_fact(fact) for fact in page.facts),
        warning=_instead(page.warning, WATCHED) if page.warning else None,
    )


def _true_fact(fact: Fact) -> Fact:
    if fact.name != TAKING_BACK:
        return fact
    return replace(fact, description=_instead(fact.description, NO_RECEIPT))


def _instead(text: Text, message: str) -> Text:
    """Return a message of ours in the languages of the text that it stands for."""
    ours = offered_languages()
    tags = [tag for tag, _ in text.in_languages if tag in ours] or [SOURCE]
    return Text.of({tag: interface_for(tag).gettext(message) for tag in tags})
