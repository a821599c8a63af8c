"""Decides in which languages the sentiment model's labels may be shown.

A language is shown when its macro-F1 on every public set there is for it, learnt
from or not, reaches the floor, on enough rows. The project's own statements do not
open a language: they are easier than what people write. From which confidence on
labels are shown is set on rows the fit did not see, so that the wanted share of them
is right in every set, and there our own statements count: they can close a language.
Confidences are set for every language with rows enough, shown or not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.sentiment import SentimentModel
from nlp.sentiment_meaning import ANY_LANGUAGE
from nlp.sentiment_rule import (
    LEAST_OWN_ABOVE,
    RULE,
    Rule,
    lowest_threshold,
    macro_f1,
)
from nlp.sentiment_weights import Floats, confidence, read_score
from nlp.training.sentiment_calibrate import Calibration, platt
from nlp.training.sentiment_data import NO_NEUTRAL, WRITTEN_BY_US, Row
from nlp.training.sentiment_report import LanguageGate

SURE_OF_THE_UNMEASURED: Final = "umsab"
_LEAST_ABOVE: Final = 50
_NOT_PUBLIC: Final = WRITTEN_BY_US | {NO_NEUTRAL}

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
    chances: Floats
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
            self.chances[here],
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
    general: Calibration,
) -> Values:
    """Return values under which nothing is shown, for a start."""
    return {
        language: {
            "macro_f1": 0.0,
            "rows": 0,
            "shown": 0,
            "threshold": 1.0,
            "slope": general[0],
            "neutral": general[1],
            "intercept": general[2],
            "shift": shifts.get(language, shifts[ANY_LANGUAGE]),
        }
        for language in sorted({*languages, *shifts})
    }


def open_gates(
    values: Values,
    *,
    unseen: tuple[list[Row], Floats],
    tuning: tuple[list[Row], Floats],
    judged: tuple[SentimentModel, list[Row]],
) -> Gates:
    """Return the values with every language opened that the rule lets through.

    ``unseen`` and ``tuning`` are rows that the fit did not see, with their chances;
    both set the confidences, the former the thresholds.
    """
    guesses, more = _guesses(*unseen), _guesses(*tuning)
    values = _calibrated(values, _joined(guesses, more))
    decisions = []
    for language, lowest in _lowest(*judged).items():
        entry = {**values[language], "macro_f1": lowest.macro_f1, "rows": lowest.rows}
        if _good(lowest):
            entry |= _opened(entry, guesses.within(language))
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
        chances=chances,
        right=chances.argmax(axis=1) == np.array([row.label for row in rows]),
    )


def _joined(one: _Guesses, other: _Guesses) -> _Guesses:
    return _Guesses(
        np.concatenate([one.languages, other.languages]),
        np.concatenate([one.sources, other.sources]),
        np.concatenate([one.chances, other.chances]),
        np.concatenate([one.right, other.right]),
    )


def _calibrated(values: Values, guesses: _Guesses) -> Values:
    """Return the values with the confidences of every language that has rows.

    Its public sets count the same, however many rows they have; a language with few
    rows leans on all languages together.
    """
    public = guesses.of(lambda source: source not in _NOT_PUBLIC)
    towards = platt(guesses.chances[public], guesses.right[public])
    done = dict(values)
    for language in sorted(set(guesses.languages[public].tolist())):
        here = public & (guesses.languages == language)
        slope, neutral, intercept = platt(
            guesses.chances[here],
            guesses.right[here],
            weights=_alike(guesses.sources[here]),
            towards=towards,
        )
        found = {"slope": slope, "neutral": neutral, "intercept": intercept}
        done[language] = {**values[language], **found}
    return done


def _alike(sources: npt.NDArray[np.str_]) -> Floats:
    """Return a weight per row with which each source has the same sum."""
    names, which, counts = np.unique(sources, return_inverse=True, return_counts=True)
    weights: Floats = (len(sources) / len(names) / counts)[which]
    return weights


def _opened(entry: dict[str, float], guesses: _Guesses) -> dict[str, float]:
    public = guesses.of(lambda source: source not in _NOT_PUBLIC)
    if not public.any():
        return entry
    calibration = np.array([read_score(entry).calibration])
    sure = confidence(guesses.chances, calibration)
    thresholds = [RULE.least_sure]
    for name in sorted(set(guesses.sources.tolist()) - {NO_NEUTRAL}):
        here = guesses.sources == name
        lowest = lowest_threshold(
            guesses.right[here],
            sure[here],
            wanted=RULE.wanted_right,
            rows=LEAST_OWN_ABOVE if name in WRITTEN_BY_US else _LEAST_ABOVE,
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
        if source in _NOT_PUBLIC:
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
