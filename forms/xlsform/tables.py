"""Holds the sheets of a workbook as text, whatever kind of file they came from."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from forms.errors import N_, WorkbookError

BLANK_ROWS: Final = 60
BLANK_COLUMNS: Final = 20
"""After so many blank ones a table has ended, and what follows are notes."""

HIGHEST_HEADER: Final = 20
"""How far down the names of the columns are looked for."""

HEADERS: Final = frozenset({"type", "command", "list_name", "list name", "form_id"})
"""One of these stands among the names of the columns."""

ROWS: Final = 60_000
COLUMNS: Final = 16_384


class OversizedForm(WorkbookError):
    """More rows than any questionnaire has."""

    code = "F210"
    message = N_(
        "The table has more than %(rows)s rows or %(columns)s columns. Leave out what "
        "no question needs."
    )

    def __init__(self) -> None:
        super().__init__(rows=ROWS, columns=COLUMNS)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it; ``number`` counts from 1 as the file does.

    ``unworked`` are the places of cells with a formula that has no result.
    """

    number: int
    cells: Sequence[str]
    unworked: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet: the names of its columns, and the rows below them.

    ``first`` is the number of the file's column that the first header stands in,
    counted from 0. A blank header is an empty text.
    """

    sheet: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    header_row: int = 1
    first: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows of a sheet as they are; ``first`` as in ``Table``."""

    sheet: str
    rows: tuple[Row, ...]
    first: int = 0


Wanted = Callable[[tuple[str, ...]], tuple[str, ...]]
"""Chooses, of the names of all sheets, those to be read."""


def grid_of(sheet: str, rows: Iterable[Row], *, first: int = 0) -> Grid:
    """Return the rows of a sheet down to where it is blank for long.

    Raises ``OversizedForm`` for more rows than are ever read.
    """
    return Grid(sheet=sheet, rows=tuple(_until_blank(rows)), first=first)


def table_of(grid: Grid) -> Table:
    """Return the table in a sheet, without what stands above and beside it."""
    head = _header_row(grid.rows)
    if head is None:
        return Table(sheet=grid.sheet, headers=(), rows=(), first=grid.first)
    return Table(
        sheet=grid.sheet,
        headers=_until_blank_columns(head.cells),
        rows=tuple(row for row in grid.rows if row.number > head.number),
        header_row=head.number,
        first=grid.first,
    )


def letters_of(column: int) -> str:
    """Return how a spreadsheet names a column, counted from 0: ``A``, …, ``AA``."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _until_blank(rows: Iterable[Row]) -> Iterator[Row]:
    last: int | None = None
    for count, row in enumerate(rows):
        if last is not None and row.number - last > BLANK_ROWS + 1:
            return
        if count >= ROWS:
            raise OversizedForm
        last = row.number
        yield row


def _header_row(rows: tuple[Row, ...]) -> Row | None:
    for row in rows[:HIGHEST_HEADER]:
        if HEADERS.intersection(cell.strip().lower() for cell in row.cells):
            return row
    return rows[0] if rows else None


def _until_blank_columns(cells: Sequence[str]) -> tuple[str, ...]:
    headers: list[str] = []
    blank = 0
    for cell in cells:
        header = " ".join(cell.split())
        blank = 0 if header else blank + 1
        if blank > BLANK_COLUMNS:
            break
        headers.append(header)
    while headers and not headers[-1]:
        headers.pop()
    return tuple(headers)
