"""Builds a questionnaire from a packaged instrument and what is told of a place."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final

from forms.checking import check
from forms.definition import Choice, ChoiceList, Questionnaire, Text
from forms.errors import InvalidDefinition
from forms.instruments.wording import (
    DIGITS,
    fill,
    in_digits,
    offered_languages,
    words_in,
)
from forms.problems import Problem, Rule
from forms.structure import decode

INSTRUMENTS: Final = ("trust-short", "needs-short")
PLACES: Final = "PLACE"
"""The choice list that the adaptation fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """What has to be known about a place before its people are asked.

    Every text exists in every one of ``languages``, the first of which is the one
    it was written in. Texts are whole sentences, but for four that are put into
    one: ``organisation`` begins it ("Talvera District"), ``actor`` stands within it
    ("the town council"), ``where_results`` names places ("the library and the town
    hall"), and ``results_on`` and ``delete_on`` are days written out.

    ``contact`` says where to ask or complain, ``urgent`` whom to call in danger.
    ``places`` are the choices for where somebody lives, by name. ``threshold``
    counts people, ``minutes`` how long answering takes.
    """

    languages: tuple[str, ...]
    organisation: Text
    who_asks: Text
    why: Text
    what_can_change: Text
    already_decided: Text
    funder: Text
    actor: Text
    where_results: Text
    results_on: Text
    delete_on: Text
    contact: Text
    urgent: Text
    places: tuple[tuple[str, Text], ...]
    minutes: int
    threshold: int

    def values(self, language: str) -> dict[str, str]:
        """Return what fills the placeholders in a language, as far as it is told."""
        digits = words_in(language)[DIGITS]
        told: dict[str, str] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, int):
                told[each.name] = in_digits(value, digits)
            if isinstance(value, Text) and language in dict(value.in_languages):
                told[each.name] = dict(value.in_languages)[language]
        return told


def build(name: str, adaptation: Adaptation) -> Questionnaire:
    """Return an instrument in its final words for a place.

    Raises ``InvalidDefinition`` with every problem: a language without a whole
    translation, a text that the adaptation lacks, or whatever else ``check`` finds.
    Raises FileNotFoundError when there is no instrument of this name.
    """
    _require_translations(adaptation.languages)
    tree = {**_assembled(name), "languages": list(adaptation.languages)}
    drafted = decode(tree, _speaker(adaptation))
    lists = _used(_with_places(drafted, adaptation), drafted)
    questionnaire = replace(drafted, choice_lists=lists)
    check(questionnaire)
    return questionnaire


def _require_translations(languages: tuple[str, ...]) -> None:
    if missing := [tag for tag in languages if tag not in offered_languages()]:
        raise InvalidDefinition(
            Problem("languages", Rule.LANGUAGE_NOT_OFFERED, {"language": tag})
            for tag in missing
        )


def _assembled(name: str) -> dict[str, Any]:
    """Return an instrument between the first and the last page of all of them."""
    own, shared = dict(_structure(name)), _structure("common")
    lead = own.pop("lead")
    return {
        **own,
        "sections": [
            shared["sections"][0],
            *own["sections"],
            *shared["sections"][1:],
        ],
        "pages": [
            {**shared["first_page"], "lead": lead},
            *own["pages"],
            shared["last_page"],
        ],
        "consent": shared["consent"],
        "choice_lists": shared["choice_lists"],
    }


@cache
def _structure(name: str) -> Mapping[str, Any]:
    file = files("forms.instruments").joinpath(f"{name}.json")
    structure: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return structure


def _speaker(adaptation: Adaptation) -> Callable[[str], Text]:
    """Return what gives the text of a key in every language of the adaptation."""
    values = {tag: adaptation.values(tag) for tag in adaptation.languages}

    def words_of(key: str) -> Text:
        return Text.of({tag: fill(words_in(tag)[key], values[tag]) for tag in values})

    return words_of


def _with_places(
    drafted: Questionnaire, adaptation: Adaptation
) -> Iterator[ChoiceList]:
    """Give the choice lists, that of the places with the places before the others."""
    for choices in drafted.choice_lists:
        if choices.name != PLACES:
            yield choices
            continue
        places = tuple(
            Choice(name=name, label=_within(adaptation.languages, label))
            for name, label in adaptation.places
        )
        yield replace(choices, choices=(*places, *choices.choices))


def _within(languages: tuple[str, ...], text: Text) -> Text:
    return Text.of({tag: words for tag, words in text.in_languages if tag in languages})


def _used(
    lists: Iterable[ChoiceList], drafted: Questionnaire
) -> tuple[ChoiceList, ...]:
    asked = {question.choices for question in drafted.questions()}
    return tuple(choices for choices in lists if choices.name in asked)
