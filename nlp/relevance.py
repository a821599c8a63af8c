"""What single words have to do with a concern, by what they mean.

Counting tells which words set a concern apart; that of two such words one names
the matter and the other only happens to stand there, such as a number or a time,
takes their meaning. It is read in the space that all languages share, so that one
list of general words serves every language.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.languages import primary_subtag
from nlp.word_table import WordTable, load_words

Floats = NDArray[np.float64]

GENERAL_WORDS: Final = (
    "said", "asked", "told", "say", "ask", "year", "month", "week", "day", "hour",
    "minute", "morning", "today", "last", "new", "time", "times", "please", "want",
    "need", "nobody", "somebody", "thing", "come", "go", "give", "know", "think",
    "see", "find", "wait", "thanks", "sorry", "two", "three", "eleven", "twelve",
    "hundred", "every",
)  # fmt: skip
"""Words of any matter: speaking, counting, time, thanks. They name none."""

GENERAL_FROM: Final = 0.35
GENERAL_TO: Final = 0.85
"""Cosines to a general word between which a word loses its worth."""

LEAST: Final = 0.15
UNKNOWN: Final = 0.35
"""What a word is worth that is known and far off, and one that nobody knows."""

TINY: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Relevance:
    """Tells how much words have to do with directions of the shared space.

    Words are looked up once.
    """

    table: WordTable
    known: dict[tuple[str, str], tuple[Floats, float]] = field(default_factory=dict)

    def of(
        self, words: Sequence[str], language: str, direction: Floats
    ) -> dict[str, float]:
        """Return for each word a figure from 0 to 1, 1 for the matter itself.

        ``direction`` (dimensions,) is where the concern lies from the middle of
        all; zeros say nothing, and every word counts alike.
        """
        length = float(np.linalg.norm(direction))
        if length < TINY:
            return dict.fromkeys(words, 1.0)
        self._look_up(words, primary_subtag(language))
        found: dict[str, float] = {}
        for word in words:
            vector, special = self.known[word, primary_subtag(language)]
            if not vector.any():
                found[word] = UNKNOWN
                continue
            near = max(0.0, float(vector @ direction) / length)
            found[word] = (LEAST + (1.0 - LEAST) * near) * special
        return found

    def _look_up(self, words: Sequence[str], language: str) -> None:
        new = [word for word in words if (word, language) not in self.known]
        if not new:
            return
        vectors = _unit(self.table.vectors(new, language).astype(np.float64))
        alike = (vectors @ _general(self.table).T).max(axis=1)
        span = (alike - GENERAL_FROM) / (GENERAL_TO - GENERAL_FROM)
        special = 1.0 - np.clip(span, 0.0, 1.0)
        for word, vector, share in zip(new, vectors, special, strict=True):
            self.known[word, language] = (vector, float(share))


def read_relevance() -> Relevance:
    """Return what tells relevance by the shipped word vectors."""
    return Relevance(load_words())


@lru_cache(maxsize=2)
def _general(table: WordTable) -> Floats:
    return _unit(table.vectors(GENERAL_WORDS, "en").astype(np.float64))


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, TINY))
