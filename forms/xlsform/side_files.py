"""Reads the tables that come along with a questionnaire: CSV, GeoJSON and XML."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from forms.definition import SideFile
from forms.errors import WorkbookError
from forms.workbook.limits import MEBIBYTE
from forms.xlsform.records import cleaned
from forms.xlsform.tables import Grid
from forms.xlsform.written import text_of

ROWS: Final = 50_000
COLUMNS: Final = 200
_TREE_BYTES: Final = 4 * MEBIBYTE


def side_file(name: str, source: bytes) -> SideFile | None:
    """Return the table that a file holds, None where it holds none.

    More rows or columns than are ever needed are left out.
    """
    try:
        text = text_of(source)
    except WorkbookError:
        return None
    lower = name.lower()
    if lower.endswith(".geojson"):
        return _of_mappings(name, _features(text))
    if lower.endswith(".xml"):
        return _of_mappings(name, _items(text))
    return _of_rows(name, _lines(text))


def side_file_of(name: str, grid: Grid) -> SideFile | None:
    """Return the table that a sheet holds as it is."""
    return _of_rows(name, [row.cells for row in grid.rows])


def _lines(text: str) -> list[Sequence[str]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines: list[Sequence[str]] = []
    try:
        for cells in reader:
            if any(cells):
                lines.append(cells)
            if len(lines) > ROWS:
                break
    except csv.Error:
        return []
    return lines


def _of_rows(name: str, lines: Iterable[Sequence[str]]) -> SideFile | None:
    rows = [[cleaned(cell) for cell in cells[:COLUMNS]] for cells in lines]
    if not rows:
        return None
    places: dict[str, int] = {}
    for place, header in enumerate(rows[0]):
        if header:
            places.setdefault(header, place)
    filled = (
        tuple(cells[place] if place < len(cells) else "" for place in places.values())
        for cells in rows[1:]
    )
    if not places:
        return None
    return SideFile(
        name=name, columns=tuple(places), rows=tuple(row for row in filled if any(row))
    )


def _of_mappings(name: str, items: Sequence[Mapping[str, str]]) -> SideFile | None:
    columns = tuple(dict.fromkeys(key for item in items for key in item))[:COLUMNS]
    if not columns:
        return None
    rows = [[item.get(column, "") for column in columns] for item in items[:ROWS]]
    return _of_rows(name, [columns, *rows])


def _features(text: str) -> list[dict[str, str]]:
    """Return what GeoJSON says of each feature, its point as ODK writes positions."""
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        return []
    features = tree.get("features") if isinstance(tree, dict) else None
    if not isinstance(features, list):
        return []
    return [_feature(each) for each in features if isinstance(each, dict)]


def _feature(feature: Mapping[str, object]) -> dict[str, str]:
    told: dict[str, str] = {}
    if "id" in feature:
        told["id"] = _scalar(feature["id"])
    properties = feature.get("properties")
    if isinstance(properties, dict):
        told |= {str(key): _scalar(value) for key, value in properties.items()}
    geometry = feature.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        told["geometry"] = _point(geometry.get("coordinates"))
    return told


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def _point(coordinates: object) -> str:
    if not isinstance(coordinates, list) or len(coordinates) < 2:  # noqa: PLR2004 - longitude, latitude
        return ""
    return f"{_scalar(coordinates[1])} {_scalar(coordinates[0])} 0 0"


def _items(text: str) -> list[dict[str, str]]:
    if len(text) > _TREE_BYTES:
        return []
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return []
    return [{_local(each.tag): each.text or "" for each in item} for item in root]


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
