"""Puts sealed answers into the rows of a codebook's tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from forms.answers import GIVEN
from forms.codebook.variables import (
    CHOSEN,
    NOT_CHOSEN,
    Codebook,
    Shape,
    Table,
    Variable,
)
from forms.definition import Missing
from forms.keys import COUNTED, instance_key, split_key

Rows: TypeAlias = Mapping[str, Sequence[tuple[str, ...]]]
"""The rows of each table, each as long as the columns of the table."""

_MISSING = frozenset(Missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One response as it is stored: see ``forms.answers.Sealed``.

    ``name`` tells it apart from the others and nothing else. Where ``open`` is not
    given, ``given`` stands in place of words.
    """

    name: str
    version: str
    language: str
    closed: Mapping[str, str | list[str]]
    open: Mapping[str, str] = field(default_factory=dict)


def rows(codebook: Codebook, responses: Iterable[Answered]) -> Rows:
    """Return the rows of all tables; every cell holds a value or why there is none.

    Raises ValueError for a response to a version that the codebook does not know.
    """
    found: dict[str, list[tuple[str, ...]]] = {
        each.name: [] for each in codebook.tables
    }
    for response in responses:
        if response.version not in codebook.versions:
            raise ValueError(response.version)
        for table in codebook.tables:
            found[table.name] += _rows_of(codebook, table, response)
    return found


def _rows_of(
    codebook: Codebook, table: Table, response: Answered
) -> Iterator[tuple[str, ...]]:
    if table.parent is None:
        first = (response.name, response.version, response.language)
        yield (*first, *_cells(table, response, ()))
        return
    for numbers in _repetitions(table, response):
        name = _name(table, response, numbers)
        parent = _name(codebook.table(table.parent), response, numbers[:-1])
        first = (name, parent, str(numbers[-1]))
        yield (*first, *_cells(table, response, numbers))


def _name(table: Table, response: Answered, numbers: tuple[int, ...]) -> str:
    if table.parent is None:
        return response.name
    return f"{response.name}/{instance_key(table.name, numbers)}"


def _repetitions(table: Table, response: Answered) -> list[tuple[int, ...]]:
    """Return the numbers of the repetitions that a response has, in order."""
    key = table.keys.get(response.version)
    if key is None:
        return []
    found = [
        (*numbers, number)
        for counted, value in response.closed.items()
        if counted.startswith(COUNTED) and isinstance(value, str)
        for name, numbers in [split_key(counted.removeprefix(COUNTED))]
        if name == key
        for number in range(1, _whole(value) + 1)
    ]
    return sorted(found)


def _whole(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() else 0


def _cells(table: Table, response: Answered, numbers: tuple[int, ...]) -> Iterator[str]:
    for variable in table.variables:
        key = variable.keys.get(response.version)
        if key is None:
            yield Missing.NOT_ASKED.value
        else:
            yield _cell(variable, response, instance_key(key, numbers))


def _cell(variable: Variable, response: Answered, key: str) -> str:
    stored = response.closed.get(key, Missing.NOT_ASKED.value)
    if variable.shape in (Shape.CHOSEN, Shape.RANK):
        return _cell_of_several(variable, stored)
    if stored == GIVEN:
        return response.open.get(key, GIVEN)
    return stored if isinstance(stored, str) else " ".join(stored)


def _cell_of_several(variable: Variable, stored: str | list[str]) -> str:
    if isinstance(stored, str) and stored in _MISSING:
        return stored
    chosen = [stored] if isinstance(stored, str) else stored
    if missing := [each for each in chosen if each in variable.missing]:
        return missing[0]
    if variable.choice not in chosen:
        return NOT_CHOSEN
    if variable.shape is Shape.RANK:
        return str(chosen.index(variable.choice) + 1)
    return CHOSEN
