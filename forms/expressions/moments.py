"""Reads dates and times as the ODK XForms specification writes them, and writes them.

A moment without an offset is local: in the time zone of the consultation.
"""

import datetime as dt
import math
import re
from typing import Final

DAY: Final = 86_400_000
"""Milliseconds in a day."""

EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

_MOMENT: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:T([0-9]{2})(?::([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?)?"
    r"(Z|[-+](?:0[0-9]|1[0-4]):[0-5][0-9])?)?"
)
"""Year, month, day, hour, minute, second, its fraction, offset."""


def zone_of(now: dt.datetime) -> dt.tzinfo:
    """Return the time zone of a moment, UTC where it has none."""
    return now.tzinfo or dt.UTC


def moment_of(text: str, zone: dt.tzinfo) -> dt.datetime | None:
    """Return the moment that a date or date and time names, in ``zone``.

    None where the text is neither, or no such day or time exists. What is finer
    than a millisecond is dropped.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    try:
        moment = dt.datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            int(fraction.ljust(3, "0")[:3]) * 1000 if fraction else 0,
            _zone(offset) if offset else zone,
        )
        if moment.tzinfo is zone is dt.UTC:
            return moment
        # By way of UTC, so that an hour that clocks skip becomes the one after it.
        return moment.astimezone(dt.UTC).astimezone(zone)
    except (ValueError, OverflowError):
        return None


def days_of(moment: dt.datetime) -> float:
    """Return the days since 1 January 1970 in UTC, with their fraction."""
    return milliseconds_of(moment) / DAY


def milliseconds_of(moment: dt.datetime) -> int:
    """Return the milliseconds since 1 January 1970 in UTC."""
    since = moment - EPOCH
    return since.days * DAY + since.seconds * 1000 + since.microseconds // 1000


def moment_after(days: float, zone: dt.tzinfo) -> dt.datetime | None:
    """Return the moment so many days after 1 January 1970 in UTC.

    None for what is no number, and beyond the years 1 to 9999.
    """
    try:
        milliseconds = math.floor(days * DAY + 0.5)
        moment = EPOCH + dt.timedelta(milliseconds=milliseconds)
        return moment.astimezone(zone)
    except (ValueError, OverflowError):
        return None


def as_text(moment: dt.datetime) -> str:
    """Return a moment as text: a date at midnight, else with time and offset."""
    if moment.time() == dt.time():
        return moment.date().isoformat()
    spoken = moment.isoformat(timespec="milliseconds")
    whole, point, rest = spoken.partition(".")
    return whole + point + (rest[:3].rstrip("0") or "000") + rest[3:]


def _zone(offset: str) -> dt.tzinfo:
    if offset == "Z":
        return dt.UTC
    hours, minutes = offset[1:].split(":")
    distance = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return dt.timezone(-distance if offset[0] == "-" else distance)
