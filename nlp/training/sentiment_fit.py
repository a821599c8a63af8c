"""Fits the two linear scores of the sentiment model and packs them small.

The first score says whether a statement judges at all, the second which way; both
are logistic regressions over all features, once shared by all languages and once
per language (Daume III 2007, *Frustratingly easy domain adaptation*), over six
columns that say how much of which polarity the lexicon finds, and over what the
words mean, which is the same for all languages.

A language with many rows has a fit of its own as well, over its own features and
meaning; its scores are the means of both fits (bagging; Breiman 1996). In turns
AfriSenti rose from .600 to .613 macro-F1 by it, our own statements in these
languages from .68 to .70.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, diags_array, hstack
from sklearn.linear_model import LogisticRegression

from nlp.sentiment_features import Negators, extract
from nlp.sentiment_lexicon import COLUMNS, Lexicon
from nlp.sentiment_meaning import Turning, sums
from nlp.sentiment_weights import (
    BUCKETS,
    buckets,
    per_text,
)
from nlp.training.sentiment_data import (
    NO_NEUTRAL,
    OWN,
    PHRASES,
    WRITTEN_BY_US,
    Row,
)
from nlp.word_table import WordTable

NEGATIVE, NEUTRAL, POSITIVE = 0, 1, 2
_LEXICON_SCALE: Final = 30.0
_MEANING_SCALE: Final = 3.0
# With .1 and .01, AfriSenti rows left out in turn lose half a point of macro-F1.
_INVERSE_PENALTY: Final = 0.03
# Of fits of one language .05 to .2 give the same to two decimals.
_INVERSE_PENALTY_OF_OWN: Final = 0.05
LEAST_ROWS_OF_OWN: Final = 1_000
_RAREST: Final = 2
_BATCH: Final = 2_000
_SOURCE_WEIGHT: Final = {OWN: 3.0, NO_NEUTRAL: 0.3}
# The phrase bank says the same in every language: more of these tell nothing more.
_PHRASES_TOGETHER: Final = 12.0

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows as numbers: features by bucket, lexicon columns, labels, origins.

    ``features`` has shape (rows, 2 * BUCKETS) and holds what is there; ``lexicon`` has
    shape (rows, 6); ``straight`` and ``turned`` are the sums of the vectors of
    plain words and of those a negator reaches, shape (rows, dimensions); ``scale``
    divides the features and the lexicon's columns by the root of the row's length.
    """

    features: csr_array
    lexicon: Floats
    straight: Singles
    turned: Singles
    scale: Floats
    labels: npt.NDArray[np.int64]
    origins: list[str]

    @property
    def languages(self) -> npt.NDArray[np.str_]:
        """Return the language of each row."""
        return np.array([origin.split()[1] for origin in self.origins], dtype=np.str_)


@dataclass(frozen=True, slots=True)
class OwnScore:
    """What the fit of one language says of dimensions, and its intercept."""

    meaning: Floats
    intercept: float


@dataclass(frozen=True, slots=True)
class Score:
    """A linear score: weights of buckets, lexicon columns, dimensions; intercept.

    In a language of ``own`` the weights of its own buckets are of both fits, added.
    """

    weights: Floats
    lexicon: Floats
    meaning: Floats
    intercept: float
    own: dict[str, OwnScore] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Readings:
    """What turns texts into numbers."""

    negators: Negators
    lexicon: Lexicon
    turning: Turning
    table: WordTable


