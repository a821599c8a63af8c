"""Goes from labelled rows to a model file and its scores, step by step."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from nlp.sentiment import Description, SentimentModel
from nlp.sentiment_features import negators
from nlp.sentiment_meaning import ANY_LANGUAGE, turning
from nlp.sentiment_rule import macro_f1
from nlp.sentiment_weights import Floats, combine
from nlp.training import sentiment_fit
from nlp.training.sentiment_calibrate import (
    Calibration,
    Seen,
    best_shift,
    neutral_shift,
    platt,
)
from nlp.training.sentiment_data import (
    FOLDS,
    NO_NEUTRAL,
    SOURCES,
    STATEMENTS,
    TEST,
    WRITTEN_BY_US,
    Row,
    part,
)
from nlp.training.sentiment_gate import (
    Gates,
    Values,
    close,
    open_gates,
)
from nlp.training.sentiment_judge import (
    judge,
    negation,
    share_of_mixed,
    without_neutral,
)
from nlp.training.sentiment_lexicon import Words, build, polarity_words
from nlp.training.sentiment_material import Material, read_material
from nlp.training.sentiment_pack import Packed, quantise
from nlp.training.sentiment_report import Attribution, ModelFile, Report
from nlp.word_table import load_words

MOST_WEIGHTS: Final = 1_050_000
# With languages left out of a fit, from none to this: AfriSenti (am, ary, ha, ig) .41
# to .46 macro-F1; twice as much gives .41 again.
UNMEASURED_SHIFT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Unseen:
    """Rows as a fit saw them that had not learnt them; scores of shape (rows, 2)."""

    rows: list[Row]
    logits: Floats

    def chances(self, shifts: dict[str, float]) -> Floats:
        """Return the chances of each row under the languages' shifts."""
        moved = [shifts.get(row.language, shifts[ANY_LANGUAGE]) for row in self.rows]
        return combine(self.logits, np.array(moved))

    def sets(self, language: str) -> dict[str, Seen]:
        """Return the sets there are of a language, those without neutral left out."""
        names = sorted({r.source for r in self.rows if r.language == language})
        return {
            source: self._of(language, source)
            for source in names
            if source != NO_NEUTRAL
        }

    def _of(self, language: str, source: str) -> Seen:
        here = [
            place
            for place, row in enumerate(self.rows)
            if (row.language, row.source) == (language, source)
        ]
        labels = np.array([self.rows[place].label for place in here])
        return Seen(self.logits[here], labels)


def make(data: Path, concepts: Path | None, *, seed: int) -> tuple[bytes, Report]:
    """Return the bytes of a model file and everything measured of it.

    What is measured is a fit that did not learn from the rows held back; the model
    that is shipped learnt from those as well, after they had been counted.
    """
    material = read_material(data, seed)
    words = polarity_words(concepts)
    readings = readings_of(words)
    every = sentiment_fit.matrix([*material.learnt, *material.released], readings)
    learnt = np.arange(len(every.labels)) < len(material.learnt)
    unseen = _take_turns(material.learnt, every, learnt, seed)
    scores = sentiment_fit.fit(every, learnt)
    tuning = sentiment_fit.matrix(material.tuning, readings)
    tuned = Unseen(material.tuning, sentiment_fit.logits(scores, tuning))
    shifts = _shifts(unseen, tuned)
    measured = pack(scores, readings)
    description = describe(scores, {})
    gates = _gates(measured, description, material, (unseen, tuned), shifts)
    judged = measured.model({**description, "languages": gates.values})
    shipped = sentiment_fit.fit(every, np.ones_like(learnt))
    packed, description = pack(shipped, readings), describe(shipped, gates.values)
    content = packed.file(description)
    file = ModelFile(
        name="sentiment.npz",
        sha256=sha256(content).hexdigest(),
        size=len(content),
        weights=len(packed.places),
        lexicon_words=sum(len(values) for values in words.values()),
    )
    found = file, gates, _turns(unseen, shifts)
    return content, _report((judged, packed.model(description)), found, material, seed)


def readings_of(words: Words) -> sentiment_fit.Readings:
    """Return what turns texts into numbers, with words of a known polarity."""
    description = _description()
    after, before = description["negators_after"], description["negators_before"]
    return sentiment_fit.Readings(
        negators(after, before),
        build(words),
        turning(after, before, description["negating"]),
        load_words(),
    )


def describe(
    scores: tuple[sentiment_fit.Score, sentiment_fit.Score], languages: Values
) -> Description:
    """Return the words and settings of a model; ``languages`` is what is known."""
    description = _description()
    description["languages"] = languages
    description["intercepts"] = [round(score.intercept, 6) for score in scores]
    description["own"] = {
        language: [
            round((score.intercept + score.own[language].intercept) / 2, 6)
            for score in scores
        ]
        for language in sorted(scores[0].own)
    }
    return description


def _description() -> Description:
    words: dict[str, dict[str, list[str]]] = json.loads(
        (STATEMENTS / "words.json").read_text(encoding="utf-8")
    )

    def listed(kind: str) -> dict[str, list[str]]:
        return {
            language: lists[kind]
            for language, lists in sorted(words.items())
            if kind in lists
        }

    return Description(
        languages={},
        negators_after=listed("negators_after"),
        negators_before=listed("negators_before"),
        negating=listed("negating"),
        contrast=listed("contrast"),
        concession=listed("concession"),
        intercepts=[],
        own={},
        words=load_words().digest,
    )


