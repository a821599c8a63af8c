"""Fits the two linear scores of the sentiment model and packs them small.

The first score says whether a statement judges at all, the second which way; both
are logistic regressions over all features, once shared by all languages and once
per language (Daume III 2007, *Frustratingly easy domain adaptation*), and over six
columns that say how much of which polarity the lexicon finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, diags_array, hstack
from sklearn.linear_model import LogisticRegression

from nlp.sentiment_features import Negators, extract
from nlp.sentiment_lexicon import COLUMNS, Lexicon
from nlp.sentiment_weights import (
    BUCKETS,
    buckets,
    per_text,
)
from nlp.training.sentiment_data import NO_NEUTRAL, OWN, Row

NEGATIVE, NEUTRAL, POSITIVE = 0, 1, 2
_LEXICON_SCALE: Final = 30.0
_INVERSE_PENALTY: Final = 0.1
_RAREST: Final = 2
_BATCH: Final = 2_000
_SOURCE_WEIGHT: Final = {OWN: 3.0, NO_NEUTRAL: 0.3}

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows as numbers: features by bucket, lexicon columns, labels, origins.

    ``features`` has shape (rows, 2 * BUCKETS) and holds counts; ``lexicon`` has
    shape (rows, 6); ``scale`` divides each row by the root of its length.
    """

    features: csr_array
    lexicon: Floats
    scale: Floats
    labels: npt.NDArray[np.int64]
    origins: list[str]


@dataclass(frozen=True, slots=True)
class Score:
    """A linear score: a weight per bucket, per lexicon column, an intercept."""

    weights: Floats
    lexicon: Floats
    intercept: float


def matrix(rows: Sequence[Row], negators: Negators, lexicon: Lexicon) -> Matrix:
    """Return the rows as numbers."""
    places, columns, known = [], [], np.zeros((len(rows), COLUMNS))
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        found = extract(
            [row.text for row in batch], [row.language for row in batch], negators
        )
        for part in buckets(found):
            places.append(found.rows + start)
            columns.append(part)
        known[start : start + len(batch)] = lexicon.count(
            found.rows, found.local, len(batch)
        )
    where = np.concatenate(places), np.concatenate(columns)
    counts = csr_array(
        (np.ones(len(where[0]), dtype=np.float32), where),
        shape=(len(rows), 2 * BUCKETS),
    )
    counts.sum_duplicates()
    return Matrix(
        features=counts,
        lexicon=known,
        # Every feature stands once among the shared and once in its language.
        scale=per_text(np.concatenate(places[::2]), len(rows)),
        labels=np.array([row.label for row in rows]),
        origins=[f"{row.source} {row.language}" for row in rows],
    )


def fit(data: Matrix, use: Flags) -> tuple[Score, Score]:
    """Fit both scores on the rows marked; returns *judging* and *direction*."""
    neutral = data.labels == NEUTRAL
    complete = np.array([not o.startswith(NO_NEUTRAL) for o in data.origins])
    judging = _fit_one(data, use & complete, ~neutral)
    direction = _fit_one(data, use & ~neutral, data.labels == POSITIVE)
    return judging, direction


def logits(scores: tuple[Score, Score], data: Matrix) -> Floats:
    """Return both scores of every row, shape (rows, 2)."""
    return np.stack(
        [
            (data.features @ score.weights + data.lexicon @ score.lexicon) * data.scale
            + score.intercept
            for score in scores
        ],
        axis=1,
    )


def _fit_one(data: Matrix, use: Flags, target: Flags) -> Score:
    chosen = np.flatnonzero(use)
    counts = data.features[chosen]
    found = np.bincount(counts.indices, minlength=2 * BUCKETS)
    kept = np.flatnonzero(found >= _RAREST)
    rarity = (np.log((1 + len(chosen)) / (1 + found[kept])) + 1).astype(np.float32)
    scale = diags_array(data.scale[chosen].astype(np.float32))
    columns = [
        scale @ counts[:, kept] @ diags_array(rarity),
        scale @ csr_array((_LEXICON_SCALE * data.lexicon[chosen]).astype(np.float32)),
    ]
    # Single precision halves the memory; the result is rounded to 8 bits anyway.
    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=80, tol=1e-3)
    model.fit(
        hstack(columns, format="csr"),
        target[chosen],
        sample_weight=_balance(data, chosen, target[chosen]),
    )
    coefficients = np.asarray(model.coef_[0], dtype=np.float64)
    weights = np.zeros(2 * BUCKETS)
    weights[kept] = coefficients[: len(kept)] * rarity
    lexicon = coefficients[len(kept) :] * _LEXICON_SCALE
    return Score(weights, lexicon, float(model.intercept_[0]))


def _balance(data: Matrix, chosen: npt.NDArray[np.int64], target: Flags) -> Floats:
    """Weigh rows so that both answers count the same in each set and language."""
    origins = np.array([data.origins[row] for row in chosen])
    weights = np.zeros(len(chosen))
    for origin in sorted(set(origins.tolist())):
        here = origins == origin
        source = _SOURCE_WEIGHT.get(origin.split()[0], 1.0)
        for answer in (False, True):
            both = here & (target == answer)
            weights[both] = source * here.sum() / (2 * max(int(both.sum()), 1))
    return weights
