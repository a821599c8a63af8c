"""Leave-one-out ridge regression onto a partition, in closed form.

A statement's label is predicted from all others, so a partition that words do
not support cannot confirm itself. The leave-one-out prediction of a linear
smoother with hat matrix H is ``(H y - h y) / (1 - h)`` with ``h = diag(H)``
(Allen 1974, PRESS; Hastie, Tibshirani, Friedman, ESL 2nd ed., eq. 7.64).
"""

from dataclasses import dataclass
from numbers import Real
from typing import ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils._param_validation import Interval
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

Floats = NDArray[np.float64]
Halves = NDArray[np.float32]
Reals = Floats | Halves
Integers = NDArray[np.int64]
Labels = NDArray[np.generic]
SIZE_ROOT = 0.25
ROWS_AT_ONCE = 4096
LEAST_LEFT = 1e-9


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """A linear smoother over n statements.

    ``left`` of shape (n, d) holds the features, ``inverse`` of shape (d, d) what
    turns their products with targets into weights, ``diagonal`` of shape (n,) is that
    of the hat matrix. It reckons in as many digits as the features have.
    """

    left: Reals
    inverse: Floats
    diagonal: Floats

    def weights(self, targets: Floats) -> Floats:
        """Return the weights (d, columns) of a regression onto targets (n, columns)."""
        return np.asarray(self.inverse @ (self.left.T @ self._alike(targets)))

    def fitted(self, weights: Floats) -> Floats:
        """Return what weights (d, columns) make of the rows, shape (n, columns)."""
        return np.asarray(self.left @ self._alike(weights), dtype=np.float64)

    def scores(self, targets: Floats) -> Floats:
        """Return what every row's targets would be by all the other rows.

        ``targets`` and the result have shape (n, columns).
        """
        return self.without_own(self.fitted(self.weights(targets)), targets)

    def without_own(self, fitted: Floats, targets: Floats) -> Floats:
        """Return fitted values (n, columns) less what each row's own target adds."""
        own = self.diagonal[:, None]
        return np.asarray((fitted - own * targets) / (1.0 - own))

    def label_scores(self, labels: Integers, clusters: int) -> Reals:
        """Return `scores` of a partition (n,) around the shares of its clusters.

        The same numbers as from its indicators, in a fraction of the time.
        """
        rows = len(labels)
        ones = np.ones(rows, dtype=np.float32)
        members = csr_matrix((ones, (labels, np.arange(rows))), (clusters, rows))
        shares = np.bincount(labels, minlength=clusters) / rows
        sums = members @ self.left
        sums = sums - np.outer(shares, sums.sum(axis=0, dtype=np.float64))
        found = self.left @ self._alike(self.inverse @ sums.T)
        own = self._alike(self.diagonal)
        found += own[:, None] * self._alike(shares)
        found[np.arange(rows), labels] -= own
        left_out: Reals = found / (1.0 - own)[:, None]
        return left_out

    def _alike(self, values: Floats) -> Reals:
        return values.astype(np.float32) if self.left.dtype == np.float32 else values


def smoother(features: Reals, *, penalty: float) -> LeaveOneOut:
    """Return the ridge smoother of ``features`` (n, d) with an L2 ``penalty``."""
    gram = penalty * np.eye(features.shape[1])
    for start in range(0, len(features), ROWS_AT_ONCE):
        part = features[start : start + ROWS_AT_ONCE].astype(np.float64)
        gram += part.T @ part
    inverse = np.asarray(cho_solve(cho_factor(gram), np.eye(len(gram))))
    turned = features @ inverse.astype(features.dtype)
    diagonal = np.einsum("ij,ij->i", turned, features).astype(np.float64)
    least = max(LEAST_LEFT, 4.0 * float(np.finfo(features.dtype).eps))
    return LeaveOneOut(features, inverse, np.minimum(diagonal, 1.0 - least))


def indicator(labels: Integers, clusters: int) -> Floats:
    """Return the (n, clusters) matrix of ones and zeros of a partition."""
    matrix = np.zeros((len(labels), clusters))
    matrix[np.arange(len(labels)), labels] = 1.0
    return matrix


def balanced_scores(loo: LeaveOneOut, labels: Integers, clusters: int) -> Reals:
    """Return leave-one-out scores (n, clusters) that large clusters do not win by size.

    Where the words say little, a plain prediction is the largest cluster, and
    what nobody understands would pile up there. Scores are taken around the
    clusters' shares and divided by a root of them; ``docs/methods.md`` has the
    figures that chose it.
    """
    shares = np.bincount(labels, minlength=clusters) / len(labels)
    roots = np.maximum(shares, 1e-12) ** SIZE_ROOT
    scores = loo.label_scores(labels, clusters)
    balanced: Reals = scores / roots.astype(scores.dtype)
    return balanced


