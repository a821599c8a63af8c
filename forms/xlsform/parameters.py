"""Reads the parameters of a row: pairs such as ``start=1 end=5``."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from forms.definition import Pairs

RANDOMISED: Final = "randomize"
START: Final = "start"
END: Final = "end"
STEP: Final = "step"
USUAL: Final = {START: "1", END: "10", STEP: "1"}
"""A range without parameters, by the documentation of XLSForm."""

_PAIR: Final = re.compile(r"([^\s=,;]+)\s*=\s*([^\s=,;]+)")
_BETWEEN: Final = re.compile(r"[\s,;]+")


def read_parameters(cell: str) -> tuple[Pairs, str]:
    """Return the pairs in a cell, each name once, and what else stands in it."""
    pairs = {found[1].lower(): found[2] for found in _PAIR.finditer(cell)}
    rest = _BETWEEN.sub(" ", _PAIR.sub(" ", cell)).strip()
    return tuple(pairs.items()), rest


def range_of(pairs: Pairs) -> tuple[Pairs, bool]:
    """Return the pairs with start, end and step, and whether they make a range."""
    told = USUAL | dict(pairs)
    start, end, step = (_number(told[name]) for name in (START, END, STEP))
    if start is None or end is None or start == end:
        return _ordered(told | USUAL), False
    if step is None or step == 0 or abs(step) > abs(end - start):
        return _ordered(told | {STEP: USUAL[STEP]}), False
    return _ordered(told), True


def _ordered(told: dict[str, str]) -> Pairs:
    further = [pair for pair in told.items() if pair[0] not in USUAL]
    return (*((name, told[name]) for name in USUAL), *further)


def _number(told: str) -> Decimal | None:
    try:
        number = Decimal(told)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
