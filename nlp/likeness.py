"""Statements as unit vectors by words and meaning, earlier ones beside later ones."""

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
from nlp.vectors import embed_documents

Floats = NDArray[np.float64]
Groups = Sequence[Sequence[int]]

TINY = 1e-9
LEARNT_ROWS = 4000
MEANING_WEIGHT = 1.5
# What the middles of two different concerns have in common anyway: the small words
# of a language and those of the question; and what the question is about.
COMMON_WORDS = 0.2
COMMON_MEANING = 0.5


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of n statements, in ``documents`` as they are compared.

    ``tfidf`` (n, words and n-grams), ``meaning`` (n, dimensions) and ``vectors``,
    made of both for the first m statements (m, rank), have unit rows, or zeros for
    a statement without words.
    """

    documents: Sequence[tuple[str, ...]]
    tfidf: csr_matrix
    meaning: NDArray[np.float32]
    vectors: Floats


def read_wording(
    statements: Sequence[Statement],
    recipe: Recipe,
    *,
    beside: Sequence[Statement] = (),
) -> Wording:
    """Return the words of statements and of others that stand ``beside`` them.

    Rows are in this order; only the statements themselves have vectors.
    """
    everything = [*statements, *beside]
    documents = [words_of(statement) for statement in everything]
    languages = [statement.language for statement in everything]
    distinct = sorted(set(documents))
    place = {words: row for row, words in enumerate(distinct)}
    rows = np.array([place[words] for words in documents], dtype=np.int64)
    tfidf = _tfidf(distinct, recipe)
    meaning = embed_documents(documents, languages).vectors
    own = len(statements)
    latent = _latent(tfidf, recipe)[rows[:own]]
    vectors = np.hstack([latent, MEANING_WEIGHT * meaning[:own]])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.maximum(lengths, TINY)
    return Wording(documents, csr_matrix(tfidf[rows]), meaning, vectors)


def _tfidf(documents: Documents, recipe: Recipe) -> csr_matrix:
    if not any(documents):
        return csr_matrix((len(documents), 1))
    least = recipe.minimum_documents if len(documents) > recipe.smallest_language else 1
    words = count_words(documents)
    grams = count_grams(words, sizes=recipe.character_grams, minimum_documents=least)
    return word_and_gram_tfidf(words, grams, gram_weight=recipe.character_weight)


def _latent(tfidf: csr_matrix, recipe: Recipe) -> Floats:
    if min(tfidf.shape) < 2:  # noqa: PLR2004 - a projection takes two at least
        return np.asarray(tfidf.toarray())
    # A part of many rows says as well which words go together, in less time.
    part = np.linspace(0, tfidf.shape[0], LEARNT_ROWS, endpoint=False, dtype=np.int64)
    learnt = csr_matrix(tfidf[np.unique(part)])
    latent = fit_latent(learnt, rank=recipe.latent_rank, seed=recipe.seed)
    return np.asarray(normalize(latent.project(tfidf)))


def likeness(wording: Wording, one: Groups, other: Groups) -> Floats:
    """Return how alike groups of statements are (groups, other groups), 0 to 1.

    By the middles of their words or of their meaning, whichever says more: people
    of two languages share no words, and names of places have no meaning.
    """
    mine, theirs = _picking(one, wording), _picking(other, wording)
    words = _unit(csr_matrix(mine @ wording.tfidf)) @ (
        _unit(csr_matrix(theirs @ wording.tfidf)).T
    )
    meant = _unit(csr_matrix(mine @ wording.meaning)) @ (
        _unit(csr_matrix(theirs @ wording.meaning)).T
    )
    return np.maximum(
        _beyond(csr_matrix(words), COMMON_WORDS),
        _beyond(csr_matrix(meant), COMMON_MEANING),
    )


def _picking(groups: Groups, wording: Wording) -> csr_matrix:
    """Return the matrix (groups, n) that adds up the rows of each group."""
    numbers = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    columns = np.array([row for group in groups for row in group], dtype=np.int64)
    shape = (len(groups), len(wording.documents))
    return csr_matrix((np.ones(len(columns)), (numbers, columns)), shape=shape)


def _unit(rows: csr_matrix) -> csr_matrix:
    return csr_matrix(normalize(rows)) if rows.shape[0] else rows


def _beyond(cosines: csr_matrix, common: float) -> Floats:
    dense = np.asarray(cosines.toarray())
    return np.asarray(np.clip((dense - common) / (1.0 - common), 0.0, 1.0))
