"""Statements as numbers: the views that the consensus looks at.

All views stand side by side in one array; ``Views`` says which columns are
which, so that estimators stay plain functions of numeric arrays.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from nlp.latent import (
    Latent,
    WordVectors,
    fit_latent,
    joined_vocabulary,
    learn_word_vectors,
)
from nlp.lexical import (
    Counts,
    Documents,
    count_grams,
    count_words,
    word_and_gram_tfidf,
)
from nlp.recipe import Recipe

Floats = NDArray[np.float64]
Columns = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Counts and TF-IDF of the statements of one block.

    ``tfidf`` has shape (n, words + n-grams) with unit rows; ``joined`` holds the
    counts that word vectors are learnt from.
    """

    words: Counts
    tfidf: csr_matrix
    joined: csr_matrix


@dataclass(frozen=True, slots=True)
class Views:
    """Views of n statements side by side in ``data`` (n, columns).

    ``columns`` are the ranges of the views for k-means, ``kernel`` the range for
    leave-one-out prediction; ``latent`` projects other statements onto it,
    ``vectors`` are those of words and n-grams that the joined views were made with.
    """

    data: Floats
    columns: tuple[Columns, ...]
    kernel: Columns
    latent: Latent
    vectors: WordVectors

    def view(self, number: int) -> Floats:
        """Return view ``number`` as an array (n, its columns)."""
        start, end = self.columns[number]
        return self.data[:, start:end]

    @property
    def kernel_view(self) -> Floats:
        """Return the columns that leave-one-out prediction sees."""
        start, end = self.kernel
        return self.data[:, start:end]


def read_lexicon(documents: Documents, recipe: Recipe) -> Lexicon:
    """Return counts and TF-IDF of tokenised statements of one language."""
    words = count_words(documents)
    least = recipe.minimum_documents if len(documents) > recipe.smallest_language else 1
    frequent = count_words(documents, minimum_documents=least)
    grams = count_grams(words, sizes=recipe.character_grams, minimum_documents=least)
    tfidf = word_and_gram_tfidf(words, grams, gram_weight=recipe.character_weight)
    joined = joined_vocabulary(frequent, grams, size=recipe.vector_vocabulary)
    return Lexicon(frequent, tfidf, joined)


def build_views(lexicon: Lexicon, rows: NDArray[np.int64], recipe: Recipe) -> Views:
    """Return the views of the statements in ``rows``, learnt from these alone.

    Views: latent semantics at two ranks, corpus word vectors, corpus vectors of
    words and n-grams at two ranks, and the first with each of the others.
    """
    tfidf = csr_matrix(lexicon.tfidf[rows])
    latent = fit_latent(tfidf, rank=recipe.latent_rank, seed=recipe.seed)
    full = latent.project(tfidf)
    narrow, wide = (normalize(full[:, :rank]) for rank in recipe.latent_views)
    small, large = recipe.vector_ranks
    words = _embedding(csr_matrix(lexicon.words.matrix[rows]), small, recipe)
    counts = csr_matrix(lexicon.joined[rows])
    vectors = _learn(counts, recipe.rare_rank, recipe)
    joined = vectors.narrowed(small, counts).embed(counts)
    parts = [
        narrow,
        words,
        normalize(np.hstack([narrow, words])),
        joined,
        normalize(np.hstack([narrow, joined])),
        wide,
        vectors.narrowed(large, counts).embed(counts),
    ]
    data, columns = _side_by_side([*parts, normalize(full)])
    return Views(data, columns[:-1], columns[-1], latent, vectors)


def _learn(counts: csr_matrix, rank: int, recipe: Recipe) -> WordVectors:
    return learn_word_vectors(
        counts, rank=rank, smoothing=recipe.vector_smoothing, seed=recipe.seed
    )


def _embedding(counts: csr_matrix, rank: int, recipe: Recipe) -> Floats:
    return _learn(counts, rank, recipe).embed(counts)


def _side_by_side(parts: list[Floats]) -> tuple[Floats, tuple[Columns, ...]]:
    ends = np.cumsum([part.shape[1] for part in parts]).tolist()
    return np.hstack(parts), tuple(zip([0, *ends[:-1]], ends, strict=True))
