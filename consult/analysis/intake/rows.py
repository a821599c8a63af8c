"""Turns rows as they are read into a table: as wide as the header, none empty."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from consult.analysis.intake.headers import clean_header, filled_width, positions
from consult.analysis.tables import (
    Keeping,
    NoRows,
    Note,
    RowTooLong,
    Table,
    TableEmpty,
    TableLimits,
    TableTooLarge,
)
from consult.errors import N_

SHARED_LENGTH = 40
SHARED_TEXTS = 10_000
EMPTY_ROWS_NOTE = N_("%(count)s empty rows were left out.")


@dataclass(slots=True)
class TableBuilder:
    """Collects the rows of one file; ``wanted`` names the columns to keep."""

    name: str
    wanted: Sequence[str] | None
    limits: TableLimits
    keeping: Keeping = field(default_factory=Keeping)
    _shared: dict[str, str] = field(default_factory=dict)
    _empty: int = 0

    def build(
        self, rows: Iterable[tuple[int, Sequence[str]]], notes: tuple[Note, ...]
    ) -> Table:
        """Return the table of numbered rows, the first filled one being the header.

        Raises ``TableEmpty``, ``NoRows``, ``ColumnMissing``, ``ColumnRepeated``,
        ``RowTooLong`` or ``TableTooLarge``.
        """
        filled = self._filled(rows)
        _, first = next(filled, (0, ()))
        header = clean_header(first)
        if not header:
            raise TableEmpty(name=self.name)
        places = positions(header, self.wanted, self.name)
        if self.keeping.other_columns:
            places = tuple(range(len(header)))
        kept = self.keeping.rows(self._kept(filled, len(header), places))
        if not kept:
            raise NoRows(name=self.name)
        if self._empty:
            notes = (*notes, Note(EMPTY_ROWS_NOTE, {"count": self._empty}))
        return Table(tuple(header[place] for place in places), kept, notes)

    def _filled(
        self, rows: Iterable[tuple[int, Sequence[str]]]
    ) -> Iterator[tuple[int, Sequence[str]]]:
        skipped = 0
        for number, row in rows:
            if _is_empty(row):
                skipped += 1
                continue
            # Empty rows at the end are how files end, not something left out.
            self._empty += skipped
            skipped = 0
            yield number, row

    def _kept(
        self,
        rows: Iterator[tuple[int, Sequence[str]]],
        width: int,
        places: Sequence[int],
    ) -> Iterator[tuple[str, ...]]:
        for count, (number, row) in enumerate(rows, start=1):
            if count > self.limits.rows:
                raise TableTooLarge(name=self.name)
            if len(row) > width and filled_width(row) > width:
                raise RowTooLong(
                    row=number,
                    name=self.name,
                    found=filled_width(row),
                    expected=width,
                )
            yield tuple([self._cell(row, place) for place in places])

    def _cell(self, row: Sequence[str], place: int) -> str:
        text = row[place] if place < len(row) else ""
        # Groups and languages repeat by the hundred thousand; one copy is enough.
        if len(text) <= SHARED_LENGTH and len(self._shared) < SHARED_TEXTS:
            self._shared.setdefault(text, text)
        return self._shared.get(text, text)


def _is_empty(row: Sequence[str]) -> bool:
    # A single cell that is written out, if only as two quotation marks, is an
    # answer left empty; a blank line is not.
    return not any(row) and len(row) != 1
