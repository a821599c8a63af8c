"""Takes values for numbers: text as JavaScript reads it, dates as days since 1970."""

import datetime as dt
import re
from typing import Final

from forms.expressions.moments import days_of, moment_of
from forms.expressions.values import Value

NOT_A_NUMBER: Final = float("nan")

_DECIMAL: Final = re.compile(
    r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?Infinity"
)
_BASED: Final = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")
_LONGEST: Final = 1000
"""No number is written with more signs."""


def to_number(value: Value, zone: dt.tzinfo = dt.UTC) -> float:
    """Return a value as a number: of nodes the first one's, NaN for what is none.

    Dates, and dates with a time, give the days since 1 January 1970 in UTC; those
    without an offset are local to ``zone``. Source: XPath 1.0, 4.4 (``number``) and
    the ODK XForms specification.
    """
    if isinstance(value, list):
        return _of_text(value[0].string().strip(), zone) if value else NOT_A_NUMBER
    if isinstance(value, str):
        return _of_text(value, zone)
    return float(value)


def _of_text(text: str, zone: dt.tzinfo) -> float:
    if not text or len(text) > _LONGEST:
        return NOT_A_NUMBER
    trimmed = text.strip()
    if _DECIMAL.fullmatch(trimmed):
        return float(trimmed)
    if not trimmed:
        return 0.0
    if _BASED.fullmatch(trimmed):
        return _of_whole(int(trimmed, 0))
    moment = moment_of(text, zone)
    return NOT_A_NUMBER if moment is None else days_of(moment)


def _of_whole(number: int) -> float:
    try:
        return float(number)
    except OverflowError:
        return float("inf")
