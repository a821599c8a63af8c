"""Workbooks as people save them, and workbooks as nobody should send them."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl
import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
CONTENT_TYPES = "[Content_Types].xml"
STRINGS_OVERRIDE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
    b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)

Builder = Callable[..., bytes]


def build_workbook(*sheets: tuple[str, Sequence[Sequence[Any]]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def build_altered(
    parts: Mapping[str, bytes], *, leave_out: Sequence[str] = ()
) -> bytes:
    """A sound workbook in which some parts were exchanged, added or left out."""
    source = zipfile.ZipFile(io.BytesIO(build_workbook(("answers", [["id", "text"]]))))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts and name not in leave_out:
                content = source.read(name)
                if name == CONTENT_TYPES and STRINGS in parts:
                    content = content.replace(b"</Types>", STRINGS_OVERRIDE)
                target.writestr(name, content)
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def sheet_xml(rows: str, prologue: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prologue}'
        f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    ).encode()


@pytest.fixture
def a_workbook() -> Builder:
    return build_workbook


@pytest.fixture
def an_altered_workbook() -> Builder:
    return build_altered


@pytest.fixture
def a_sheet() -> Builder:
    return sheet_xml
