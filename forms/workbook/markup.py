"""Passes the markup of a part on, element by element, and stops when it is hostile.

Nothing is built here: what is kept is up to the listener, and no entity, no
document type and no endless element ever reaches it.
"""

from collections.abc import Iterator
from typing import IO, NoReturn, Protocol
from xml.parsers import expat

from forms.errors import DamagedWorkbook, OversizedWorkbook, SuspiciousWorkbook
from forms.workbook.limits import WorkbookLimits
from forms.workbook.unpacking import UNPACKING_ERRORS

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PIECE = 2**16


class Listener(Protocol):
    """Hears the elements of a part; names are ``namespace local``."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Hear an element begin."""

    def text(self, text: str) -> None:
        """Hear character data, possibly in several pieces."""

    def end(self, name: str) -> None:
        """Hear an element end."""


class Markup:
    """Reads one part of a workbook; ``elements`` bounds how many it may hold."""

    def __init__(
        self, limits: WorkbookLimits, *, elements: int, listener: Listener | None = None
    ) -> None:
        self._limits = limits
        self._left = elements
        self._listener = listener
        self._depth = self._since_event = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        # No spreadsheet program writes a document type, and entities need one.
        self._parser.StartDoctypeDeclHandler = self._refuse
        if listener is not None:
            self._parser.CharacterDataHandler = listener.text

    def pieces(self, source: IO[bytes]) -> Iterator[None]:
        """Read the part to its end, returning to the caller after each piece.

        Raises ``SuspiciousWorkbook``, ``OversizedWorkbook`` or
        ``DamagedWorkbook``, and whatever the listener raises.
        """
        unpacked = 0
        piece = b" "
        while piece:
            try:
                piece = source.read(PIECE)
            except UNPACKING_ERRORS as error:
                raise DamagedWorkbook from error
            unpacked += len(piece)
            if unpacked > self._limits.unpacked_bytes:
                raise OversizedWorkbook
            self._feed(piece)
            yield

    def _feed(self, piece: bytes) -> None:
        self._since_event += len(piece)
        try:
            self._parser.Parse(piece, not piece)
        except (expat.ExpatError, LookupError) as error:
            raise DamagedWorkbook from error
        if self._since_event > self._limits.quiet_bytes:
            raise SuspiciousWorkbook

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._left -= 1
        self._since_event = 0
        if self._depth > self._limits.depth:
            raise SuspiciousWorkbook
        if self._left < 0:
            raise OversizedWorkbook
        if self._listener is not None:
            self._listener.start(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._since_event = 0
        if self._listener is not None:
            self._listener.end(name)

    def _refuse(self, *_details: object) -> NoReturn:
        raise SuspiciousWorkbook
