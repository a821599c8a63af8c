"""Divides a text that people read into words and the expressions among them.

As pyxform does for ODK's clients: ``${name}``, and a path that begins with
``instance(…)``, which ends at white space outside of its brackets.
"""

import re
from dataclasses import dataclass
from typing import Final

from forms.expressions.tokens import MENTION

_INSTANCE: Final = re.compile(r"instance\(\s*(?:'[^']*'|\"[^\"]*\")\s*\)/")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words as they are, or an expression whose value stands in their place."""

    words: str
    is_expression: bool


def divided(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text in order, none of them empty."""
    pieces: list[Piece] = []
    begin = 0
    for start, end in _expressions(text):
        if start > begin:
            pieces.append(Piece(text[begin:start], is_expression=False))
        pieces.append(Piece(text[start:end], is_expression=True))
        begin = end
    if begin < len(text):
        pieces.append(Piece(text[begin:], is_expression=False))
    return tuple(pieces)


def _expressions(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        mention = MENTION.search(text, at)
        instance = _INSTANCE.search(text, at)
        if instance and (mention is None or instance.start() < mention.start()):
            found.append((instance.start(), _end_of_path(text, instance.end())))
        elif mention:
            found.append(mention.span())
        else:
            break
        at = found[-1][1]
    return found


def _end_of_path(text: str, at: int) -> int:
    """Return where a path ends, its brackets and quoted texts included."""
    depth, quote = 0, ""
    for place in range(at, len(text)):
        sign = text[place]
        if quote:
            quote = "" if sign == quote else quote
        elif depth and sign in "'\"":
            quote = sign
        elif sign == "[":
            depth += 1
        elif sign == "]":
            depth -= 1
        elif not depth and not (sign.isalnum() or sign in "/_-."):
            return place
    return len(text)
