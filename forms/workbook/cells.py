"""Says what a cell of a workbook holds, as text."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
EXACT_WHOLE_NUMBERS = 2**53


@dataclass(frozen=True, slots=True)
class CellFormats:
    """Which cell formats show a date or a length of time.

    ``from_1904`` tells the older day count of Apple.
    """

    dates: frozenset[int] = frozenset()
    durations: frozenset[int] = frozenset()
    from_1904: bool = False


def plain_text(raw: str) -> str:
    """Return the text as it was typed.

    Signs that XML cannot hold, and what looks like their escape, are written in
    letters: ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
    """
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), raw)


def number_text(raw: str, style: int, formats: CellFormats) -> str:
    """Return a stored number as briefly as it is exact, a date as in ISO 8601.

    What is no number, and a date that no calendar holds, stays as stored.
    """
    try:
        number = float(raw)
    except ValueError:
        return raw
    if style in formats.dates:
        return _time_text(number, style, formats) or raw
    if number.is_integer() and abs(number) < EXACT_WHOLE_NUMBERS:
        return str(int(number))
    return str(number)


def _time_text(number: float, style: int, formats: CellFormats) -> str | None:
    epoch = MAC_EPOCH if formats.from_1904 else WINDOWS_EPOCH
    duration = style in formats.durations
    try:
        value = from_excel(number, epoch, timedelta=duration)
    except (OverflowError, ValueError):
        return None
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, (date, time)) else _length(value)


def _length(value: timedelta | None) -> str | None:
    return None if value is None else str(value)
