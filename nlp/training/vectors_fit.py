"""Learns word vectors so that the sum of a text's words says what the teacher says.

Ridge regression around what is known of each word alone, solved for all words at
once by preconditioned conjugate gradients (Hestenes and Stiefel 1952). The pivot
language learns from texts, definitions and single words; every other one from its
words on concepts, from our own words and from our statements, whose English sides
the teacher has read. These are too few to show that the words found everywhere say
little, so their frequency does.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from nlp.tokens import tokens
from nlp.training.vectors_sources import (
    PIVOT,
    Concepts,
    Entry,
    Gloss,
    frequent_words,
    own_words,
    statements,
)
from nlp.training.vectors_teacher import Teacher

Floats = NDArray[np.float32]
DIMENSIONS: Final = 208
STEPS: Final = 40
PENALTY: Final = 0.3
# Smooth inverse frequency (Arora, Liang, Ma 2017) of single words.
SMOOTHING: Final = 1e-3
# How much a definition says of a concept beside its English words.
DEFINITION: Final = 0.5
SHORTEST_TARGET: Final = 0.15
USUAL_LENGTH: Final = 0.6
LONGEST_LEMMA: Final = 4
FIRST_LEMMAS: Final = 4
WIDEST_SPREAD: Final = 40.0
STATEMENT_WEIGHT: Final = 3.0
FIRST_WORD_WEIGHT, OTHER_WORD_WEIGHT = 1.5, 1.0
# Which words come first where not all can be kept: those of our lists fall by so much
# from the commonest to the rarest, and words of concepts alone have less than any.
STATEMENT_RANK, FREQUENT_RANK, FIRST_RANK, OTHER_RANK = 70.0, 65.0, 60.0, 51.0
FALL, OURS = 8.0, 42.0


@dataclass(frozen=True, slots=True)
class Space:
    """The shared space: a ``mean`` (384,) and ``axes`` (384, dimensions)."""

    mean: Floats
    axes: Floats

    def of(self, vectors: Floats) -> Floats:
        """Return the teacher's vectors in this space."""
        return np.asarray((vectors - self.mean) @ self.axes, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Learnt:
    """Vectors (words, dimensions) of the words of one language.

    ``forms`` are further ones, each with the place of the word whose vector it shares.
    """

    words: tuple[str, ...]
    vectors: Floats
    forms: tuple[tuple[str, int], ...] = ()

    def rows(self) -> dict[str, Floats]:
        """Return the vector of each word."""
        return dict(zip(self.words, self.vectors, strict=True))


@dataclass(frozen=True, slots=True)
class Lesson:
    """Tokenised texts with their targets (n, dimensions) and weights."""

    documents: list[list[str]]
    targets: list[Floats]
    weights: list[float]

    def add(self, document: list[str], target: Floats, weight: float) -> None:
        """Add one text; one without words teaches nothing."""
        if document:
            self.documents.append(document)
            self.targets.append(target)
            self.weights.append(weight)


def unit(vector: Floats) -> Floats:
    """Return a vector, or the rows of an array, at length one."""
    norm = np.linalg.norm(vector, axis=-1, keepdims=True)
    return np.asarray(vector / np.maximum(norm, 1e-9), dtype=np.float32)


def find_space(vectors: Floats) -> Space:
    """Return the leading principal axes of the teacher's vectors, signs canonical."""
    mean = vectors.mean(axis=0)
    moved = vectors - mean
    _, axes = np.linalg.eigh((moved.T @ moved).astype(np.float64))
    axes = axes[:, ::-1][:, :DIMENSIONS]
    largest = np.abs(axes).argmax(axis=0)
    signs = np.sign(axes[largest, np.arange(axes.shape[1])])
    return Space(mean, np.asarray(axes * signs, dtype=np.float32))


def composition(documents: Sequence[Sequence[str]], words: Sequence[str]) -> csr_matrix:
    """Return the weights (texts, words) that a text's vector sums its words with."""
    place = {word: at for at, word in enumerate(words)}
    columns = [place[word] for document in documents for word in document]
    sizes = np.array([len(document) for document in documents])
    values = np.repeat(1.0 / np.sqrt(np.maximum(sizes, 1)), sizes).astype(np.float32)
    ends = np.concatenate([[0], np.cumsum(sizes)])
    return csr_matrix((values, columns, ends), shape=(len(documents), len(words)))


def ridge(matrix: csr_matrix, targets: Floats, start: Floats) -> Floats:
    """Return W that minimises |XW - Y|² + penalty |W - start|², shape of ``start``."""
    turned = csr_matrix(matrix.T)

    def curve(direction: Floats) -> Floats:
        return np.asarray(turned @ (matrix @ direction) + PENALTY * direction)

    squares = np.asarray(turned.multiply(turned).sum(axis=1)).ravel()
    scale = (1.0 / (squares + PENALTY)).astype(np.float32)[:, None]
    found = start.copy()
    rest = np.asarray(turned @ targets + PENALTY * start - curve(found))
    direction = scale * rest
    power = (rest * direction).sum(axis=0)
    for _ in range(STEPS):
        curved = curve(direction)
        step = power / np.maximum((direction * curved).sum(axis=0), 1e-20)
        found += direction * step
        rest -= curved * step
        scaled = scale * rest
        new = (rest * scaled).sum(axis=0)
        direction = scaled + direction * (new / np.maximum(power, 1e-20))
        power = new
    return np.asarray(found, dtype=np.float32)


def learn_pivot(texts: Sequence[str], teacher: Teacher, space: Space) -> Learnt:
    """Return vectors of the pivot's words, most frequent first."""
    documents = [tokens(text, PIVOT) for text in texts]
    counts = Counter(word for document in documents for word in document)
    words = sorted(counts, key=lambda word: (-counts[word], word))
    total = sum(counts.values())
    start = np.zeros((len(words), space.axes.shape[1]), dtype=np.float32)
    for place, word in enumerate(words):
        if word in teacher:
            weight = SMOOTHING / (SMOOTHING + counts[word] / total)
            start[place] = weight * space.of(teacher.vectors([word]))[0]
    matrix = composition(documents, words)
    targets = space.of(teacher.vectors(texts))
    return Learnt(tuple(words), ridge(matrix, targets, start))


class Meanings:
    """What concepts and English words mean in the space, as targets of words."""

    def __init__(
        self,
        pivot: Learnt,
        teacher: Teacher,
        space: Space,
    ) -> None:
        """Read the pivot's words."""
        self._pivot = pivot.rows()
        self._teacher = teacher
        self._space = space

    def told(self, text: str) -> Floats | None:
        """Return what the teacher says of a text, if it was asked."""
        if text not in self._teacher:
            return None
        said: Floats = self._space.of(self._teacher.vectors([text]))[0]
        return said

    def summed(self, text: str) -> Floats | None:
        """Return the sum of the pivot's words of a text."""
        known = [self._pivot[w] for w in tokens(text, PIVOT) if w in self._pivot]
        if not known:
            return None
        return np.asarray(np.sum(known, axis=0) / np.sqrt(len(known)), np.float32)

    def word(self, entry: Entry) -> Floats:
        """Return the target of one of our own words."""
        return _blended(self.told(entry.meaning), self.summed(entry.english))

    def concept(self, lemmas: Sequence[str], gloss: Gloss | None) -> Floats | None:
        """Return the target of the words on a concept, None if nothing is known."""
        first = lemmas[:FIRST_LEMMAS]
        summed = [v for lemma in first if (v := self.summed(lemma)) is not None]
        told = [v for lemma in first if (v := self.told(lemma)) is not None]
        defined = self.told(gloss.text) if gloss else None
        said = _middle(told)
        if said is None:
            said = defined if defined is not None else _middle(summed)
        if said is None:
            return None
        said = unit(said)
        if defined is not None:
            said = unit((1 - DEFINITION) * said + DEFINITION * unit(defined))
        return _blended(said, _middle(summed))


def _middle(vectors: Sequence[Floats]) -> Floats | None:
    return np.asarray(np.mean(vectors, axis=0), np.float32) if vectors else None


def _blended(said: Floats | None, summed: Floats | None) -> Floats:
    """Return the direction of both at the length of the pivot's words."""
    length = USUAL_LENGTH if summed is None else float(np.linalg.norm(summed))
    parts = [unit(part) for part in (said, summed) if part is not None]
    direction = unit(np.asarray(np.sum(parts, axis=0), dtype=np.float32))
    return np.asarray(direction * max(length, SHORTEST_TARGET), dtype=np.float32)


def concept_targets(
    concepts: Concepts, glosses: dict[str, Gloss], meanings: Meanings
) -> dict[str, Floats]:
    """Return the target of every concept that something is known of."""
    english = concepts.english()
    found: dict[str, Floats] = {}
    for concept in sorted(concepts.spread):
        gloss = glosses.get(concept)
        lemmas = english.get(concept) or (list(gloss.lemmas) if gloss else [])
        target = meanings.concept(lemmas, gloss)
        if target is not None:
            found[concept] = target
    return found


def learn_language(
    language: str,
    concepts: Concepts,
    targets: dict[str, Floats],
    meanings: Meanings,
    shares: Mapping[str, float],
) -> Learnt:
    """Return vectors of the words of a language: our own first, then frequent ones.

    ``shares`` tells which share of what is written in the language a word makes up.
    """
    lesson = Lesson([], [], [])
    rank: dict[str, float] = {}
    for lemma, concept in concepts.words[language]:
        words = tokens(lemma, language)
        if concept in targets and len(words) <= LONGEST_LEMMA:
            spread = concepts.spread[concept]
            lesson.add(words, targets[concept], (spread / WIDEST_SPREAD) ** 0.5)
            _raise(rank, words, spread if len(words) == 1 else spread // 2)
    _add_own(lesson, language, meanings, rank)
    known = sorted(rank, key=lambda word: _place(word, rank[word], shares))
    root = np.sqrt(np.array(lesson.weights, dtype=np.float32))
    # A frequent word needs more evidence before it says much.
    rarity = np.array(
        [SMOOTHING / (SMOOTHING + shares.get(word, 0.0)) for word in known], np.float32
    )
    texts = composition(lesson.documents, known)
    matrix = csr_matrix(diags(root) @ texts @ diags(rarity))
    wanted = root[:, None] * np.array(lesson.targets, dtype=np.float32)
    start = np.zeros((len(known), wanted.shape[1]), dtype=np.float32)
    vectors = rarity[:, None] * ridge(matrix, wanted, start)
    return Learnt(tuple(known), np.asarray(vectors, dtype=np.float32))


def _place(
    word: str, rank: float, shares: Mapping[str, float]
) -> tuple[float, float, float, str]:
    """Return where a word stands: by rank if it is ours, else by frequency."""
    ours = rank if rank >= OURS else 0.0
    return (-ours, -shares.get(word, 0.0), -rank, word)


def _add_own(
    lesson: Lesson, language: str, meanings: Meanings, rank: dict[str, float]
) -> None:
    """Add our own words and statements; their words rank above those of concepts."""
    before = ""
    entries = own_words(language)
    for place, entry in enumerate(entries):
        words = tokens(entry.text, language)
        first = entry.meaning != before
        weight = FIRST_WORD_WEIGHT if first else OTHER_WORD_WEIGHT
        lesson.add(words, meanings.word(entry), weight)
        highest = FIRST_RANK if first else OTHER_RANK
        _raise(rank, words, highest - FALL * place / len(entries))
        before = entry.meaning
    for entry in frequent_words(language):
        words = tokens(entry.text, language)
        lesson.add(words, meanings.word(entry), OTHER_WORD_WEIGHT)
        _raise(rank, words, FREQUENT_RANK)
    for entry in statements(language):
        told = meanings.told(entry.english)
        if told is not None:
            words = tokens(entry.text, language)
            lesson.add(words, told, STATEMENT_WEIGHT)
            _raise(rank, words, STATEMENT_RANK)


def _raise(rank: dict[str, float], words: Sequence[str], to: float) -> None:
    for word in words:
        rank[word] = max(rank.get(word, 0.0), to)


def usual_statement(language: str, learnt: Learnt) -> Floats | None:
    """Return the mean of our statements in a language, None without any.

    They say the same in every language, so their means tell languages apart and
    nothing else.
    """
    known = learnt.rows()
    found: list[Floats] = []
    for entry in statements(language):
        words = [known[w] for w in tokens(entry.text, language) if w in known]
        if words:
            summed = np.sum(words, axis=0) / np.sqrt(len(words))
            found.append(np.asarray(summed, dtype=np.float32))
    return _middle(found)
