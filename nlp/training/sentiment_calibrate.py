"""Turns chances into labels and confidences that hold, on rows the fit did not see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from nlp.sentiment_rule import macro_f1
from nlp.sentiment_weights import NEUTRAL, combine

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Calibration = tuple[float, float, float]

_PULL: Final = 20.0
_START: Final = (1.0, 0.0, 0.0)
_SHIFTS: Final = np.arange(-10, 16) / 10
_COST_OF_A_SHIFT: Final = 0.02


@dataclass(frozen=True, slots=True)
class Seen:
    """Rows of one set in one language: both scores, shape (rows, 2), and labels."""

    logits: Floats
    labels: npt.NDArray[np.int64]


def platt(
    chances: Floats,
    right: Flags,
    *,
    weights: Floats | None = None,
    towards: Calibration | None = None,
) -> Calibration:
    """Return slope, what a neutral label adds, and intercept (Platt 1999).

    They are of the log odds of being right; see `nlp.sentiment_weights.confidence`.
    With ``towards``, few rows are pulled to those values: the penalty weighs as
    much as some twenty rows that disagree.
    """
    inside = np.clip(chances.max(axis=1), 1e-6, 1 - 1e-6)
    odds = np.log(inside / (1 - inside))
    neutral = chances.argmax(axis=1) == NEUTRAL
    each = np.ones(len(right)) if weights is None else weights
    pull = 0.0 if towards is None else _PULL
    start = np.array(_START if towards is None else towards)

    def loss(values: Floats) -> float:
        logit = values[0] * odds + values[1] * neutral + values[2]
        misses = each @ np.logaddexp(0.0, np.where(right, -logit, logit))
        return float(misses + pull * ((values - start) ** 2).sum())

    found = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-6})
    slope, extra, intercept = (round(float(value), 6) for value in found.x)
    return slope, extra, intercept


def neutral_shift(judging: Floats) -> float:
    """Return what to add so that a third of the rows is called neutral.

    For languages of which only judging statements are labelled: nothing is known
    of how many are neutral, so a third is assumed.
    """
    return round(float(-np.quantile(judging, 1 / 3)), 6)


def best_shift(sets: Sequence[Seen]) -> float:
    """Return what to add to *judging* so that labels are best on all sets alike.

    It is the step of .1 with the highest mean macro-F1 over the sets, less a small
    cost that grows with its square: where sets differ or few rows speak, it is
    near nothing.
    """
    gains = []
    for shift in _SHIFTS:
        scores = [
            macro_f1(each.labels, combine(each.logits, np.array(shift)).argmax(axis=1))
            for each in sets
        ]
        gains.append(float(np.mean(scores)) - _COST_OF_A_SHIFT * float(shift) ** 2)
    return float(_SHIFTS[int(np.argmax(gains))])
