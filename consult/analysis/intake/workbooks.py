"""Reads the table in the first sheet of an Excel workbook, or in a named one."""

from collections.abc import Sequence
from pathlib import Path

from consult.analysis.intake.rows import TableBuilder
from consult.analysis.tables import Keeping, Note, Table, TableLimits, WorkbookRefused
from consult.errors import N_
from forms.errors import WorkbookError
from forms.workbook.reader import Workbook, open_workbook

SHEETS_NOTE = N_(
    "The workbook has %(count)s sheets. Only the sheet %(sheet)s was read."
)


def read_workbook(
    path: Path,
    *,
    wanted: Sequence[str] | None,
    sheet: str | None,
    limits: TableLimits,
    keeping: Keeping,
) -> Table:
    """Return the table in a sheet; raises ``Rejected`` with the reason."""
    builder = TableBuilder(path.name, wanted, limits, keeping)
    try:
        with open_workbook(path) as workbook:
            chosen = sheet or workbook.sheet_names[0]
            rows = ((row.number, row.cells) for row in workbook.rows(chosen))
            return builder.build(rows, _notes(workbook, chosen))
    except WorkbookError as error:
        raise WorkbookRefused(error.template, **error.params) from error


def _notes(workbook: Workbook, chosen: str) -> tuple[Note, ...]:
    count = len(workbook.sheet_names)
    if count == 1:
        return ()
    return (Note(SHEETS_NOTE, {"count": count, "sheet": chosen}),)
