"""Reads the sheets of an Excel workbook as text, row by row, behind the guard.

Formulas are read as the value that was stored with them, links to other files
are not followed, and what surrounds the rows is not looked at.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

from forms.errors import UnknownSheet
from forms.workbook.guard import guarded_archive
from forms.workbook.limits import DEFAULT_LIMITS, WorkbookLimits
from forms.workbook.markup import Markup
from forms.workbook.package import Package, read_package
from forms.workbook.sheets import RowListener, SheetRow, StringListener


class Workbook:
    """An opened workbook; made by ``open_workbook``."""

    def __init__(
        self, archive: ZipFile, package: Package, limits: WorkbookLimits
    ) -> None:
        self._archive = archive
        self._package = package
        self._limits = limits
        self._strings: list[str] | None = None

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """The sheets in the order of their tabs."""
        return tuple(self._package.sheets)

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """Yield the rows of a sheet that hold anything, without trailing blanks.

        Raises ``UnknownSheet``, ``OversizedSheet``, or another
        ``WorkbookError`` where the rows break off.
        """
        if sheet not in self._package.sheets:
            raise UnknownSheet(sheet=sheet, sheets=", ".join(self.sheet_names))
        if self._strings is None:
            self._strings = self._read_strings()
        listener = RowListener(self._strings, self._package.formats, self._limits)
        markup = Markup(self._limits, elements=self._limits.elements, listener=listener)
        with self._archive.open(self._package.sheets[sheet]) as source:
            for _ in markup.pieces(source):
                yield from listener.take()

    def _read_strings(self) -> list[str]:
        listener = StringListener(self._limits)
        if self._package.strings is None:
            return []
        markup = Markup(self._limits, elements=self._limits.elements, listener=listener)
        with self._archive.open(self._package.strings) as source:
            for _ in markup.pieces(source):
                pass
        return listener.strings


@contextmanager
def open_workbook(
    source: bytes | Path, *, limits: WorkbookLimits = DEFAULT_LIMITS
) -> Iterator[Workbook]:
    """Open a workbook given as bytes or as a file.

    Raises a ``WorkbookError`` that says what was given instead, before anything
    large is unpacked; ``OSError`` where the file cannot be opened.
    """
    with _stream(source) as stream, guarded_archive(stream, limits=limits) as archive:
        yield Workbook(archive, read_package(archive, limits), limits)


def _stream(source: bytes | Path) -> BinaryIO:
    return BytesIO(source) if isinstance(source, bytes) else source.open("rb")
