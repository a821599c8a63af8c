"""Decides in which languages the sentiment model's labels may be shown.

A language is shown when its macro-F1 on every public set there is for it, learnt
from or not, reaches the floor, on enough rows. The project's own statements do not
open a language: they are easier than what people write. From which confidence on
labels are shown is set on rows the fit did not see, so that the wanted share of them
is right in every set, and there our own statements count: they can close a language.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.sentiment import SentimentModel
from nlp.sentiment_weights import Floats, confidence, read_score
from nlp.training.sentiment_calibrate import platt
from nlp.training.sentiment_data import NO_NEUTRAL, OWN, Row
from nlp.training.sentiment_measure import lowest_threshold, macro_f1
from nlp.training.sentiment_report import LanguageGate, Rule

ANY_LANGUAGE: Final = ""
SURE_OF_THE_UNMEASURED: Final = "umsab"
RULE: Final = Rule(least_macro_f1=0.6, least_rows=100, wanted_right=0.8, least_sure=0.6)
_LEAST_ABOVE: Final = 50
_LEAST_OWN_ABOVE: Final = 25

Values = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Gates:
    """The scores of every language as the model file holds them, and the reasons."""

    rule: Rule
    values: Values
    decisions: list[LanguageGate]


@dataclass(frozen=True, slots=True)
class _Guesses:
    languages: npt.NDArray[np.str_]
    sources: npt.NDArray[np.str_]
    highest: Floats
    right: npt.NDArray[np.bool_]

    def of(self, wanted: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
        """Say which guesses are on a set that is wanted."""
        return np.array([wanted(source) for source in self.sources], dtype=np.bool_)

    def within(self, language: str) -> "_Guesses":
        """Return the guesses in one language."""
        here = self.languages == language
        return _Guesses(
            self.languages[here],
            self.sources[here],
            self.highest[here],
            self.right[here],
        )


@dataclass(frozen=True, slots=True)
class _Lowest:
    macro_f1: float
    rows: int
    source: str


def close(
    languages: Sequence[str],
    shifts: dict[str, float],
    general: tuple[float, float],
) -> Values:
    """Return values under which nothing is shown, for a start."""
    return {
        language: {
            "macro_f1": 0.0,
            "rows": 0,
            "shown": 0,
            "threshold": 1.0,
            "slope": general[0],
            "intercept": general[1],
            "shift": shifts.get(language, shifts[ANY_LANGUAGE]),
        }
        for language in sorted({*languages, *shifts})
    }


def open_gates(
    values: Values,
    *,
    unseen: tuple[list[Row], Floats],
    judged: tuple[SentimentModel, list[Row]],
) -> Gates:
    """Return the values with every language opened that the rule lets through."""
    guesses = _guesses(*unseen)
    public = guesses.of(lambda source: source not in {OWN, NO_NEUTRAL})
    towards = platt(guesses.highest[public], guesses.right[public])
    decisions = []
    for language, lowest in _lowest(*judged).items():
        entry = {**values[language], "macro_f1": lowest.macro_f1, "rows": lowest.rows}
        if _good(lowest):
            entry |= _opened(entry, guesses.within(language), towards)
        values[language] = entry
        decisions.append(
            LanguageGate(
                language=language,
                macro_f1=lowest.macro_f1,
                rows=lowest.rows,
                decided_by=lowest.source,
                shown=bool(entry["shown"]),
                threshold=entry["threshold"],
            )
        )
    return Gates(RULE, values, decisions)


def _guesses(rows: list[Row], chances: Floats) -> _Guesses:
    return _Guesses(
        languages=np.array([row.language for row in rows]),
        sources=np.array([row.source for row in rows]),
        highest=chances.max(axis=1),
        right=chances.argmax(axis=1) == np.array([row.label for row in rows]),
    )


def _opened(
    entry: dict[str, float], guesses: _Guesses, towards: tuple[float, float]
) -> dict[str, float]:
    public = guesses.of(lambda source: source not in {OWN, NO_NEUTRAL})
    if not public.any():
        return entry
    slope, intercept = platt(guesses.highest[public], guesses.right[public], towards)
    entry = {**entry, "slope": slope, "intercept": intercept}
    sure = confidence(guesses.highest, read_score(entry))
    thresholds = [RULE.least_sure]
    for name in sorted(set(guesses.sources.tolist()) - {NO_NEUTRAL}):
        here = guesses.sources == name
        lowest = lowest_threshold(
            guesses.right[here],
            sure[here],
            wanted=RULE.wanted_right,
            rows=_LEAST_OWN_ABOVE if name == OWN else _LEAST_ABOVE,
        )
        if lowest is None:
            return entry
        thresholds.append(lowest)
    return {**entry, "threshold": max(thresholds), "shown": 1}


def _good(lowest: _Lowest) -> bool:
    return lowest.macro_f1 >= RULE.least_macro_f1 and lowest.rows >= RULE.least_rows


def _lowest(model: SentimentModel, rows: Sequence[Row]) -> dict[str, _Lowest]:
    """Return, per language, the set on which the model does worst."""
    lowest: dict[str, _Lowest] = {}
    names = {(row.language, row.source) for row in rows}
    for language, source in sorted(names):
        if source in {OWN, NO_NEUTRAL}:
            continue
        here = [row for row in rows if (row.language, row.source) == (language, source)]
        chances = model.probabilities(
            [row.text for row in here], [language] * len(here)
        )
        labels = np.array([row.label for row in here])
        score = round(macro_f1(labels, chances.argmax(axis=1)), 4)
        if language not in lowest or score < lowest[language].macro_f1:
            lowest[language] = _Lowest(score, len(here), source)
    return lowest
