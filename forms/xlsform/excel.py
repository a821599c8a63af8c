"""Reads the sheets of a questionnaire out of an Excel workbook, behind the guard.

Formatting alone can fill a million rows, so reading stops where the table ends.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from forms.errors import DamagedWorkbook
from forms.workbook.guard import guarded_archive
from forms.workbook.limits import MEBIBYTE, WorkbookLimits
from forms.workbook.package import read_package
from forms.workbook.unpacking import UNPACKING_ERRORS
from forms.xlsform.hearing import SheetMarkup, StringMarkup
from forms.xlsform.tables import BLANK_ROWS, Grid, Row, Wanted, grid_of

LIMITS: Final = WorkbookLimits(
    packed_bytes=20 * MEBIBYTE,
    unpacked_bytes=100 * MEBIBYTE,
    tree_bytes=4 * MEBIBYTE,
    tree_elements=60_000,
    elements=500_000,
    strings=200_000,
    columns=16_384,
    cells=2_000_000,
)
"""Several times what the largest real questionnaires need."""


def read_excel(source: bytes, wanted: Wanted) -> Mapping[str, Grid]:
    """Return the sheets that are wanted, by name.

    Raises a ``WorkbookError`` that says what was given instead of a workbook.
    """
    try:
        with guarded_archive(BytesIO(source), limits=LIMITS) as archive:
            return dict(_Reader(archive).grids(wanted))
    except (*UNPACKING_ERRORS, LookupError, ValueError) as error:
        # What a directory tells of its parts can be wrong in more ways than one.
        raise DamagedWorkbook from error


class _Reader:
    """Reads sheet after sheet; what one of them uses up is not left for the next."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._package = read_package(archive, LIMITS)
        self._elements = LIMITS.elements
        self._cells = LIMITS.cells

    def grids(self, wanted: Wanted) -> Iterator[tuple[str, Grid]]:
        strings = self._strings()
        for sheet in wanted(tuple(self._package.sheets)):
            yield sheet, grid_of(sheet, self._rows(sheet, strings))

    def _strings(self) -> list[str]:
        markup = StringMarkup(LIMITS)
        if self._package.strings is not None:
            with self._archive.open(self._package.strings) as part:
                for _ in markup.pieces(part):
                    pass
        return markup.strings

    def _rows(self, sheet: str, strings: list[str]) -> Iterator[Row]:
        limits = replace(LIMITS, elements=self._elements, cells=self._cells)
        markup = SheetMarkup(strings, self._package.formats, limits)
        last = 0
        with self._archive.open(self._package.sheets[sheet]) as part:
            for _ in markup.pieces(part):
                for row in markup.take():
                    last = row.number
                    self._cells -= len(row.cells)
                    yield row
                if markup.reached > last + 2 * BLANK_ROWS:
                    break
        self._elements = markup.left
