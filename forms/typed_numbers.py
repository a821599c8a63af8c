"""Reads numbers as people of many languages type them, and shows them again.

Kept is the one text that means the number everywhere: western digits and a point.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol

LONGEST: Final = 40
"""More signs than this are not read as a number."""

_CANONICAL: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_SHAPE: Final = re.compile(r"[+-]?(?=[^0-9]?[0-9])[0-9.,'\u2019\u066b\u066c]+")
_GROUPED: Final = re.compile(
    r"[1-9][0-9]{0,2}(?:[.,'\u2019\u066c][0-9]{2,3})*[.,'\u2019\u066c][0-9]{3}"
)
_UNSEEN: Final = re.compile("[\\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_MINUS: Final = str.maketrans(dict.fromkeys("\u2212\u2013\ufe63\uff0d", "-"))
_DECIMAL: Final = "\u066b"
"""The decimal separator of Arabic, which never means anything else."""
_GROUPING: Final = "\u066c'\u2019"
"""What stands between thousands, and never means anything else."""
_EITHER: Final = frozenset(".,")


@dataclass(frozen=True, slots=True)
class Separators:
    """What stands before the decimals in a language, and between thousands."""

    decimal: str
    group: str


@functools.lru_cache(maxsize=256)
def separators_of(language: str) -> Separators:
    """Return the separators of a language; those of English for one not known."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Separators(".", ",")
    return Separators(get_decimal_symbol(locale), get_group_symbol(locale))


def is_number(text: str, *, whole: bool = False) -> bool:
    """Whether a text is a number as it is kept."""
    if len(text) > LONGEST or _CANONICAL.fullmatch(text) is None:
        return False
    return not (whole and "." in text)


def read_number(typed: str, language: str, *, whole: bool = False) -> str | None:
    """Return a number as it is kept; None for what cannot be read as one.

    Digits of any script are read. Where a point or comma could mean two things the
    language decides: 1.234 is above a thousand in German, and below two in English.
    """
    text = western_digits(_UNSEEN.sub("", typed)).translate(_MINUS)
    if len(text) > LONGEST or _SHAPE.fullmatch(text) is None:
        return None
    sign = "-" if text[0] == "-" else ""
    parts = _parted(text.lstrip("+-"), language)
    if parts is None:
        return None
    units, decimals = parts
    units = units.lstrip("0") or "0"
    if whole or not decimals:
        return None if decimals.strip("0") else _signed(sign, units)
    return _signed(sign, f"{units}.{decimals}")


def shown_number(kept: str, language: str) -> str:
    """Return a number as it is typed in a language; what is none as it is."""
    if not is_number(kept):
        return kept
    return kept.replace(".", separators_of(language).decimal)


def western_digits(text: str) -> str:
    """Return a text with the digits of every script written as 0 to 9."""
    if text.isascii():
        return text
    return "".join(
        each if (digit := unicodedata.decimal(each, None)) is None else str(digit)
        for each in text
    )


def _parted(text: str, language: str) -> tuple[str, str] | None:
    """Return the digits before and after the decimal separator."""
    separator = _decimal_separator(text, language)
    units, _, decimals = text.partition(separator) if separator else (text, "", "")
    if decimals and not decimals.isdigit():
        return None
    if units.isdigit() or not units:
        return units, decimals
    if _GROUPED.fullmatch(units) is None or len(set(units) - set("0123456789")) > 1:
        return None
    return "".join(filter(str.isdigit, units)), decimals


def _decimal_separator(text: str, language: str) -> str:
    """Return the sign before the decimals; nothing where there is none."""
    if _DECIMAL in text:
        return _DECIMAL
    used = [each for each in text if each in _EITHER]
    if not used:
        return ""
    last = used[-1]
    if used.count(last) > 1:
        return ""
    if len(used) > 1 or any(each in text for each in _GROUPING):
        return last
    is_grouping = separators_of(language).group == last and _GROUPED.fullmatch(text)
    return "" if is_grouping else last


def _signed(sign: str, digits: str) -> str:
    return digits if not digits.strip("0.") else sign + digits
