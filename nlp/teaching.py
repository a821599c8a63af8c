"""Learns from what people decided which concerns the other answers speak of.

Of each pair of answer and concern some signs are known. A logistic model weighs
them; its weights are drawn to fixed ones, so that few decisions change little (a
Gaussian prior, MacKay 1992).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nlp.signs import Floats, Lesson, Signs, Singles, Truths

FEWEST_EXAMPLES: Final = 5
# For a constant and the five signs, in the order of `Signs.read`.
USUAL_WEIGHTS: Final = np.array([-2.4, 2.3, 0.4, 4.1, 3.1, 3.1])
PULL: Final = 3.0
NEWTON_STEPS: Final = 30
LOWEST_CUT: Final = 0.1
HIGHEST_CUT: Final = 0.6
LARGEST_LOGIT: Final = 30.0


@dataclass(frozen=True, slots=True)
class Taught:
    """Which answers speak of which concern.

    ``sure`` and ``speaks`` have shape (n, k); ``weights`` (d, k) tell where in an
    answer a concern is spoken of.
    """

    sure: Floats
    speaks: Truths
    weights: Floats


def teach(lesson: Lesson) -> Taught | None:
    """Return what follows for all answers, or None where there are too few examples."""
    if len(lesson.examples) < FEWEST_EXAMPLES or not lesson.found.shape[1]:
        return None
    signs = Signs(lesson)
    known = signs.read()
    weights = _fitted(_rows([sign[lesson.examples] for sign in known]), lesson.truth)
    sure = _probabilities(_weighed(known, weights))
    grouped = np.asarray(lesson.of_answers(lesson.found).any(axis=1)).reshape(-1)
    return Taught(sure, _chosen(sure, grouped, _best_cut(sure)), signs.directions)


def _probabilities(logits: Floats) -> Floats:
    clipped = np.clip(logits, -LARGEST_LOGIT, LARGEST_LOGIT)
    return np.asarray(1.0 / (1.0 + np.exp(-clipped)))


def _rows(signs: Sequence[Singles]) -> Floats:
    """Return a row for every pair (m k, 6), a constant before its signs."""
    constant = np.ones(signs[0].shape, dtype=np.float32)
    told = np.stack([constant, *signs], axis=-1).astype(np.float64)
    return np.asarray(told.reshape(-1, told.shape[-1]))


def _weighed(signs: Sequence[Singles], weights: Floats) -> Floats:
    """Return the weighed sum (n, k), one sign after the other to save memory."""
    total = np.full(signs[0].shape, weights[0])
    for sign, weight in zip(signs, weights[1:], strict=True):
        total += weight * sign
    return total


def _fitted(told: Floats, truth: Truths) -> Floats:
    """Return the weights of most posterior probability, by Newton's method."""
    holds = truth.ravel().astype(np.float64)
    weights = USUAL_WEIGHTS.copy()
    for _ in range(NEWTON_STEPS):
        likely = _probabilities(told @ weights)
        slope = told.T @ (likely - holds) + PULL * (weights - USUAL_WEIGHTS)
        bend = (told * (likely * (1.0 - likely))[:, None]).T @ told
        bend[np.diag_indices_from(bend)] += PULL
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def _best_cut(sure: Floats) -> float:
    """Return the probability from which pairs are chosen for the best F1 expected.

    Of the t surest pairs, whose probabilities add up to S out of T in all, F1 is
    about 2 S / (t + T) (Lipton, Elkan, Naryanaswamy 2014): of probabilities .9, .4
    and .1, two are chosen, since 1.8 / 2.4 = .75 < 2.6 / 3.4 = .76 > 2.8 / 4.4.
    """
    likely = np.sort(sure[sure >= LOWEST_CUT])[::-1]
    if not len(likely):
        return LOWEST_CUT
    chosen = np.arange(1, len(likely) + 1)
    best = (np.cumsum(likely) / (chosen + sure.sum())).argmax()
    return min(float(likely[best]), HIGHEST_CUT)


def _chosen(sure: Floats, grouped: Truths, cut: float) -> Truths:
    """Return what is above the cut; what stood in a concern stays in one."""
    chosen = np.asarray(sure >= cut)
    best = sure.argmax(axis=1)
    rows = np.flatnonzero(grouped)
    chosen[rows, best[rows]] = True
    return chosen
