"""Reads a file of answers, as people export it, into a table of text.

Cells are kept exactly as they were read, since offsets of the analysis count in
them. Every refusal is one sentence that says what to do.
"""

from collections.abc import Sequence
from pathlib import Path

from consult.analysis.intake.csvfile import read_csv
from consult.analysis.tables import (
    Keeping,
    Table,
    TableEmpty,
    TableLimits,
    TableLocked,
    TableMissing,
    TableNotText,
)

__all__ = ["read_table"]

# An archive (.xlsx and its kin), or a compound file (.xls, or with a password).
WORKBOOK_SIGNATURES = (b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"))
# Documents, pictures, archives, pages and JSON that end up in the wrong field.
OTHER_SIGNATURES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"<!DOCTYP",
    b"<!doctyp",
    b"<html",
    b"<?xml",
    b"[{",
    b'{"',
)
DEFAULT_LIMITS = TableLimits()
DEFAULT_KEEPING = Keeping()


def read_table(
    path: Path,
    *,
    columns: Sequence[str] | None = None,
    sheet: str | None = None,
    limits: TableLimits = DEFAULT_LIMITS,
    keeping: Keeping = DEFAULT_KEEPING,
) -> Table:
    """Return the table in a CSV file or an Excel workbook.

    ``columns`` names the columns to keep, in that order; without it all are
    kept. ``sheet`` names the sheet of a workbook; without it the first is read.
    ``keeping`` says where the rows stay, and whether all other columns stay too.
    Raises a ``Rejected`` that names the file and the reason.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(8)
    except FileNotFoundError as error:
        raise TableMissing(name=path) from error
    except OSError as error:
        raise TableLocked(name=path) from error
    if not start:
        raise TableEmpty(name=path.name)
    if start.startswith(WORKBOOK_SIGNATURES):
        from consult.analysis.intake.workbooks import (  # noqa: PLC0415 - slow to load, and most files are plain text
            read_workbook,
        )

        return read_workbook(
            path, wanted=columns, sheet=sheet, limits=limits, keeping=keeping
        )
    if start.startswith(OTHER_SIGNATURES):
        raise TableNotText(name=path.name)
    return read_csv(path, wanted=columns, limits=limits, keeping=keeping)
