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
SIZE_ROOT = 0.25


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


def balanced_scores(loo: LeaveOneOut, labels: Integers, clusters: int) -> Floats:
    """Return leave-one-out scores (n, clusters) that large clusters do not win by size.

    Where the words say little, a plain prediction is the largest cluster, and
    what nobody understands would pile up there. Scores are taken around the
    clusters' shares and divided by a root of them; ``docs/methods.md`` has the
    figures that chose it.
    """
    targets = indicator(labels, clusters)
    shares = targets.mean(axis=0)
    scores = loo.scores(targets - shares)
    return np.asarray(scores / np.maximum(shares, 1e-12) ** SIZE_ROOT)


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
