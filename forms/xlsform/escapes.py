"""Puts what a cell says into one cell of a Markdown table, and reads it again.

A bar is written with a backslash before it, a new line by its number: ``&#10;``.
Where the text has such a number itself, ``amp;`` is put behind its first sign.
"""

import re
from typing import Final

LINE_ENDS: Final = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""All signs that are taken for the end of a line somewhere."""

_NUMBERS: Final = "|".join(str(ord(sign)) for sign in LINE_ENDS)
_LINE_END: Final = re.compile(f"[{LINE_ENDS}]")
_WRITTEN: Final = re.compile(rf"&((?:amp;)*#(?:{_NUMBERS});)")
_NUMBER: Final = re.compile(rf"&#({_NUMBERS});")
_ESCAPED: Final = re.compile(rf"&amp;((?:amp;)*#(?:{_NUMBERS});)")


def in_markdown(cell: str) -> str:
    """Return what stands in the table, without bars and ends of lines of its own."""
    marked = _WRITTEN.sub(r"&amp;\1", cell)
    numbered = _LINE_END.sub(lambda found: f"&#{ord(found[0])};", marked)
    return numbered.replace("|", r"\|")


def from_markdown(cell: str) -> str:
    """Return what a cell between two bars says."""
    barred = cell.strip().replace(r"\|", "|")
    lined = _NUMBER.sub(lambda found: chr(int(found[1])), barred)
    return _ESCAPED.sub(r"&\1", lined)
