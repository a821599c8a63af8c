"""The document about expressions tells of every function, and of no other."""

import re
from pathlib import Path

import forms.expressions.functions  # noqa: F401 - enters the functions
from forms.expressions.registry import FUNCTIONS

DOCUMENT = Path(__file__).parents[4] / "docs" / "expressions.md"
BY_THE_COMPILER = {"instance", "current"}


def test_every_function_is_explained_and_no_other() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    tables = text.partition("## Functions")[2].partition("## Patterns")[0]
    first_cells = re.findall(r"^\| (`.*?) \|", tables, re.MULTILINE)

    explained = set(re.findall(r"`([a-z0-9:-]+)\(", " ".join(first_cells)))

    assert explained == set(FUNCTIONS) | BY_THE_COMPILER
