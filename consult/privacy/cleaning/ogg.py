"""Copies an Ogg recording (Opus or Vorbis) with an empty page of comments.

Source: RFC 3533 (Ogg), RFC 7845 (Opus in Ogg), the Vorbis I specification. The
comments tell the program, device, time and often the place. One stream of sound
is taken, nothing beside or behind it.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from consult.privacy.cleaning.refusals import FileDamaged

CAPTURE: Final = b"OggS"
STREAM: Final = 1
"""The number of the stream in every file; that of an encoder is drawn by chance."""

_FIRST, _CONTINUED = 0x02, 0x01
_HEAD: Final = struct.Struct("<4sBBqIIIB")
_FULL: Final = 255
_HIGHEST: Final = 0xFFFFFFFF
_REVERSED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_OPUS: Final = b"OpusHead"
_VORBIS: Final = b"\x01vorbis"
_COMMENTS: Final = {
    _OPUS: b"OpusTags" + b"\0" * 8,
    _VORBIS: b"\x03vorbis" + b"\0" * 8 + b"\x01",
}
"""No name of a program and no comment."""
_HEADERS: Final = {_OPUS: 2, _VORBIS: 3}
_SECOND: Final = {_OPUS: b"OpusTags", _VORBIS: b"\x03vorbis"}


@dataclass(frozen=True, slots=True)
class _Page:
    flags: int
    granule: int
    serial: int
    lacing: bytes
    body: bytes


def is_ogg(content: bytes) -> bool:
    """Whether the first bytes are those of an Ogg file."""
    return content.startswith(CAPTURE)


def clean_ogg(content: bytes) -> bytes:
    """Return the recording without comments; raises ``FileDamaged``."""
    pages = list(_pages(content))
    codec = _codec(pages)
    packets, used = _header_packets(pages, _HEADERS[codec])
    if not packets[1].startswith(_SECOND[codec]) or used == len(pages):
        raise FileDamaged
    packets[1] = _COMMENTS[codec]
    written = [_written(_Page(_FIRST, 0, STREAM, *_laced(packets[0])), 0)]
    for packet in packets[1:]:
        written += _on_pages(packet, len(written))
    for page in pages[used:]:
        written.append(_written(page, len(written)))
    return b"".join(written)


def _pages(content: bytes) -> Iterator[_Page]:
    place = 0
    while place < len(content):
        if len(content) < place + _HEAD.size:
            raise FileDamaged
        capture, version, flags, granule, serial, _, _, count = _HEAD.unpack_from(
            content, place
        )
        lacing = content[place + _HEAD.size : place + _HEAD.size + count]
        begin = place + _HEAD.size + count
        place = begin + sum(lacing)
        if capture != CAPTURE or version or len(lacing) < count or place > len(content):
            raise FileDamaged
        yield _Page(flags, granule, serial, lacing, content[begin:place])


def _codec(pages: list[_Page]) -> bytes:
    """Return with what the first packet begins; raises for more than one stream."""
    is_alone = len({page.serial for page in pages}) == 1
    if not pages or not is_alone or any(page.flags & _FIRST for page in pages[1:]):
        raise FileDamaged
    for codec in _HEADERS:
        if pages[0].body.startswith(codec):
            return codec
    raise FileDamaged


def _header_packets(pages: list[_Page], wanted: int) -> tuple[list[bytes], int]:
    """Return the packets before the sound and how many pages they fill."""
    packets: list[bytes] = []
    open_now = b""
    for number, page in enumerate(pages, 1):
        place = 0
        for length in page.lacing:
            open_now += page.body[place : place + length]
            place += length
            if length < _FULL:
                packets.append(open_now)
                open_now = b""
        if len(packets) >= wanted:
            # The sound begins on a page of its own.
            if len(packets) > wanted or open_now:
                break
            return packets, number
    raise FileDamaged


def _laced(packet: bytes) -> tuple[bytes, bytes]:
    full, rest = divmod(len(packet), _FULL)
    return bytes([_FULL] * full + [rest]), packet


def _on_pages(packet: bytes, number: int) -> list[bytes]:
    """Return a packet on as many pages as it needs."""
    lacing, _ = _laced(packet)
    pages: list[bytes] = []
    for start in range(0, len(lacing), _FULL):
        some = lacing[start : start + _FULL]
        begin = start * _FULL
        body = packet[begin : begin + sum(some)]
        is_last = start + _FULL >= len(lacing)
        flags, granule = (_CONTINUED if start else 0), (0 if is_last else -1)
        page = _Page(flags, granule, STREAM, some, body)
        pages.append(_written(page, number + len(pages)))
    return pages


def _written(page: _Page, number: int) -> bytes:
    def headed(checksum: int) -> bytes:
        head = _HEAD.pack(
            CAPTURE, 0, page.flags, page.granule, STREAM, number, checksum,
            len(page.lacing),
        )  # fmt: skip
        return head + page.lacing + page.body

    return headed(_checksum(headed(0)))


def _checksum(content: bytes) -> int:
    """Return the CRC of Ogg, which is that of zlib with all bits in reverse."""
    mirrored = zlib.crc32(content.translate(_REVERSED), _HIGHEST) ^ _HIGHEST
    return int(f"{mirrored:032b}"[::-1], 2)
