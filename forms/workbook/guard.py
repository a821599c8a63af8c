"""Lets a workbook in: an archive whose directory and small parts are harmless.

What is streamed later (sheets, shared strings) is bounded while it is read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from zipfile import ZipFile

from forms.errors import OversizedWorkbook
from forms.workbook.directory import open_archive
from forms.workbook.limits import DEFAULT_LIMITS, WorkbookLimits
from forms.workbook.markup import Markup


@contextmanager
def guarded_archive(
    source: BinaryIO, *, limits: WorkbookLimits = DEFAULT_LIMITS
) -> Iterator[ZipFile]:
    """Open a workbook's archive whose directory passed every check.

    Raises a ``WorkbookError`` before anything large is unpacked.
    """
    with open_archive(source, limits) as archive:
        yield archive


def held_part(archive: ZipFile, name: str, limits: WorkbookLimits) -> Element:
    """Return a small part as a tree.

    Raises ``OversizedWorkbook`` for a part that is not small, and
    ``SuspiciousWorkbook`` for one that no spreadsheet program writes.
    """
    if archive.getinfo(name).file_size > limits.tree_bytes:
        raise OversizedWorkbook
    tree = _Tree()
    markup = Markup(limits, elements=limits.tree_elements, listener=tree)
    with archive.open(name) as source:
        for _ in markup.pieces(source):
            pass
    return tree.root()


class _Tree:
    """Builds a tree of what it hears, with names as ``xml.etree`` has them."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._names: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        named = {self._named(each): value for each, value in attributes.items()}
        self._builder.start(self._named(name), named)

    def text(self, text: str) -> None:
        """Keep a text."""
        self._builder.data(text)

    def end(self, name: str) -> None:
        """Finish an element."""
        self._builder.end(self._named(name))

    def root(self) -> Element:
        """Return the whole tree."""
        return self._builder.close()

    def _named(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            space, _, local = name.rpartition(" ")
            known = self._names[name] = f"{{{space}}}{local}" if space else local
        return known