def matrix(rows: Sequence[Row], readings: Readings) -> Matrix:
    """Return the rows as numbers."""
    lexicon = readings.lexicon
    places, columns, known = [], [], np.zeros((len(rows), COLUMNS))
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        found = extract(
            [row.text for row in batch],
            [row.language for row in batch],
            readings.negators,
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
    straight, turned = sums(
        [row.text for row in rows],
        [row.language for row in rows],
        readings.turning,
        readings.table.vectors,
    )
    return Matrix(
        features=counts,
        lexicon=known,
        straight=straight.astype(np.float32),
        turned=turned.astype(np.float32),
        # Every feature stands once among the shared and once in its language.
        scale=per_text(np.concatenate(places[::2]), len(rows)),
        labels=np.array([row.label for row in rows]),
        origins=[f"{row.source} {row.language}" for row in rows],
    )


def fit(data: Matrix, use: Flags) -> tuple[Score, Score]:
    """Fit both scores on the rows marked; returns *judging* and *direction*."""
    neutral = data.labels == NEUTRAL
    complete = np.array([not o.startswith(NO_NEUTRAL) for o in data.origins])
    judging = _fit_one(data, _meant(data)[0], use & complete, ~neutral)
    way = _fit_one(data, _meant(data)[1], use & ~neutral, data.labels == POSITIVE)
    languages = data.languages
    for language in _with_many_rows(data, use & complete):
        here = use & complete & (languages == language)
        _add_own(judging, language, data, _meant(data)[0], (here, ~neutral))
        positive = data.labels == POSITIVE
        _add_own(way, language, data, _meant(data)[1], (here & ~neutral, positive))
    return judging, way


def _with_many_rows(data: Matrix, use: Flags) -> list[str]:
    """Return the languages with so many public rows that they have their own fit."""
    public = np.array([o.split()[0] not in WRITTEN_BY_US for o in data.origins])
    names, counts = np.unique(data.languages[use & public], return_counts=True)
    return [str(name) for name in names[counts >= LEAST_ROWS_OF_OWN]]


def _add_own(
    score: Score,
    language: str,
    data: Matrix,
    meant: Singles,
    asked: tuple[Flags, Flags],
) -> None:
    """Fit one language by itself and add what it says; ``asked``: rows, target."""
    use, target = asked
    chosen = np.flatnonzero(use)
    columns, kept, rarity = _columns_of(data, chosen, np.arange(BUCKETS, 2 * BUCKETS))
    model = LogisticRegression(C=_INVERSE_PENALTY_OF_OWN, max_iter=300)
    model.fit(
        hstack([columns, csr_array(_MEANING_SCALE * meant[chosen])], format="csr"),
        target[chosen],
        sample_weight=_balance(data, chosen, target[chosen], {}),
    )
    coefficients = np.asarray(model.coef_[0], dtype=np.float64)
    score.weights[kept] += coefficients[: len(kept)] * rarity
    score.own[language] = OwnScore(
        coefficients[len(kept) :] * _MEANING_SCALE, float(model.intercept_[0])
    )


def logits(scores: tuple[Score, Score], data: Matrix) -> Floats:
    """Return both scores of every row, shape (rows, 2)."""
    each = zip(scores, _meant(data), strict=True)
    return np.stack([_logit(score, data, meant) for score, meant in each], axis=1)


def _logit(score: Score, data: Matrix, meant: Singles) -> Floats:
    read = (data.features @ score.weights + data.lexicon @ score.lexicon) * data.scale
    sums: Floats = read + meant @ score.meaning + score.intercept
    languages = data.languages
    for language, own in score.own.items():
        here = languages == language
        sums[here] += meant[here] @ own.meaning + own.intercept
        sums[here] /= 2
    return sums


def _meant(data: Matrix) -> tuple[Singles, Singles]:
    """Return the meaning as each score sees it: turned words judge the other way."""
    return data.straight + data.turned, data.straight - data.turned


def _fit_one(data: Matrix, meant: Singles, use: Flags, target: Flags) -> Score:
    chosen = np.flatnonzero(use)
    read, kept, rarity = _columns_of(data, chosen, np.arange(2 * BUCKETS))
    scale = diags_array(data.scale[chosen].astype(np.float32))
    columns = [
        read,
        scale @ csr_array((_LEXICON_SCALE * data.lexicon[chosen]).astype(np.float32)),
        csr_array(_MEANING_SCALE * meant[chosen]),
    ]
    # Single precision halves the memory; the result is rounded to 8 bits anyway.
    model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=80, tol=1e-3)
    model.fit(
        hstack(columns, format="csr"),
        target[chosen],
        sample_weight=_balance(data, chosen, target[chosen], _shares(data, chosen)),
    )
    coefficients = np.asarray(model.coef_[0], dtype=np.float64)
    weights = np.zeros(2 * BUCKETS)
    weights[kept] = coefficients[: len(kept)] * rarity
    lexicon, meaning = np.split(coefficients[len(kept) :], [COLUMNS])
    return Score(
        weights,
        lexicon * _LEXICON_SCALE,
        meaning * _MEANING_SCALE,
        float(model.intercept_[0]),
    )


def _columns_of(
    data: Matrix, chosen: Places, buckets: Places
) -> tuple[csr_array, Places, Singles]:
    """Return features of rows that are not the rarest, weighed; where; the weights."""
    counts = data.features[chosen]
    found = np.bincount(counts.indices, minlength=2 * BUCKETS)[buckets]
    kept = buckets[found >= _RAREST]
    often = found[found >= _RAREST]
    rarity = (np.log((1 + len(chosen)) / (1 + often)) + 1).astype(np.float32)
    scale = diags_array(data.scale[chosen].astype(np.float32))
    return csr_array(scale @ counts[:, kept] @ diags_array(rarity)), kept, rarity


def _shares(data: Matrix, chosen: Places) -> dict[str, float]:
    """Return how much a row of each source counts in the fit of all languages."""
    origins = {data.origins[row] for row in chosen}
    banks = sum(origin.startswith(PHRASES) for origin in origins)
    return {**_SOURCE_WEIGHT, PHRASES: _PHRASES_TOGETHER / max(banks, 1)}


def _balance(
    data: Matrix, chosen: Places, target: Flags, shares: Mapping[str, float]
) -> Floats:
    """Weigh rows so that both answers count the same in each set and language."""
    origins = np.array([data.origins[row] for row in chosen])
    weights = np.zeros(len(chosen))
    for origin in sorted(set(origins.tolist())):
        here = origins == origin
        source = shares.get(origin.split()[0], 1.0)
        for answer in (False, True):
            both = here & (target == answer)
            weights[both] = source * here.sum() / (2 * max(int(both.sum()), 1))
    return weights
