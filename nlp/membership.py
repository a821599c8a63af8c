"""How sure it is that a statement belongs to a concern.

Leave-one-out scores become probabilities by a logistic model fitted to the
consensus itself (Platt 1999): of the pairs that look like this one, how many
stand together. The figure is about agreement with the grouping, not about truth.
"""

from dataclasses import dataclass
from numbers import Integral, Real
from typing import ClassVar, Self

import numpy as np
from numpy.random import RandomState
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils import Tags, check_random_state
from sklearn.utils._param_validation import Interval
from sklearn.utils.validation import check_is_fitted, validate_data

from nlp.ridge import (
    Floats,
    Integers,
    Labels,
    LeaveOneOut,
    LeaveOneOutMembership,
    rows_and_labels,
    smoother,
)

FITTED_ROWS = 1500


class MembershipCalibration(TransformerMixin, BaseEstimator):  # type: ignore[misc] # scikit-learn ships no types
    """Turn rows into how sure it is that they belong to each cluster.

    Each entry stands for itself: a row may belong to several clusters, or none.

    Parameters
    ----------
    penalty : L2 penalty of leave-one-out membership.
    n_rows : rows that the logistic model is fitted to at most, drawn at random.
    random_state : seed of the draw.

    Attributes
    ----------
    membership_ : the fitted ``LeaveOneOutMembership``.
    calibration_ : the fitted logistic model of its scores.
    confidences_ : shape (n, k), 0 to 1, those of the rows it was fitted to, each as
        predicted by all the others.

    """

    _parameter_constraints: ClassVar[dict[str, list[object]]] = {
        "penalty": [Interval(Real, 0, None, closed="neither")],
        "n_rows": [Interval(Integral, 2, None, closed="left")],
        "random_state": ["random_state"],
    }

    def __init__(
        self,
        *,
        penalty: float = 1.0,
        n_rows: int = FITTED_ROWS,
        random_state: int | RandomState | None = None,
    ) -> None:
        self.penalty = penalty
        self.n_rows = n_rows
        self.random_state = random_state

    def __sklearn_tags__(self) -> Tags:
        """Return scikit-learn's description of an estimator, which needs labels."""
        tags = super().__sklearn_tags__()
        tags.target_tags.required = True
        return tags

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:  # noqa: N803 - scikit-learn's signature
        """Fit to the rows of X, shape (n, d), and their labels y, shape (n,)."""
        self._validate_params()
        data, labels = rows_and_labels(self, X, y)
        return self.fit_smoothed(smoother(data, penalty=self.penalty), labels)

    def fit_smoothed(self, loo: LeaveOneOut, y: Labels) -> Self:
        """Fit to the rows that a smoother was made of, and their labels y (n,)."""
        member = LeaveOneOutMembership(penalty=self.penalty).fit_smoothed(loo, y)
        positions = np.searchsorted(member.classes_, y)
        self.membership_ = member
        self.n_features_in_ = member.n_features_in_
        self.calibration_ = calibrate(
            member.scores_, positions, seed=self.random_state, n_rows=self.n_rows
        )
        self.confidences_ = self.calibration_.probabilities(member.scores_)
        return self

    def transform(self, X: ArrayLike) -> Floats:  # noqa: N803 - scikit-learn's signature
        """Return confidences (n, k), 0 to 1, of the rows of X."""
        check_is_fitted(self)
        data = validate_data(self, X, dtype=np.float64, reset=False)
        return self.calibration_.probabilities(self.membership_.membership_scores(data))


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


def calibrate(
    scores: Floats,
    labels: Integers,
    *,
    seed: int | RandomState | None,
    n_rows: int = FITTED_ROWS,
) -> Calibration:
    """Return the calibration of ``scores`` (n, k) against ``labels`` (n,).

    Of more than ``n_rows`` rows it is fitted to so many, drawn by ``seed``.
    """
    drawn = np.arange(len(labels))
    if len(drawn) > n_rows:
        random = check_random_state(seed)
        drawn = np.sort(random.choice(drawn, n_rows, replace=False))
    chosen = scores[drawn]
    pairs = np.column_stack([chosen.ravel(), _lead(chosen).ravel()])
    belongs = np.zeros(chosen.shape, dtype=bool)
    belongs[np.arange(len(drawn)), labels[drawn]] = True
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
