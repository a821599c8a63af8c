"""Reads the type of a row: what is asked, what begins or ends, where choices are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from forms.definition import CHOOSING, Kind
from forms.xlsform.types import (
    BOUNDED,
    GROUPS,
    INSTANCES,
    OR_OTHER,
    SELECTS,
    SELECTS_EXTERNAL,
    SELECTS_FROM_FILE,
    SENSOR,
    SPELLINGS,
    TYPE_OF,
    VARIANTS,
)

SETTINGS: Final = {"form_title": "title", "form_id": "instrument"}
"""Types of older workbooks that set what the sheet of settings does, by its field."""

FILES: Final = (".csv", ".xml", ".geojson")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. Where it is chosen from, ``list`` names it as written.

    ``constraint`` is one that the type brings along.
    """

    kind: Kind
    variant: str = ""
    list: str = ""
    is_external: bool = False
    is_file: bool = False
    has_other: bool = False
    constraint: str = ""


@dataclass(frozen=True, slots=True)
class Begins:
    """The first row of a ``group``, ``repeat`` or ``loop``, the last over a list."""

    what: str
    list: str = ""


@dataclass(frozen=True, slots=True)
class Ends:
    """The last row of a ``group``, ``repeat`` or ``loop``."""

    what: str


@dataclass(frozen=True, slots=True)
class Names:
    """A row that asks nothing: it names a side file, or is a setting (``field``)."""

    field: str = ""


Typed: TypeAlias = Asked | Begins | Ends | Names


def _one_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", "[ _]") for word in longest_first)


_COMMANDS: Final = {**SELECTS, **SELECTS_EXTERNAL, **SELECTS_FROM_FILE}
_GROUP: Final = re.compile(
    rf"(begin|end)[ _-]?({_one_of(GROUPS)})(?: (?:over )?(\S+))?", re.IGNORECASE
)
_SELECT: Final = re.compile(
    rf"({_one_of(_COMMANDS)})(?: (.*?))??(?: ({_one_of(OR_OTHER)}))?", re.IGNORECASE
)
_KINDS: Final = {
    name.lower(): kind
    for kind, name in TYPE_OF.items()
    if kind not in CHOOSING and kind is not Kind.METADATA
}
_VARIANTS: Final = {name.lower(): name for name in VARIANTS}


def read_type(cell: str) -> Typed | None:
    """Return what a type means, None where nobody knows it."""
    told = " ".join(cell.split())
    if found := _GROUP.fullmatch(told):
        what = GROUPS[found[2].lower().replace("_", " ")]
        begins = found[1].lower() == "begin"
        return Begins(what, found[3] or "") if begins else Ends(what)
    return _question(told.lower()) or _select(told)


def lists_in(types: Iterable[str]) -> frozenset[str]:
    """Return the names of lists that types name."""
    read = (read_type(each) for each in types)
    return frozenset(
        typed.list for typed in read if isinstance(typed, Asked | Begins) and typed.list
    )


def _question(told: str) -> Typed | None:
    if told in BOUNDED:
        plain, constraint = BOUNDED[told]
        return Asked(_KINDS[plain], constraint=constraint)
    for spelt in (told, told.replace("_", " ")):
        meant = SPELLINGS.get(spelt, spelt).lower()
        if meant in SETTINGS:
            return Names(SETTINGS[meant])
        if meant in INSTANCES:
            return Names()
        if meant in _VARIANTS:
            return Asked(VARIANTS[_VARIANTS[meant]], _VARIANTS[meant])
        if meant in _KINDS:
            return Asked(_KINDS[meant])
    return _named(told)


def _named(told: str) -> Asked | None:
    """Return what a type means by what it begins with."""
    if told.startswith(SENSOR):
        return Asked(Kind.METADATA, told)
    if told.startswith("osm "):
        return Asked(Kind.ATTACHMENT, "osm")
    return None


def _select(told: str) -> Asked | None:
    found = _SELECT.fullmatch(told)
    if found is None:
        return None
    command = _command(found[1])
    name = found[2] or ""
    return Asked(
        _COMMANDS[command],
        list=name,
        is_external=command in SELECTS_EXTERNAL,
        is_file=command in SELECTS_FROM_FILE or name.lower().endswith(FILES),
        has_other=found[3] is not None,
    )


def _command(told: str) -> str:
    lower = told.lower()
    spelt = (lower, lower.replace("_", " "), lower.replace(" ", "_"))
    return next(each for each in spelt if each in _COMMANDS)
