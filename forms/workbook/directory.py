"""Reads the directory of a zip file and refuses what no workbook needs.

Nothing is unpacked here beyond the first bytes of each part, so that a bomb is
refused before it costs anything.
"""

import struct
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from forms.errors import (
    DamagedWorkbook,
    EncryptedWorkbook,
    MacroWorkbook,
    NotAWorkbook,
    OldWorkbook,
    OversizedWorkbook,
    SuspiciousWorkbook,
)
from forms.workbook.limits import WorkbookLimits
from forms.workbook.unpacking import UNPACKING_ERRORS

COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
LOCAL_HEADER = b"PK\x03\x04"
END_RECORD = b"PK\x05\x06"
END_RECORD_64 = b"PK\x06\x06"
LOCATOR_64 = b"PK\x06\x07"
LONGEST_END = 22 + 2**16
DIRECTORY_BYTES_PER_ENTRY = 512
ENCRYPTED_FLAG = 0x1
CONTENT_TYPES = "[Content_Types].xml"
NESTED_ARCHIVES = (LOCAL_HEADER, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7z")
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")


def open_archive(source: BinaryIO, limits: WorkbookLimits) -> ZipFile:
    """Return the opened zip file once its directory has passed every check.

    Raises a ``WorkbookError`` that says what was given instead of a workbook.
    """
    _check_signature(source, limits)
    _check_directory_size(source, limits)
    try:
        archive = ZipFile(source)
    except (BadZipFile, struct.error, NotImplementedError, ValueError) as error:
        raise DamagedWorkbook from error
    entries = archive.infolist()
    _check_names(entries)
    _check_sizes(entries, limits)
    for entry in entries:
        _check_start(archive, entry)
    return archive


def _check_signature(source: BinaryIO, limits: WorkbookLimits) -> None:
    start = _read_at(source, 0, 8)
    if start == COMPOUND_FILE:
        raise _compound_file_error(source, limits)
    if not start.startswith(LOCAL_HEADER):
        raise NotAWorkbook
    if _length(source) > limits.packed_bytes:
        raise OversizedWorkbook


def _compound_file_error(source: BinaryIO, limits: WorkbookLimits) -> Exception:
    # A workbook with a password is a compound file that names this stream.
    head = _read_at(source, 0, limits.packed_bytes)
    if "EncryptedPackage".encode("utf-16-le") in head:
        return EncryptedWorkbook()
    return OldWorkbook()


def _check_directory_size(source: BinaryIO, limits: WorkbookLimits) -> None:
    # ``ZipFile`` makes an object of every entry, so their number is asked first.
    length = _length(source)
    offset = max(0, length - LONGEST_END)
    tail = _read_at(source, offset, LONGEST_END)
    at = tail.rfind(END_RECORD)
    if at < 0 or len(tail) < at + 22:
        raise DamagedWorkbook
    entries, size = struct.unpack_from("<HI", tail, at + 10)
    locator = tail[max(0, at - 20) : at]
    if locator.startswith(LOCATOR_64) and len(locator) == 20:  # noqa: PLR2004 - its length
        entries, size = _read_end_record_64(source, struct.unpack("<IQ", locator[4:16]))
    if entries > limits.entries or size > limits.entries * DIRECTORY_BYTES_PER_ENTRY:
        raise OversizedWorkbook


def _read_end_record_64(source: BinaryIO, locator: tuple[int, ...]) -> tuple[int, int]:
    record = _read_at(source, locator[1], 56)
    if not record.startswith(END_RECORD_64) or len(record) < 56:  # noqa: PLR2004 - its length
        raise DamagedWorkbook
    entries, size = struct.unpack_from("<QQ", record, 32)
    return entries, size


def _check_names(entries: list[ZipInfo]) -> None:
    names = [entry.orig_filename for entry in entries]
    lower = {name.lower() for name in names}
    if len(lower) < len(names) or any(_leaves_the_archive(name) for name in names):
        raise SuspiciousWorkbook
    if any(name.endswith(MACRO_PARTS) for name in lower):
        raise MacroWorkbook
    if "xl/workbook.bin" in lower:
        raise OldWorkbook
    if CONTENT_TYPES.lower() not in lower:
        raise NotAWorkbook


def _leaves_the_archive(name: str) -> bool:
    forbidden = ("\\", ":", "\0")
    return (
        name.startswith("/")
        or any(sign in name for sign in forbidden)
        or ".." in name.split("/")
    )


def _check_sizes(entries: list[ZipInfo], limits: WorkbookLimits) -> None:
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise OversizedWorkbook
    for entry in entries:
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise EncryptedWorkbook
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise SuspiciousWorkbook
        packed = max(1, entry.compress_size)
        if entry.file_size > max(limits.ratio_from, limits.ratio * packed):
            raise OversizedWorkbook


def _check_start(archive: ZipFile, entry: ZipInfo) -> None:
    try:
        with archive.open(entry) as part:
            start = part.read(8)
    except UNPACKING_ERRORS as error:
        raise DamagedWorkbook from error
    if start.startswith(NESTED_ARCHIVES):
        raise SuspiciousWorkbook


def _length(source: BinaryIO) -> int:
    return source.seek(0, 2)


def _read_at(source: BinaryIO, offset: int, length: int) -> bytes:
    source.seek(offset)
    return source.read(length)