def refine(loo: LeaveOneOut, labels: Integers, clusters: int) -> Integers:
    """Return the partition that the leave-one-out predictions describe.

    A cluster that nobody would be predicted into keeps its most typical member,
    so the number of clusters never falls.
    """
    scores = balanced_scores(loo, labels, clusters)
    refined: Integers = scores.argmax(axis=1).astype(np.int64)
    sizes = np.bincount(refined, minlength=clusters)
    empty = np.flatnonzero(sizes == 0).tolist()
    while empty:
        cluster = empty.pop(0)
        members = np.flatnonzero(labels == cluster)
        if not len(members):
            continue
        # Members that nobody misses go first; else the cluster that loses its
        # only row calls one of its own back in turn.
        movable = members[sizes[refined[members]] > 1]
        candidates = movable if len(movable) else members
        chosen = candidates[scores[candidates, cluster].argmax()]
        left = int(refined[chosen])
        refined[chosen] = cluster
        sizes[left] -= 1
        sizes[cluster] += 1
        if sizes[left] == 0:
            empty.append(left)
    return refined


class LeaveOneOutMembership(ClassifierMixin, BaseEstimator):  # type: ignore[misc] # scikit-learn ships no types
    """Predict which cluster rows belong to, the known ones each without itself.

    A ridge regression onto the indicators of the clusters around their shares.

    Parameters
    ----------
    penalty : L2 penalty.

    Attributes
    ----------
    classes_ : shape (k,), the labels in order.
    coef_ : shape (k, d), what a unit of each column adds to each score.
    intercept_ : shape (k,), the shares of the clusters.
    scores_ : shape (n, k), scores of the rows it was fitted to, each as predicted
        by all the others.

    """

    _parameter_constraints: ClassVar[dict[str, list[object]]] = {
        "penalty": [Interval(Real, 0, None, closed="neither")],
    }

    def __init__(self, *, penalty: float = 1.0) -> None:
        self.penalty = penalty

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:  # noqa: N803 - scikit-learn's signature
        """Fit to the rows of X, shape (n, d), and their labels y, shape (n,)."""
        self._validate_params()
        data, labels = rows_and_labels(self, X, y)
        return self.fit_smoothed(smoother(data, penalty=self.penalty), labels)

    def fit_smoothed(self, loo: LeaveOneOut, y: Labels) -> Self:
        """Fit to the rows that a smoother was made of, and their labels y (n,)."""
        self.classes_, positions = np.unique(y, return_inverse=True)
        targets = indicator(positions, len(self.classes_))
        shares = targets.mean(axis=0)
        deviations = targets - shares
        weights = loo.weights(deviations)
        self.n_features_in_ = len(weights)
        self.coef_, self.intercept_ = weights.T, shares
        self.scores_ = loo.without_own(loo.fitted(weights), deviations) + shares
        return self

    def decision_function(self, X: ArrayLike) -> Floats:  # noqa: N803 - scikit-learn's signature
        """Return the scores (n, k); of two clusters how much the second leads, (n,)."""
        scores = self.membership_scores(X)
        if len(self.classes_) == 2:  # noqa: PLR2004 - scikit-learn's rule for two classes
            return np.asarray(scores[:, 1] - scores[:, 0])
        return scores

    def predict(self, X: ArrayLike) -> Labels:  # noqa: N803 - scikit-learn's signature
        """Return the label (n,) with the highest score."""
        best = self.membership_scores(X).argmax(axis=1)
        return np.asarray(self.classes_[best])

    def membership_scores(self, X: ArrayLike) -> Floats:  # noqa: N803 - scikit-learn's signature
        """Return scores (n, k) of belonging to each cluster."""
        check_is_fitted(self)
        data = validate_data(self, X, dtype=np.float64, reset=False)
        return np.asarray(data @ self.coef_.T + self.intercept_)


def rows_and_labels(
    estimator: BaseEstimator, rows: ArrayLike, labels: ArrayLike
) -> tuple[Floats, Labels]:
    """Return rows (n, d) and labels (n,) as arrays, or raise ValueError."""
    data, known = validate_data(estimator, rows, labels, dtype=np.float64)
    check_classification_targets(known)
    return data, known
