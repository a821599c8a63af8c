"""Says whether a statement is negative, neutral, positive or mixed, and how surely.

It speaks about statements, never about people. The label is always the best guess;
``assessed`` says whether it may be shown, which it may only where the model was
measured on the statement's language, did well enough, and is sure enough.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
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
from nlp.sentiment_correction import Correction, as_rows, correct
from nlp.sentiment_features import Features, extract, negators
from nlp.sentiment_kin import KIN_SHIFT, with_kin
from nlp.sentiment_lexicon import Lexicon
from nlp.sentiment_meaning import ANY_LANGUAGE, Meaning, turning
from nlp.sentiment_rule import judge
from nlp.sentiment_terms import Term, strongest, without, words
from nlp.sentiment_weights import (
    BUCKETS,
    Floats,
    LanguageScore,
    Weights,
    combine,
    confidence,
    read_score,
)
from nlp.word_table import load_words

Label = Literal["negative", "neutral", "positive", "mixed"]

LABELS: Final[tuple[Label, Label, Label]] = ("negative", "neutral", "positive")
_BATCH = 2_000
_HALF_SURE = 0.4
_PLACES: Final[dict[Label, int]] = {label: at for at, label in enumerate(LABELS)}
_SIGNS: Final[dict[Label, tuple[int, ...]]] = {
    "negative": (-1,),
    "positive": (1,),
    "mixed": (1, -1),
}


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
    negating: dict[str, list[str]]
    contrast: dict[str, list[str]]
    concession: dict[str, list[str]]
    intercepts: list[float]
    own: dict[str, list[float]]
    words: str


class SentimentModel:
    """Two linear scores per statement: judging or not, and which way.

    ``meaning`` has the weights of the dimensions of word vectors, shape
    (dimensions, 2), and those of languages with a fit of their own, which stand in
    ``description["own"]``, shape (languages, dimensions, 2). There every score is the
    mean of two fits. ``description["words"]`` is the digest of the table of vectors.
    """

    def __init__(
        self, weights: Weights, meaning: tuple[Floats, Floats], description: Description
    ) -> None:
        self._weights = weights
        table = load_words()
        self._complete = description["words"] == table.digest
        self._own = {
            language: np.array(intercepts)
            for language, intercepts in description["own"].items()
        }
        self._meaning = Meaning(
            _by_language(meaning, self._own)
            if self._complete
            else {ANY_LANGUAGE: np.zeros((table.dimensions, 2))},
            turning(
                description["negators_after"],
                description["negators_before"],
                description["negating"],
            ),
            table,
        )
        self._correction: Correction | None = None
        self._corrected_languages: list[str] = []
        self._uncorrected = self
        self._intercepts = np.array(description["intercepts"])
        self._contrasts = Contrasts(description["contrast"], description["concession"])
        self._negators = negators(
            description["negators_after"], description["negators_before"]
        )
        self._languages = {
            language: read_score(values)
            for language, values in description["languages"].items()
        }
        self._learnt = frozenset(self._languages) - {ANY_LANGUAGE}

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
            every, own = (
                arrays[name].astype(np.float64) for name in ("meaning", "own_meaning")
            )
            return cls(_weights(arrays), (every, own), description)

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

    def terms(
        self, text: str, language: str, *, label: Label | None = None, most: int = 3
    ) -> tuple[Term, ...]:
        """Return the words that decided, heaviest first; none for a neutral label.

        ``label`` is what was said of the text, if that is known. A mixed statement has
        up to ``most`` words of each side. It takes as many readings
        of the text as there are words in it.
        """
        spans = words(text)
        label = label or self.assess([text], [language])[0].label
        if label == "neutral" or not spans:
            return ()
        known = [primary(language)] * (len(spans) + 1)
        chances = self.probabilities([text, *without(text, spans)], known)
        leans = chances[:, 2] - chances[:, 0]
        signs = _SIGNS[label]
        weights = (leans[0] - leans[1:]).tolist()
        return strongest(text, spans, weights, signs=signs, most=most)

    def corrected(self, rows: Sequence[tuple[str, str, Label]]) -> "SentimentModel":
        """Return a model that learnt from labels of people: text, language, label.

        The change is small, linear, and made only as far as it helps on rows left
        out in turn. In a language with a hundred rows or more, these decide whether
        its labels are shown. Earlier corrections are forgotten: give all rows.
        Mixed statements are a rule and teach nothing. The rows ought to be a
        random draw: labels that only correct mistakes tell nothing of the rest.
        """
        told = [(text, primary(tag), label) for text, tag, label in rows]
        told = [each for each in told if each[2] != "mixed" and each[0].strip()]
        model = copy(self._uncorrected)
        return model._learn(told) if told else model  # noqa: SLF001 - its own kind

    def _learn(self, rows: Sequence[tuple[str, str, Label]]) -> "SentimentModel":
        texts, languages = [row[0] for row in rows], [row[1] for row in rows]
        labels = [_PLACES[row[2]] for row in rows]
        scores = self._logits(texts, languages)
        scores[:, 0] += [self.score_of(language).shift for language in languages]
        found = extract(texts, languages, self._negators)
        meant = self._meaning.vectors(texts, languages)
        learnt = correct(as_rows(found, meant, scores, labels))
        self._correction = learnt.correction
        self._meaning = self._meaning.changed(learnt.correction.meaning)
        chances = combine(learnt.left_out, np.zeros(len(rows)))
        self._languages = dict(self._languages)
        self._corrected_languages = sorted(set(languages))
        for language in self._corrected_languages:
            here = np.array([each == language for each in languages])
            self._languages[language] = judge(
                self.score_of(language), chances[here], np.array(labels)[here]
            )
        return self

    def score_of(self, language: str) -> LanguageScore:
        """Return what is known of the model's work in a language."""
        known = primary(language)
        return self._languages.get(known) or self._languages[ANY_LANGUAGE]

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
        if not texts:
            return []
        chances = self.probabilities(texts, languages)
        scores = [self.score_of(language) for language in languages]
        calibration = np.array([score.calibration for score in scores])
        sure = confidence(chances, calibration).tolist()
        best = chances.argmax(axis=1).tolist()
        lean = (chances[:, 2] - chances[:, 0]).tolist()
        return [
            self._sentiment(text, each, score)
            for text, each, score in zip(
                texts, zip(best, lean, sure, strict=True), scores, strict=True
            )
        ]

    def _sentiment(
        self, text: str, found: tuple[int, float, float], score: LanguageScore
    ) -> Sentiment:
        best, lean, sure = found
        if not text.strip():
            return Sentiment("neutral", 0.0, 0.0, assessed=False)
        shown = self._complete and score.shown and sure >= score.threshold
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
        logits = np.array(
            [self._own.get(language, self._intercepts) for language in languages]
        ).reshape(-1, 2)
        for start in range(0, len(texts), _BATCH):
            stop = min(start + _BATCH, len(texts))
            batch = texts[start:stop], languages[start:stop]
            found = extract(*batch, self._negators)
            logits[start:stop] += self._read(found, *batch)
            # A correction is added to what the model read, whatever that leant on.
            logits[start:stop] += self._uncorrected._lean(*batch)  # noqa: SLF001 - its own kind
            if self._correction is not None:
                logits[start:stop] += self._correction.sum(found, stop - start)
                own = np.isin(batch[1], self._corrected_languages)
                logits[start:stop][own] += self._correction.intercepts
        return logits

    def _read(
        self, found: Features, texts: Sequence[str], languages: Sequence[str]
    ) -> Floats:
        learnt = np.array([each in self._learnt for each in languages], dtype=np.bool_)
        known = self._weights.sum(found, learnt)
        known[[each in self._own for each in languages]] /= 2
        return np.asarray(known + self._meaning.sum(texts, languages))

    def _lean(self, texts: Sequence[str], languages: Sequence[str]) -> Floats:
        """Return what moves scores halfway to those of the language's kin."""
        moves = np.zeros((len(texts), 2))
        places, kin = with_kin(languages)
        if places:
            here = [texts[place] for place in places]
            own = [languages[place] for place in places]
            by_kin, by_itself = (
                self._read(extract(here, spoken, self._negators), here, spoken)
                for spoken in (kin, own)
            )
            moves[places] = (by_kin - by_itself) / 2 + [KIN_SHIFT, 0.0]
        return moves


def primary(language: str) -> str:
    """Return the primary subtag of a BCP 47 tag: ``pt`` for ``pt-MZ``."""
    return language.replace("_", "-").split("-")[0].lower()


def _by_language(
    meaning: tuple[Floats, Floats], own: Iterable[str]
) -> dict[str, Floats]:
    every, each = meaning
    return {ANY_LANGUAGE: every, **dict(zip(own, each, strict=True))}


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
