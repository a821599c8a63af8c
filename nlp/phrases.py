"""Phrases of two or three words that people use of one thing, counted like words.

A phrase is words in a row, as features have them; it neither begins nor ends with
a particle, so that "lack of water" is one and "of water" is none.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.languages.words import dense_pattern
from nlp.lexical import Counts, Documents

LONGEST: Final = 3
LEAST_STATEMENTS: Final = 3
JOINT: Final = " "


def count_phrases(
    documents: Documents,
    languages: Sequence[str],
    groups: Sequence[NDArray[np.int64]],
    particles: Mapping[str, Collection[str]],
) -> Counts:
    """Return in which documents phrases stand that several of one group share.

    ``languages`` stand beside the documents, ``groups`` are rows of these, and
    ``particles`` are the words of each language that no phrase begins or ends with.
    A phrase is its words with a space between.
    """
    wanted = _shared(documents, languages, groups, particles)
    place = {phrase: at for at, phrase in enumerate(sorted(wanted))}
    beginnings = {phrase.partition(JOINT)[0] for phrase in place}
    columns: list[int] = []
    ends = [0]
    for words in documents:
        runs = (run for run in _runs(words, beginnings) if run in place)
        columns += sorted({place[run] for run in runs})
        ends.append(len(columns))
    matrix = csr_matrix(
        (np.ones(len(columns)), columns, ends), shape=(len(documents), len(place))
    )
    return Counts(matrix, tuple(place))


def says(words: Sequence[str], term: str) -> bool:
    """Tell whether a document says a term, a word or phrase in matching form."""
    if JOINT not in term:
        return term in words
    return f" {term} " in f" {JOINT.join(words)} ".replace("' ", "'")


def _shared(
    documents: Documents,
    languages: Sequence[str],
    groups: Sequence[NDArray[np.int64]],
    particles: Mapping[str, Collection[str]],
) -> set[str]:
    """Return the phrases that enough documents of one group and language hold."""
    found: set[str] = set()
    for rows in groups:
        held: dict[str, Counter[str]] = {}
        for row in rows:
            counter = held.setdefault(languages[row], Counter())
            counter.update(set(_runs(documents[row], frozenset(documents[row]))))
        found |= {
            run
            for language, counter in held.items()
            for run, count in counter.items()
            if count >= LEAST_STATEMENTS
            and _is_phrase(run.split(JOINT), particles[language])
        }
    return found


def _runs(words: Sequence[str], beginnings: Collection[str]) -> Iterator[str]:
    """Give the runs of words that begin with certain ones."""
    for start, word in enumerate(words):
        if word in beginnings:
            for end in range(start + 2, min(start + LONGEST, len(words)) + 1):
                yield JOINT.join(words[start:end])


def _is_phrase(words: Sequence[str], particles: Collection[str]) -> bool:
    """Tell whether words read as a phrase; runs without spaces overlap and do not."""
    first, last = words[0], words[-1]
    return (
        first not in particles
        and last not in particles
        and not any(map(str.isdigit, (first, last)))
        and len(set(words)) == len(words)
        and not any(dense_pattern().search(word) for word in words)
    )
