"""Dense vectors: latent semantic analysis and word vectors learnt from the corpus.

Word vectors come from positive pointwise mutual information of words that share
a statement (Levy and Goldberg 2014), a statement's vector is the smooth inverse
frequency average of its words' vectors without the first common component
(Arora, Liang, Ma 2017).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.preprocessing import normalize

from nlp.leading import canonical_signs, leading_axes, leading_symmetric
from nlp.lexical import Counts, document_frequency

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Latent:
    """A projection, shape (columns, rank), onto latent dimensions."""

    components: Floats

    def project(self, matrix: csr_matrix) -> Floats:
        """Return the rows of ``matrix`` (n, columns) as vectors (n, rank)."""
        return np.asarray(matrix @ self.components)


def fit_latent(matrix: csr_matrix, *, rank: int, seed: int) -> Latent:
    """Return the leading right singular vectors, signs made canonical.

    The rank is lowered to what the matrix holds.
    """
    rank = max(1, min(rank, min(matrix.shape) - 1))
    return Latent(leading_axes(matrix, rank=rank, seed=seed))


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Vectors (terms, rank) and weights (terms,) of the terms of one corpus."""

    vectors: Floats
    weights: Floats
    common: Floats

    def embed(self, counts: csr_matrix) -> Floats:
        """Return statement vectors (n, rank) of unit length for counts (n, terms)."""
        present = counts.copy()
        present.data[:] = 1.0
        length = np.maximum(np.asarray(present.sum(axis=1)).ravel(), 1.0)
        raw = np.asarray(present @ (self.vectors * self.weights[:, None]))
        raw /= length[:, None]
        raw -= (raw @ self.common)[:, None] * self.common[None, :]
        return np.asarray(normalize(raw))

    def narrowed(self, rank: int, counts: csr_matrix) -> "WordVectors":
        """Return these vectors with fewer dimensions, their common part anew."""
        return _with_common_part(self.vectors[:, :rank], self.weights, counts)


def learn_word_vectors(
    counts: csr_matrix, *, rank: int, smoothing: float, seed: int
) -> WordVectors:
    """Return word vectors learnt from which terms share a statement.

    ``counts`` has shape (n, terms); ``smoothing`` is a in a / (a + p(term)).
    """
    present = counts.copy()
    present.data[:] = 1.0
    frequency = document_frequency(counts)
    association = positive_mutual_information(present)
    rank = max(1, min(rank, association.shape[0] - 1))
    turned, values = leading_symmetric(association, rank=rank, seed=seed)
    vectors = (turned * np.sqrt(values)).astype(np.float64)
    weights = smoothing / (smoothing + frequency / max(frequency.sum(), 1.0))
    return _with_common_part(vectors, weights, counts)


def _with_common_part(
    vectors: Floats, weights: Floats, counts: csr_matrix
) -> WordVectors:
    zero = np.zeros(vectors.shape[1])
    raw = WordVectors(vectors, weights, zero)
    present = counts.copy()
    present.data[:] = 1.0
    length = np.maximum(np.asarray(present.sum(axis=1)).ravel(), 1.0)
    means = np.asarray(present @ (raw.vectors * raw.weights[:, None]))
    means /= length[:, None]
    _, axes = np.linalg.eigh(means.T @ means)
    return WordVectors(vectors, weights, canonical_signs(axes[:, -1:].T)[0])


def positive_mutual_information(present: csr_matrix) -> NDArray[np.float32]:
    """Return max(0, log p(a, b) / p(a) p(b)) over statements, shape (terms, terms).

    It is as good as full where statements are many, and quicker when held so.
    """
    halved = present.astype(np.float32)
    together = csr_matrix(halved.T @ halved).toarray()
    marginal = together.sum(axis=1, dtype=np.float64)
    scale = np.sqrt(marginal.sum()) / np.maximum(marginal, 1.0)
    together *= scale.astype(np.float32)[:, None]
    together *= scale.astype(np.float32)[None, :]
    np.log(np.maximum(together, 1.0, out=together), out=together)
    return together


def joined_vocabulary(words: Counts, grams: Counts, *, size: int) -> csr_matrix:
    """Return counts of words beside their most frequent n-grams, ``size`` columns.

    Frequent columns come first in rank, ties by position, so that the choice is
    the same on every machine.
    """
    both = csr_matrix(hstack([words.matrix, grams.matrix]))
    frequency = document_frequency(both)
    repeated = np.flatnonzero(frequency > 1)
    if len(repeated) < 2:  # noqa: PLR2004 - two columns are the least to associate
        repeated = np.arange(both.shape[1])
    order = repeated[np.argsort(-frequency[repeated], kind="stable")]
    return csr_matrix(both[:, np.sort(order[:size])])
