"""What a codebook consists of: tables, their columns, and what stands in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from forms.definition import Kind, Missing, Text, Use

MAIN: Final = "responses"
"""The table with one row for each response."""

ROW: Final = "row"
PARENT: Final = "parent"
NUMBER: Final = "number"
VERSION: Final = "version"
LANGUAGE: Final = "language"

IDENTIFYING: Final = (ROW, VERSION, LANGUAGE)
"""The first columns of the main table: what the response is called, the version of the
questionnaire and the language it was given in."""

NESTED: Final = (ROW, PARENT, NUMBER)
"""The first columns of the table of a repeat: what the row is called, the row it
belongs to, and which of its repetitions it is, counted from 1."""

MISSING: Final = tuple(Missing)
"""Why a cell holds no answer, each told apart from the others."""

CHOSEN: Final = "1"
NOT_CHOSEN: Final = "0"


class Shape(StrEnum):
    """What the cells of a column hold.

    A coarse position is latitude and longitude in degrees with two decimals. A file
    name says nothing of the file, which is kept apart.
    """

    VALUE = "value"
    CHOSEN = "chosen"
    RANK = "rank"
    COARSE_POSITION = "coarse position"
    FILE_NAME = "file name"


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values that stand in a column, and what it means."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One column of a table.

    ``path`` leads to its question; ``keys`` says what the answer was called in each
    version that has it. A question with several answers has a column for each
    ``choice``: whether it was chosen, or which rank it got. ``missing`` are the codes
    that can stand in it. With the versions named in ``anew`` a new series begins:
    wording, kind or choices had changed.
    """

    name: str
    path: str
    kind: Kind
    use: Use
    shape: Shape
    label: Text
    keys: Mapping[str, str]
    choice: str | None = None
    choice_label: Text | None = None
    values: tuple[Value, ...] = ()
    missing: tuple[Missing, ...] = MISSING
    anew: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns with one row for each response, or for each repetition in it.

    ``keys`` says what the repeat was called in each version that has it, and is empty
    for the main table. ``parent`` is the name of the table that its rows belong to.
    """

    name: str
    variables: tuple[Variable, ...]
    parent: str | None = None
    keys: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns, those that identify a row first."""
        first = IDENTIFYING if self.parent is None else NESTED
        return (*first, *(each.name for each in self.variables))


@dataclass(frozen=True, slots=True)
class Codebook:
    """The tables of all versions together, the main one first."""

    versions: tuple[str, ...]
    languages: tuple[str, ...]
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table:
        """Return the table with a name; raises KeyError when there is none."""
        for each in self.tables:
            if each.name == name:
                return each
        raise KeyError(name)
