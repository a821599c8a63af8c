"""Draws statements towards those that are nearest in meaning.

Few words of many languages say less of a statement than its neighbours say together.
A statement moves to the mean of itself and of its nearest ones, weighed by how near
they are (smoothing on the graph of nearest neighbours: Zhou and others 2004), a few
times over.
"""

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import normalize

Floats = NDArray[np.float64]
ROWS_AT_ONCE = 2048
TINY = 1e-9


def eased(vectors: Floats, *, neighbours: int, rounds: int) -> Floats:
    """Return unit rows (n, any) after ``rounds`` steps towards their neighbours.

    Each row has ``neighbours`` nearest others by cosine, fewer where there are fewer;
    those that point away count nothing.
    """
    near = min(neighbours, len(vectors) - 1)
    if near < 1:
        return vectors
    for _ in range(rounds):
        vectors = np.vstack(
            [
                _step(vectors, start, near)
                for start in range(0, len(vectors), ROWS_AT_ONCE)
            ]
        )
    return vectors


def _step(vectors: Floats, start: int, near: int) -> Floats:
    rows = vectors[start : start + ROWS_AT_ONCE]
    likeness = rows @ vectors.T
    own = np.arange(len(rows))
    likeness[own, start + own] = -np.inf
    nearest = np.argpartition(-likeness, near - 1, axis=1)[:, :near]
    weights = np.maximum(np.take_along_axis(likeness, nearest, axis=1), 0.0)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), TINY)
    drawn = np.einsum("ij,ijk->ik", weights, vectors[nearest])
    return np.asarray(normalize(rows + drawn))
