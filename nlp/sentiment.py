"""Says whether a statement is negative, neutral, positive or mixed, and how surely.

It speaks about statements, never about people. The label is always the best guess;
``assessed`` says whether it may be shown, which it may only where the model was
measured on the statement's language, did well enough, and is sure enough.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from typing import Final, Literal, TypedDict

import numpy as np
import numpy.typing as npt

from nlp.errors import MissingResource
from nlp.sentiment_contrast import Contrasts
from nlp.sentiment_features import extract, negators
from nlp.sentiment_lexicon import Lexicon
from nlp.sentiment_weights import (
    BUCKETS,
    Floats,
    LanguageScore,
    Weights,
    combine,
    confidence,
    read_score,
)

Label = Literal["negative", "neutral", "positive", "mixed"]

LABELS: Final[tuple[Label, Label, Label]] = ("negative", "neutral", "positive")
_BATCH = 2_000
_HALF_SURE = 0.5
_ANY_LANGUAGE = ""


@dataclass(frozen=True, slots=True)
class Sentiment:
    """The sentiment of one statement.

    ``score`` runs from -1 (negative) to 1 (positive); ``confidence``, from 0 to 1,
    is the share of such labels that agreed with people's labels where this was
    measured; ``assessed`` says whether the label may be shown.
    """

    label: Label
    score: float
    confidence: float
    assessed: bool


class Description(TypedDict):
    """The part of a model file that is words and settings."""

    languages: dict[str, dict[str, float]]
    negators_after: dict[str, list[str]]
    negators_before: dict[str, list[str]]
    contrast: dict[str, list[str]]
    concession: dict[str, list[str]]
    intercepts: list[float]


class SentimentModel:
    """Two linear scores per statement: judging or not, and which way."""

    def __init__(self, weights: Weights, description: Description) -> None:
        self._weights = weights
        self._intercepts = np.array(description["intercepts"])
        self._contrasts = Contrasts(description["contrast"], description["concession"])
        self._negators = negators(
            description["negators_after"], description["negators_before"]
        )
        self._languages = {
            language: read_score(values)
            for language, values in description["languages"].items()
        }

    @classmethod
    def load(cls, path: Path | None = None) -> "SentimentModel":
        """Return the model of this package, or the one at a path.

        Raises MissingResource when the file is not there, or is not the one that
        the scores beside it (same name, ``.json``) were measured on.
        """
        source = path or files("nlp").joinpath("models", "sentiment.npz")
        content = _read_checked(source)
        with np.load(BytesIO(content), allow_pickle=False) as arrays:
            description: Description = json.loads(arrays["description"].tobytes())
            return cls(_weights(arrays), description)

    def assess(self, texts: Sequence[str], languages: Sequence[str]) -> list[Sentiment]:
        """Return one sentiment per statement, in order.

        ``languages`` are BCP 47 tags, one per statement. Raises ValueError when
        the two differ in length. What is said of a statement does not depend on
        the statements beside it.
        """
        if len(texts) != len(languages):
            raise ValueError("give one language per statement")
        known = [primary(language) for language in languages]
        guesses = self._guess(texts, known)
        for position, mixed in self._mixed(texts, known):
            guesses[position] = mixed
        return guesses

    def score_of(self, language: str) -> LanguageScore:
        """Return what is known of the model's work in a language."""
        known = primary(language)
        return self._languages.get(known) or self._languages[_ANY_LANGUAGE]

    def probabilities(
        self, texts: Sequence[str], languages: Sequence[str]
    ) -> npt.NDArray[np.float64]:
        """Return the chances of negative, neutral and positive, shape (texts, 3).

        ``languages`` are primary subtags. The chances are those of texts of which
        a third is neutral and as many are positive as negative.
        """
        shifts = np.array([self.score_of(language).shift for language in languages])
        return combine(self._logits(texts, languages), shifts)

    def _guess(self, texts: Sequence[str], languages: list[str]) -> list[Sentiment]:
        chances = self.probabilities(texts, languages)
        return [
            self._sentiment(text, row, self.score_of(language))
            for text, row, language in zip(texts, chances, languages, strict=True)
        ]

    def _sentiment(self, text: str, chances: Floats, score: LanguageScore) -> Sentiment:
        if not text.strip():
            return Sentiment("neutral", 0.0, 0.0, assessed=False)
        best = int(chances.argmax())
        sure = float(confidence(chances[best : best + 1], score)[0])
        shown = score.shown and sure >= score.threshold
        lean = float(chances[2] - chances[0])
        return Sentiment(LABELS[best], lean, sure, assessed=shown)

    def _mixed(
        self, texts: Sequence[str], languages: list[str]
    ) -> list[tuple[int, Sentiment]]:
        """Find statements with a clearly good half and a clearly bad one."""
        split = [
            (position, halves)
            for position, text in enumerate(texts)
            if (halves := self._contrasts.halves(text, languages[position]))
        ]
        spoken = [languages[position] for position, _ in split]
        firsts = self._guess([halves[0] for _, halves in split], spoken)
        seconds = self._guess([halves[1] for _, halves in split], spoken)
        return [
            (position, _together(first, second))
            for (position, _), first, second in zip(split, firsts, seconds, strict=True)
            if _opposed(first, second)
        ]

    def _logits(self, texts: Sequence[str], languages: Sequence[str]) -> Floats:
        logits = np.tile(self._intercepts, (len(texts), 1))
        for start in range(0, len(texts), _BATCH):
            stop = min(start + _BATCH, len(texts))
            found = extract(texts[start:stop], languages[start:stop], self._negators)
            logits[start:stop] += self._weights.sum(found, stop - start)
        return logits


def primary(language: str) -> str:
    """Return the primary subtag of a BCP 47 tag: ``pt`` for ``pt-MZ``."""
    return language.replace("_", "-").split("-")[0].lower()


def _weights(arrays: Mapping[str, npt.NDArray[np.generic]]) -> Weights:
    table = np.zeros((2 * BUCKETS, 2), dtype=np.int8)
    table[np.cumsum(arrays["steps"], dtype=np.int64)] = arrays["weights"]
    lexicon = Lexicon(
        prints=np.cumsum(arrays["word_steps"], dtype=np.uint64),
        values=arrays["word_values"].astype(np.float64) / 100,
        kinds=arrays["word_kinds"].astype(np.int8),
    )
    peaks = arrays["peaks"].astype(np.float64)
    return Weights(table, peaks, lexicon, arrays["strengths"].astype(np.float64))


def _opposed(first: Sentiment, second: Sentiment) -> bool:
    labels = {first.label, second.label}
    sure = min(abs(first.score), abs(second.score)) >= _HALF_SURE
    return labels == {"negative", "positive"} and sure


def _together(first: Sentiment, second: Sentiment) -> Sentiment:
    return Sentiment(
        label="mixed",
        score=(first.score + second.score) / 2,
        confidence=min(first.confidence, second.confidence),
        assessed=first.assessed and second.assessed,
    )


def _read_checked(source: Path | Traversable) -> bytes:
    scores = _beside(source)
    if not source.is_file() or not scores.is_file():
        raise MissingResource(name=source.name)
    content = source.read_bytes()
    expected = json.loads(scores.read_text(encoding="utf-8"))["model"]["sha256"]
    if sha256(content).hexdigest() != expected:
        raise MissingResource(name=source.name)
    return content


def _beside(source: Path | Traversable) -> Path | Traversable:
    if isinstance(source, Path):
        return source.with_suffix(".json")
    return files("nlp").joinpath("models", "sentiment.json")
