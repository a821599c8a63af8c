"""Reads dates and times from the boxes they are typed into, and fills these again.

Kept is ISO 8601 without seconds and zone: 2026-11-21, 14:05, 2026-11-21T14:05.
"""

import datetime as dt
import functools
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from babel import Locale, UnknownLocaleError

from forms.appearances import looks_of
from forms.definition import Kind, Question
from forms.typed_numbers import western_digits


class Part(StrEnum):
    """What a box of a date or time is for; the value ends its name on the page."""

    DAY = "d"
    MONTH = "m"
    YEAR = "y"
    HOUR = "h"
    MINUTE = "min"


MOMENTS: Final = frozenset({Kind.DATE, Kind.TIME, Kind.DATETIME})
"""The kinds that are typed into boxes."""

_TIME: Final = (Part.HOUR, Part.MINUTE)
_LETTERS: Final = {"d": Part.DAY, "m": Part.MONTH, "l": Part.MONTH, "y": Part.YEAR}
_DATE_TEXT: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TIME_TEXT: Final = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_FILLED: Final = {Part.DAY: 1, Part.MONTH: 1}


def parts_of(question: Question, language: str) -> tuple[Part, ...]:
    """Return the boxes of a question, those of the date as the language orders them."""
    looks = looks_of(question)
    if question.kind is Kind.TIME:
        return _TIME
    if "year" in looks and question.kind is Kind.DATE:
        return (Part.YEAR,)
    order = _date_order(language)
    if "month-year" in looks and question.kind is Kind.DATE:
        return tuple(part for part in order if part is not Part.DAY)
    return order if question.kind is Kind.DATE else (*order, *_TIME)


def read_boxes(question: Question, typed: Mapping[Part, str]) -> str | None:
    """Return what is kept of boxes; None where they make no date or time.

    Where only a month or year is asked for, the first day of it is kept.
    """
    numbers = {part: _number_in(words) for part, words in typed.items()}
    date = "" if question.kind is Kind.TIME else _date(numbers)
    time = "" if question.kind is Kind.DATE else _time(numbers)
    return None if date is None or time is None else _joined(date, time)


def read_moment(question: Question, typed: str) -> str | None:
    """Return what is kept of a date or time in ISO 8601; None for what is none."""
    text = western_digits(typed.strip())
    day, _, hour = text.replace(" ", "T").partition("T")
    if question.kind is Kind.TIME:
        return _read_time(hour or day)
    date = _read_date(day)
    if date is None or question.kind is Kind.DATE:
        return date
    time = _read_time(hour or "00:00")
    return None if time is None else _joined(date, time)


def is_moment(question: Question, text: str) -> bool:
    """Whether a text is a date or time as it is kept."""
    return read_moment(question, text) == text


def boxes_from(question: Question, kept: str) -> dict[Part, str]:
    """Return what stands in the boxes of what is kept; nothing for what cannot be."""
    if not is_moment(question, kept):
        return {}
    numbers = [each.lstrip("0") or "0" for each in re.split("[-T:]", kept)]
    if question.kind is Kind.TIME:
        return dict(zip(_TIME, (numbers[0], kept[-2:]), strict=True))
    boxes = dict(zip((Part.YEAR, Part.MONTH, Part.DAY), numbers[:3], strict=True))
    if question.kind is Kind.DATETIME:
        boxes |= {Part.HOUR: numbers[3], Part.MINUTE: kept[-2:]}
    return boxes


@functools.lru_cache(maxsize=256)
def _date_order(language: str) -> tuple[Part, ...]:
    # Plain English is read all over the world, most of which begins with the day.
    if language == "en":
        return (Part.DAY, Part.MONTH, Part.YEAR)
    try:
        pattern = Locale.parse(language, sep="-").date_formats["short"].pattern
    except (UnknownLocaleError, ValueError):
        pattern = "d/M/y"
    order = [_LETTERS[each] for each in pattern.lower() if each in _LETTERS]
    return tuple(dict.fromkeys(order))


def _number_in(words: str) -> int | None:
    text = western_digits(words.strip())
    is_short = text.isascii() and text.isdigit() and len(text) <= 4  # noqa: PLR2004 - a year has four
    return int(text) if is_short else None


def _date(numbers: Mapping[Part, int | None]) -> str | None:
    year, month, day = (
        numbers.get(part, _FILLED.get(part))
        for part in (Part.YEAR, Part.MONTH, Part.DAY)
    )
    if year is None or month is None or day is None:
        return None
    return _written_date(year, month, day)


def _written_date(year: int, month: int, day: int) -> str | None:
    # Who types 26 may mean 1926 or 2026.
    if year < 1000:  # noqa: PLR2004 - the first year of four digits
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _time(numbers: Mapping[Part, int | None]) -> str | None:
    hour, minute = (numbers.get(part) for part in _TIME)
    if hour is None or minute is None:
        return None
    try:
        return dt.time(hour, minute).isoformat("minutes")
    except ValueError:
        return None


def _read_date(text: str) -> str | None:
    found = _DATE_TEXT.fullmatch(text)
    return _written_date(*map(int, found.groups())) if found else None


def _read_time(text: str) -> str | None:
    found = _TIME_TEXT.fullmatch(text)
    if found is None:
        return None
    return _time(dict(zip(_TIME, map(int, found.groups()), strict=True)))


def _joined(date: str, time: str) -> str:
    return f"{date}T{time}" if date and time else date or time
