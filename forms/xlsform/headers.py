"""Takes the headers of a sheet apart: which field a column fills, in which language.

Headers are read in every spelling that is in use, whatever their case, spaces and
underscores, with one colon or two between their parts.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from forms.xlsform.columns import (
    BETWEEN,
    CHOICE_COLUMNS,
    GROUP_COLUMNS,
    OWN,
    QUESTION_COLUMNS,
    ROLES,
    SETTING_COLUMNS,
    TITLE,
    Column,
    Shape,
)
from forms.xlsform.tables import Table, letters_of

_SURVEY: Final = {
    "type": "type",
    "command": "type",
    "name": "name",
    "tag": "name",
    "value": "name",
    "required": "required",
    "bind::required": "required",
    "read_only": "read_only",
    "readonly": "read_only",
    "bind::readonly": "read_only",
    "bind::read_only": "read_only",
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::relevance": "relevant",
    "bind::constraint": "constraint",
    "calculate": "calculation",
    "bind::calculate": "calculation",
    "bind::calculation": "calculation",
    "repeat_count": "repeat_count",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "control::jr:count": "repeat_count",
    "body::jr:count": "repeat_count",
    "control::appearance": "appearance",
    "body::appearance": "appearance",
    "parameters": "parameters",
    "trigger": "trigger",
    "disabled": "disabled",
    "consult_sensitive": "guarded",
}
_SURVEY_TEXTS: Final = {
    "caption": "label",
    "constraining_message": "constraint_message",
    "constraintmsg": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "bind::jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "bind::jr:requiredmsg": "required_message",
    "guidance": "guidance",
    "consult_soft_constraint_message": "soft_message",
}
_CHOICES: Final = {
    "list_name": "list",
    "listname": "list",
    "list": "list",
    "name": "name",
    "value": "name",
}
_CHOICES_TEXTS: Final = {"caption": "label"}
_SETTINGS: Final = {
    "form_title": "form_title",
    "set_form_title": "form_title",
    "title": "form_title",
    "set_form_id": "instrument",
    "id_string": "instrument",
    "default_language": "default_language",
}
_MEDIA: Final = {role: role for role in ROLES} | {
    f"media::{role}": role for role in ROLES
}

_COLON: Final = re.compile(r"(?<!jr):(?!:)", re.IGNORECASE)
_XFORMS: Final = re.compile(r"\b(jr|odk|orx|entities):(?!:)", re.IGNORECASE)
_HELD: Final = "\ue000"
_OWN: Final = OWN.replace(BETWEEN, "_")


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a sheet.

    ``field`` is what it fills, ``None`` where we know none and the column is kept as
    it is. ``language`` is what the header calls the language of a text, blank where
    it names none.
    """

    position: int
    header: str
    letters: str
    field: str | None = None
    is_text: bool = False
    language: str = ""

    def is_for(self, field: str | None, language: str) -> bool:
        """Say whether the text of a field in a language stands here."""
        return self.is_text and self.field == field and self.language == language


@dataclass(frozen=True, slots=True)
class Spellings:
    """How the headers of one sheet are spelt, and which field each means."""

    plain: Mapping[str, str]
    texts: Mapping[str, str]


def _key(header: str) -> str:
    """Return under what a header is looked up: our own with or without colons."""
    return header.replace(OWN, _OWN)


def _spellings(
    columns: Iterable[Column], plain: Mapping[str, str], texts: Mapping[str, str]
) -> Spellings:
    own = list(columns)
    return Spellings(
        {
            **{
                _key(each.header): each.field
                for each in own
                if each.shape is not Shape.TEXT
            },
            **plain,
        },
        {
            **{
                _key(each.header): each.field
                for each in own
                if each.shape is Shape.TEXT
            },
            **texts,
        },
    )


SURVEY_SPELLINGS: Final = _spellings(
    (*QUESTION_COLUMNS, *GROUP_COLUMNS), _SURVEY, _SURVEY_TEXTS | _MEDIA
)
CHOICE_SPELLINGS: Final = _spellings(CHOICE_COLUMNS, _CHOICES, _CHOICES_TEXTS | _MEDIA)
SETTING_SPELLINGS: Final = _spellings((*SETTING_COLUMNS, TITLE), _SETTINGS, {})


_WEAK: Final = frozenset({"value", "tag", "list", "count"})
"""These mean a field only where no column does by its proper name."""

_DEFAULT: Final = "default"
"""A language of this name is none."""


def headings_of(table: Table, spellings: Spellings) -> tuple[Heading, ...]:
    """Return the columns of a sheet that have a header, from the left."""
    found = [
        _heading(place, header, letters_of(table.first + place), spellings)
        for place, header in enumerate(table.headers)
        if header
    ]
    proper = {each.field for each in found if _spelt(each.header) not in _WEAK}
    return tuple(
        replace(each, field=None)
        if each.field in proper and _spelt(each.header) in _WEAK
        else each
        for each in found
    )


def doubled(headings: Iterable[Heading], tag: Callable[[str], str]) -> list[Heading]:
    """Return the columns whose like stands further left; ``tag`` tells languages."""
    seen: set[tuple[str, str]] = set()
    found: list[Heading] = []
    for each in headings:
        language = tag(each.language) if each.is_text else ""
        key = (each.field or f"={each.header}", language)
        if key in seen:
            found.append(each)
        seen.add(key)
    return found


def _heading(place: int, header: str, letters: str, spellings: Spellings) -> Heading:
    parts = _parts(header)
    for length in (2, 1):
        key = _key(BETWEEN.join(_spelt(part) for part in parts[:length]))
        rest = BETWEEN.join(parts[length:])
        rest = "" if rest.lower() == _DEFAULT else rest
        if key in spellings.texts:
            return Heading(
                place,
                header,
                letters,
                spellings.texts[key],
                is_text=True,
                language=rest,
            )
        if key in spellings.plain and not rest:
            return Heading(place, header, letters, spellings.plain[key])
    return Heading(place, BETWEEN.join(parts) if BETWEEN in header else header, letters)


def _parts(header: str) -> list[str]:
    held = _XFORMS.sub(rf"\1{_HELD}", header)
    between = BETWEEN if BETWEEN in held else ":"
    return [part.strip().replace(_HELD, ":") for part in held.split(between)]


def _spelt(header: str) -> str:
    """Return a header without what does not matter: case, spaces, underscores."""
    return "_".join(header.replace("_", " ").split()).lower()
