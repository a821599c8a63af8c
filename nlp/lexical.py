"""Words and character n-grams of statements as sparse TF-IDF matrices."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize

Documents = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each of ``terms`` stands in each document, shape (n, terms)."""

    matrix: csr_matrix
    terms: tuple[str, ...]


def _unchanged(tokens: Sequence[str]) -> Sequence[str]:
    return tokens


def count_words(documents: Documents, *, minimum_documents: int = 1) -> Counts:
    """Return word counts; terms are sorted, rarer ones than the minimum left out.

    Where too few words repeat, all words are kept, so that no question is too
    small to be analysed.
    """
    vectorizer = CountVectorizer(analyzer=_unchanged, dtype=np.float64)
    try:
        matrix = csr_matrix(vectorizer.fit_transform(documents))
    except ValueError:  # scikit-learn's word for an empty vocabulary
        return Counts(csr_matrix((len(documents), 0)), ())
    terms = vectorizer.get_feature_names_out()
    frequent = document_frequency(matrix) >= minimum_documents
    if frequent.sum() < 2:  # noqa: PLR2004 - one column cannot tell statements apart
        frequent[:] = True
    kept = np.flatnonzero(frequent)
    return Counts(csr_matrix(matrix[:, kept]), tuple(str(terms[i]) for i in kept))


def document_frequency(matrix: csr_matrix) -> NDArray[np.float64]:
    """Return in how many rows each column is not zero."""
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.float64)


def grams_of(word: str, sizes: tuple[int, int]) -> list[str]:
    """Return the character n-grams of a word padded with a space on each side.

    A padded word shorter than the smallest size is its own only gram.
    """
    padded = f" {word} "
    low, high = sizes
    if len(padded) <= low:
        return [padded]
    return [
        padded[start : start + size]
        for size in range(low, min(high, len(padded)) + 1)
        for start in range(len(padded) - size + 1)
    ]


def count_grams(
    words: Counts, *, sizes: tuple[int, int], minimum_documents: int = 1
) -> Counts:
    """Return character n-gram counts, computed once per word of the vocabulary."""
    inner = count_words([grams_of(word, sizes) for word in words.terms])
    matrix = csr_matrix(words.matrix @ inner.matrix)
    kept = np.flatnonzero(document_frequency(matrix) >= minimum_documents)
    return Counts(csr_matrix(matrix[:, kept]), tuple(inner.terms[i] for i in kept))


def weighted(counts: csr_matrix) -> csr_matrix:
    """Return sublinear TF-IDF rows of unit length (smoothed idf as in scikit-learn)."""
    if counts.shape[1] == 0:
        return counts
    return csr_matrix(TfidfTransformer(sublinear_tf=True).fit_transform(counts))


def word_and_gram_tfidf(
    words: Counts, grams: Counts, *, gram_weight: float
) -> csr_matrix:
    """Return unit rows of word TF-IDF beside weighted n-gram TF-IDF."""
    both = hstack([weighted(words.matrix), gram_weight * weighted(grams.matrix)])
    return csr_matrix(normalize(csr_matrix(both)))
