"""Writes the tables of an XLSForm as a workbook, as Markdown, and as one CSV file."""

import csv
import datetime as dt
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Final

from xlsxwriter import Workbook

from forms.xlsform.escapes import in_markdown
from forms.xlsform.writing.errors import CellTooLong
from forms.xlsform.writing.tables import Sheets, Table

LONGEST_CELL: Final = 32_767
"""Characters in one cell, by the specification of Excel."""

WRITTEN: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
"""Stands in every workbook, so that the same content has the same bytes."""


def as_xlsx(sheets: Sheets) -> bytes:
    """Return a workbook of text cells; no cell is ever a formula, link or number.

    Raises ``CellTooLong``.
    """
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": WRITTEN})
        head = workbook.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for row, column, cell in _cells(rows):
                if len(cell) > LONGEST_CELL:
                    raise CellTooLong(sheet=name, row=row + 1, column=column + 1)
                sheet.write_string(row, column, cell, None if row else head)
    return stream.getvalue()


def _cells(rows: Table) -> Iterator[tuple[int, int, str]]:
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell:
                yield row, column, cell


def as_markdown(sheets: Sheets) -> str:
    """Return a table for each sheet, its name in the first column of its first row."""
    lines: list[str] = []
    for name, rows in sheets.items():
        lines.append(f"| {name} |")
        lines += [_line(("", *row)) for row in rows]
    return "\n".join((*lines, ""))


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(in_markdown(cell) for cell in cells) + " |"


def as_csv(sheets: Sheets) -> str:
    """Return all sheets in one file: a row with their name, then theirs one further."""
    stream = StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for name, rows in sheets.items():
        writer.writerow([name])
        writer.writerows(("", *row) for row in rows)
    return stream.getvalue()
