"""Which languages the words of a text speak for, by the lists of the packs."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nlp.languages import available, load
from nlp.normalise import without_accents

_SHORTEST_UNACCENTED = 4


def word_votes(texts: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    """Return the votes of the words of texts, shape (texts, languages with a pack).

    A word votes for the languages that know it as a frequent one, with 1 for one
    that only one knows and less the more share it; said again, it tells no more.
    """
    index = _index()
    votes = np.zeros((len(texts), len(available())), dtype=np.float32)
    for row, words in enumerate(texts):
        for word in dict.fromkeys(words):
            if word in index:
                columns, vote = index[word]
                votes[row, columns] += vote
    return votes


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[list[int], float]]:
    """Return per known word the columns of its languages and its vote."""
    holders: dict[str, dict[int, None]] = {}
    for column, tag in enumerate(available()):
        pack = load(tag)
        for word in pack.function_words + pack.cue_words + pack.romanised:
            holders.setdefault(word, {})[column] = None
            plain = without_accents(word)
            if len(plain) >= _SHORTEST_UNACCENTED:
                holders.setdefault(plain, {})[column] = None
    most = len(available())
    return {
        word: (list(columns), 1.0 - math.log(len(columns)) / math.log(most))
        for word, columns in holders.items()
    }
