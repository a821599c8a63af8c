"""Leave-one-out ridge regression onto a partition, in closed form.

A statement's label is predicted from all others, so a partition that words do
not support cannot confirm itself. The leave-one-out prediction of a linear
smoother with hat matrix H is ``(H y - h y) / (1 - h)`` with ``h = diag(H)``
(Allen 1974, PRESS; Hastie, Tibshirani, Friedman, ESL 2nd ed., eq. 7.64).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """A linear smoother over n statements.

    ``left`` of shape (n, d) and ``right`` of shape (d, n) multiply to the hat
    matrix; ``diagonal`` of shape (n,) is its diagonal.
    """

    left: Floats
    right: Floats
    diagonal: Floats

    def scores(self, targets: Floats) -> Floats:
        """Return what every row's targets would be by all the other rows.

        ``targets`` and the result have shape (n, columns).
        """
        own = self.diagonal[:, None]
        fitted = self.left @ (self.right @ targets)
        return np.asarray((fitted - own * targets) / (1.0 - own))


def smoother(features: Floats, *, penalty: float) -> LeaveOneOut:
    """Return the ridge smoother of ``features`` (n, d) with an L2 ``penalty``."""
    gram = features.T @ features
    gram[np.diag_indices_from(gram)] += penalty
    right: Floats = np.linalg.solve(gram, features.T).astype(np.float64)
    diagonal = np.einsum("ij,ji->i", features, right)
    return LeaveOneOut(features, right, np.minimum(diagonal, 1.0 - 1e-9))


def indicator(labels: Integers, clusters: int) -> Floats:
    """Return the (n, clusters) matrix of ones and zeros of a partition."""
    matrix = np.zeros((len(labels), clusters))
    matrix[np.arange(len(labels)), labels] = 1.0
    return matrix


def membership_scores(loo: LeaveOneOut, labels: Integers, clusters: int) -> Floats:
    """Return leave-one-out scores (n, clusters) of belonging to each cluster."""
    targets = indicator(labels, clusters)
    centre = targets.mean(axis=0)
    return np.asarray(loo.scores(targets - centre) + centre)


def refine(loo: LeaveOneOut, labels: Integers, clusters: int) -> Integers:
    """Return the partition that the leave-one-out predictions describe.

    A cluster that nobody would be predicted into keeps its most typical member,
    so the number of clusters never falls.
    """
    scores = membership_scores(loo, labels, clusters)
    refined: Integers = scores.argmax(axis=1).astype(np.int64)
    sizes = np.bincount(refined, minlength=clusters)
    for cluster in np.flatnonzero(sizes == 0):
        members = np.flatnonzero(labels == cluster)
        movable = members[
            np.bincount(refined, minlength=clusters)[refined[members]] > 1
        ]
        if len(movable):
            refined[movable[scores[movable, cluster].argmax()]] = cluster
    return refined
