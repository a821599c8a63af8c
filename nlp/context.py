"""Statements understood in their answers: "Why?" speaks of what stands beside it.

A short statement takes more from its answer than a long one, which speaks for itself.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from nlp.blocks import Block
from nlp.meaning import Understood
from nlp.recipe import Recipe
from nlp.statements import Statement

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
PORTION = 20_000


def in_context(
    meaning: Understood, block: Block, statements: Sequence[Statement], recipe: Recipe
) -> Understood:
    """Return the meaning of a block's rows with that of the answers they stand in.

    What groups a row becomes its own vector and, with a weight that falls with its
    words, the mean direction of the other statements of its answers.
    """
    if not meaning.grouping.shape[1]:
        return meaning
    rows, answers = _places(block, statements)
    beside = _beside(meaning.grouping, rows, answers)
    words = np.array([len(document) for document in block.documents], dtype=np.float64)
    weight = recipe.context * np.minimum(1.0, recipe.context_words / words)
    return replace(
        meaning,
        grouping=np.asarray(normalize(meaning.grouping + weight[:, None] * beside)),
    )


def _places(block: Block, statements: Sequence[Statement]) -> tuple[Integers, Integers]:
    """Return the row and the answer, numbered, of each statement behind the rows."""
    rows = [row for row, members in enumerate(block.members) for _ in members]
    number: dict[int, int] = defaultdict(lambda: len(number))
    answers = [
        number[statements[place].answer]
        for members in block.members
        for place in members
    ]
    return np.array(rows, dtype=np.int64), np.array(answers, dtype=np.int64)


def _beside(vectors: Floats, rows: Integers, answers: Integers) -> Floats:
    """Return the mean, over a row's statements, of the direction beside each."""
    places = np.arange(len(rows))
    ones = np.ones(len(rows))
    within = csr_matrix((ones, (answers, places)), shape=(answers.max() + 1, len(rows)))
    sums = np.asarray(within @ csr_matrix((ones, (places, rows))) @ vectors)
    alone = np.asarray(within.sum(axis=1)).ravel()[answers] < 2  # noqa: PLR2004
    total = np.zeros_like(vectors)
    for start in range(0, len(rows), PORTION):
        part = slice(start, start + PORTION)
        others = normalize(sums[answers[part]] - vectors[rows[part]])
        others[alone[part]] = 0.0
        np.add.at(total, rows[part], others)
    return np.asarray(total / np.bincount(rows, minlength=len(vectors))[:, None])
