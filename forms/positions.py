"""Reads positions and makes them coarse: no exact one leaves this module.

Kept is latitude and longitude in degrees with two decimals, as in ``33.51 36.29``.
A hundredth of a degree of latitude is 1.11 km; of longitude it is that at the
equator, and half of it at 60 degrees.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from forms.typed_numbers import western_digits

UNREAD: Final = "?"
"""Stands for what somebody typed into a box and nobody could read: the words may
hold an exact position and are not kept."""

GRAIN: Final = Decimal("0.01")
LIMITS: Final = (Decimal(90), Decimal(180))
"""The greatest latitude and longitude."""

LONGEST: Final = 40

_KEPT: Final = re.compile(r"-?[0-9]{1,2}\.[0-9]{2} -?[0-9]{1,3}\.[0-9]{2}")
_DEGREES: Final = re.compile(r"([+-]?)([0-9]{1,3}(?:\.[0-9]{0,20})?)\s*°?\s*([NSEW]?)")
_BETWEEN: Final = re.compile(r"\s*[,;/]\s+|\s*;\s*|\s+(?![NSEWnsew°])")
_SIGNS: Final = str.maketrans(
    {"\u2212": "-", "\u2013": "-", "\ufe63": "-", "\uff0d": "-", "\u066b": "."}
)
_UNSEEN: Final = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_NEGATIVE: Final = frozenset("SW")
_AXES: Final = ("NS", "EW")


def is_position(text: str) -> bool:
    """Whether a text is a position as it is kept."""
    return _KEPT.fullmatch(text) is not None and read_position(text.split()) == text


def read_position(boxes: Sequence[str]) -> str | list[str]:
    """Return the coarse position of what stands in two boxes; empty for nothing.

    Both numbers may stand in one of them. Where it cannot be read, what comes back
    is a list for the boxes in which each is coarse, empty or ``UNREAD``.
    """
    typed = [_plain(words) for words in boxes[:2]]
    filled = [words for words in typed if words]
    if not filled:
        return ""
    if len(filled) == 1 and len(pair := _pair(filled[0])) == len(LIMITS):
        typed = pair
    read = [_coarse(words, axis) for axis, words in enumerate(typed)]
    if len(read) == len(LIMITS) and all(each not in ("", UNREAD) for each in read):
        return " ".join(read)
    return read


def read_point(words: str) -> str:
    """Return the coarse position of a point as ODK's clients send it.

    That is latitude, longitude, altitude and accuracy. What cannot be read is
    ``UNREAD``.
    """
    read = read_position(words.split()[:2])
    return read if isinstance(read, str) else UNREAD


def boxes_of(kept: str | Sequence[str]) -> tuple[str, str]:
    """Return what stands in the boxes of what was kept."""
    parts = kept.split() if isinstance(kept, str) else list(kept)
    shown = ["" if each == UNREAD else each for each in (*parts, "", "")]
    return shown[0], shown[1]


def _pair(words: str) -> list[str]:
    """Return the numbers in one box, where a comma may stand for a point."""
    if words.count(".") == len(LIMITS) and words.count(",") == 1:
        return [each.strip() for each in words.split(",")]
    return _BETWEEN.split(words)


def _plain(words: str) -> str:
    if len(words) > LONGEST * 2:
        return UNREAD
    return western_digits(_UNSEEN.sub("", words)).translate(_SIGNS).strip()


def _coarse(words: str, axis: int) -> str:
    """Return one number of a position, rounded to the grain."""
    if not words:
        return ""
    found = _DEGREES.fullmatch(words.upper().replace(",", "."))
    if found is None or len(words) > LONGEST:
        return UNREAD
    sign, digits, side = found.groups()
    if side and (sign or side not in _AXES[axis]):
        return UNREAD
    degrees = Decimal(digits)
    if degrees > LIMITS[axis]:
        return UNREAD
    coarse = degrees.quantize(GRAIN, rounding=ROUND_HALF_EVEN)
    is_negative = coarse and (sign == "-" or side in _NEGATIVE)
    return f"{'-' if is_negative else ''}{coarse}"
