"""Measures guesses of sentiment against people's labels."""

from collections.abc import Sequence
from typing import Final, TypedDict

import numpy as np
import numpy.typing as npt

from nlp.sentiment_rule import macro_f1

_RESAMPLES: Final = 1_000
_BINS: Final = 10
_PERCENTILES: Final = (2.5, 97.5)

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


class Measured(TypedDict):
    """What was measured on the rows of one set in one language.

    ``low`` and ``high`` bound the macro-F1 by the percentile bootstrap (95 %);
    ``coverage`` is the share of labels sure enough to be shown, ``right_shown``
    the share of those that were right, None where none is shown.
    """

    rows: int
    macro_f1: float
    low: float
    high: float
    accuracy: float
    calibration_error: float
    coverage: float
    right_shown: float | None


def measure(
    labels: Labels, guesses: Labels, sure: Floats, *, threshold: float, seed: int
) -> Measured:
    """Return the measures of guesses (0 to 2) and how sure they were (0 to 1)."""
    right = labels == guesses
    shown = sure >= threshold
    generator = np.random.default_rng(seed)
    drawn = generator.integers(0, len(labels), (_RESAMPLES, len(labels)))
    spread = [macro_f1(labels[rows], guesses[rows]) for rows in drawn]
    low, high = np.percentile(spread, _PERCENTILES)
    return Measured(
        rows=len(labels),
        macro_f1=_short(macro_f1(labels, guesses)),
        low=_short(low),
        high=_short(high),
        accuracy=_short(right.mean()),
        calibration_error=_short(calibration_error(right, sure)),
        coverage=_short(shown.mean()),
        right_shown=_short(right[shown].mean()) if shown.any() else None,
    )


def calibration_error(right: npt.NDArray[np.bool_], sure: Floats) -> float:
    """Return the expected calibration error over ten equal bins of confidence.

    Naeini et al. 2015: the gap between confidence and the share of right labels,
    averaged over bins, weighted by their rows.
    """
    bins = np.minimum((sure * _BINS).astype(np.int64), _BINS - 1)
    gaps = [
        abs(float(right[bins == each].mean() - sure[bins == each].mean()))
        * float((bins == each).mean())
        for each in range(_BINS)
        if (bins == each).any()
    ]
    return sum(gaps)


def shares(flags: Sequence[bool]) -> float:
    """Return the share that is true, 0 for none at all."""
    return _short(sum(flags) / max(len(flags), 1))


def _short(value: float) -> float:
    return round(float(value), 4)
