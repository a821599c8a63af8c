"""Puts places into an order of chance, the same that every client of ODK makes."""

import hashlib
import math
from collections.abc import Callable
from typing import Final

from forms.expressions.values import Nodes, Value, to_text

MODULUS: Final = 2_147_483_647
FACTOR: Final = 16_807
"""Source: Park and Miller, "Random number generators: good ones are hard to find",
Communications of the ACM 31 (1988)."""

_GREATEST: Final = 2**63 - 1
_LEAST: Final = -(2**63)


def shuffled(nodes: Nodes, draw: Callable[[], float]) -> Nodes:
    """Return the nodes in the order of numbers drawn from 0 up to before 1.

    Source: the "inside-out" Fisher-Yates shuffle, which the ODK XForms specification
    asks for.
    """
    order: Nodes = []
    for place, node in enumerate(nodes):
        other = min(max(0, math.floor(draw() * (place + 1))), place)
        order.append(node)
        order[place], order[other] = order[other], order[place]
    return order


def seed_of(number: float, given: Value) -> Callable[[], float]:
    """Return what draws numbers for a seed: a number, or text that is none."""
    if not math.isnan(number):
        return _drawing(_whole(number))
    text = to_text(given)
    if not text:
        return _drawing(0)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).digest()
    return _drawing(int.from_bytes(digest[:8], "big", signed=True))


def _whole(number: float) -> int:
    if math.isinf(number):
        return _GREATEST if number > 0 else _LEAST
    return math.trunc(number)


def _drawing(seed: int) -> Callable[[], float]:
    remainder = abs(seed) % MODULUS
    state = remainder if seed > 0 else -remainder
    if state <= 0:
        state += MODULUS - 1

    def draw() -> float:
        nonlocal state
        state = state * FACTOR % MODULUS
        return (state - 1) / (MODULUS - 1)

    return draw
