"""Statements as unit vectors by their words alone, earlier ones beside later ones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from nlp.blocks import words_of
from nlp.latent import fit_latent
from nlp.lexical import Documents, count_grams, count_words, word_and_gram_tfidf
from nlp.recipe import Recipe
from nlp.statements import Statement

Floats = NDArray[np.float64]
# What the middles of two different concerns have in common anyway: the small words
# of a language, and those of the question.
COMMON = 0.2


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of n statements, in ``documents`` as they are compared.

    ``tfidf`` (n, words and n-grams) and ``vectors`` (n, rank) have unit rows, or
    zeros for a statement without words.
    """

    documents: Sequence[tuple[str, ...]]
    tfidf: csr_matrix
    vectors: Floats


def read_wording(statements: Sequence[Statement], recipe: Recipe) -> Wording:
    """Return the words of statements; those in the same words are the same row."""
    documents = [words_of(statement) for statement in statements]
    distinct = sorted(set(documents))
    place = {words: row for row, words in enumerate(distinct)}
    rows = np.array([place[words] for words in documents], dtype=np.int64)
    tfidf = _tfidf(distinct, recipe)
    if min(tfidf.shape) < 2:  # noqa: PLR2004 - a projection takes two at least
        dense = np.asarray(tfidf.toarray())
    else:
        latent = fit_latent(tfidf, rank=recipe.latent_rank, seed=recipe.seed)
        dense = np.asarray(normalize(latent.project(tfidf)))
    return Wording(documents, csr_matrix(tfidf[rows]), dense[rows])


def _tfidf(documents: Documents, recipe: Recipe) -> csr_matrix:
    if not any(documents):
        return csr_matrix((len(documents), 1))
    least = recipe.minimum_documents if len(documents) > recipe.smallest_language else 1
    words = count_words(documents)
    grams = count_grams(words, sizes=recipe.character_grams, minimum_documents=least)
    return word_and_gram_tfidf(words, grams, gram_weight=recipe.character_weight)


def centres(tfidf: csr_matrix, members: Sequence[Sequence[int]]) -> csr_matrix:
    """Return the mean direction (groups, columns) of each group of rows."""
    sizes = [len(each) for each in members]
    rows = np.repeat(np.arange(len(members)), sizes)
    columns = np.array([row for each in members for row in each], dtype=np.int64)
    picked = csr_matrix(
        (np.ones(len(columns)), (rows, columns)),
        shape=(len(members), tfidf.shape[0]),
    )
    return csr_matrix(normalize(csr_matrix(picked @ tfidf)))


def likeness(one: csr_matrix, other: csr_matrix) -> Floats:
    """Return how alike the words of groups are (groups, other groups), 0 to 1.

    ``one`` and ``other`` hold mean directions over the same columns.
    """
    cosines = np.asarray((one @ other.T).toarray())
    return np.asarray(np.clip((cosines - COMMON) / (1.0 - COMMON), 0.0, 1.0))
