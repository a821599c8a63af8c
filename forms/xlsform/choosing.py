"""Reads the sheets of choices, also where columns are missing in them."""

from typing import Final

from forms.xlsform.choices import ChoiceReader, Lists, list_heading
from forms.xlsform.columns import CHOICES
from forms.xlsform.files import Files
from forms.xlsform.problems import Findings, Place
from forms.xlsform.records import Record
from forms.xlsform.sheet_faults import SheetFault
from forms.xlsform.sources import EXTERNAL_CHOICES
from forms.xlsform.workbook import Workbook

_APART: Final = "_external"
"""Is put behind the name of an external list that a list of choices has too."""


def read_choices(
    workbook: Workbook,
    lists: Lists,
    files: Files,
    findings: Findings,
    *,
    allows_duplicates: bool,
) -> list[Record]:
    """Put the choices of both sheets into lists; return the rows they come from."""
    reader = ChoiceReader(lists, findings, allows_duplicates=allows_duplicates)
    inner = _records(workbook, CHOICES, findings)
    for record in inner:
        reader.read(record, {})
    outer = _records(workbook, EXTERNAL_CHOICES, findings)
    for name in dict.fromkeys(record.logic("list") for record in outer):
        if name in lists:
            files.renamed[name] = f"{name}{_APART}"
    for record in outer:
        reader.read(record, files.renamed)
    return [*inner, *outer]


def _records(workbook: Workbook, name: str, findings: Findings) -> list[Record]:
    sheet = workbook.sheet(name)
    if not sheet.table.rows:
        return []
    place = Place(sheet.name, sheet.header_row)
    if not sheet.has("list"):
        heading = list_heading(sheet.table, workbook.lists_used())
        if heading is None:
            findings.add(SheetFault.LISTS_MISSING, place)
            return []
        findings.add(
            SheetFault.LISTS_GUESSED,
            Place(sheet.name, sheet.header_row, heading.header, heading.letters),
        )
        sheet = sheet.with_heading(heading)
    if not sheet.has("name"):
        findings.add(SheetFault.CHOICE_NAMES_MISSING, place)
    return list(sheet.records(workbook.languages, single_spaces=False))
