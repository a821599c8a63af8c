"""Turns chances into confidences that hold, on rows the fit did not see."""

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_PULL: Final = 20.0
_START: Final = (1.0, 0.0)


def platt(
    highest: Floats, right: Flags, towards: tuple[float, float] | None = None
) -> tuple[float, float]:
    """Return slope and intercept of the log odds of being right (Platt 1999).

    With ``towards``, few rows are pulled to those values: the penalty weighs as
    much as some twenty rows that disagree.
    """
    inside = np.clip(highest, 1e-6, 1 - 1e-6)
    odds = np.log(inside / (1 - inside))
    pull = 0.0 if towards is None else _PULL
    start = np.array(_START if towards is None else towards)

    def loss(values: Floats) -> float:
        logit = values[0] * odds + values[1]
        misses = np.logaddexp(0.0, np.where(right, -logit, logit)).sum()
        return float(misses + pull * ((values - start) ** 2).sum())

    found = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-6})
    return round(float(found.x[0]), 6), round(float(found.x[1]), 6)


def neutral_shift(judging: Floats) -> float:
    """Return what to add so that a third of the rows is called neutral.

    For languages of which only judging statements are labelled: nothing is known
    of how many are neutral, so a third is assumed.
    """
    return round(float(-np.quantile(judging, 1 / 3)), 6)