def _take_turns(
    rows: list[Row],
    every: sentiment_fit.Matrix,
    learnt: npt.NDArray[np.bool_],
    seed: int,
) -> Unseen:
    folds = np.full(len(learnt), TEST)
    folds[learnt] = [part(row, seed) for row in rows]
    logits = np.zeros((len(learnt), 2))
    for fold in range(FOLDS):
        scores = sentiment_fit.fit(every, learnt & (folds != fold))
        logits[folds == fold] = sentiment_fit.logits(scores, every)[folds == fold]
    return Unseen(rows, logits[learnt])


def _shifts(unseen: Unseen, tuned: Unseen) -> dict[str, float]:
    """Return the shift of each learnt or tuned language, and of any other.

    Where neutral rows are known it is the one that suits all public sets best, or our
    own statements where no public set has any; elsewhere a third is taken for neutral.
    In a language nobody has rows of, less is known of its words, so that too little
    seems to judge.
    """
    languages = np.array([row.language for row in unseen.rows])
    neutral = np.array([row.label == sentiment_fit.NEUTRAL for row in unseen.rows])
    shifts = {
        language: neutral_shift(unseen.logits[languages == language, 0])
        for language in sorted(set(languages.tolist()))
        if not neutral[languages == language].any()
    }
    known = set(languages[neutral].tolist()) | {row.language for row in tuned.rows}
    for language in sorted(known):
        sets = {**unseen.sets(language), **tuned.sets(language)}
        public = [each for name, each in sets.items() if name not in WRITTEN_BY_US]
        shifts[language] = best_shift(public or list(sets.values()))
    return {**shifts, ANY_LANGUAGE: UNMEASURED_SHIFT}


def pack(
    scores: tuple[sentiment_fit.Score, sentiment_fit.Score],
    readings: sentiment_fit.Readings,
) -> Packed:
    """Return what was fitted as a model file holds it."""
    weights = np.stack([score.weights for score in scores], axis=1)
    strengths = np.stack([score.lexicon for score in scores], axis=1)
    meaning = np.stack([score.meaning for score in scores], axis=1)
    own = np.zeros((0, *meaning.shape))
    if scores[0].own:
        own = np.stack(
            [
                np.stack([s.meaning + s.own[language].meaning for s in scores], axis=1)
                for language in sorted(scores[0].own)
            ]
        )
    packed = quantise(weights, MOST_WEIGHTS)
    return Packed(
        *packed,
        strengths,
        meaning.astype(np.float32),
        (own / 2).astype(np.float32),
        readings.lexicon,
    )


def _gates(
    packed: Packed,
    description: Description,
    material: Material,
    seen: tuple[Unseen, Unseen],
    shifts: dict[str, float],
) -> Gates:
    unseen, tuned = seen
    known = sorted({row.language for row in [*material.learnt, *material.others]})
    closed = close(known, shifts, _general(tuned, shifts))
    return open_gates(
        closed,
        unseen=(unseen.rows, unseen.chances(shifts)),
        tuning=(tuned.rows, tuned.chances(shifts)),
        judged=(
            packed.model({**description, "languages": closed}),
            [*material.held_back, *material.others],
        ),
    )


def _general(tuned: Unseen, shifts: dict[str, float]) -> Calibration:
    """Return the confidences of languages that nobody measured."""
    chances = tuned.chances(shifts)
    labels = np.array([row.label for row in tuned.rows])
    return platt(chances, chances.argmax(axis=1) == labels)


def _turns(unseen: Unseen, shifts: dict[str, float]) -> dict[tuple[str, str], float]:
    """Return the macro-F1 on the learnt rows, each judged while unseen."""
    chances = unseen.chances(shifts)
    names = np.array([f"{row.source}|{row.language}" for row in unseen.rows])
    labels = np.array([row.label for row in unseen.rows])
    scores = {}
    for name in sorted(set(names.tolist())):
        source, _, language = name.partition("|")
        here = chances[names == name]
        if source == NO_NEUTRAL:
            here = without_neutral(here)
        scores[source, language] = round(
            macro_f1(labels[names == name], here.argmax(axis=1)), 4
        )
    return scores


def _report(
    models: tuple[SentimentModel, SentimentModel],
    found: tuple[ModelFile, Gates, dict[tuple[str, str], float]],
    material: Material,
    seed: int,
) -> Report:
    (judged, shipped), (file, gates, in_turns) = models, found
    return Report(
        seed=seed,
        model=file,
        rule=gates.rule,
        sources=[
            Attribution(
                source.name,
                source.role,
                source.licence,
                source.attribution,
                material.counts[source.name],
            )
            for source in SOURCES
        ],
        languages=gates.decisions,
        sets=judge(
            judged,
            [*material.held_back, *material.others],
            in_turns=in_turns,
            seed=seed,
        ),
        negation=negation(shipped),
        mixed_found=share_of_mixed(shipped, material.mixed),
        mixed_statements=len(material.mixed),
    )
