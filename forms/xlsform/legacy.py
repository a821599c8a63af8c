"""Reads the sheets of a questionnaire out of a workbook of Excel 97-2003 (.xls)."""

import io
import struct
import warnings
from collections.abc import Iterator, Mapping
from typing import Final

import xlrd
import xlrd.compdoc

from forms.errors import DamagedWorkbook, EncryptedWorkbook, OversizedWorkbook
from forms.workbook.limits import MEBIBYTE
from forms.xlsform.tables import Grid, Row, Wanted, grid_of

PACKED_BYTES: Final = 8 * MEBIBYTE
"""Memory grows with the size of the file, which is not compressed."""

_UNREADABLE: Final = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What the library raises on files that no spreadsheet program wrote."""


def read_legacy(source: bytes, wanted: Wanted) -> Mapping[str, Grid]:
    """Return the sheets that are wanted, by name.

    Raises a ``WorkbookError`` that says what was given instead of a workbook.
    """
    if len(source) > PACKED_BYTES:
        raise OversizedWorkbook
    if "EncryptedPackage".encode("utf-16-le") in source:
        raise EncryptedWorkbook
    try:
        return _read(source, wanted)
    except _UNREADABLE as error:
        if "encrypted" in str(error):
            raise EncryptedWorkbook from error
        raise DamagedWorkbook from error


def _read(source: bytes, wanted: Wanted) -> Mapping[str, Grid]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = xlrd.open_workbook(
            file_contents=source,
            logfile=io.StringIO(),
            on_demand=True,
            ragged_rows=True,
        )
        return {
            name: grid_of(name, _rows(book.sheet_by_name(name), book.datemode))
            for name in wanted(tuple(book.sheet_names()))
        }


def _rows(sheet: xlrd.sheet.Sheet, datemode: int) -> Iterator[Row]:
    for number in range(sheet.nrows):
        cells = [_text(cell, datemode) for cell in sheet.row(number)]
        if any(cells):
            yield Row(number + 1, cells)


def _text(cell: xlrd.sheet.Cell, datemode: int) -> str:
    value = cell.value
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return str(int(value)) if float(value).is_integer() else str(value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _moment(float(value), datemode)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, ""))
    return ""


def _moment(value: float, datemode: int) -> str:
    try:
        moment = xlrd.xldate_as_datetime(value, datemode)
    except (xlrd.XLDateError, ArithmeticError, ValueError):
        return str(value)
    if 0 <= value < 1:
        return str(moment.time().isoformat())
    is_day = value.is_integer()
    return str(moment.date().isoformat() if is_day else moment.isoformat(sep=" "))
