"""Empties an M4A recording of everything but its one track of sound.

Boxes that are not needed to play it are blanked where they stand, so that nothing
moves; so are times, names, and bytes of the media that no sample refers to. Source:
ISO/IEC 14496-12 (boxes) and 14496-14 (sound in them).
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from consult.privacy.cleaning.refusals import FileDamaged

BOX: Final = 8
LARGE: Final = 16
MOST_BOXES: Final = 2_000
MOST_SAMPLES: Final = 2_000_000

_KEPT: Final[Mapping[str, frozenset[bytes]]] = {
    "": frozenset({b"ftyp", b"moov", b"mdat"}),
    "moov": frozenset({b"mvhd", b"trak"}),
    "moov/trak": frozenset({b"tkhd", b"mdia", b"edts"}),
    "moov/trak/edts": frozenset({b"elst"}),
    "moov/trak/mdia": frozenset({b"mdhd", b"hdlr", b"minf"}),
    "moov/trak/mdia/minf": frozenset({b"smhd", b"dinf", b"stbl"}),
    "moov/trak/mdia/minf/dinf": frozenset({b"dref"}),
    "moov/trak/mdia/minf/stbl": frozenset(
        {b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"co64"}
    ),
}
"""What is needed, by the path of the box around it; what has no row here is whole."""

_TABLES: Final = "moov/trak/mdia/minf/stbl"
_SOUND: Final = b"soun"
_TIMED: Final = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_SAMPLE: Final = b"mp4a"
_OWN_DATA: Final = b"\0\0\0\x0curl \0\0\0\x01"
"""A reference that says: the sound is in this file."""
_SAYING: Final = {b"hdlr": (8, _SOUND), b"dref": (4, b"\0\0\0\x01" + _OWN_DATA)}
"""What has to stand where in a box; names may follow."""
_ROWS: Final[Mapping[bytes, tuple[int, int]]] = {
    b"stts": (8, 8),
    b"stsc": (8, 12),
    b"stsz": (12, 4),
    b"stco": (8, 4),
    b"co64": (8, 8),
}
"""How many bytes stand before the rows of a table, and in each of them."""
_LONGEST: Final[Mapping[bytes, int]] = {b"ftyp": 64, b"smhd": 8, b"elst": 64}
_LONGEST_DECODER: Final = 128
_ENTRY: Final = 36
"""How long the plain part of a description of sound is, its own head with it."""


@dataclass(frozen=True, slots=True)
class _Box:
    path: str
    kind: bytes
    begin: int
    body: int
    end: int


def is_mp4(content: bytes) -> bool:
    """Whether the first bytes are those of a file of this family."""
    return content[4:BOX] == b"ftyp"


def clean_mp4(content: bytes) -> bytes:
    """Return the recording with all else blank; raises ``FileDamaged``."""
    blanked = bytearray(content)
    try:
        boxes = list(_walk(content, blanked, "", 0, len(content)))
        found = {f"{box.path}/{box.kind.decode('latin-1')}": box for box in boxes}
        if len(found) != len(boxes) or "/mdat" not in found:
            # Another track, or sound in several places: more than can be checked.
            raise FileDamaged
        for box in boxes:
            _blank_within(blanked, box)
        _blank_unused(content, blanked, found)
    except (struct.error, KeyError, IndexError) as error:
        raise FileDamaged from error
    return bytes(blanked)


def _walk(
    content: bytes, blanked: bytearray, path: str, place: int, end: int
) -> Iterator[_Box]:
    """Give the boxes that are kept, and blank the others."""
    for _ in range(MOST_BOXES):
        if place == end:
            return
        box = _box_at(content, path, place, end)
        if box.kind not in _KEPT[path]:
            blanked[place + 4 : place + BOX] = b"free"
            _blank(blanked, box.body, box.end)
        else:
            yield box
            inner = f"{path}/{box.kind.decode('latin-1')}".lstrip("/")
            if inner in _KEPT:
                yield from _walk(content, blanked, inner, box.body, box.end)
        place = box.end
    raise FileDamaged


def _box_at(content: bytes, path: str, place: int, end: int) -> _Box:
    size, kind = struct.unpack_from(">I4s", content, place)
    body = place + BOX
    if size == 1:
        (size,) = struct.unpack_from(">Q", content, body)
        body = place + LARGE
    elif size == 0:
        size = end - place
    if not body - place <= size <= end - place:
        raise FileDamaged
    return _Box(path, kind, place, body, place + size)


def _blank(blanked: bytearray, begin: int, end: int) -> None:
    blanked[begin:end] = bytes(end - begin)


def _blank_within(blanked: bytearray, box: _Box) -> None:
    """Blank what tells something in a box that is needed."""
    body, end = box.body, box.end
    if box.kind in _TIMED:
        is_long = blanked[body] == 1
        _blank(blanked, body + 4, body + 4 + (16 if is_long else 8))
    elif box.kind in _SAYING:
        at, wanted = _SAYING[box.kind]
        if blanked[body + at : body + at + len(wanted)] != wanted:
            raise FileDamaged
        _blank(blanked, body + at + len(wanted), end)
    elif box.kind == b"stsd":
        _blank_description(blanked, box)
    elif box.kind in _ROWS:
        _require_filled(blanked, box)
    elif end - body > _LONGEST.get(box.kind, end):
        raise FileDamaged


def _require_filled(blanked: bytearray, box: _Box) -> None:
    """Raise ``FileDamaged`` where a table has room for more than its rows."""
    head, row = _ROWS[box.kind]
    (rows,) = struct.unpack_from(">I", blanked, box.body + head - 4)
    if box.kind == b"stsz" and any(blanked[box.body + 4 : box.body + 8]):
        row = 0
    if box.end - box.body != head + rows * row:
        raise FileDamaged


def _blank_description(blanked: bytearray, box: _Box) -> None:
    count, size, kind = struct.unpack_from(">II4s", blanked, box.body + 4)
    begin = box.body + 8
    if count != 1 or kind != _SAMPLE or begin + size != box.end:
        raise FileDamaged
    if any(blanked[begin + 16 : begin + 18]):
        # QuickTime's own longer description.
        raise FileDamaged
    place = begin + _ENTRY
    while place < box.end:
        inner = _box_at(bytes(blanked), "", place, box.end)
        is_decoder = inner.kind == b"esds"
        if is_decoder and inner.end - inner.begin > _LONGEST_DECODER:
            raise FileDamaged
        if not is_decoder:
            blanked[place + 4 : place + BOX] = b"free"
            _blank(blanked, inner.body, inner.end)
        place = inner.end


def _blank_unused(
    content: bytes, blanked: bytearray, found: Mapping[str, _Box]
) -> None:
    """Blank the bytes of the media that belong to no sample."""
    media = found["/mdat"]
    place = media.body
    for begin, end in sorted(_chunks(content, found)):
        if not place <= begin <= end <= media.end:
            raise FileDamaged
        _blank(blanked, place, begin)
        place = end
    if place == media.body:
        raise FileDamaged
    _blank(blanked, place, media.end)


def _chunks(content: bytes, found: Mapping[str, _Box]) -> Iterator[tuple[int, int]]:
    """Give where each chunk of samples begins and ends."""
    sizes = _sizes(content, found[f"{_TABLES}/stsz"])
    offsets = _offsets(content, found)
    per_chunk = _per_chunk(content, found[f"{_TABLES}/stsc"], len(offsets))
    sample = 0
    for offset, number in zip(offsets, per_chunk, strict=True):
        some = sizes[sample : sample + number]
        if len(some) != number:
            raise FileDamaged
        sample += number
        yield offset, offset + sum(some)
    if sample != len(sizes):
        raise FileDamaged


def _sizes(content: bytes, box: _Box) -> tuple[int, ...]:
    same, count = struct.unpack_from(">II", content, box.body + 4)
    if count > MOST_SAMPLES:
        raise FileDamaged
    if same:
        return (int(same),) * int(count)
    sizes: tuple[int, ...] = struct.unpack_from(f">{count}I", content, box.body + 12)
    return sizes


def _offsets(content: bytes, found: Mapping[str, _Box]) -> tuple[int, ...]:
    short = found.get(f"{_TABLES}/stco")
    box = short or found[f"{_TABLES}/co64"]
    (count,) = struct.unpack_from(">I", content, box.body + 4)
    if count > MOST_SAMPLES:
        raise FileDamaged
    sign = "I" if short else "Q"
    offsets: tuple[int, ...] = struct.unpack_from(
        f">{count}{sign}", content, box.body + 8
    )
    return offsets


def _per_chunk(content: bytes, box: _Box, chunks: int) -> list[int]:
    """Return how many samples each chunk holds."""
    (count,) = struct.unpack_from(">I", content, box.body + 4)
    if count > MOST_SAMPLES:
        raise FileDamaged
    told = struct.unpack_from(f">{count * 3}I", content, box.body + 8)
    runs = [(told[at], told[at + 1]) for at in range(0, len(told), 3)]
    numbers: list[int] = []
    ends = [first for first, _ in runs[1:]] + [chunks + 1]
    for (first, number), end in zip(runs, ends, strict=True):
        if first != len(numbers) + 1 or not first <= end <= chunks + 1:
            raise FileDamaged
        numbers += [number] * (end - first)
    return numbers
