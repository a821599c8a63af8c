"""Describes what is exported: the columns of all versions, and the rows under them."""

from forms.codebook.exporting import as_csv, as_json
from forms.codebook.rows import Answered, Rows, rows
from forms.codebook.union import codebook
from forms.codebook.variables import (
    Codebook,
    Shape,
    Table,
    Value,
    Variable,
)

__all__ = [
    "Answered",
    "Codebook",
    "Rows",
    "Shape",
    "Table",
    "Value",
    "Variable",
    "as_csv",
    "as_json",
    "codebook",
    "rows",
]
