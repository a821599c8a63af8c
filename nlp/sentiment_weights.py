"""The arithmetic of the sentiment model: buckets, levels, chances, confidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.sentiment_features import Features
from nlp.sentiment_lexicon import Lexicon

BUCKET_BITS: Final = 22
BUCKETS: Final = 1 << BUCKET_BITS
HIGHEST_LEVEL: Final = 127
NEUTRAL: Final = 1
FARTHEST: Final = 35.0  # log odds; what lies beyond is certain

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What a model has learnt of features.

    ``table`` holds a level per bucket (first those shared by all languages, then
    those of the statement's own) and score, shape (2 * BUCKETS, 2); ``peaks`` are
    the weights that the highest level stands for; ``strengths`` has a weight per
    lexicon column and score, shape (6, 2).
    """

    table: npt.NDArray[np.int8]
    peaks: Floats
    lexicon: Lexicon
    strengths: Floats

    def sum(self, found: Features, learnt: npt.NDArray[np.bool_]) -> Floats:
        """Return both scores of each text without intercept, shape (texts, 2).

        ``learnt`` says of each text whether its language has weights of its own. In
        another language its features would meet those of others by chance.
        """
        texts = len(learnt)
        known = self.lexicon.count(found.rows, found.local, texts)
        sums: Floats = known @ self.strengths
        levels = weight_levels(self.peaks)
        shared, own = buckets(found)
        sums += self._add(shared, found.rows, levels, texts)
        sums += self._add(own, found.rows, levels, texts) * learnt[:, None]
        return sums * per_text(found.rows, texts)[:, None]

    def _add(
        self,
        places: npt.NDArray[np.int64],
        rows: npt.NDArray[np.int64],
        levels: Floats,
        texts: int,
    ) -> Floats:
        here = self.table[places]
        columns = [
            np.bincount(rows, levels[column][here[:, column]], minlength=texts)
            for column in range(2)
        ]
        return np.stack(columns, axis=1)


@dataclass(frozen=True, slots=True)
class LanguageScore:
    """What is known of the model's work in one language.

    ``macro_f1`` is the lowest measured on held-out public rows (0 where none),
    ``rows`` how many those were; labels with a confidence below ``threshold``
    are not shown, and none are where ``shown`` is false.
    """

    macro_f1: float
    rows: int
    shown: bool
    threshold: float
    slope: float
    neutral: float
    intercept: float
    shift: float

    @property
    def calibration(self) -> tuple[float, float, float]:
        """Return what `confidence` needs of the language."""
        return self.slope, self.neutral, self.intercept


def read_score(values: Mapping[str, float]) -> LanguageScore:
    """Return a language's score as a model file holds it."""
    return LanguageScore(
        macro_f1=values["macro_f1"],
        rows=int(values["rows"]),
        shown=bool(values["shown"]),
        threshold=values["threshold"],
        slope=values["slope"],
        neutral=values["neutral"],
        intercept=values["intercept"],
        shift=values["shift"],
    )


def buckets(found: Features) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the table rows of the features, shared ones and the language's own."""
    down = np.uint64(64 - BUCKET_BITS)
    shared = (found.shared >> down).astype(np.int64)
    return shared, (found.local >> down).astype(np.int64) + BUCKETS


def per_text(rows: npt.NDArray[np.int64], count: int) -> Floats:
    """Return one over the square root of each text's number of features."""
    numbers = np.bincount(rows, minlength=count)
    scale: Floats = 1.0 / np.sqrt(np.maximum(numbers, 1))
    return scale


def weight_levels(peaks: npt.NDArray[np.float64]) -> Floats:
    """Return the weight of each of 256 levels, shape (scores, 256).

    Levels grow with the square root of the weight, so that the many small weights
    keep their differences. Index a row with the level itself: a negative level
    counts from the end.
    """
    levels = np.arange(256)
    signed = np.where(levels > HIGHEST_LEVEL, levels - 256, levels)
    signed = signed / HIGHEST_LEVEL
    weights: Floats = peaks[:, None] * np.sign(signed) * signed**2
    return weights


def combine(logits: Floats, shifts: Floats) -> Floats:
    """Return the chances of the three labels from the two scores."""
    judging = 1.0 / (1.0 + np.exp(-(logits[:, 0] + shifts)))
    positive = 1.0 / (1.0 + np.exp(-logits[:, 1]))
    return np.stack([judging * (1 - positive), 1 - judging, judging * positive], axis=1)


def confidence(chances: Floats, calibration: Floats) -> Floats:
    """Return how often labels with such chances were right.

    ``calibration`` has a row per text, or one for all: slope, what a neutral label
    adds, intercept. Platt scaling of the log odds of the highest chance (Platt
    1999), fitted per language on rows the model did not see; to find nothing that
    judges is another thing than to find a judgement, hence the second number.
    """
    inside = np.clip(chances.max(axis=1), 1e-6, 1 - 1e-6)
    odds = np.log(inside / (1 - inside))
    slope, neutral, intercept = calibration.T
    says_nothing = chances.argmax(axis=1) == NEUTRAL
    logit = slope * odds + neutral * says_nothing + intercept
    sure: Floats = 1.0 / (1.0 + np.exp(-np.clip(logit, -FARTHEST, FARTHEST)))
    return sure
