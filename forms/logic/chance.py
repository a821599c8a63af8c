"""Draws by chance what stays drawn: the same seed and key always give the same."""

import hashlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from forms.expressions.environment import Environment

_BITS: Final = 53
"""As many as a number between 0 and 1 holds."""

_Thing = TypeVar("_Thing")


class Chance:
    """What is drawn for one place: each draw another, in the same order each time."""

    def __init__(self, seed: str, key: str) -> None:
        self._of = f"{seed}\0{key}"
        self._drawn = 0

    def draw(self) -> float:
        """Return a number from 0 up to before 1."""
        whole = int.from_bytes(self._bytes()[:8], "big") >> 64 - _BITS
        return float(whole / (1 << _BITS))

    def unique(self) -> str:
        """Return an identifier; its form is that of RFC 9562, version 4."""
        return str(uuid.UUID(bytes=self._bytes()[:16], version=4))

    def _bytes(self) -> bytes:
        self._drawn += 1
        text = f"{self._of}\0{self._drawn}"
        return hashlib.sha256(text.encode("utf-8", "replace")).digest()


def chanced(environment: Environment, seed: str, key: str) -> Environment:
    """Return an environment in which what is drawn for a place stays the same."""
    chance = Chance(seed, key)
    return replace(environment, draw=chance.draw, unique=chance.unique)


def mixed(
    things: Sequence[_Thing], seed: str, name_of: Callable[[_Thing], str]
) -> list[_Thing]:
    """Return things in an order of chance that does not change with what is offered.

    Two things stand in the same order whether or not a third is there.
    """

    def place(thing: _Thing) -> bytes:
        text = f"{seed}\0{name_of(thing)}"
        return hashlib.sha256(text.encode("utf-8", "replace")).digest()

    return sorted(things, key=place)
