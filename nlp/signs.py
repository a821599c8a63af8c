"""Tells what speaks for an answer being about a concern, to learn from examples.

No answer has a part in what is said of itself, so that those people decided on
can be judged like all others. An answer speaks of a concern where one of its
statements does: what is known of statements counts as that of the best of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import normalize

from nlp.ridge import smoother

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]

PENALTY = 1.0
STATEMENTS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be learnt from.

    ``vectors`` (s, d) are those of the statements, ``first`` (n,) is where the
    statements of each answer begin, all of them in order; ``found`` (s, k) tells
    what the analysis found. ``examples`` (m,) are the answers that were decided,
    and ``truth`` (m, k) is what holds of them.
    """

    vectors: Floats
    first: Integers
    found: Truths
    examples: Integers
    truth: Truths

    def answer_of(self) -> Integers:
        """Return the answer of every statement (s,)."""
        lengths = np.diff(self.first, append=len(self.vectors))
        return np.repeat(np.arange(len(self.first)), lengths)

    def of_answers(self, of_statements: NDArray[np.generic]) -> NDArray[np.generic]:
        """Return the largest of what each answer's statements have (n, k)."""
        return np.asarray(np.maximum.reduceat(of_statements, self.first, axis=0))


class Signs:
    """What is known of the pairs of answers and concerns of a lesson.

    ``directions`` (d, k) tell where in an answer a concern is spoken of.
    """

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self.answer = lesson.answer_of()
        self.position = np.full(len(lesson.first), -1, dtype=np.int64)
        self.position[lesson.examples] = np.arange(len(lesson.examples))
        self.held = self._held()
        self.by_all = _Ridge(lesson.vectors, self.held.astype(np.float64))
        self.directions = self.by_all.weights

    def _held(self) -> Truths:
        """Return what statements speak of (s, k), as far as it is known by now.

        Where somebody puts an answer into a concern that none of its statements
        was found in, nobody knows which one it is: all of them count.
        """
        decided = self.position[self.answer]
        rows = np.flatnonzero(decided >= 0)
        found = self.lesson.found[rows]
        answers = self.lesson.of_answers(self.lesson.found)[self.answer[rows]]
        held = self.lesson.found.copy()
        held[rows] = self.lesson.truth[decided[rows]] & (found | ~answers.astype(bool))
        return held

    def read(self) -> tuple[Singles, ...]:
        """Return, for every answer and concern, five signs (n, k) each.

        Whether the analysis put them together; how many of the decided speak of
        the concern, as log odds; what ridge regressions say, one on the decided
        answers and one on all statements; how much nearer the nearest decided
        statement inside is than the nearest outside.
        """
        found = self.lesson.of_answers(self.lesson.found)
        return (
            found.astype(np.float32),
            self._odds(found.shape).astype(np.float32),
            self._by_examples().astype(np.float32),
            self.lesson.of_answers(self.by_all.left_out()).astype(np.float32),
            self.lesson.of_answers(self._nearness()).astype(np.float32),
        )

    def _odds(self, shape: tuple[int, ...]) -> Floats:
        truth = self.lesson.truth.astype(np.float64)
        inside = np.broadcast_to(truth.sum(axis=0), shape).copy()
        total = np.full((shape[0], 1), float(len(truth)))
        inside[self.lesson.examples] -= truth
        total[self.lesson.examples] -= 1.0
        return np.asarray(np.log((inside + 0.5) / (total - inside + 0.5)))

    def _by_examples(self) -> Floats:
        sums = np.add.reduceat(self.lesson.vectors, self.lesson.first, axis=0)
        answers = np.asarray(normalize(sums))
        examples = self.lesson.examples
        ridge = _Ridge(answers[examples], self.lesson.truth.astype(np.float64))
        scores = answers @ ridge.weights
        scores[examples] = ridge.left_out()
        return np.asarray(scores)

    def _nearness(self) -> Singles:
        decided = np.flatnonzero(self.position[self.answer] >= 0)
        inside = self.held[decided]
        vectors = self.lesson.vectors.astype(np.float32)
        result = np.empty(self.lesson.found.shape, dtype=np.float32)
        for rows in self._parts():
            near = vectors[rows] @ vectors[decided].T
            np.maximum(near, 0.0, out=near)
            near[_equal(self.answer[rows], self.answer[decided])] = 0.0
            result[rows] = _lead_of_inside(near, inside)
        return result

    def _parts(self) -> Iterator[Integers]:
        total = len(self.lesson.vectors)
        for start in range(0, total, STATEMENTS_AT_ONCE):
            yield np.arange(start, min(total, start + STATEMENTS_AT_ONCE))


class _Ridge:
    """Ridge regression of targets (n, k) on features (n, d), around their means."""

    def __init__(self, features: Floats, targets: Floats) -> None:
        self.smoother = smoother(features, penalty=PENALTY)
        self.deviations = targets - targets.mean(axis=0)
        self.weights = self.smoother.weights(self.deviations)

    def left_out(self) -> Floats:
        """Return scores (n, k) around the means, each without the row's own part."""
        fitted = self.smoother.fitted(self.weights)
        return self.smoother.without_own(fitted, self.deviations)


def _equal(one: Integers, ordered: Integers) -> tuple[Integers, Integers]:
    """Return the rows of ``one`` and of ``ordered``, which rises, that are equal."""
    left = np.searchsorted(ordered, one, side="left")
    times = np.searchsorted(ordered, one, side="right") - left
    rows = np.repeat(np.arange(len(one)), times)
    before = np.repeat(np.cumsum(times) - times, times)
    return rows, left[rows] + np.arange(len(rows)) - before


def _lead_of_inside(near: Singles, inside: Truths) -> Singles:
    """Return by how much the nearest inside leads the nearest outside (rows, k).

    ``near`` (rows, m) is how near others are, ``inside`` (m, k) whether these
    speak of the concern; where there is none, 0 stands for it.
    """
    nearest, largest = near.argmax(axis=1), near.max(axis=1)
    lead = np.empty((len(near), inside.shape[1]), dtype=np.float32)
    for column, within in enumerate(inside.T):
        outside = largest.copy()
        # Only where the nearest of all is inside has another one to be looked for.
        rows = np.flatnonzero(within[nearest])
        outside[rows] = near[np.ix_(rows, np.flatnonzero(~within))].max(
            axis=1, initial=0.0
        )
        lead[:, column] = near[:, within].max(axis=1, initial=0.0) - outside
    return lead
