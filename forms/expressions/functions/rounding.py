"""Rounds numbers, with what is no number and without end among them."""

import math


def half_up(number: float) -> float:
    """Return the nearest whole number, the greater one of two that are as near.

    Source: XPath 1.0, 4.4 (``round``).
    """
    if not math.isfinite(number):
        return number
    below = math.floor(number)
    return float(below + 1 if number - below >= 0.5 else below)  # noqa: PLR2004 - half


def towards_zero(number: float) -> float:
    """Return the number without its fraction."""
    return float(math.trunc(number)) if math.isfinite(number) else number


def down(number: float) -> float:
    """Return the greatest whole number that is not greater."""
    return float(math.floor(number)) if math.isfinite(number) else number


def up(number: float) -> float:
    """Return the smallest whole number that is not smaller."""
    return float(math.ceil(number)) if math.isfinite(number) else number
