"""Hears the markup of a sheet or of the shared strings and keeps the text in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from forms.errors import DamagedWorkbook, OversizedSheet, OversizedWorkbook
from forms.workbook.cells import CellFormats, number_text, plain_text
from forms.workbook.limits import WorkbookLimits
from forms.workbook.markup import MAIN

ROW = f"{MAIN} row"
CELL = f"{MAIN} c"
VALUE = f"{MAIN} v"
TEXT = f"{MAIN} t"
STRING = f"{MAIN} si"
# Readings of East Asian names stand beside a text and are no part of it.
READING = f"{MAIN} rPh"
LONGEST_COLUMN_NAME = 3


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with at least one filled cell; ``number`` counts from 1 as Excel does."""

    number: int
    cells: tuple[str, ...]


class StringListener:
    """Collects the shared strings of a workbook in their order."""

    def __init__(self, limits: WorkbookLimits) -> None:
        self.strings: list[str] = []
        self._limits = limits
        self._pieces: list[str] = []
        self._listens = self._in_reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a string, a text in it, or a reading that is passed over."""
        del attributes
        if name == STRING:
            self._pieces = []
            if len(self.strings) >= self._limits.strings:
                raise OversizedWorkbook
        elif name == READING:
            self._in_reading = True
        self._listens = name == TEXT and not self._in_reading

    def text(self, text: str) -> None:
        """Keep the text of a string."""
        if self._listens:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        """Finish a string."""
        self._listens = False
        if name == READING:
            self._in_reading = False
        elif name == STRING:
            self.strings.append(plain_text("".join(self._pieces)))


class RowListener:
    """Collects the filled rows of a sheet; ``take`` hands them over."""

    def __init__(
        self, strings: Sequence[str], formats: CellFormats, limits: WorkbookLimits
    ) -> None:
        self._strings = strings
        self._formats = formats
        self._limits = limits
        self._ready: list[SheetRow] = []
        self._columns: dict[str, int] = {}
        self._row: dict[int, str] = {}
        self._pieces: list[str] = []
        self._number = self._column = 0
        self._kind, self._style = "n", 0
        self._listens = self._in_reading = False
        self._cells_left = limits.cells

    def take(self) -> list[SheetRow]:
        """Return the rows finished since the last time."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell or the text of a cell."""
        if name == CELL:
            self._start_cell(attributes)
        elif name == ROW:
            self._start_row(attributes)
        elif name == READING:
            self._in_reading = True
        self._listens = name in {VALUE, TEXT} and not self._in_reading

    def text(self, text: str) -> None:
        """Keep the text of a cell."""
        if self._listens:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        """Finish a cell or a row."""
        self._listens = False
        if name == CELL:
            self._end_cell()
        elif name == ROW:
            self._end_row()
        elif name == READING:
            self._in_reading = False

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._number = _whole(number) if number else self._number + 1
        self._row, self._column = {}, 0
        if self._number > self._limits.rows:
            raise self._oversized()

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._column = self._column_of(reference) if reference else self._column + 1
        self._kind = attributes.get("t", "n")
        self._style = _whole(attributes.get("s", "0"))
        self._pieces = []

    def _end_cell(self) -> None:
        if not self._pieces:
            return
        text = self._cell_text("".join(self._pieces))
        if not text:
            return
        if self._column > self._limits.columns:
            raise self._oversized()
        self._row[self._column] = text

    def _end_row(self) -> None:
        if not self._row:
            return
        width = max(self._row)
        self._cells_left -= width
        if self._cells_left < 0:
            raise self._oversized()
        cells = tuple([self._row.get(column, "") for column in range(1, width + 1)])
        self._ready.append(SheetRow(self._number, cells))
        self._row = {}

    def _cell_text(self, raw: str) -> str:
        if self._kind == "n":
            return number_text(raw, self._style, self._formats)
        if self._kind == "s":
            return self._shared(_whole(raw))
        if self._kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        return plain_text(raw)

    def _shared(self, number: int) -> str:
        if number >= len(self._strings):
            raise DamagedWorkbook
        return self._strings[number]

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column_number(letters)
        return column

    def _oversized(self) -> OversizedSheet:
        return OversizedSheet(columns=self._limits.columns, cells=self._limits.cells)


def _column_number(letters: str) -> int:
    if not (letters.isascii() and letters.isalpha()):
        raise DamagedWorkbook
    if len(letters) > LONGEST_COLUMN_NAME:
        raise OversizedWorkbook
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _whole(digits: str) -> int:
    stripped = digits.strip()
    if not (stripped.isascii() and stripped.isdecimal() and len(stripped) < 10):  # noqa: PLR2004 - below 2**31
        raise DamagedWorkbook
    return int(stripped)
