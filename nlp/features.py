"""Statements as numbers: the views that the consensus looks at.

All views stand side by side in one array; ``Views`` says which columns are
which, so that estimators stay plain functions of numeric arrays.
"""

from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from nlp.easing import eased
from nlp.latent import (
    Latent,
    WordVectors,
    fit_latent,
    joined_vocabulary,
    learn_word_vectors,
)
from nlp.leading import canonical_signs
from nlp.lexical import (
    Counts,
    Documents,
    count_grams,
    count_words,
    word_and_gram_tfidf,
)
from nlp.meaning import Real, Understood, is_mixed, levelled
from nlp.parallel import side_by_side
from nlp.recipe import Recipe

Floats = NDArray[np.float64]
Halves = NDArray[np.float32]
Columns = tuple[int, int]
ROWS_AT_ONCE = 8192


@dataclass(frozen=True)
class Lexicon:
    """Counts and TF-IDF of the statements of one block, and what they mean.

    ``tfidf`` has shape (n, words + n-grams) with unit rows; ``joined`` holds the
    counts that word vectors are learnt from; ``meaning`` (n, any) are the vectors that
    statements are grouped by, ``shared`` (n, any) those of the space that all languages
    share, with no columns where no language is known to it; ``tongues`` (n,) numbers
    the languages.
    """

    words: Counts
    tfidf: csr_matrix
    joined: csr_matrix
    meaning: Floats
    shared: Floats
    tongues: NDArray[np.int64]
    recipe: Recipe

    @cached_property
    def vectors(self) -> WordVectors:
        """Return vectors of words and n-grams, learnt from the statements."""
        counts = _sampled(self.joined, self.recipe)
        return _learn(counts, self.recipe.vector_rank, self.recipe)

    @property
    def is_mixed(self) -> bool:
        """Tell whether no language is so common that it may lead."""
        return is_mixed(self.tongues)


@dataclass(frozen=True, slots=True)
class Views:
    """Views of n statements side by side in ``data`` (n, columns).

    ``columns`` are the ranges of the views for k-means, ``kernel`` the range for
    leave-one-out prediction; ``latent`` projects other statements onto it.
    """

    data: Floats
    columns: tuple[Columns, ...]
    kernel: Columns
    latent: Latent

    def view(self, number: int) -> Floats:
        """Return view ``number`` as an array (n, its columns)."""
        start, end = self.columns[number]
        return self.data[:, start:end]

    @property
    def kernel_view(self) -> Floats:
        """Return the columns that leave-one-out prediction sees."""
        start, end = self.kernel
        return self.data[:, start:end]


def read_lexicon(documents: Documents, meaning: Understood, recipe: Recipe) -> Lexicon:
    """Return what is known of tokenised statements beside what they mean."""
    words = count_words(documents)
    least = recipe.minimum_documents if len(documents) > recipe.smallest_language else 1
    frequent = count_words(documents, minimum_documents=least)
    grams = count_grams(words, sizes=recipe.character_grams, minimum_documents=least)
    tfidf = word_and_gram_tfidf(words, grams, gram_weight=recipe.character_weight)
    joined = joined_vocabulary(frequent, grams, size=recipe.vector_vocabulary)
    return Lexicon(
        frequent,
        tfidf,
        joined,
        meaning.grouping,
        meaning.shared,
        meaning.tongues,
        recipe,
    )


def _sampled(counts: csr_matrix, recipe: Recipe) -> csr_matrix:
    """Return the rows that word vectors are learnt from: all, or enough of them."""
    return csr_matrix(
        counts[sample_rows(counts.shape[0], recipe.learning_rows, recipe.seed)]
    )


def sample_rows(rows: int, limit: int, seed: int) -> NDArray[np.int64]:
    """Return all rows, or ``limit`` of them drawn without replacement, in order."""
    if rows <= limit:
        return np.arange(rows)
    drawn = RandomState(seed).choice(rows, limit, replace=False)
    return np.sort(drawn).astype(np.int64)


