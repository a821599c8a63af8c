"""Judges a finished sentiment model on rows that it did not learn from."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from nlp.sentiment import SentimentModel
from nlp.sentiment_weights import Floats, confidence
from nlp.training.sentiment_data import (
    NO_NEUTRAL,
    OWN,
    PHRASES,
    SOURCES,
    STATEMENTS,
    WRITTEN_BY_US,
    Row,
)
from nlp.training.sentiment_measure import measure, shares
from nlp.training.sentiment_report import Kind, NegationScore, SetScore

_NEUTRAL: Final = 1


def judge(
    model: SentimentModel,
    rows: Sequence[Row],
    *,
    in_turns: dict[tuple[str, str], float],
    seed: int,
) -> list[SetScore]:
    """Return the measures on every set in every language, in a fixed order.

    ``in_turns`` has the macro-F1 of source and language on the learnt rows.
    """
    order = [source.name for source in SOURCES] + [PHRASES, OWN]
    names = sorted(
        {(order.index(row.source), row.source, row.language) for row in rows}
    )
    return [
        _judge(
            model,
            [row for row in rows if (row.source, row.language) == (source, language)],
            in_turns.get((source, language)),
            seed,
        )
        for _, source, language in names
    ]


def negation(model: SentimentModel) -> list[NegationScore]:
    """Return how the model does on the negation challenge, per language."""
    sentences = read_negation()
    found = model.assess(
        [text for _, _, text in sentences], [language for language, _, _ in sentences]
    )
    right = [
        guess.label == label
        for guess, (_, label, _) in zip(found, sentences, strict=True)
    ]
    return [
        NegationScore(
            language=each,
            right=sum(
                good
                for good, (language, _, _) in zip(right, sentences, strict=True)
                if language == each
            ),
            sentences=sum(language == each for language, _, _ in sentences),
            wrong=[
                text
                for good, (language, _, text) in zip(right, sentences, strict=True)
                if language == each and not good
            ],
        )
        for each in sorted({language for language, _, _ in sentences})
    ]


def read_negation() -> list[tuple[str, str, str]]:
    """Return language, label and text of each sentence of the challenge."""
    content = (STATEMENTS / "negation.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in content.splitlines()[1:]]
    return [(language, label, text) for language, label, text in lines]


def share_of_mixed(model: SentimentModel, rows: Sequence[Row]) -> float:
    """Return the share of statements that the model calls mixed."""
    found = model.assess([row.text for row in rows], [row.language for row in rows])
    return shares([each.label == "mixed" for each in found])


def _judge(
    model: SentimentModel, rows: list[Row], in_turns: float | None, seed: int
) -> SetScore:
    first = rows[0]
    score = model.score_of(first.language)
    chances = model.probabilities(
        [row.text for row in rows], [row.language for row in rows]
    )
    if first.source == NO_NEUTRAL:
        chances = without_neutral(chances)
    threshold = score.threshold if score.shown else 1.0
    measured = measure(
        np.array([row.label for row in rows]),
        chances.argmax(axis=1),
        confidence(chances, np.array([score.calibration])),
        threshold=threshold,
        seed=seed,
    )
    return SetScore(
        source=first.source,
        language=first.language,
        kind=_kind(first.source),
        licence=_licence(first.source),
        mixed=share_of_mixed(model, rows),
        in_turns=in_turns,
        measured=measured,
    )


def without_neutral(chances: Floats) -> Floats:
    """Return the chances when only the way is asked, shape (texts, 3)."""
    judging = chances.copy()
    judging[:, _NEUTRAL] = 0.0
    share: Floats = judging / judging.sum(axis=1, keepdims=True)
    return share


def _kind(source: str) -> Kind:
    if source in WRITTEN_BY_US:
        return "own statements"
    if source == NO_NEUTRAL:
        return "polarity only"
    roles = {each.name: each.role for each in SOURCES}
    return "held back" if roles[source] == "learnt from" else "never learnt from"


def _licence(source: str) -> str:
    licences = {each.name: each.licence for each in SOURCES}
    return licences.get(source, "CC0 1.0")
