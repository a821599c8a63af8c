"""Leading singular and eigenvectors of large sparse matrices, by subspace iteration.

A random subspace is multiplied with the matrix a few times and made orthonormal
in between; what it holds then is solved exactly (Halko, Martinsson and Tropp 2011,
algorithms 4.4 and 5.1). Everything orthonormal stands on the smaller side of the
matrix, which is what costs least.
"""

from typing import TypeVar

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray
from scipy.linalg import eigh, qr
from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
Real = TypeVar("Real", np.float32, np.float64)
OVERSAMPLED = 10
STEPS = 3
TINY = 1e-12


def leading_axes(matrix: csr_matrix, *, rank: int, seed: int) -> Floats:
    """Return the leading right singular vectors (columns, rank), signs canonical.

    ``rank`` is at most the smaller side of ``matrix`` (rows, columns).
    """
    rows, columns = matrix.shape
    wide = columns > rows
    # Half the digits take half the room; a subspace is known well enough by them.
    matrix = matrix.astype(np.float32)
    # Of the two orders of a product, sparse by dense is the quick one.
    near, far = (
        (matrix, csr_matrix(matrix.T)) if wide else (csr_matrix(matrix.T), matrix)
    )
    basis = _start(near.shape[0], rank, seed).astype(np.float32)
    for _ in range(STEPS):
        basis = _orthonormal(np.asarray(near @ (far @ basis)))
    across = np.asarray(far @ basis, dtype=np.float64)
    values, turned = eigh(across.T @ across)
    leading = turned[:, ::-1][:, :rank]
    if wide:
        lengths = np.sqrt(np.maximum(values[::-1][:rank], TINY))
        return canonical_signs((across @ leading / lengths).T).T
    return canonical_signs((basis @ leading).T).T


def leading_symmetric(
    matrix: NDArray[np.float32], *, rank: int, seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return singular vectors (n, rank), signs canonical, and values (rank,).

    ``matrix`` (n, n) is symmetric; the largest values come first.
    """
    basis = _start(matrix.shape[0], rank, seed).astype(matrix.dtype)
    for _ in range(STEPS):
        basis = _orthonormal(matrix @ basis)
    across = np.asarray(matrix @ basis)
    values, turned = eigh(across.T @ across)
    vectors = basis @ turned[:, ::-1][:, :rank]
    lengths = np.sqrt(np.maximum(values[::-1][:rank], TINY))
    return canonical_signs(vectors.T).T, lengths


def canonical_signs(rows: NDArray[Real]) -> NDArray[Real]:
    """Return rows turned so that each one's largest entry is positive."""
    largest = np.abs(rows).argmax(axis=1)
    signs = np.sign(rows[np.arange(len(rows)), largest])
    signs[signs == 0] = 1
    return np.asarray(rows * signs[:, None])


def _start(size: int, rank: int, seed: int) -> Floats:
    return RandomState(seed).normal(size=(size, min(size, rank + OVERSAMPLED)))


def _orthonormal(vectors: NDArray[Real]) -> NDArray[Real]:
    return np.asarray(qr(vectors, mode="economic", check_finite=False)[0])
