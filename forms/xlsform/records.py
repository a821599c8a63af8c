"""Reads the rows of a sheet as records: what each says in which field.

Where a column is there twice, the first cell that is filled counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from forms.definition import Pairs, Text
from forms.xlsform.headers import Heading
from forms.xlsform.languages import Languages
from forms.xlsform.problems import Place
from forms.xlsform.tables import Row

_UNWRITABLE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPACES: Final = re.compile(" {2,}")
_QUOTES: Final = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "}
)


@dataclass(slots=True)
class Record:
    """A row: its cells by field, its texts by field and language, what is left over."""

    sheet: str
    number: int
    headings: tuple[Heading, ...]
    cells: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    further: dict[str, str] = field(default_factory=dict)
    _at: dict[str, Heading] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """Return what stands in a field, blank where nothing does."""
        return self.cells.get(name, "")

    def logic(self, name: str) -> str:
        """Return an expression, its typographic quotation marks made plain."""
        return self.cells.get(name, "").translate(_QUOTES)

    def text(self, name: str) -> Text | None:
        """Return a text in the languages it exists in, None where it is in none."""
        words = self.texts.get(name)
        return Text.of(words) if words else None

    def has(self, name: str) -> bool:
        """Say whether the sheet has a column for a field."""
        return any(each.field == name for each in self.headings)

    def columns(self) -> Pairs:
        """Return what stands in columns that we do not know."""
        return tuple(sorted(self.further.items()))

    def place(self, name: str | None = None, language: str | None = None) -> Place:
        """Return where a field is: its cell, else its column, else the row.

        With what headers call a language, it is where the text in that belongs.
        """
        at = self._at.get(name or "")
        if language is not None:
            at = next(
                (each for each in self.headings if each.is_for(name, language)), at
            )
        if at is None and name is not None:
            at = next((each for each in self.headings if each.field == name), None)
        if at is None:
            return Place(self.sheet, self.number)
        return Place(self.sheet, self.number, at.header, at.letters)

    def put(self, heading: Heading, cell: str, language: str) -> None:
        """Keep a cell, unless one before it says something already."""
        if heading.field is None:
            self.further.setdefault(heading.header, cell)
            return
        if heading.is_text:
            self.texts.setdefault(heading.field, {}).setdefault(language, cell)
        else:
            self.cells.setdefault(heading.field, cell)
        self._at.setdefault(heading.field, heading)


def records_of(
    sheet: str,
    rows: tuple[Row, ...],
    headings: tuple[Heading, ...],
    languages: Languages,
    *,
    single_spaces: bool,
) -> Iterator[Record]:
    """Give a record for each row that says anything.

    Of several spaces one is left where ``single_spaces`` says so.
    """
    columns = [
        (each, each.position, languages.tag(each.language) if each.is_text else "")
        for each in headings
    ]
    for row in rows:
        record = Record(sheet, row.number, headings)
        cells = row.cells
        width = len(cells)
        for heading, position, language in columns:
            cell = cells[position].strip() if position < width else ""
            if cell:
                cell = cleaned(cell)
                if single_spaces and "  " in cell:
                    cell = _SPACES.sub(" ", cell)
            if cell:
                record.put(heading, cell, language)
        if record.cells or record.texts or record.further:
            yield record


def cleaned(cell: str) -> str:
    """Return what a cell says, without signs that no text holds."""
    if cell.isprintable():
        return cell
    if "\r" in cell:
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("", cell).strip()
