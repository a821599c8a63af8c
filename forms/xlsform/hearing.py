"""Hears the markup of a sheet and keeps the text of its filled cells.

Most cells of a questionnaire's sheet hold formatting alone, so that nothing is worked
out for a cell before a text is heard in it.
"""

from collections.abc import Sequence

from forms.errors import (
    DamagedWorkbook,
    OversizedSheet,
    OversizedWorkbook,
    SuspiciousWorkbook,
)
from forms.workbook.cells import CellFormats, number_text, plain_text
from forms.workbook.limits import WorkbookLimits
from forms.workbook.markup import MAIN, Markup
from forms.workbook.sheets import (
    CELL,
    LONGEST_COLUMN_NAME,
    READING,
    ROW,
    STRING,
    TEXT,
    VALUE,
    StringListener,
)
from forms.xlsform.skimming import SKIMMED, Cell, Skimmer, is_usual
from forms.xlsform.tables import Row, letters_of

_DIGITS = "0123456789"
_FORMULA = f"{MAIN} f"
_FEW_DIGITS = 10
"""Numbers of fewer digits are below 2**31."""


class StringMarkup(Markup):
    """Reads the part with the shared strings, which it collects in ``strings``."""

    def __init__(self, limits: WorkbookLimits) -> None:
        listener = StringListener(limits)
        super().__init__(limits, elements=limits.elements, listener=listener)
        self.strings = listener.strings
        self._skimmer = Skimmer()
        self._is_usual: bool | None = None
        self._is_skimmed = False

    def _feed(self, piece: bytes) -> None:
        if self._is_usual is None:
            self._is_usual = is_usual(piece)
        left = self._skimmer.strings_in(piece) if self._is_usual else piece
        if left or not piece:
            super()._feed(left)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name != STRING or SKIMMED not in attributes:
            super()._start(name, attributes)
            return
        found = self._skimmer.strings(attributes[SKIMMED])
        self._depth += 1
        self._since_event = 0
        self._is_skimmed = True
        self._left -= 2 * len(found)
        many = len(self.strings) + len(found)
        if self._left < 0 or many > self._limits.strings:
            raise OversizedWorkbook
        self.strings += map(plain_text, found)

    def _end(self, name: str) -> None:
        if not self._is_skimmed:
            super()._end(name)
            return
        self._depth -= 1
        self._since_event = 0
        self._is_skimmed = False


class SheetMarkup(Markup):
    """Reads the part of a sheet; ``take`` hands over its filled rows.

    It listens to itself, which halves the time a sheet takes. ``reached`` is the
    number of the row last heard of, ``left`` how many elements may follow.
    """

    def __init__(
        self, strings: Sequence[str], formats: CellFormats, limits: WorkbookLimits
    ) -> None:
        super().__init__(limits, elements=limits.elements)
        self._parser.CharacterDataHandler = self._text
        self.reached = 0
        self._strings = strings
        self._formats = formats
        self._cells_left = limits.cells
        self._ready: list[Row] = []
        self._columns: dict[str, int] = {}
        self._row: dict[int, str] = {}
        self._cell: dict[str, str] = {}
        self._pieces: list[str] = []
        self._unworked: list[int] = []
        self._listens = self._in_reading = self._has_formula = False
        self._skimmer = Skimmer()
        self._is_usual: bool | None = None

    @property
    def left(self) -> int:
        """How many more elements the part may hold."""
        return self._left

    def take(self) -> list[Row]:
        """Return the rows that are complete since the last call."""
        ready, self._ready = self._ready, []
        return ready

    def _feed(self, piece: bytes) -> None:
        if self._is_usual is None:
            self._is_usual = is_usual(piece)
        left = self._skimmer.rows_in(piece) if self._is_usual else piece
        if left or not piece:
            super()._feed(left)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._since_event = 0
        self._depth += 1
        self._left -= 1
        if self._depth > self._limits.depth:
            raise SuspiciousWorkbook
        if self._left < 0:
            raise OversizedWorkbook
        if name == CELL:
            if "r" not in attributes:
                attributes["r"] = self._next_to(self._cell.get("r"))
            self._cell = attributes
            self._has_formula = False
        elif name in {VALUE, TEXT}:
            self._listens = not self._in_reading
        elif name == ROW:
            self._start_row(attributes)
        elif name == READING:
            self._in_reading = True
        self._has_formula |= name == _FORMULA

    def _text(self, text: str) -> None:
        if self._listens:
            self._pieces.append(text)

    def _end(self, name: str) -> None:
        self._since_event = 0
        self._depth -= 1
        self._listens = False
        if name == CELL:
            if self._pieces:
                self._end_cell()
            elif self._has_formula and "t" not in self._cell:
                # A formula that came to an empty text says that this is a text.
                self._unworked.append(self._column_of(self._cell["r"]) - 1)
        elif name == ROW:
            self._end_row()
        elif name == READING:
            self._in_reading = False

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self.reached = _whole(number) if number else self.reached + 1
        self._cell = {}
        if self.reached > self._limits.rows:
            raise self._oversized()
        if SKIMMED in attributes:
            self._take_skimmed(self._skimmer.row(attributes[SKIMMED]))

    def _take_skimmed(self, cells: Sequence[Cell]) -> None:
        # As many elements as the parser would have heard of.
        self._left -= 2 * len(cells)
        if self._left < 0:
            raise OversizedWorkbook
        for letters, one, style, other, raw in cells:
            kind = one or other
            if kind == b"s" and raw.isdigit() and len(raw) < _FEW_DIGITS:
                self._put(letters.decode(), self._shared(int(raw)))
            elif raw:
                told = kind.decode() or "n", style.decode() or "0", raw.decode()
                self._put(letters.decode(), self._said(*told))

    def _end_cell(self) -> None:
        cell, raw = self._cell, "".join(self._pieces)
        self._pieces = []
        text = self._said(cell.get("t", "n"), cell.get("s", "0"), raw)
        self._put(cell["r"], text)

    def _put(self, reference: str, text: str) -> None:
        if not text:
            return
        column = self._column_of(reference)
        if column > self._limits.columns:
            raise self._oversized()
        self._row[column] = text

    def _end_row(self) -> None:
        unworked, self._unworked = self._unworked, []
        if not self._row:
            return
        width = max(self._row)
        self._cells_left -= width
        if self._cells_left < 0:
            raise self._oversized()
        get = self._row.get
        cells = [get(column, "") for column in range(1, width + 1)]
        self._ready.append(Row(self.reached, cells, unworked))
        self._row = {}

    def _said(self, kind: str, style: str, raw: str) -> str:
        if kind == "s":
            return self._shared(_whole(raw))
        if kind == "n":
            return number_text(raw, _whole(style), self._formats)
        if kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        return plain_text(raw)

    def _shared(self, number: int) -> str:
        if number >= len(self._strings):
            raise DamagedWorkbook
        return self._strings[number]

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip(_DIGITS)
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column_number(letters)
        return column

    def _next_to(self, reference: str | None) -> str:
        """Return what to call a cell that is not called anything."""
        column = self._column_of(reference) if reference else 0
        return letters_of(column)

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
    if not (
        stripped.isascii() and stripped.isdecimal() and len(stripped) < _FEW_DIGITS
    ):
        raise DamagedWorkbook
    return int(stripped)
