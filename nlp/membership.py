"""How sure it is that a statement belongs to a concern.

Leave-one-out scores become probabilities by a logistic model fitted to the
consensus itself (Platt 1999): of the pairs that look like this one, how many
stand together. The figure is about agreement with the grouping, not about truth.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from nlp.ridge import Floats, Integers

FITTED_ROWS = 1500


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model of score and lead; ``weights`` has two entries."""

    weights: Floats
    intercept: float

    def probabilities(self, scores: Floats) -> Floats:
        """Return confidences (n, k) for scores (n, k)."""
        lead = _lead(scores)
        logit = scores * self.weights[0] + lead * self.weights[1] + self.intercept
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logit, -35.0, 35.0))))


def calibrate(scores: Floats, labels: Integers, *, seed: int) -> Calibration:
    """Return the calibration of ``scores`` (n, k) against ``labels`` (n,)."""
    rows = np.arange(len(labels))
    if len(rows) > FITTED_ROWS:
        rows = np.sort(RandomState(seed).choice(rows, FITTED_ROWS, replace=False))
    chosen = scores[rows]
    pairs = np.column_stack([chosen.ravel(), _lead(chosen).ravel()])
    belongs = np.zeros(chosen.shape, dtype=bool)
    belongs[np.arange(len(rows)), labels[rows]] = True
    target = belongs.ravel()
    if target.all():
        return Calibration(np.zeros(2), 10.0)
    model = LogisticRegression(C=10.0).fit(pairs, target)
    return Calibration(model.coef_[0], float(model.intercept_[0]))


def _lead(scores: Floats) -> Floats:
    """Return by how much each score leads the best of the others in its row."""
    if scores.shape[1] == 1:
        return np.zeros_like(scores)
    ordered = np.partition(scores, -2, axis=1)
    best, second = ordered[:, -1:], ordered[:, -2:-1]
    return scores - np.where(scores == best, second, best)


def further_concerns(
    confidences: Floats, labels: Integers, *, least: float, ratio: float
) -> NDArray[np.bool_]:
    """Return which concerns (n, k) each statement speaks of.

    The main one always; another where its confidence is at least ``least`` and
    at least ``ratio`` times the main one's.
    """
    rows = np.arange(len(labels))
    main = confidences[rows, labels][:, None]
    belongs = (confidences >= least) & (confidences >= ratio * main)
    belongs[rows, labels] = True
    return np.asarray(belongs)
