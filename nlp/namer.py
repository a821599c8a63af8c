"""Gives each concern what it is told by: a label, terms, quotes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from nlp.clauses import cut_ahead, is_cut_beside
from nlp.describe import (
    CUT_TOGETHER,
    Telling,
    label,
    negators,
    particles,
    promising,
)
from nlp.features import Lexicon
from nlp.found import BlockConcerns, Integers
from nlp.keywords import Keywords, telling_words
from nlp.lexical import Counts
from nlp.normalise import matching_form
from nlp.phrases import JOINT, count_phrases
from nlp.quotes import SIDES, choose_quotes
from nlp.recipe import Recipe
from nlp.relevance import read_relevance
from nlp.results import Concern
from nlp.statements import Statement
from nlp.terms import terms
from nlp.tokens import tokens

Floats = NDArray[np.float64]

TYPICAL_ROWS: Final = 150
"""The statements of a concern that its words and quotes are taken from."""

ROWS_FOR_PHRASES: Final = 60
ROWS_OF_A_VOICE: Final = 8
"""So many of each language and side are among the typical ones."""

TELLING_TERMS: Final = 150
ENOUGH_FOR_LABEL: Final = 5
LEAST_Z: Final = 1.0
TINY: Final = 1e-9


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read of a block once: telling terms, and where each concern lies.

    ``counts`` are of words and phrases; ``asked`` are the words of the question.
    ``typical`` orders the rows of each concern, the middle first; ``directions``
    (concerns, dimensions) point from the middle of all to each concern.
    """

    counts: Counts
    keywords: Keywords
    typical: tuple[Integers, ...]
    directions: Floats
    asked: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What is known of a concern before it has a name.

    ``spoken`` are its most typical statements in the ``language`` of its label.
    """

    members: tuple[int, ...]
    language: str
    telling: Telling
    spoken: Sequence[Statement]
    terms: tuple[str, ...]
    quotes: tuple[int, ...]


class Namer:
    """Gives concerns labels, terms and quotes; no label twice."""

    def __init__(
        self,
        statements: Sequence[Statement],
        people: Sequence[str],
        sides: Sequence[str],
        asked: tuple[str | None, str | None],
        recipe: Recipe,
    ) -> None:
        self.statements = statements
        self.people = people
        self.sides = sides
        self.recipe = recipe
        question, self.language = asked
        self.question = question or ""
        self.taken: set[str] = set()
        self.read: dict[int, _Read] = {}
        self.ahead: dict[tuple[int, int], _Ahead] = {}
        self.relevance = read_relevance()

    def read_ahead(self, each: BlockConcerns, place: int) -> None:
        """Read a concern that is to be named, and have its statements cut."""
        rows = self._reading(each).typical[place]
        found = each.concerns[place].rows
        members = sorted(p for row in found for p in each.block.members[int(row)])
        language = self._label_language([self.statements[p] for p in members])
        own = self._own(each, rows, language)
        telling = self._telling(each, place, own, language)
        spoken = [self.statements[self._speaker(each, row)] for row in own]
        if is_cut_beside():
            first = promising(spoken, telling, self.recipe)[:CUT_TOGETHER]
            cut_ahead((one.text, one.language) for _, one, _ in first)
        self.ahead[id(each), place] = _Ahead(
            tuple(members),
            language,
            telling,
            spoken,
            terms(spoken, telling, number=self.recipe.terms, least=LEAST_Z),
            self._quotes(each, rows),
        )

    def name(self, each: BlockConcerns, place: int) -> Concern:
        """Return the concern ``place`` of a block, without its final id."""
        found = each.concerns[place]
        if (id(each), place) not in self.ahead:
            self.read_ahead(each, place)
        read = self.ahead.pop((id(each), place))
        text = label(
            read.spoken, read.telling, self.recipe, taken=frozenset(self.taken)
        )
        self.taken.add(matching_form(text))
        return Concern(
            id="",
            label=text,
            language=read.language,
            terms=read.terms,
            statements=read.members,
            quotes=read.quotes,
            stability=found.stability(),
            nearly=tuple(
                (self._speaker(each, row), float(sure))
                for row, sure in zip(found.nearly, found.nearness, strict=True)
            ),
        )

    def _label_language(self, statements: Sequence[Statement]) -> str:
        """Return the wanted language if enough statements are in it, else the main."""
        counts = Counter(statement.language for statement in statements)
        if self.language is not None and counts[self.language] >= ENOUGH_FOR_LABEL:
            return self.language
        return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]

    def _own(self, each: BlockConcerns, rows: Integers, language: str) -> Integers:
        """Return the first rows in a language, or of all if these have no words.

        Words with personal data may not be shown.
        """
        tags = each.block.languages
        own = np.array([row for row in rows if tags[row] == language], dtype=np.int64)
        own = own[:TYPICAL_ROWS]
        shown = (self.statements[self._speaker(each, row)] for row in own)
        return rows[:TYPICAL_ROWS] if all(s.masked for s in shown) else own

    def _speaker(self, each: BlockConcerns, row: int) -> int:
        """Return the statement that stands for a row, without personal data if any."""
        places = each.block.members[int(row)]
        clean = (place for place in places if not self.statements[place].masked)
        return next(clean, places[0])

    def _reading(self, each: BlockConcerns) -> _Read:
        if id(each) not in self.read:
            self.read[id(each)] = self._read(each)
        return self.read[id(each)]

    def _read(self, each: BlockConcerns) -> _Read:
        members = [concern.rows for concern in each.concerns]
        typical = tuple(_typical_first(each.lexicon, rows) for rows in members)
        block = each.block
        edges = {
            tag: particles(tag) | negators(tag) for tag in sorted(set(block.languages))
        }
        groups = [rows[:ROWS_FOR_PHRASES] for rows in typical]
        phrases = count_phrases(block.documents, block.languages, groups, edges)
        both = _beside(each.lexicon.words, phrases)
        return _Read(
            both,
            telling_words(both, members),
            typical,
            _directions(each.lexicon.shared, members),
            frozenset(tokens(self.question, block.language)),
        )

    def _telling(
        self, each: BlockConcerns, place: int, own: Integers, language: str
    ) -> Telling:
        """Return what tells the concern, of words and phrases in some of its rows."""
        read = self._reading(each)
        weights, coverage = read.keywords.weights[place], read.keywords.coverage[place]
        said = np.unique(csr_matrix(read.counts.matrix[own]).indices)
        said = said[(weights[said] > 0) & (coverage[said] > 0)]
        worth = weights[said] * np.sqrt(coverage[said])
        said = said[np.argsort(-worth, kind="stable")]
        names = [(read.keywords.terms[i], i) for i in said]
        shown = {
            term: i for term, i in names if read.asked.isdisjoint(term.split(JOINT))
        }
        kept = dict(list(shown.items())[:TELLING_TERMS])
        return Telling(
            {term: float(weights[i]) for term, i in kept.items()},
            {term: float(coverage[i]) for term, i in kept.items()},
            self._relevance(tuple(kept), language, read.directions[place]),
        )

    def _relevance(
        self, shown: Sequence[str], language: str, direction: Floats
    ) -> dict[str, float]:
        """Return what words have to do with a concern; phrases as their words."""
        edges = particles(language) | negators(language)
        words = {
            term: [w for w in term.split(JOINT) if w not in edges] for term in shown
        }
        single = sorted({word for found in words.values() for word in found})
        known = self.relevance.of(single, language, direction)
        return {
            term: sum(known[word] for word in found) / len(found) if found else 0.0
            for term, found in words.items()
        }

    def _quotes(self, each: BlockConcerns, rows: Integers) -> tuple[int, ...]:
        places = [self._speaker(each, row) for row in rows]
        voices = zip(
            (self.statements[place].language for place in places),
            (self.sides[place] for place in places),
            strict=True,
        )
        pool = _of_every_voice(list(voices))
        chosen = choose_quotes(
            [self.statements[places[at]] for at in pool],
            [self.people[places[at]] for at in pool],
            _vectors(each.lexicon, rows[pool]),
            [self.sides[places[at]] for at in pool],
            number=self.recipe.quotes,
        )
        return tuple(places[pool[index]] for index in chosen)


def _of_every_voice(voices: Sequence[tuple[str, str]]) -> list[int]:
    """Return the first places, with some of every language and side among them.

    ``voices`` are languages and sides, the most typical first.
    """
    pool = list(range(min(TYPICAL_ROWS, len(voices))))
    heard: Counter[str] = Counter()
    for place, (language, side) in enumerate(voices):
        own = [f"language {language}", *([side] if side in SIDES else [])]
        few = any(heard[voice] < ROWS_OF_A_VOICE for voice in own)
        if few and place >= TYPICAL_ROWS:
            pool.append(place)
        heard.update(own)
    return pool


def _beside(words: Counts, phrases: Counts) -> Counts:
    matrix = csr_matrix(hstack([words.matrix, phrases.matrix]))
    return Counts(matrix, (*words.terms, *phrases.terms))


def _directions(meaning: Floats, members: Sequence[Integers]) -> Floats:
    """Return where concerns lie from the middle of all, zeros for one of all."""
    if not meaning.shape[1]:
        return np.zeros((len(members), 1))
    middle = meaning.mean(axis=0)
    return np.array([meaning[rows].mean(axis=0) - middle for rows in members])


def _typical_first(lexicon: Lexicon, rows: Integers) -> Integers:
    """Return rows from the middle outwards, by their words and their meaning."""
    inside = csr_matrix(lexicon.tfidf[rows])
    words = np.asarray(inside.mean(axis=0)).ravel()
    near = np.asarray(inside @ words) / max(float(np.linalg.norm(words)), TINY)
    meant = lexicon.meaning[rows]
    if meant.shape[1]:
        middle = meant.mean(axis=0)
        near = near + meant @ middle / max(float(np.linalg.norm(middle)), TINY)
    return rows[np.argsort(-near, kind="stable")]


def _vectors(lexicon: Lexicon, rows: Integers) -> Floats:
    """Return unit vectors of rows, of the words that occur in them and of meaning."""
    nearest = csr_matrix(lexicon.tfidf[rows])
    used = np.unique(nearest.indices)
    both = np.hstack([nearest[:, used].toarray(), lexicon.meaning[rows]])
    lengths = np.linalg.norm(both, axis=1, keepdims=True)
    return np.asarray(both / np.maximum(lengths, TINY))
