"""Which languages the words of a text speak for, by the lists of the packs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from nlp.languages import available, load
from nlp.languages.scripts import scripts_of
from nlp.normalise import without_accents

_LATIN = "Latn"
_SHORTEST_UNACCENTED = 4
_FEWEST_ROMANISED = 2
_ROMANISED_SHARE = 1 / 3


@dataclass(frozen=True, slots=True)
class _Index:
    """The words of all lists by number, and a row of two tables for each.

    ``votes`` has a column per language with a pack, ``romanised`` is 1 for words of
    a language of another script as they are typed in Latin letters.
    """

    numbers: dict[str, int]
    votes: NDArray[np.float32]
    romanised: NDArray[np.float32]


def word_votes(
    texts: Sequence[Sequence[str]],
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return votes, and where a language is typed in Latin letters.

    Both have a row per text, given as its words, and a column per language with a
    pack. A word votes for the languages that know it as a frequent one, with 1 for
    one that only one knows and less the more share it; said again, it tells no
    more.
    """
    index = _index()
    known: list[int] = []
    ends = [0]
    different: list[int] = []
    for words in texts:
        distinct = dict.fromkeys(words)
        different.append(len(distinct))
        known += [index.numbers[word] for word in distinct if word in index.numbers]
        ends.append(len(known))
    said = sparse.csr_array(
        (np.ones(len(known), dtype=np.float32), known, ends),
        shape=(len(texts), len(index.numbers)),
    )
    least = np.maximum(_FEWEST_ROMANISED, _ROMANISED_SHARE * np.array(different))
    return said @ index.votes, said @ index.romanised >= least[:, np.newaxis]


@lru_cache(maxsize=1)
def _index() -> _Index:
    holders: dict[str, dict[int, None]] = {}
    for column, tag in enumerate(available()):
        pack = load(tag)
        for word in pack.function_words + pack.cue_words + pack.romanised:
            holders.setdefault(word, {})[column] = None
            plain = without_accents(word)
            if len(plain) >= _SHORTEST_UNACCENTED:
                holders.setdefault(plain, {})[column] = None
    votes = np.zeros((len(holders), len(available())), dtype=np.float32)
    for row, columns in enumerate(holders.values()):
        shared = math.log(len(columns)) / math.log(len(available()))
        votes[row, list(columns)] = 1.0 - shared
    numbers = {word: row for row, word in enumerate(holders)}
    return _Index(numbers, votes, _romanised(numbers))


def _romanised(numbers: dict[str, int]) -> NDArray[np.float32]:
    """Return where a word is a romanised one that tells its language.

    Hindi typed in Latin letters has a "the" and an "is" of its own, which tell
    nothing because they are frequent words of a Latin-script language.
    """
    table = np.zeros((len(numbers), len(available())), dtype=np.float32)
    latin = [load(tag) for tag in available() if _LATIN in scripts_of(tag)]
    frequent = frozenset(word for pack in latin for word in pack.function_words)
    for column, tag in enumerate(available()):
        if _LATIN not in scripts_of(tag):
            telling = [w for w in load(tag).romanised if w not in frequent]
            table[[numbers[word] for word in telling], column] = 1.0
    return table
