"""Makes workbooks as Excel 97 did: binary records in one stream of a compound file.

Source: [MS-XLS] and [MS-CFB], as little of them as a reader needs.
"""

import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

Sheet = Sequence[Sequence[str | float]]


def old_workbook(sheets: Mapping[str, Sheet]) -> bytes:
    """Return a workbook with these sheets."""
    return _compound(_book(sheets))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _begin(substream: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, substream, 0, 1997, 0, 6))


def _book(sheets: Mapping[str, Sheet]) -> bytes:
    parts = [
        _begin(0x10) + b"".join(_rows(rows)) + _record(0x0A, b"")
        for rows in sheets.values()
    ]
    offset = len(_globals(sheets, [0] * len(parts)))
    starts = [offset + sum(map(len, parts[:place])) for place in range(len(parts))]
    return _globals(sheets, starts) + b"".join(parts)


def _globals(sheets: Mapping[str, Sheet], starts: Sequence[int]) -> bytes:
    listed = b"".join(
        _record(
            0x85,
            struct.pack("<IHBB", start, 0, len(name), 1) + name.encode("utf-16-le"),
        )
        for name, start in zip(sheets, starts, strict=True)
    )
    page = _record(0x42, struct.pack("<H", 1200))
    return _begin(0x05) + page + listed + _record(0x0A, b"")


def _rows(rows: Sheet) -> list[bytes]:
    return [
        _cell(row, column, cell)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell != ""
    ]


def _cell(row: int, column: int, cell: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(cell, str):
        head = struct.pack("<HB", len(cell), 1)
        return _record(0x0204, place + head + cell.encode("utf-16-le"))
    return _record(0x0203, place + struct.pack("<d", cell))


def _compound(stream: bytes) -> bytes:
    size = max(4096, len(stream))
    sectors = -(-size // SECTOR)
    padded = stream.ljust(sectors * SECTOR, b"\0")
    links = [FAT, END, *range(3, 2 + sectors), END]
    fat = struct.pack(f"<{len(links)}I", *links).ljust(SECTOR, b"\xff")
    return _header() + fat + _directory(size) + padded


def _header() -> bytes:
    signature = bytes.fromhex("d0cf11e0a1b11ae1")
    told = struct.pack("<16xHHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    places = struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    return (signature + told + places + struct.pack("<I", 0)).ljust(SECTOR, b"\xff")


def _directory(size: int) -> bytes:
    root = _entry("Root Entry", 5, child=1, start=END, size=0)
    book = _entry("Workbook", 2, child=FREE, start=2, size=size)
    return (root + book).ljust(SECTOR, b"\0")


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    written = f"{name}\0".encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    links = struct.pack("<III", FREE, FREE, child)
    return head + links + bytes(36) + struct.pack("<IQ", start, size)
