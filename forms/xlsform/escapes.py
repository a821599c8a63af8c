"""Puts what a cell says into one cell of a Markdown table, and reads it again.

A bar is written with a backslash before it, a new line as ``&#10;``. Where the text
has these six signs itself, ``amp;`` is put between the first two.
"""

import re
from typing import Final

NEW_LINE: Final = "&#10;"
_WRITTEN: Final = re.compile(r"&((?:amp;)*)#10;")
_ESCAPED: Final = re.compile(r"&amp;((?:amp;)*)#10;")


def in_markdown(cell: str) -> str:
    """Return what stands in the table, without bars and new lines of its own."""
    marked = _WRITTEN.sub(r"&amp;\1#10;", cell).replace("\n", NEW_LINE)
    return marked.replace("|", r"\|")


def from_markdown(cell: str) -> str:
    """Return what a cell between two bars says."""
    said = cell.strip().replace(r"\|", "|").replace(NEW_LINE, "\n")
    return _ESCAPED.sub(r"&\1#10;", said)
