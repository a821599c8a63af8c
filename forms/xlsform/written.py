"""Reads the sheets of a questionnaire out of text: CSV, or tables of Markdown.

In both the first column names the sheet, in a line of its own or before the headers,
and is blank below. A CSV file without names of sheets is the survey sheet alone.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from forms.errors import NotAWorkbook
from forms.workbook.limits import MEBIBYTE
from forms.xlsform.escapes import from_markdown
from forms.xlsform.tables import (
    COLUMNS,
    HEADERS,
    ROWS,
    Grid,
    OversizedForm,
    Row,
    Wanted,
    grid_of,
)

LONGEST: Final = 10 * MEBIBYTE
_LINES: Final = 3 * ROWS

_COMMENT: Final = re.compile(r"\s*#")
_RULE: Final = re.compile(r"[|\s:]*-{2,}[|\s:-]*")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_SHEET: Final = "survey"
_SIGNS: Final = ",;\t"

Line = tuple[int, list[str]]


def text_of(source: bytes) -> str:
    """Return the text that bytes hold: UTF-8, UTF-16 with its mark, else Windows-1252.

    Raises ``NotAWorkbook`` for bytes that are no text, and ``OversizedForm``.
    """
    if len(source) > LONGEST:
        raise OversizedForm
    text = _decoded(source)
    if "\0" in text:
        raise NotAWorkbook
    return text.removeprefix("\ufeff")


def read_text(source: bytes, name: str, wanted: Wanted) -> Mapping[str, Grid]:
    """Return the sheets that are wanted, by name.

    Raises ``NotAWorkbook`` for text without a table, and ``OversizedForm``.
    """
    text = text_of(source)
    is_markdown = name.lower().endswith(".md") or text.lstrip().startswith("|")
    lines = _markdown(text) if is_markdown else _csv(text)
    sheets, first = _sheets(lines)
    names = wanted(tuple(sheets))
    return {each: grid_of(each, sheets[each], first=first) for each in names}


def _decoded(source: bytes) -> str:
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotAWorkbook


def _csv(text: str) -> Iterator[Line]:
    if text.lstrip().startswith("<") or not any(sign in text[:5000] for sign in _SIGNS):
        raise NotAWorkbook
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    start = 1
    try:
        for cells in reader:
            if len(cells) > COLUMNS:
                raise OversizedForm
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise NotAWorkbook from error


def _delimiter(text: str) -> str:
    """Return what stands between the cells, by the line of headers."""
    head = text[:5000].lower().replace('"', "").splitlines()
    for sign in _SIGNS:
        if any(
            HEADERS.intersection(_cells(line, sign)) for line in head if sign in line
        ):
            return sign
    return max(_SIGNS, key=text[:5000].count)


def _cells(line: str, sign: str) -> list[str]:
    return [cell.strip() for cell in line.split(sign)]


def _markdown(text: str) -> Iterator[Line]:
    if text.count("\n") > _LINES:
        raise OversizedForm
    for number, line in enumerate(text.splitlines(), start=1):
        found = line.strip()
        if found.count("|") > COLUMNS:
            raise OversizedForm
        if _COMMENT.match(line) or "|" not in found or _RULE.fullmatch(found):
            continue
        inner = found.removeprefix("|")
        end = inner.rfind("|")
        if end < 0:
            continue
        cells = _PIPE.split(inner[:end])
        yield number, [_said(cell) for cell in cells]


def _said(cell: str) -> str:
    return from_markdown(cell) if "\\" in cell or "&" in cell else cell.strip()


def _sheets(lines: Iterable[Line]) -> tuple[dict[str, list[Row]], int]:
    """Return the rows of each sheet, and in which column they begin."""
    sheets: dict[str, list[Row]] = {}
    sheet: str | None = None
    bounded = _bounded(lines)
    for number, cells in bounded:
        name = cells[0].strip() if cells else ""
        if sheet is None and name.lower() in HEADERS:
            below = [Row(each, row) for each, row in bounded if any(row)]
            return {_SHEET: [Row(number, cells), *below]}, 0
        if name:
            sheet = name
            sheets.setdefault(sheet, [])
        if sheet is not None and any(cell.strip() for cell in cells[1:]):
            sheets[sheet].append(Row(number, cells[1:]))
    if not sheets:
        raise NotAWorkbook
    return sheets, 1


def _bounded(lines: Iterable[Line]) -> Iterator[Line]:
    for count, line in enumerate(lines):
        if count >= ROWS:
            raise OversizedForm
        yield line
