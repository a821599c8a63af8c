"""Learns from what people decided which concerns the other answers speak of.

Five things are known of a pair of answer and concern: whether the analysis put
them together, what a ridge regression on the decided answers says, what one on
all answers says that has never seen this one, how much nearer the nearest
answer inside is than the nearest one outside, and how many of the decided ones
speak of the concern. A logistic model weighs them; its weights are drawn to
fixed ones, so that few decisions change little (a Gaussian prior, MacKay 1992).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]

FEWEST_EXAMPLES: Final = 5
PENALTY: Final = 1.0
# For the constant and the five things above, in this order.
USUAL_WEIGHTS: Final = np.array([-2.0, 4.0, 5.0, 4.0, 2.0, 0.7])
PULL: Final = 4.0
NEWTON_STEPS: Final = 30
CUTS: Final = tuple(round(0.1 + 0.05 * step, 2) for step in range(11))
USUAL_CUT: Final = 0.4
CUT_COST: Final = 0.02
ROWS_AT_ONCE: Final = 2000
LARGEST_LOGIT: Final = 30.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be learnt from.

    ``vectors`` (n, d) have unit length, ``found`` (n, k) is what the analysis
    found, with its confidences; ``examples`` (m,) are the rows that were decided,
    and ``truth`` (m, k) is what holds of them.
    """

    vectors: Floats
    found: Floats
    examples: Integers
    truth: Truths


@dataclass(frozen=True, slots=True)
class Taught:
    """Which rows speak of which concern.

    ``sure`` and ``speaks`` have shape (n, k); ``weights`` (d, k) tell where in an
    answer a concern is spoken of.
    """

    sure: Floats
    speaks: Truths
    weights: Floats


def teach(lesson: Lesson) -> Taught | None:
    """Return what follows for all rows, or None where there are too few examples."""
    if len(lesson.examples) < FEWEST_EXAMPLES or not lesson.found.shape[1]:
        return None
    reader = _Reader(lesson)
    told = reader.features(lesson.examples)
    weights = _fitted(
        told.reshape(-1, told.shape[2]), lesson.truth.ravel().astype(np.float64)
    )
    known = _probabilities(told @ weights)
    grouped = np.asarray((lesson.found > 0).any(axis=1)).reshape(-1)
    cut = _best_cut(known, grouped[lesson.examples], lesson.truth)
    sure = np.vstack(
        [_probabilities(reader.features(rows) @ weights) for rows in reader.parts()]
    )
    return Taught(sure, _chosen(sure, grouped, cut), reader.directions)


class _Reader:
    """Tells what is known of pairs of rows and concerns."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        truth = lesson.truth.astype(np.float64)
        self.examples = lesson.vectors[lesson.examples]
        self.share = truth.mean(axis=0)
        inside = truth.sum(axis=0)
        self.prior = np.log((inside + 0.5) / (len(truth) - inside + 0.5))
        self.by_examples = _Ridge(self.examples, truth)
        everything = (lesson.found > 0).astype(np.float64)
        everything[lesson.examples] = truth
        self.by_all = _Ridge(lesson.vectors, everything)
        self.directions = self.by_examples.weights + self.by_all.weights
        self.position = np.full(len(lesson.vectors), -1, dtype=np.int64)
        self.position[lesson.examples] = np.arange(len(lesson.examples))
        self.everything = everything

    def parts(self) -> Iterator[Integers]:
        """Give all rows, some at a time."""
        total = len(self.lesson.vectors)
        for start in range(0, total, ROWS_AT_ONCE):
            yield np.arange(start, min(total, start + ROWS_AT_ONCE))

    def features(self, rows: Integers) -> Floats:
        """Return what is known (rows, k, 6); no row has a part in its own."""
        vectors = self.lesson.vectors[rows]
        position = self.position[rows]
        is_example = position >= 0
        own = np.zeros((len(rows), len(self.share)))
        own[is_example] = self.lesson.truth[position[is_example]]
        found = (self.lesson.found[rows] > 0).astype(np.float64)
        return np.stack(
            [
                np.ones_like(found),
                found,
                self.by_examples.left_out(vectors, own, is_example),
                self.by_all.left_out(
                    vectors, self.everything[rows], np.ones(len(rows), dtype=np.bool_)
                ),
                self._nearness(vectors, position),
                np.broadcast_to(self.prior, found.shape),
            ],
            axis=-1,
        )

    def _nearness(self, vectors: Floats, position: Integers) -> Floats:
        """Return how much nearer the nearest example inside is than outside."""
        near = np.clip(vectors @ self.examples.T, 0.0, None)
        own = np.flatnonzero(position >= 0)
        near[own, position[own]] = 0.0
        return np.column_stack(
            [
                _largest(near[:, inside]) - _largest(near[:, ~inside])
                for inside in self.lesson.truth.T
            ]
        )


class _Ridge:
    """Ridge regression of targets (n, k) on features (n, d), around their means."""

    def __init__(self, features: Floats, targets: Floats) -> None:
        gram = features.T @ features
        gram[np.diag_indices_from(gram)] += PENALTY
        self.inverse = np.linalg.inv(gram)
        self.mean = targets.mean(axis=0)
        self.weights = self.inverse @ (features.T @ (targets - self.mean))

    def left_out(self, features: Floats, own: Floats, is_in: Truths) -> Floats:
        """Return scores without a row's own part where it had one (PRESS)."""
        scores = features @ self.weights
        lever = ((features @ self.inverse) * features).sum(axis=1)
        lever = np.where(is_in, np.minimum(lever, 1.0 - 1e-9), 0.0)[:, None]
        return np.asarray((scores - lever * (own - self.mean)) / (1.0 - lever))


def _largest(near: Floats) -> Floats:
    return np.asarray(near.max(axis=1)) if near.shape[1] else np.zeros(len(near))


def _probabilities(logits: Floats) -> Floats:
    clipped = np.clip(logits, -LARGEST_LOGIT, LARGEST_LOGIT)
    return np.asarray(1.0 / (1.0 + np.exp(-clipped)))


def _fitted(told: Floats, holds: Floats) -> Floats:
    """Return the weights of most posterior probability, by Newton's method."""
    weights = USUAL_WEIGHTS.copy()
    for _ in range(NEWTON_STEPS):
        likely = _probabilities(told @ weights)
        slope = told.T @ (likely - holds) + PULL * (weights - USUAL_WEIGHTS)
        bend = (told * (likely * (1.0 - likely))[:, None]).T @ told
        bend[np.diag_indices_from(bend)] += PULL
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def _best_cut(sure: Floats, grouped: Truths, truth: Truths) -> float:
    """Return the cut with the best F1 on the examples, near the usual one."""

    def worth(cut: float) -> float:
        chosen = _chosen(sure, grouped, cut)
        both = 2.0 * float((chosen & truth).sum())
        total = max(1.0, float(chosen.sum() + truth.sum()))
        return both / total - CUT_COST * abs(cut - USUAL_CUT)

    return max(CUTS, key=worth)


def _chosen(sure: Floats, grouped: Truths, cut: float) -> Truths:
    """Return what is above the cut; what stood in a concern stays in one."""
    chosen = np.asarray(sure >= cut)
    best = sure.argmax(axis=1)
    rows = np.flatnonzero(grouped)
    chosen[rows, best[rows]] = True
    return chosen
