"""Real files for tests: photos with places in them, recordings with comments."""

import struct
import wave
import zlib
from io import BytesIO
from typing import Final

from PIL import Image

SECRET: Final = b"SECRETplace"
"""Stands wherever a file can hide something; no cleaned file may contain it."""

SIZE: Final = (64, 32)
UPRIGHT: Final = 6
"""The value of the EXIF orientation that says: turn it a quarter."""


def a_photo(
    form: str = "JPEG", *, size: tuple[int, int] = SIZE, orientation: int = UPRIGHT
) -> bytes:
    """Return a photo with place, camera, comment and a left half in red."""
    image = Image.new("RGB", size, (0, 0, 255))
    image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (33.0, 30.0, 49.7)
    stream = BytesIO()
    more = {"comment": SECRET} if form == "JPEG" else {}
    image.save(stream, form, exif=exif, **more)
    return stream.getvalue()


def a_wave(seconds: float = 0.1) -> bytes:
    """Return a WAV with a list of facts beside its sound."""
    stream = BytesIO()
    with wave.open(stream, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(8000)
        written.writeframes(b"\x01\x02" * int(8000 * seconds))
    plain = stream.getvalue()
    facts = b"LIST" + struct.pack("<I", len(SECRET) + 1) + SECRET + b"\0"
    return b"RIFF" + struct.pack("<I", len(plain) - 8 + len(facts)) + plain[8:] + facts


def an_mp3(frames: int = 20) -> bytes:
    """Return an MP3 with tags before and behind, and the name of its encoder."""
    tag = b"ID3\x04\0\0" + bytes([0, 0, 0, len(SECRET)]) + SECRET
    silent = b"\xff\xfb\x90\xc4" + bytes(413)
    named = bytearray(silent)
    named[4 + 17 : 4 + 17 + 4 + len(SECRET)] = b"Info" + SECRET
    last = b"TAG" + SECRET.ljust(125, b"\0")
    return tag + bytes(named) + silent * frames + last


def an_ogg(pages: int = 5) -> bytes:
    """Return an Opus recording with comments."""
    head = b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0"
    comment = b"LOCATION=" + SECRET
    tags = (
        b"OpusTags"
        + struct.pack("<I", len(SECRET))
        + SECRET
        + struct.pack("<II", 1, len(comment))
        + comment
    )
    made = [_page(head, 0, 2, 0), _page(tags, 1, 0, 0)]
    for number in range(pages):
        flags = 4 if number == pages - 1 else 0
        made.append(_page(b"\xf8\xff\xfe", number + 2, flags, (number + 1) * 960))
    return b"".join(made)


def _page(packet: bytes, number: int, flags: int, granule: int) -> bytes:
    def headed(checksum: int) -> bytes:
        head = struct.pack(
            "<4sBBqIIIB", b"OggS", 0, flags, granule, 0xABCDEF, number, checksum, 1
        )
        return head + bytes([len(packet)]) + packet

    return headed(ogg_checksum(headed(0)))


def ogg_checksum(content: bytes) -> int:
    """Return the CRC bit by bit, as RFC 3533 writes it."""
    register = 0
    for byte in content:
        register ^= byte << 24
        for _ in range(8):
            register = (register << 1) ^ (0x04C11DB7 if register >> 31 else 0)
            register &= 0xFFFFFFFF
    return register


def box(kind: bytes, *inner: bytes) -> bytes:
    body = b"".join(inner)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def an_m4a(*, tracks: int = 1, handler: bytes = b"soun") -> bytes:
    """Return an M4A with a place, names, times, and bytes that nothing plays."""
    samples = [b"\x21\x10\x05" * 4, b"\x21\x10\x04" * 5]
    ftyp = box(b"ftyp", b"M4A \0\0\0\0M4A isom")
    media = SECRET + samples[0] + SECRET + samples[1] + SECRET
    first = len(ftyp) + 8 + len(SECRET)
    offsets = [first, first + len(samples[0]) + len(SECRET)]
    moment = struct.pack(">II", 3_800_000_000, 3_800_000_001)
    esds = box(b"esds", bytes(40))
    entry = box(b"mp4a", bytes(6), b"\0\1", bytes(8), b"\0\1\0\x10", bytes(8), esds,
                box(b"udta", SECRET))  # fmt: skip
    tables = box(
        b"stbl",
        box(b"stsd", bytes(4), b"\0\0\0\1", entry),
        box(b"stts", bytes(4), struct.pack(">III", 1, 2, 1024)),
        box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, 1, 1)),
        box(b"stsz", bytes(8), struct.pack(">I2I", 2, *map(len, samples))),
        box(b"stco", bytes(4), struct.pack(">I2I", 2, *offsets)),
    )
    reference = box(b"dref", b"\0\0\0\0\0\0\0\1", box(b"url ", b"\0\0\0\1"))
    info = box(b"minf", box(b"smhd", bytes(8)), box(b"dinf", reference), tables)
    mdia = box(
        b"mdia",
        box(b"mdhd", bytes(4), moment, bytes(16)),
        box(b"hdlr", bytes(8), handler, bytes(12), SECRET, b"\0"),
        info,
    )
    trak = box(b"trak", box(b"tkhd", bytes(4), moment, bytes(72)), mdia)
    moov = box(
        b"moov",
        box(b"mvhd", bytes(4), moment, bytes(88)),
        *[trak] * tracks,
        box(b"udta", box(b"\xa9xyz", SECRET)),
        box(b"meta", SECRET),
    )
    return ftyp + box(b"mdat", media) + moov + box(b"uuid", SECRET)


def a_png_bomb(side: int = 30_000) -> bytes:
    """Return a small PNG that says it is very large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + checksum

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )
