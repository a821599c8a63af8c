"""Reads a sheet of choices that has no headers by the places of its columns."""

from collections.abc import Container, Iterable
from typing import Final

from forms.xlsform.headers import Heading
from forms.xlsform.tables import Grid, Row, Table, letters_of

_FIELDS: Final = frozenset({"list", "name", "label"})
"""Where one of these has a column, there are headers."""


def has_headers(headings: Iterable[Heading]) -> bool:
    """Say whether any column of choices is known by its header."""
    return any(each.field in _FIELDS for each in headings)


def by_place(
    grid: Grid, used: Container[str]
) -> tuple[Table, tuple[Heading, ...]] | None:
    """Return the table and its columns, None where the first row is no choice.

    It is one where it names a list of ``used``; from there on the columns are read as
    list, name and label.
    """
    if not grid.rows:
        return None
    head = grid.rows[0]
    start = next(
        (place for place, cell in enumerate(head.cells) if cell.strip() in used), None
    )
    if start is None:
        return None
    table = Table(
        sheet=grid.sheet,
        headers=(),
        rows=grid.rows,
        header_row=head.number,
        first=grid.first,
    )
    return table, tuple(
        _heading(place, place - start, table) for place in range(start, _width(grid))
    )


def _heading(place: int, number: int, table: Table) -> Heading:
    fields = ("list", "name", "label")
    field = fields[number] if number < len(fields) else None
    letters = letters_of(table.first + place)
    return Heading(place, letters, letters, field, is_text=field == "label")


def _width(grid: Grid) -> int:
    return max(_filled(row) for row in grid.rows)


def _filled(row: Row) -> int:
    return max((place + 1 for place, cell in enumerate(row.cells) if cell), default=0)
