"""Writes a codebook as a table for people and as JSON for programs."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from typing import Final

from forms.codebook.variables import (
    Codebook,
    Table,
    Variable,
)
from forms.definition import Missing, Text
from forms.structure import JSON

COLUMNS: Final = (
    "table",
    "column",
    "path",
    "kind",
    "use",
    "holds",
    "value",
    "missing",
    "new series from",
)
"""The columns of the CSV before those of the labels, one for each language."""

_BEGIN_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_csv(codebook: Codebook) -> str:
    """Return a line for each column, followed by one for each value in it.

    A cell that a spreadsheet would take for a formula has an apostrophe before it.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow((*COLUMNS, *(f"label {tag}" for tag in codebook.languages)))
    for table in codebook.tables:
        for variable in table.variables:
            for line in _lines(table, variable, codebook.languages):
                writer.writerow([_plain(cell) for cell in line])
    return stream.getvalue()


def _lines(
    table: Table, variable: Variable, languages: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    yield (
        *_beginning(table, variable),
        "",
        "",
        " ".join(variable.anew),
        *_labels(variable.label, languages),
    )
    if variable.choice is not None:
        labels = _labels(variable.choice_label or Text(()), languages)
        yield (*_beginning(table, variable), variable.choice, "", "", *labels)
    labelled = {each.code for each in variable.values}
    for value in variable.values:
        is_missing = value.code if value.code in variable.missing else ""
        labels = _labels(value.label, languages)
        yield (*_beginning(table, variable), value.code, is_missing, "", *labels)
    for code in variable.missing:
        if code.value not in labelled:
            blank = ("" for _ in languages)
            yield (*_beginning(table, variable), code.value, code.value, "", *blank)


def _beginning(table: Table, variable: Variable) -> tuple[str, ...]:
    return (
        table.name,
        variable.name,
        variable.path,
        variable.kind.value,
        variable.use.value,
        variable.shape.value,
    )


def _labels(text: Text, languages: tuple[str, ...]) -> Iterator[str]:
    words = dict(text.in_languages)
    return (words.get(tag, "") for tag in languages)


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_BEGIN_FORMULA) else cell


def as_json(codebook: Codebook) -> str:
    """Return the whole codebook as JSON with sorted keys."""
    tree: JSON = {
        "versions": list(codebook.versions),
        "languages": list(codebook.languages),
        "missing": [each.value for each in Missing],
        "tables": [_table(table) for table in codebook.tables],
    }
    return json.dumps(tree, sort_keys=True, ensure_ascii=False, indent=1)


def _table(table: Table) -> JSON:
    return {
        "name": table.name,
        "parent": table.parent,
        "columns": list(table.columns),
        "keys": dict(table.keys),
        "variables": [_variable(each) for each in table.variables],
    }


def _variable(variable: Variable) -> JSON:
    choice = variable.choice_label
    return {
        "name": variable.name,
        "path": variable.path,
        "kind": variable.kind.value,
        "use": variable.use.value,
        "holds": variable.shape.value,
        "label": dict(variable.label.in_languages),
        "choice": variable.choice,
        "choice_label": dict(choice.in_languages) if choice else {},
        "values": [
            {"code": each.code, "label": dict(each.label.in_languages)}
            for each in variable.values
        ],
        "missing": [each.value for each in variable.missing],
        "keys": dict(variable.keys),
        "anew": list(variable.anew),
    }
