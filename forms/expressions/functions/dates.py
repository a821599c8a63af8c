"""Functions of days and times."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from forms.expressions.environment import Context
from forms.expressions.functions.arguments import bounded
from forms.expressions.moments import (
    DAY,
    as_text,
    days_of,
    moment_after,
    moment_of,
    zone_of,
)
from forms.expressions.numbers import NOT_A_NUMBER
from forms.expressions.registry import function
from forms.expressions.values import Value, to_text

_CODE: Final = re.compile("%[YymnbdeaHhMS3]")
_SHORT: Final = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[1-9]|[0-9]{2})-(?P<day>[1-9]|[0-9]{2})(?P<rest>T.*)?"
)
_CLOCK: Final = re.compile(
    r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[-+][0-9]{2}:[0-9]{2})?"
)

_NUMERIC: Final[Mapping[str, Callable[[dt.datetime], str]]] = MappingProxyType(
    {
        "%Y": lambda moment: f"{moment.year:04}",
        "%y": lambda moment: f"{moment.year % 100:02}",
        "%m": lambda moment: f"{moment.month:02}",
        "%n": lambda moment: str(moment.month),
        "%d": lambda moment: f"{moment.day:02}",
        "%e": lambda moment: str(moment.day),
        "%H": lambda moment: f"{moment.hour:02}",
        "%h": lambda moment: str(moment.hour),
        "%M": lambda moment: f"{moment.minute:02}",
        "%S": lambda moment: f"{moment.second:02}",
        "%3": lambda moment: f"{moment.microsecond // 1000:03}",
    }
)


@function("today", most=0)
def today(context: Context) -> str:
    """Return the day, in the zone of the consultation."""
    return context.environment.now.date().isoformat()


@function("now", most=0, volatile=True)
def now(context: Context) -> str:
    """Return the moment, with the offset of the consultation's zone from UTC."""
    moment = context.environment.now
    return as_text(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))


@function("date-time", least=1, most=1)
@function("date", least=1, most=1)
def date(context: Context, value: Value) -> str:
    """Return a date, or date and time, from text or days since 1970; else nothing."""
    if isinstance(value, str | list):
        value = _padded(to_text(value))
    moment = _moment(context, value)
    return "" if moment is None else as_text(moment)


@function("decimal-date-time", least=1, most=1)
def decimal_date_time(context: Context, value: Value) -> float:
    """Return the days since 1 January 1970 in UTC, with their fraction."""
    moment = _moment(context, value)
    return NOT_A_NUMBER if moment is None else days_of(moment)


@function("decimal-time", least=1, most=1)
def decimal_time(context: Context, value: Value) -> float:
    """Return a time as the part of the day that is over by then."""
    text = to_text(value)
    if not _CLOCK.fullmatch(text):
        return NOT_A_NUMBER
    moment = moment_of(f"1970-01-01T{text}", zone_of(context.environment.now))
    if moment is None:
        return NOT_A_NUMBER
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    since = moment.replace(tzinfo=None) - midnight.replace(tzinfo=None)
    return since // dt.timedelta(milliseconds=1) / DAY


@function("format-date-time", least=2, most=2)
@function("format-date", least=2, most=2)
def format_date_time(context: Context, value: Value, form: Value) -> str:
    """Return a date and time as the form says, nothing where it is none.

    Digits are western, names of months and days in the language of the page.
    """
    moment = moment_of(to_text(value), zone_of(context.environment.now))
    if moment is None:
        return ""
    short, days = _names(context.environment.language)
    own = context.environment.months
    months: Sequence[str] = own if len(own) == len(short) else short

    def said(code: re.Match[str]) -> str:
        match code[0]:
            case "%b":
                return months[moment.month - 1]
            case "%a":
                return days[moment.weekday()]
            case numeric:
                return _NUMERIC[numeric](moment)

    return bounded(context, _CODE.sub(said, bounded(context, to_text(form))))


def _moment(context: Context, value: Value) -> dt.datetime | None:
    zone = zone_of(context.environment.now)
    if isinstance(value, bool):
        return None
    if isinstance(value, str | list):
        return moment_of(to_text(value), zone)
    return moment_after(value, zone)


def _padded(text: str) -> str:
    """Return a date with the noughts before its month and day that it lacks."""
    found = _SHORT.fullmatch(text)
    if found is None:
        return text
    month, day = found["month"].rjust(2, "0"), found["day"].rjust(2, "0")
    return f"{found['year']}-{month}-{day}{found['rest'] or ''}"


@lru_cache(maxsize=128)
def _names(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the short names of months from January and of days from Monday."""
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        locale = Locale("en")
    months = get_month_names("abbreviated", "format", locale)
    days = get_day_names("abbreviated", "format", locale)
    return (
        tuple(months[number] for number in range(1, 13)),
        tuple(days[number] for number in range(7)),
    )
