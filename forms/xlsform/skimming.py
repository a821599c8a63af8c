"""Reads the usual markup of rows and strings at a glance, ahead of the parser.

Programs write most rows and strings in the same few ways. Such a one is read whole and
leaves one empty element in its place, so that the parser, which hears all else,
keeps the order and the bounds. What is written otherwise stays as it is.
"""

import re
from typing import Final

UNFILLED: Final = re.compile(
    rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,5}")?(?: t="[a-z]{1,9}")? ?/>'
    rb'(?=<c r="|</row>)'
)
"""A cell that holds formatting alone, before another that says where it stands."""

SKIMMED: Final = "skimmed"
"""The attribute that says which of what was read an element stands for."""

_WORDS: Final = rb"[^<>&\r\x00-\x08\x0b\x0c\x0e-\x1f]*"
_STYLE: Final = rb' s="[0-9]{1,5}"'
_KIND: Final = rb' t="[a-zA-Z]{1,9}"'
_CELL: Final = (
    rb'<c r="[A-Z]{1,3}[0-9]{1,7}"'
    rb"(?:(?:" + _STYLE + rb")?(?:" + _KIND + rb")?|" + _KIND + _STYLE + rb")>"
    rb"(?:<v>" + _WORDS + rb"</v>"
    rb'|<is><t(?: xml:space="preserve")?>' + _WORDS + rb"</t></is>)</c>"
)
_ROW: Final = re.compile(
    rb'(<row r="[0-9]{1,7}")[^<>/]{0,300}+>((?:' + _CELL + rb")++)</row>"
)
_CELLS: Final = re.compile(
    rb'<c r="([A-Z]{1,3})[0-9]{1,7}"(?: t="([a-zA-Z]{1,9})")?(?: s="([0-9]{1,5})")?'
    rb'(?: t="([a-zA-Z]{1,9})")?><(?:v|is><t[^>]*)>([^<]*)'
)
_BLANK: Final = re.compile(
    rb'<row r="[0-9]{1,7}"[^<>/]{0,300}+(?:/>|></row>)(?=<row r="[0-9]{1,7}")'
)
"""A row with nothing in it, before another that says where it stands."""

_STRINGS: Final = re.compile(
    rb'(?:<si><t(?: xml:space="preserve")?>' + _WORDS + rb"</t></si>)++"
)
_STRING: Final = re.compile(r"<si><t[^>]*>([^<]*)")
_PROLOGUE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?!\?xml)"
    rb"|(?:\xef\xbb\xbf)?<\?xml(?![^>]*encoding)[^>]*\?>"
    rb"|(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"'](?i:utf-8)[\"'][^>]*\?>"
)

Cell = tuple[bytes, bytes, bytes, bytes, bytes]
"""The letters of the column, the kind or nothing, the format, the kind or nothing,
and what is in it."""


def is_usual(beginning: bytes) -> bool:
    """Whether a part that begins so is in UTF-8, as all are."""
    return _PROLOGUE.match(beginning) is not None


class Skimmer:
    """What was read ahead and not yet heard of, by number.

    Numbers stand in the elements that are left. A file that invents some finds
    nothing under them that is not its own.
    """

    def __init__(self) -> None:
        self._rows: dict[str, list[Cell]] = {}
        self._strings: dict[str, list[str]] = {}
        self._count = 0

    def rows_in(self, piece: bytes) -> bytes:
        """Return a piece of a sheet with an empty element for each usual row."""
        return _ROW.sub(self._row, _BLANK.sub(b"", UNFILLED.sub(b"", piece)))

    def strings_in(self, piece: bytes) -> bytes:
        """Return a piece with an empty element for each run of usual strings."""
        return _STRINGS.sub(self._run, piece)

    def row(self, number: str) -> list[Cell]:
        """Return the cells of a row, once."""
        return self._rows.pop(number, [])

    def strings(self, number: str) -> list[str]:
        """Return the strings of a run, once."""
        return self._strings.pop(number, [])

    def _row(self, found: re.Match[bytes]) -> bytes:
        if not _is_text(found[0]):
            return found[0]
        number = self._next()
        self._rows[number] = _CELLS.findall(found[2])
        return b'%b %b="%b"/>' % (found[1], SKIMMED.encode(), number.encode())

    def _run(self, found: re.Match[bytes]) -> bytes:
        if not _is_text(found[0]):
            return found[0]
        number = self._next()
        self._strings[number] = _STRING.findall(found[0].decode())
        return b'<si %b="%b"/>' % (SKIMMED.encode(), number.encode())

    def _next(self) -> str:
        self._count += 1
        return str(self._count)


def _is_text(piece: bytes) -> bool:
    """Whether a piece is what XML may hold: else the parser has to say so."""
    try:
        text = piece.decode()
    except UnicodeDecodeError:
        return False
    return "\ufffe" not in text and "\uffff" not in text and "]]>" not in text
