"""Weighs statements by what their words mean, in any language with word vectors.

Each word adds what its vector says, over the root of the number of known words. A
word that a negator reaches counts as judging all the same, but the other way. Only
the shipped vectors speak, none learnt from the statements at hand, so that what is
said of a statement does not depend on the statements beside it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.normalise import matching_form
from nlp.sentiment_features import NEGATION_REACH
from nlp.tokens import tokens
from nlp.word_table import WordTable

ANY_LANGUAGE: Final = ""
MOST_REMEMBERED: Final = 200_000
_DIGITS: Final = 9

Floats = npt.NDArray[np.float64]
Values = Callable[[list[str], str], Floats | npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Turning:
    """The words, per language, that turn what comes after them, or before them.

    ``within`` knows words that are negated in themselves: Swahili *hatuwezi*.
    """

    after: Mapping[str, frozenset[str]]
    before: Mapping[str, frozenset[str]]
    within: Mapping[str, re.Pattern[str]]

    def reached(self, words: Sequence[str], language: str) -> list[bool]:
        """Say which words are turned; a negator does not reach another one."""
        after = self.after.get(language, frozenset())
        before = self.before.get(language, frozenset())
        within = self.within.get(language)
        found = [bool(within and within.fullmatch(word)) for word in words]
        for place, word in enumerate(words):
            if word in after:
                _mark(found, place + 1, place + 1 + NEGATION_REACH)
            if word in before:
                _mark(found, place - NEGATION_REACH, place)
        return [
            here and word not in after and word not in before
            for here, word in zip(found, words, strict=True)
        ]


class Meaning:
    """Two scores of a statement, judging and direction, from its words' vectors.

    ``weights`` have shape (dimensions, 2) for each language that has its own, and for
    ``ANY_LANGUAGE``.
    """

    def __init__(
        self, weights: Mapping[str, Floats], turning: Turning, table: WordTable
    ) -> None:
        self._weights = weights
        self._turning = turning
        self._table = table
        self._remembered: dict[str, dict[str, Floats]] = {}

    def sum(self, texts: Sequence[str], languages: Sequence[str]) -> Floats:
        """Return both scores of each text, shape (texts, 2); 0 where none is known."""
        straight, turned = sums(texts, languages, self._turning, self._values)
        both = np.stack(
            [straight[:, 0] + turned[:, 0], straight[:, 1] - turned[:, 1]], axis=1
        )
        # The last digits hang on the order of words alone; they tell nothing.
        return np.asarray(np.round(both, _DIGITS))

    def vectors(self, texts: Sequence[str], languages: Sequence[str]) -> Floats:
        """Return what the two scores weigh, shape (2, texts, dimensions)."""
        straight, turned = sums(texts, languages, self._turning, self._table.vectors)
        return np.stack([straight + turned, straight - turned])

    def changed(self, weights: Floats) -> "Meaning":
        """Return one whose weights are larger by so much."""
        changed = {tag: own + weights for tag, own in self._weights.items()}
        return Meaning(changed, self._turning, self._table)

    def _values(self, words: list[str], language: str) -> Floats:
        known = self._remembered.setdefault(language, {})
        if len(known) > MOST_REMEMBERED:
            known.clear()
        new = [word for word in words if word not in known]
        if new:
            vectors = self._table.vectors(new, language).astype(np.float64)
            weights = self._weights.get(language, self._weights[ANY_LANGUAGE])
            scored = np.stack(
                [(vectors * column).sum(axis=1) for column in weights.T], axis=1
            )
            known.update(zip(new, scored, strict=True))
        return np.stack([known[word] for word in words])


def turning(
    after: Mapping[str, Sequence[str]],
    before: Mapping[str, Sequence[str]],
    within: Mapping[str, Sequence[str]],
) -> Turning:
    """Return the negators of each language as they are met in texts.

    In ``within`` the first asterisk stands for two letters or more, a second one for
    any.
    """
    patterns = {
        language: re.compile("|".join(map(_pattern, words)))
        for language, words in within.items()
    }
    return Turning(_forms(after), _forms(before), patterns)


def sums(
    texts: Sequence[str],
    languages: Sequence[str],
    turn: Turning,
    values: Values,
) -> tuple[Floats, Floats]:
    """Return the sums over plain words and over reached ones, (texts, columns) each.

    ``values`` gives the values (words, columns) of words in a language, zeros for
    unknown ones. Both sums are over the root of the number of known words.
    """
    parts: list[tuple[list[int], Floats, Floats]] = []
    for language in sorted(set(languages)):
        rows = [row for row, each in enumerate(languages) if each == language]
        documents = [tokens(texts[row], language) for row in rows]
        parts.append((rows, *_sums(documents, language, turn, values)))
    width = parts[0][1].shape[1] if parts else 0
    straight, turned = np.zeros((2, len(texts), width))
    for rows, plain, reached in parts:
        straight[rows], turned[rows] = plain, reached
    return straight, turned


def _sums(
    documents: Sequence[Sequence[str]], language: str, turn: Turning, values: Values
) -> tuple[Floats, Floats]:
    words = sorted({word for document in documents for word in document})
    if not words:
        width = values([""], language).shape[1]
        nothing = np.zeros((len(documents), width))
        return nothing, nothing
    place = {word: at for at, word in enumerate(words)}
    valued = values(words, language).astype(np.float64)
    at = np.array([place[word] for document in documents for word in document])
    row = np.repeat(np.arange(len(documents)), [len(each) for each in documents])
    reached = np.array(
        [here for each in documents for here in turn.reached(each, language)]
    )
    known = np.abs(valued).sum(axis=1)[at] > 0.0
    number = np.bincount(row, known, minlength=len(documents))
    scale = 1.0 / np.sqrt(np.maximum(number, 1.0))[:, None]
    plain = _totals(valued, at[~reached], row[~reached], len(documents))
    turned = _totals(valued, at[reached], row[reached], len(documents))
    return plain * scale, turned * scale


def _totals(
    valued: Floats, at: npt.NDArray[np.int64], row: npt.NDArray[np.int64], count: int
) -> Floats:
    return np.stack(
        [np.bincount(row, column[at], minlength=count) for column in valued.T], axis=1
    )


def _forms(listed: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    return {
        language: frozenset(matching_form(word) for word in words)
        for language, words in listed.items()
    }


def _pattern(word: str) -> str:
    first, _, rest = word.partition("*")
    inside, asterisk, last = rest.partition("*")
    parts = [re.escape(matching_form(part)) for part in (first, inside, last)]
    ending = r"\w*" if asterisk else ""
    return parts[0] + r"\w{2,}" + parts[1] + ending + parts[2]


def _mark(found: list[bool], start: int, stop: int) -> None:
    for place in range(max(start, 0), min(stop, len(found))):
        found[place] = True
