"""Brings single values of the ODK XForms standard into the form in which we keep them.

Source: ODK XForms specification, "Data types"; and how clients write them.
"""

import re
from decimal import Decimal
from typing import Final

from forms.definition import Kind
from forms.positions import read_point
from forms.typed_numbers import western_digits

SEVERAL: Final = frozenset({Kind.CHOICES, Kind.RANKING})
NUMBERS: Final = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.RANGE})
MOMENTS: Final = frozenset({Kind.DATE, Kind.TIME, Kind.DATETIME})

NUMBER: Final = re.compile(
    r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?P<power>[eE][+-]?[0-9]{1,2})?"
)
MINUTES: Final = re.compile(r"(?P<day>\d{4}-\d\d-\d\dT)?(?P<time>\d\d:\d\d)", re.ASCII)


def value_of(kind: Kind, words: str) -> str | list[str]:
    """Return a value; what cannot be read stays as it is, to be refused later."""
    if kind in SEVERAL:
        return words.split()
    if kind in NUMBERS:
        return _number(western_digits(words))
    if kind in MOMENTS:
        return _moment(kind, western_digits(words))
    return read_point(words) if kind is Kind.OPEN_POSITION else words


def _number(words: str) -> str:
    """Return a number without a power of ten, and without what means nothing.

    Clients written in Java send 5 as 5.0 where decimals are allowed, and numbers from
    ten millions on with a power of ten; a browser lets 007 and .5 through.
    """
    found = NUMBER.fullmatch(words)
    if found is None:
        return words
    plain = f"{Decimal(words):f}"
    if found["power"] and "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    plain = plain.removesuffix(".0")
    return "0" if plain == "-0" else plain


def _moment(kind: Kind, words: str) -> str:
    """Return a day, or a time to the minute as the clock showed it there."""
    if kind is Kind.DATE:
        return words.partition("T")[0]
    found = MINUTES.match(words)
    return (found["day"] or "") + found["time"] if found else words
