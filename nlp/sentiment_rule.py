"""Says when labels of a language are good enough to be shown.

The same rule serves the model as it is shipped, judged on public sets, and a model
that people corrected, judged on their own statements.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.sentiment_weights import LanguageScore, confidence

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rule:
    """When labels of a language are shown."""

    least_macro_f1: float
    least_rows: int
    wanted_right: float
    least_sure: float


LEAST_OWN_ABOVE: Final = 25
RULE: Final = Rule(least_macro_f1=0.6, least_rows=100, wanted_right=0.8, least_sure=0.6)


def judge(score: LanguageScore, chances: Floats, labels: Labels) -> LanguageScore:
    """Return a language's score as rows that people labelled in it decide.

    ``chances`` (rows, 3) are of a fit that had not seen the rows. Fewer rows than
    the rule asks for decide nothing.
    """
    if len(labels) < RULE.least_rows:
        return score
    guesses = chances.argmax(axis=1)
    reached = round(macro_f1(labels, guesses), 4)
    lowest = lowest_threshold(
        guesses == labels,
        confidence(chances, np.array([score.calibration])),
        wanted=RULE.wanted_right,
        rows=LEAST_OWN_ABOVE,
    )
    shown = reached >= RULE.least_macro_f1 and lowest is not None
    return replace(
        score,
        macro_f1=reached,
        rows=len(labels),
        shown=shown,
        threshold=max(RULE.least_sure, lowest or 0.0) if shown else 1.0,
    )


def macro_f1(labels: Labels, guesses: Labels) -> float:
    """Return the mean F1 of the labels that occur, F1 = 2 TP / (2 TP + FP + FN).

    A label that people never gave does not count as a class of its own; guessing
    it still costs the others.
    """
    hits = np.bincount(labels[labels == guesses], minlength=3)
    both = np.bincount(labels, minlength=3) + np.bincount(guesses, minlength=3)
    given = np.bincount(labels, minlength=3) > 0
    return float((2 * hits[given] / both[given]).mean())


def lowest_threshold(
    right: Flags, sure: Floats, *, wanted: float, rows: int
) -> float | None:
    """Return the lowest confidence from which the wanted share is right.

    Looks at steps of .01; at least ``rows`` rows must lie above. None when no
    confidence is high enough.
    """
    for step in range(100):
        above = sure >= step / 100
        if above.sum() < rows:
            return None
        if right[above].mean() >= wanted:
            return step / 100
    return None
