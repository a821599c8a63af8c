"""Writes values as a language does: numbers, dates and lists of words."""

import datetime as dt
import math
from collections.abc import Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from forms.definition import Kind
from forms.expressions.numbers import to_number

OTHERWISE = "en"
"""In whose manner values are written where the language is not known to Babel."""


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """Return how a language writes, that of English where it is not known."""
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(OTHERWISE)


def written(kind: Kind, text: str, language: str) -> str:
    """Return a value as a language writes it, as it is where it cannot be read."""
    locale = locale_of(language)
    try:
        if kind is Kind.DATE:
            return format_date(dt.date.fromisoformat(text), "long", locale)
        if kind is Kind.TIME:
            return format_time(dt.time.fromisoformat(text), "short", locale=locale)
        if kind is Kind.DATETIME:
            return _moment(dt.datetime.fromisoformat(text), locale)
    except ValueError:
        return text
    if kind in {Kind.INTEGER, Kind.DECIMAL, Kind.RANGE}:
        return number_written(text, language)
    return text


def _moment(moment: dt.datetime, locale: Locale) -> str:
    # Babel would turn a moment without a zone into its own; the hour stays as given.
    return format_datetime(moment.replace(tzinfo=dt.UTC), "long", dt.UTC, locale)


def number_written(text: str, language: str) -> str:
    """Return a number as a language writes it, text that is none as it is."""
    number = to_number(text)
    if not math.isfinite(number):
        return text
    return format_decimal(number, "#,##0.######", locale_of(language))


def plural_of(text: str, language: str) -> str:
    """Return the plural form that a number takes, ``other`` for what is none."""
    number = to_number(text)
    if not math.isfinite(number):
        return "other"
    whole = int(number) if number == int(number) else number
    return locale_of(language).plural_form(whole)


def listed(words: Sequence[str], language: str) -> str:
    """Return words as one list."""
    return format_list(list(words), "unit-short", locale_of(language))
