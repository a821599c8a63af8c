"""Finds the parts of a workbook: its sheets, its strings and its date formats."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from openpyxl.styles.numbers import (
    builtin_format_code,
    is_date_format,
    is_timedelta_format,
)

from forms.errors import DamagedWorkbook, MacroWorkbook, NotAWorkbook
from forms.workbook.cells import CellFormats
from forms.workbook.directory import CONTENT_TYPES
from forms.workbook.guard import held_part
from forms.workbook.limits import WorkbookLimits
from forms.workbook.markup import MAIN

STYLES = "xl/styles.xml"
WORKBOOK = "xl/workbook.xml"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK_TYPES = (f"{OFFICE}.sheet.main+xml", f"{OFFICE}.template.main+xml")
STRINGS_TYPE = f"{OFFICE}.sharedStrings+xml"
MACROS = "macroEnabled"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SHEET = f"{{{MAIN}}}sheet"
PROPERTIES = f"{{{MAIN}}}workbookPr"
FORMATS = f"{{{MAIN}}}numFmts/{{{MAIN}}}numFmt"
CELL_FORMATS = f"{{{MAIN}}}cellXfs/{{{MAIN}}}xf"
TRUE = ("1", "true")
LONGEST_FORMAT_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Package:
    """Where everything is: sheet names to parts in the order of their tabs."""

    sheets: Mapping[str, str]
    strings: str | None
    formats: CellFormats


def read_package(archive: ZipFile, limits: WorkbookLimits) -> Package:
    """Return where the parts of the workbook are.

    Raises ``NotAWorkbook`` for other zip files and ``MacroWorkbook`` for a
    workbook that declares program code.
    """
    types = _content_types(held_part(archive, CONTENT_TYPES, limits))
    workbook = _workbook_part(archive, types)
    root = held_part(archive, workbook, limits)
    targets = _targets(archive, workbook, limits)
    from_1904 = any(
        properties.get("date1904") in TRUE for properties in root.iter(PROPERTIES)
    )
    formats = CellFormats(from_1904=from_1904)
    if STYLES in archive.NameToInfo:
        formats = _formats(held_part(archive, STYLES, limits), from_1904=from_1904)
    return Package(
        sheets=_sheets(archive, root, targets),
        strings=_strings_part(archive, types),
        formats=formats,
    )


def _content_types(root: Element) -> dict[str, str]:
    types: dict[str, str] = {}
    for part in root.iter(f"{TYPES}Override"):
        types.setdefault(part.get("PartName", ""), part.get("ContentType", ""))
    for extension in root.iter(f"{TYPES}Default"):
        # Some programs declare the workbook as the usual type of an XML part.
        if extension.get("ContentType") in WORKBOOK_TYPES:
            types.setdefault(f"/{WORKBOOK}", WORKBOOK_TYPES[0])
    return types


def _workbook_part(archive: ZipFile, types: Mapping[str, str]) -> str:
    if any(MACROS in content_type for content_type in types.values()):
        raise MacroWorkbook
    for part, content_type in types.items():
        name = part.removeprefix("/")
        if content_type in WORKBOOK_TYPES and name in archive.NameToInfo:
            return name
    raise NotAWorkbook


def _strings_part(archive: ZipFile, types: Mapping[str, str]) -> str | None:
    for part, content_type in types.items():
        name = part.removeprefix("/")
        if content_type == STRINGS_TYPE and name in archive.NameToInfo:
            return name
    return None


def _sheets(
    archive: ZipFile, root: Element, targets: Mapping[str, str]
) -> dict[str, str]:
    sheets: dict[str, str] = {}
    for sheet in root.iter(SHEET):
        target = targets.get(sheet.get(RELATION_ID, ""), "")
        if target in archive.NameToInfo:
            sheets.setdefault(sheet.get("name", ""), target)
    if not sheets:
        raise NotAWorkbook
    return sheets


def _targets(archive: ZipFile, workbook: str, limits: WorkbookLimits) -> dict[str, str]:
    folder, name = posixpath.split(workbook)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.NameToInfo:
        raise NotAWorkbook
    targets = {}
    for relation in held_part(archive, relations, limits).iter(RELATION):
        # Only sheets of rows: a chart has none, and a link leads elsewhere.
        is_sheet = relation.get("Type", "").endswith("/worksheet")
        if is_sheet and relation.get("TargetMode") != "External":
            path = posixpath.join("/", folder, relation.get("Target", ""))
            targets[relation.get("Id", "")] = posixpath.normpath(path)[1:]
    return targets


def _formats(root: Element, *, from_1904: bool) -> CellFormats:
    own = {
        style.get("numFmtId", ""): style.get("formatCode", "")
        for style in root.iterfind(FORMATS)
    }
    dates, durations = set(), set()
    for number, style in enumerate(root.iterfind(CELL_FORMATS)):
        code = style.get("numFmtId", "0")
        text = own[code] if code in own else _builtin(code)
        if is_date_format(text):
            dates.add(number)
        if is_timedelta_format(text):
            durations.add(number)
    return CellFormats(frozenset(dates), frozenset(durations), from_1904)


def _builtin(code: str) -> str | None:
    if not code.isdecimal() or len(code) > LONGEST_FORMAT_NUMBER:
        raise DamagedWorkbook
    return builtin_format_code(int(code))