def build_views(lexicon: Lexicon, rows: NDArray[np.int64], recipe: Recipe) -> Views:
    """Return the views of the statements in ``rows``.

    Views of words: latent semantics at two ranks, corpus word vectors, corpus
    vectors of words and n-grams at two ranks, and the first with each of the
    others. Views of meaning: the shared space, and it beside each view of words.
    Where languages are mixed there are views of meaning alone, at several ranks,
    for words tell languages apart before anything else; there statements are drawn
    towards those that mean the like first.
    """
    tfidf = csr_matrix(lexicon.tfidf[rows])
    tongues, meaning = lexicon.tongues[rows], lexicon.meaning[rows]
    words_count = not (meaning.shape[1] and lexicon.is_mixed)
    # The longest first: what is left for the end is short then.
    latent, _, *own = side_by_side(
        partial(fit_latent, tfidf, rank=recipe.latent_rank, seed=recipe.seed),
        lambda: lexicon.vectors,
        *([partial(_word_view, lexicon, rows, recipe)] if words_count else []),
        rows=lexicon.tfidf.shape[0],
    )
    if words_count:
        parts = _word_views(lexicon, rows, latent.project(tfidf), own[0], recipe)
    else:
        near = eased(
            meaning, neighbours=recipe.easing_neighbours, rounds=recipe.easing_rounds
        )
        parts = [near, *(principal(near, rank) for rank in recipe.meaning_ranks)]
    if meaning.shape[1] and not lexicon.is_mixed:
        parts = [_levelled(part, tongues) for part in parts]
        parts += [meaning, *(_beside(meaning, part, recipe) for part in parts)]
    seen = kernel(lexicon, latent, rows, recipe).astype(np.float64)
    data, columns = _joined([*parts, seen])
    return Views(data, columns[:-1], columns[-1], latent)


def _word_view(lexicon: Lexicon, rows: NDArray[np.int64], recipe: Recipe) -> Floats:
    counts = csr_matrix(lexicon.words.matrix[rows])
    return _learn(counts, recipe.vector_ranks[0], recipe).embed(counts)


def _word_views(
    lexicon: Lexicon,
    rows: NDArray[np.int64],
    full: Floats,
    words: Floats,
    recipe: Recipe,
) -> list[Floats]:
    narrow, wide = (normalize(full[:, :rank]) for rank in recipe.latent_views)
    small, large = recipe.vector_ranks
    counts = csr_matrix(lexicon.joined[rows])
    joined = lexicon.vectors.narrowed(small, counts).embed(counts)
    return [
        narrow,
        words,
        normalize(np.hstack([narrow, words])),
        joined,
        normalize(np.hstack([narrow, joined])),
        wide,
        lexicon.vectors.narrowed(large, counts).embed(counts),
    ]


def kernel(
    lexicon: Lexicon, latent: Latent, rows: NDArray[np.int64], recipe: Recipe
) -> Halves:
    """Return what leave-one-out prediction sees of the statements in ``rows``.

    All statements may be asked for: half the digits, and no more than a part of the
    rows at once in all of them, keep that small.
    """
    words = latent.project(csr_matrix(lexicon.tfidf[rows])).astype(np.float32)
    words = _levelled(words, lexicon.tongues[rows])
    weight = recipe.words_in_mixed_kernel if lexicon.is_mixed else 1.0
    width = words.shape[1] + lexicon.meaning.shape[1]
    seen = np.empty((len(rows), width), dtype=np.float32)
    for start in range(0, len(rows), ROWS_AT_ONCE):
        part = slice(start, start + ROWS_AT_ONCE)
        said = weight * normalize(words[part])
        seen[part] = normalize(np.hstack([said, lexicon.meaning[rows[part]]]))
    return seen


def principal(vectors: Floats, rank: int) -> Floats:
    """Return the leading principal components of rows, at unit length."""
    moved = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh(moved.T @ moved)
    leading = canonical_signs(axes[:, ::-1][:, :rank].T).T
    return np.asarray(normalize(moved @ leading))


def _beside(meaning: Floats, part: Floats, recipe: Recipe) -> Floats:
    return np.asarray(
        normalize(np.hstack([meaning, recipe.words_beside_meaning * part]))
    )


def _levelled(vectors: NDArray[Real], tongues: NDArray[np.int64]) -> NDArray[Real]:
    """Return unit rows around the mean of their language, if there are several."""
    return levelled(vectors, tongues) if len(np.unique(tongues)) > 1 else vectors


def _learn(counts: csr_matrix, rank: int, recipe: Recipe) -> WordVectors:
    return learn_word_vectors(
        counts, rank=rank, smoothing=recipe.vector_smoothing, seed=recipe.seed
    )


def _joined(parts: list[Floats]) -> tuple[Floats, tuple[Columns, ...]]:
    ends = np.cumsum([part.shape[1] for part in parts]).tolist()
    return np.hstack(parts), tuple(zip([0, *ends[:-1]], ends, strict=True))
