"""Reads the places in a text that are filled: answers, and forms that agree with them.

``${name}`` stands for an answer. ``{name, plural, one {# child} other {# children}}``
chooses by the plural rules of the language, ``=0 {nobody}`` before them, where ``#``
is the number; ``{name, select, f {her} other {their}}`` chooses by the value. The
syntax is that of the Unicode ICU message format, so that translators know it and
other programs leave it alone.
"""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from forms.expressions.tokens import PLAIN_NAME


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question."""

    name: str


@dataclass(frozen=True, slots=True)
class Number:
    """The number by which the form around it was chosen."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One of several forms, chosen by an answer. ``is_plural``: by its number."""

    name: str
    is_plural: bool
    forms: "tuple[tuple[str, Wording], ...]"


Wording: TypeAlias = "tuple[str | Answer | Number | Agreement, ...]"

OTHERWISE: Final = "other"
"""The form that every agreement has to have."""

_NAME: Final = PLAIN_NAME
_ANSWER: Final = re.compile(rf"\$\{{\s*({_NAME})\s*\}}")
_AGREEMENT: Final = re.compile(
    rf"\{{\s*(?:\$\{{)?({_NAME})\}}?\s*,\s*(plural|select)\s*,"
)
_FORM: Final = re.compile(r"\s*(=\d+|[^\s{}=,]+)\s*\{")
_END: Final = re.compile(r"\s*\}")
_DEEPEST: Final = 5


class Unreadable(Exception):
    """Braces that begin an agreement and do not end as one, from ``place`` on."""

    def __init__(self, place: int) -> None:
        self.place = place
        super().__init__(place)


def is_filled(words: str) -> bool:
    """Say whether there may be anything to fill in a text."""
    return "{" in words


def read(words: str) -> Wording:
    """Return a text in pieces; raises ``Unreadable``."""
    wording, _ = _read(words, 0, depth=0, in_plural=False)
    return wording


def read_answers(words: str) -> Wording:
    """Return a text in pieces, agreements taken for plain words."""
    pieces: list[str | Answer | Number | Agreement] = []
    end = 0
    for found in _ANSWER.finditer(words):
        pieces += [words[end : found.start()], Answer(found[1])]
        end = found.end()
    return tuple(piece for piece in (*pieces, words[end:]) if piece)


def names_in(wording: Wording) -> tuple[str, ...]:
    """Return the names of the answers that a text needs, each once."""
    names: dict[str, None] = {}
    for piece in wording:
        if isinstance(piece, Answer):
            names[piece.name] = None
        elif isinstance(piece, Agreement):
            names[piece.name] = None
            for _, form in piece.forms:
                names.update(dict.fromkeys(names_in(form)))
    return tuple(names)


def _read(
    words: str, start: int, *, depth: int, in_plural: bool
) -> tuple[Wording, int]:
    """Return the pieces from a place on, and where they end: at ``}`` inside a form."""
    pieces: list[str | Answer | Number | Agreement] = []
    place = plain = start

    def add(piece: Answer | Number | Agreement) -> None:
        pieces.extend([words[plain:place]] if plain < place else [])
        pieces.append(piece)

    while place < len(words) and not (depth and words[place] == "}"):
        if answer := _ANSWER.match(words, place):
            add(Answer(answer[1]))
            place = plain = answer.end()
        elif agreement := _AGREEMENT.match(words, place):
            piece, end = _read_agreement(words, agreement, depth)
            add(piece)
            place = plain = end
        elif in_plural and words[place] == "#":
            add(Number())
            place = plain = place + 1
        else:
            place += 1
    pieces.extend([words[plain:place]] if plain < place else [])
    return tuple(pieces), place


def _read_agreement(
    words: str, opening: re.Match[str], depth: int
) -> tuple[Agreement, int]:
    name, is_plural = opening[1], opening[2] == "plural"
    forms: dict[str, Wording] = {}
    place = opening.end()
    while found := _FORM.match(words, place):
        if depth >= _DEEPEST:
            raise Unreadable(opening.start())
        form, end = _read(words, found.end(), depth=depth + 1, in_plural=is_plural)
        forms[found[1]] = form
        place = end + 1
    closing = _END.match(words, place)
    if closing is None or OTHERWISE not in forms:
        raise Unreadable(opening.start())
    return Agreement(name, is_plural, tuple(forms.items())), closing.end()
