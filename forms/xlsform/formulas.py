"""Tells the author of cells whose formula has no result, or an error for one."""

from collections.abc import Iterable, Iterator
from typing import Final

from forms.xlsform.headers import Heading
from forms.xlsform.problems import Findings, Place
from forms.xlsform.sheet_faults import SheetFault
from forms.xlsform.tables import Row, Table

ERRORS: Final = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
)
"""What spreadsheet programs write in place of a result: ECMA-376 part 1, 18.17.3."""


def tell_formulas(
    table: Table, headings: Iterable[Heading], findings: Findings
) -> None:
    """Tell once for each column and error how many cells have it, and where first."""
    known = {each.position: each for each in headings if each.field}
    rows: dict[tuple[int, str], list[int]] = {}
    for row in table.rows:
        for place, error in _without_result(row):
            if place in known:
                rows.setdefault((place, error), []).append(row.number)
    for (place, error), numbers in rows.items():
        heading = known[place]
        at = Place(table.sheet, numbers[0], heading.header, heading.letters)
        if error:
            findings.add(SheetFault.FORMULA_FAILED, at, value=error, count=len(numbers))
        else:
            findings.add(SheetFault.FORMULA_UNWORKED, at, count=len(numbers))


def _without_result(row: Row) -> Iterator[tuple[int, str]]:
    """Give the place of each such cell, with its error, blank where it has none."""
    for place in row.unworked:
        yield place, ""
    for place, cell in enumerate(row.cells):
        if cell[:1] == "#" and cell.strip() in ERRORS:
            yield place, cell.strip()
