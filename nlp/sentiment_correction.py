"""Learns from labels that people gave to statements: a small change of both scores.

The change is linear in what the model reads (pieces of words, and what words mean)
and costs by its square, so that it stays small and touches only what resembles the
corrected statements. How strong it may be is chosen on rows left out in turn; where
it makes not clearly more of these right than wrong, nothing is changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array, diags_array

from nlp.sentiment_features import Features
from nlp.sentiment_weights import NEUTRAL, buckets, combine, per_text

FOLDS: Final = 5
# The first is no change at all; the others are ever weaker penalties.
PENALTIES: Final = (None, 30.0, 10.0, 3.0)
MEANING_SCALE: Final = 3.0
# Fewer rows than this say nothing about whether a change helps elsewhere.
LEAST_ROWS: Final = 20
_TINY: Final = 1e-9

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Correction:
    """What is added to both scores.

    ``places`` are buckets, ascending, with their ``weights``, shape (places, 2);
    ``meaning`` has the weights of the dimensions, shape (dimensions, 2), and
    ``intercepts`` two numbers, for languages of which there are corrected rows.
    """

    places: npt.NDArray[np.int64]
    weights: Floats
    meaning: Floats
    intercepts: Floats

    def sum(self, found: Features, texts: int) -> Floats:
        """Return what pieces of words add to each text, shape (texts, 2)."""
        sums = np.zeros((texts, 2))
        if not len(self.places):
            return sums
        scale = per_text(found.rows, texts)
        for part in buckets(found):
            at = np.minimum(np.searchsorted(self.places, part), len(self.places) - 1)
            hit = np.flatnonzero(self.places[at] == part)
            rows = found.rows[hit]
            for column in range(2):
                weights = self.weights[at[hit], column]
                sums[:, column] += scale * np.bincount(rows, weights, minlength=texts)
        return sums


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction, and both scores of its rows as if each had not been learnt."""

    correction: Correction
    left_out: Floats


@dataclass(frozen=True, slots=True)
class Rows:
    """Labelled rows as numbers: features, meaning per score, scores, labels.

    ``meant`` has shape (2, rows, dimensions), ``scores`` (rows, 2).
    """

    features: csr_array
    places: npt.NDArray[np.int64]
    meant: Floats
    scores: Floats
    labels: Labels


def correct(rows: Rows) -> Corrected:
    """Return the change that labelled rows ask for, as strong as rows left out allow.

    The folds go by the order of the rows. No change is made for fewer than
    ``LEAST_ROWS`` rows.
    """
    turns = np.arange(len(rows.labels)) % FOLDS
    tried = [(_left_out(rows, turns, penalty), penalty) for penalty in PENALTIES]
    if len(rows.labels) < LEAST_ROWS:
        tried = tried[:1]
    losses = [_loss(scores, rows.labels) for scores, _ in tried]
    left_out, penalty = tried[int(np.argmin(losses))]
    if not _more_are_right(rows, left_out):
        left_out, penalty = tried[0]
    every = np.ones(len(rows.labels), dtype=np.bool_)
    weights, intercepts = _fit(rows, every, penalty)
    words = weights[: len(rows.places)]
    kept = np.flatnonzero(np.abs(words).max(axis=1, initial=0.0) > _TINY)
    return Corrected(
        Correction(
            rows.places[kept],
            words[kept],
            weights[len(rows.places) :] * MEANING_SCALE,
            intercepts,
        ),
        left_out,
    )


def as_rows(
    found: Features, meant: Floats, scores: Floats, labels: Sequence[int]
) -> Rows:
    """Return labelled rows as numbers; see `Rows`."""
    count = len(labels)
    columns = np.concatenate(buckets(found))
    places, column = np.unique(columns, return_inverse=True)
    where = np.concatenate([found.rows, found.rows]), column.ravel()
    counts = coo_array((np.ones(len(column)), where), shape=(count, len(places)))
    scaled = csr_array(diags_array(per_text(found.rows, count)) @ counts.tocsr())
    return Rows(scaled, places, meant, scores, np.asarray(labels, dtype=np.int64))


def _left_out(
    rows: Rows, turns: npt.NDArray[np.int64], penalty: float | None
) -> Floats:
    scores = rows.scores.copy()
    for turn in range(FOLDS if penalty is not None else 0):
        weights, intercepts = _fit(rows, turns != turn, penalty)
        here = np.flatnonzero(turns == turn)
        for column in range(2):
            scores[here, column] += intercepts[column] + _times(
                rows, here, column, weights[:, column]
            )
    return scores


def _fit(
    rows: Rows, use: npt.NDArray[np.bool_], penalty: float | None
) -> tuple[Floats, Floats]:
    """Return weights (buckets and dimensions, 2) and intercepts of both scores."""
    width = len(rows.places) + rows.meant.shape[2]
    weights, intercepts = np.zeros((width, 2)), np.zeros(2)
    if penalty is None:
        return weights, intercepts
    judging = rows.labels != NEUTRAL
    asked = ((use, judging), (use & judging, rows.labels > NEUTRAL))
    for column, (mask, target) in enumerate(asked):
        chosen = np.flatnonzero(mask)
        if len(chosen):
            found = _fit_one(rows, chosen, column, target[chosen], penalty)
            weights[:, column], intercepts[column] = found[:-1], found[-1]
    return weights, intercepts


def _fit_one(
    rows: Rows,
    chosen: npt.NDArray[np.int64],
    column: int,
    target: npt.NDArray[np.bool_],
    penalty: float,
) -> Floats:
    """Fit a logistic regression on top of the scores as they are."""
    from scipy.optimize import minimize  # noqa: PLC0415 - large, wanted here alone

    words, meant = rows.features[chosen], MEANING_SCALE * rows.meant[column][chosen]
    split = words.shape[1]
    start, sign = rows.scores[chosen, column], np.where(target, 1.0, -1.0)

    def loss(values: Floats) -> tuple[float, Floats]:
        margin = words @ values[:split] + meant @ values[split:-1] + values[-1]
        margin = sign * (margin + start)
        pull = -sign / (1.0 + np.exp(margin))
        slope = np.concatenate([words.T @ pull, meant.T @ pull, [pull.sum()]])
        cost = np.logaddexp(0.0, -margin).sum() + penalty / 2 * values @ values
        return float(cost), slope + penalty * values

    first = np.zeros(split + meant.shape[1] + 1)
    found = minimize(loss, first, jac=True, method="L-BFGS-B")
    return np.asarray(found.x, dtype=np.float64)


def _times(
    rows: Rows, here: npt.NDArray[np.int64], column: int, weights: Floats
) -> Floats:
    split = len(rows.places)
    words = np.asarray(rows.features[here] @ weights[:split], dtype=np.float64)
    means: Floats = rows.meant[column][here] @ weights[split:]
    return np.asarray(words + MEANING_SCALE * means)


def _more_are_right(rows: Rows, scores: Floats) -> bool:
    """Say whether clearly more rows became right than wrong.

    By more than the root of the number of both, which chance alone stays below in
    five of six cases (McNemar 1947).
    """
    before, after = (
        combine(each, np.zeros(len(each))).argmax(axis=1) == rows.labels
        for each in (rows.scores, scores)
    )
    gained, lost = int((after & ~before).sum()), int((before & ~after).sum())
    return bool(gained - lost > np.sqrt(gained + lost))


def _loss(scores: Floats, labels: Labels) -> float:
    """Return the mean surprise at the labels, in nats."""
    chances = combine(scores, np.zeros(len(scores)))
    return float(-np.log(chances[np.arange(len(labels)), labels] + _TINY).mean())
