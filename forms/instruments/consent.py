"""Puts the page that asks for consent before a questionnaire made elsewhere."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any, Final

from forms.definition import (
    Choice,
    ChoiceList,
    Consent,
    Fact,
    Kind,
    Page,
    Question,
    Questionnaire,
    Section,
    Text,
    Use,
)
from forms.instruments.wording import (
    DIGITS,
    SOURCE,
    fill,
    in_digits,
    offered_languages,
    words_in,
)

TOLD: Final = ("who", "sees", "long", "back", "ask")
"""The facts that hold for every questionnaire; the others are told by instruments."""

AGREED: Final = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What people are told before they agree.

    ``delete_on`` is a day written out; ``threshold`` counts people. Each text may
    exist in some languages only.
    """

    who_asks: Text
    contact: Text
    delete_on: Text
    threshold: int


def ask_consent_first(questionnaire: Questionnaire, terms: Terms) -> Questionnaire:
    """Return the questionnaire with the page that asks for consent before it.

    The page speaks the languages of the questionnaire that our own words exist in,
    else English.
    """
    speaker = _Speaker(_spoken(questionnaire), terms)
    taken = {question.name for question in questionnaire.questions()}
    lists = {choices.name for choices in questionnaire.choice_lists}
    structure = _structure()
    question = _free(structure["consent"]["question"], taken)
    choices = _free("AGREE", lists)
    page = _page(structure["first_page"], speaker, question, choices)
    section = Section(name=page.section, title=speaker.text("section.before"))
    return replace(
        questionnaire,
        sections=(section, *questionnaire.sections),
        pages=(page, *questionnaire.pages),
        choice_lists=(
            ChoiceList(name=choices, choices=tuple(_answers(speaker))),
            *questionnaire.choice_lists,
        ),
        consent=Consent(question=question, agreed=AGREED),
    )


class _Speaker:
    """Says our words, filled with the terms, in each of some languages."""

    def __init__(self, languages: Iterable[str], terms: Terms) -> None:
        self._languages = tuple(languages)
        self._terms = terms

    def text(self, key: str) -> Text:
        """Return the text of a key in every language."""
        return Text.of(
            {
                tag: fill(words_in(tag)[key], self._values(tag))
                for tag in self._languages
            }
        )

    def _values(self, tag: str) -> dict[str, str]:
        terms = self._terms
        told = {
            name: text.said_in(tag, otherwise=SOURCE).words
            for name, text in (
                ("who_asks", terms.who_asks),
                ("contact", terms.contact),
                ("delete_on", terms.delete_on),
            )
        }
        told["threshold"] = in_digits(terms.threshold, words_in(tag)[DIGITS])
        return told


def _spoken(questionnaire: Questionnaire) -> tuple[str, ...]:
    offered = offered_languages()
    return tuple(tag for tag in questionnaire.languages if tag in offered) or (SOURCE,)


def _structure() -> dict[str, Any]:
    file = files("forms.instruments").joinpath("common.json")
    structure: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return structure


def _page(
    structure: dict[str, Any], speaker: _Speaker, question: str, choices: str
) -> Page:
    return Page(
        name=structure["name"],
        section=structure["section"],
        title=speaker.text(structure["title"]),
        facts=tuple(
            Fact(
                name=fact["name"],
                term=speaker.text(fact["term"]),
                description=speaker.text(fact["description"]),
            )
            for fact in structure["facts"]
            if fact["name"] in TOLD
        ),
        warning=speaker.text(structure["warning"]),
        questions=(
            Question(
                name=question,
                kind=Kind.CHOICE,
                label=speaker.text("C_OK"),
                short=speaker.text("C_OK.short"),
                use=Use.CONSENT,
                choices=choices,
                required=True,
            ),
        ),
    )


def _answers(speaker: _Speaker) -> Iterator[Choice]:
    for name in (AGREED, "no"):
        yield Choice(name=name, label=speaker.text(f"AGREE.{name}"))


def _free(name: str, taken: Iterable[str]) -> str:
    """Return a name that is not taken yet."""
    free, used = name, set(taken)
    while free in used:
        free += "_"
    return free
