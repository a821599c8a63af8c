"""Lets a workbook in: an archive whose directory and small parts are harmless.

What is streamed later (sheets, shared strings) is bounded while it is read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

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
    markup = Markup(limits, elements=limits.tree_elements)
    with archive.open(name) as source:
        for _ in markup.pieces(source):
            pass
    root: Element = fromstring(archive.read(name))
    return root
