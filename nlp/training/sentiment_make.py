"""Goes from labelled rows to a model file and its scores, step by step."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np

from nlp.sentiment import Description, SentimentModel
from nlp.sentiment_features import negators
from nlp.sentiment_lexicon import Lexicon
from nlp.sentiment_weights import Floats, combine
from nlp.training import sentiment_fit
from nlp.training.sentiment_calibrate import neutral_shift, platt
from nlp.training.sentiment_data import (
    FOLDS,
    NO_NEUTRAL,
    SOURCES,
    STATEMENTS,
    Row,
    part,
)
from nlp.training.sentiment_gate import (
    ANY_LANGUAGE,
    Gates,
    close,
    open_gates,
)
from nlp.training.sentiment_judge import (
    judge,
    negation,
    share_of_mixed,
    without_neutral,
)
from nlp.training.sentiment_lexicon import build, polarity_words
from nlp.training.sentiment_material import Material, read_material
from nlp.training.sentiment_measure import macro_f1
from nlp.training.sentiment_pack import Packed, quantise
from nlp.training.sentiment_report import Attribution, ModelFile, Report

MOST_WEIGHTS: Final = 1_050_000


@dataclass(frozen=True, slots=True)
class Unseen:
    """The learnt rows as the fits saw them that had not learnt them."""

    rows: list[Row]
    logits: Floats

    def chances(self, shifts: dict[str, float]) -> Floats:
        """Return the chances of each row under the languages' shifts."""
        moved = [shifts.get(row.language, shifts[ANY_LANGUAGE]) for row in self.rows]
        return combine(self.logits, np.array(moved))


def make(data: Path, concepts: Path | None, *, seed: int) -> tuple[bytes, Report]:
    """Return the bytes of a model file and everything measured of it."""
    material = read_material(data, seed)
    words = polarity_words(concepts)
    lexicon = build(words)
    description = _description()
    learnt = sentiment_fit.matrix(
        material.learnt,
        negators(description["negators_after"], description["negators_before"]),
        lexicon,
    )
    unseen = _take_turns(material.learnt, learnt, seed)
    shifts = _shifts(unseen)
    packed = _pack(learnt, lexicon, description)
    gates = _gates(packed, description, material, unseen, shifts)
    description["languages"] = gates.values
    content = packed.file(description)
    model = packed.model(description)
    file = ModelFile(
        name="sentiment.npz",
        sha256=sha256(content).hexdigest(),
        size=len(content),
        weights=len(packed.places),
        lexicon_words=sum(len(values) for values in words.values()),
    )
    turns = _turns(unseen, shifts)
    return content, _report(model, (file, gates, turns), material, seed)


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
        contrast=listed("contrast"),
        concession=listed("concession"),
        intercepts=[],
    )


def _take_turns(rows: list[Row], learnt: sentiment_fit.Matrix, seed: int) -> Unseen:
    folds = np.array([part(row, seed) for row in rows])
    logits = np.zeros((len(rows), 2))
    for fold in range(FOLDS):
        scores = sentiment_fit.fit(learnt, folds != fold)
        logits[folds == fold] = sentiment_fit.logits(scores, learnt)[folds == fold]
    return Unseen(rows, logits)


def _shifts(unseen: Unseen) -> dict[str, float]:
    """Return the shift of each learnt language, and of any other.

    It is 0 where neutral rows are learnt; elsewhere a third is taken for neutral.
    """
    languages = np.array([row.language for row in unseen.rows])
    neutral = np.array([row.label == sentiment_fit.NEUTRAL for row in unseen.rows])
    shifts = {
        language: neutral_shift(unseen.logits[languages == language, 0])
        for language in sorted(set(languages.tolist()))
        if not neutral[languages == language].any()
    }
    usual = round(float(np.mean(list(shifts.values()))), 6)
    learnt = dict.fromkeys(sorted(set(languages[neutral].tolist())), 0.0)
    return {**learnt, **shifts, ANY_LANGUAGE: usual}


def _pack(
    learnt: sentiment_fit.Matrix, lexicon: Lexicon, description: Description
) -> Packed:
    scores = sentiment_fit.fit(learnt, np.ones(len(learnt.labels), dtype=np.bool_))
    description["intercepts"] = [round(score.intercept, 6) for score in scores]
    weights = np.stack([score.weights for score in scores], axis=1)
    strengths = np.stack([score.lexicon for score in scores], axis=1)
    packed = quantise(weights, MOST_WEIGHTS)
    return Packed(*packed, strengths, lexicon)


def _gates(
    packed: Packed,
    description: Description,
    material: Material,
    unseen: Unseen,
    shifts: dict[str, float],
) -> Gates:
    known = sorted({row.language for row in [*material.learnt, *material.others]})
    description["languages"] = close(known, shifts, (1.0, 0.0))
    model = packed.model(description)
    closed = close(known, shifts, _general(model, material.tuning))
    return open_gates(
        closed,
        unseen=(unseen.rows, unseen.chances(shifts)),
        judged=(model, [*material.held_back, *material.others]),
    )


def _general(model: SentimentModel, rows: list[Row]) -> tuple[float, float]:
    """Return slope and intercept for languages that nobody measured."""
    chances = model.probabilities(
        [row.text for row in rows], [row.language for row in rows]
    )
    right = chances.argmax(axis=1) == np.array([row.label for row in rows])
    return platt(chances.max(axis=1), right)


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
    model: SentimentModel,
    found: tuple[ModelFile, Gates, dict[tuple[str, str], float]],
    material: Material,
    seed: int,
) -> Report:
    file, gates, in_turns = found
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
            model,
            [*material.held_back, *material.others],
            in_turns=in_turns,
            seed=seed,
        ),
        negation=negation(model),
        mixed_found=share_of_mixed(model, material.mixed),
        mixed_statements=len(material.mixed),
    )
