"""Reads an order of preference from the numbers that were given to choices.

Kept are the names in order. What makes no order is kept as it was typed, each name
with its number, as in ``water=2``, so that it can be shown and put right.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from forms.typed_numbers import western_digits

_BETWEEN: Final = "="
_DIGITS: Final = 4


def read_ranks(typed: Mapping[str, str]) -> list[str]:
    """Return what is kept of the numbers given to choices, by name.

    That is the order where each has a number of its own, and nothing where all are
    empty.
    """
    numbers = {name: _number_in(words) for name, words in typed.items()}
    order = {number: name for name, number in numbers.items() if number is not None}
    if len(order) == len(numbers):
        return [order[number] for number in sorted(order)]
    return [f"{name}{_BETWEEN}{words}" for name, words in typed.items() if words]


def ranks_from(kept: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """Return what stands beside each of the choices for what is kept."""
    if all(each in names for each in kept):
        return {name: str(place) for place, name in enumerate(kept, start=1)}
    pairs = (each.rpartition(_BETWEEN) for each in kept)
    return {name: words for name, _, words in pairs}


def _number_in(words: str) -> int | None:
    text = western_digits(words.strip())
    is_short = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    return int(text) if is_short else None
