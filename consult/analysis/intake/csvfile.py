"""Reads a text file of separated cells as people and programs export them."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from consult.analysis.intake.encodings import Encoding, detect_encoding
from consult.analysis.intake.rows import TableBuilder
from consult.analysis.intake.separators import hinted_separator, rank_separators
from consult.analysis.tables import (
    CellTooLong,
    Keeping,
    Note,
    QuoteNotClosed,
    RowTooLong,
    Table,
    TableLimits,
    TableTooLarge,
)
from consult.errors import N_, Rejected

# Cells enclosed where they must be, or never.
Quoting = Literal[0, 3]
SAMPLE = 2**19
QUOTES_NOTE = N_(
    "Quotation marks do not enclose cells in this file, so they were read as part "
    "of the text."
)
FIELD_LIMIT_ERROR = "field larger"


def read_csv(
    path: Path,
    *,
    wanted: Sequence[str] | None,
    limits: TableLimits,
    keeping: Keeping,
) -> Table:
    """Return the table in a text file; raises ``Rejected`` with the reason."""
    if path.stat().st_size > limits.text_bytes:
        raise TableTooLarge(name=path.name)
    encoding = detect_encoding(path)
    with path.open(encoding=encoding.name, newline="") as stream:
        first_line = stream.readline(SAMPLE)
        hint = hinted_separator(first_line)
        sample = "" if hint else first_line + stream.read(SAMPLE)
        complete = not stream.read(1)
    separators = [hint] if hint else _ranked(sample, wanted, complete=complete)
    reading = _Reading(path, encoding, wanted, limits, keeping)
    return reading.first_that_fits(separators, skip_lines=1 if hint else 0)


def _ranked(sample: str, wanted: Sequence[str] | None, *, complete: bool) -> list[str]:
    ranked = rank_separators(sample, wanted=wanted or (), complete=complete)
    return [candidate.separator for candidate in ranked]


class _Reading:
    """One file whose encoding is known, to be read with one separator or another."""

    def __init__(
        self,
        path: Path,
        encoding: Encoding,
        wanted: Sequence[str] | None,
        limits: TableLimits,
        keeping: Keeping,
    ) -> None:
        self._path = path
        self._encoding = encoding
        self._wanted = wanted
        self._limits = limits
        self._keeping = keeping

    def first_that_fits(self, separators: Sequence[str], *, skip_lines: int) -> Table:
        refusals: list[Rejected] = []
        for separator in separators:
            try:
                return self._read(separator, csv.QUOTE_MINIMAL, skip_lines)
            except (RowTooLong, QuoteNotClosed) as refusal:
                refusals.append(refusal)
        first = refusals[0]
        if isinstance(first, QuoteNotClosed):
            table = self._without_quotes(separators[0], skip_lines)
            if table is not None:
                return table
        raise first

    def _without_quotes(self, separator: str, skip_lines: int) -> Table | None:
        # Some programs part cells and never enclose them. That is believed only
        # when every row is as wide as the header and no cell looks enclosed.
        with self._records(separator, csv.QUOTE_NONE, skip_lines) as records:
            rows = [row for _, row in records if any(row)]
        width = len(rows[0])
        for row in rows:
            if len(row) != width or any(_looks_enclosed(cell) for cell in row):
                return None
        table = self._read(separator, csv.QUOTE_NONE, skip_lines)
        return Table(table.columns, table.rows, (*table.notes, Note(QUOTES_NOTE)))

    def _read(self, separator: str, quoting: Quoting, skip_lines: int) -> Table:
        builder = TableBuilder(
            self._path.name, self._wanted, self._limits, self._keeping
        )
        with self._records(separator, quoting, skip_lines) as records:
            return builder.build(records, self._encoding.notes)

    @contextmanager
    def _records(
        self, separator: str, quoting: Quoting, skip_lines: int
    ) -> Iterator[Iterator[tuple[int, list[str]]]]:
        with (
            self._path.open(encoding=self._encoding.name, newline="") as stream,
            _cells_up_to(self._limits.cell),
        ):
            for _ in range(skip_lines):
                stream.readline()
            yield self._numbered(stream, separator, quoting)

    def _numbered(
        self, stream: io.TextIOBase, separator: str, quoting: Quoting
    ) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(stream, delimiter=separator, quoting=quoting, strict=True)
        number = 0
        while True:
            try:
                row = next(reader, None)
            except csv.Error as error:
                raise self._refusal(error, reader.line_num) from error
            if row is None:
                return
            number += 1
            yield number, row

    def _refusal(self, error: csv.Error, line: int) -> Rejected:
        if FIELD_LIMIT_ERROR in str(error):
            return CellTooLong(line=line, name=self._path.name, limit=self._limits.cell)
        return QuoteNotClosed(line=line, name=self._path.name)


@contextmanager
def _cells_up_to(length: int) -> Iterator[None]:
    # The limit belongs to the csv module as a whole, so it is put back.
    before = csv.field_size_limit(length)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _looks_enclosed(cell: str) -> bool:
    return len(cell) > 1 and cell.startswith('"') and cell.endswith('"')
