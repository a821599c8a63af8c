"""Tells which words of a statement decided its sentiment.

A word has decided as much as the score moves when it is left out (occlusion; Zeiler
and Fergus 2014). Offsets count code points of the statement as it was given.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nlp.sentiment_contrast import UNSPACED

LEAST_WEIGHT: Final = 0.05
MOST_WORDS: Final = 200
_PIECE: Final = 2


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a statement, and by how much it moves the score (-2 to 2)."""

    start: int
    end: int
    text: str
    weight: float


def words(text: str) -> list[tuple[int, int]]:
    """Return start and end of the words; without spaces, of pairs of characters.

    Signs at the edges of words are left out. A text of very many words has none: no
    single one decides.
    """
    found = [piece for start, end in _runs(text) for piece in _pieces(text, start, end)]
    return found if len(found) <= MOST_WORDS else []


def without(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Return the text once without each span."""
    return [text[:start] + " " + text[end:] for start, end in spans]


def strongest(
    text: str,
    spans: Sequence[tuple[int, int]],
    weights: Sequence[float],
    *,
    signs: Sequence[int],
    most: int,
) -> tuple[Term, ...]:
    """Return up to ``most`` of the heaviest words of each sign, the heaviest first."""
    terms = [
        Term(start, end, text[start:end], weight)
        for (start, end), weight in zip(spans, weights, strict=True)
        if abs(weight) >= LEAST_WEIGHT
    ]
    terms.sort(key=lambda term: (-abs(term.weight), term.start))
    chosen = {
        term
        for sign in signs
        for term in [each for each in terms if each.weight * sign > 0][:most]
    }
    return tuple(term for term in terms if term in chosen)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in range(len(text) + 1):
        # The stroke parts words as spaces do: tables part words by it.
        if end < len(text) and not text[end].isspace() and text[end] != "|":
            continue
        first, last = start, end
        while first < last and not _is_letter(text[first]):
            first += 1
        while first < last and not _is_letter(text[last - 1]):
            last -= 1
        if first < last:
            yield first, last
        start = end + 1


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if not UNSPACED.search(text, start, end):
        return [(start, end)]
    return [(at, min(at + _PIECE, end)) for at in range(start, end, _PIECE)]


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"
