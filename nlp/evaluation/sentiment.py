"""The best guess of sentiment and how sure it is, language by language."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from nlp.annotate import Annotation, annotator
from nlp.evaluation.baselines import learnt_labels
from nlp.evaluation.lacking import Lack
from nlp.evaluation.metrics import (
    accuracy_of_surest,
    bootstrap,
    calibration_error,
    macro_f1,
)
from nlp.evaluation.sets import UNDETERMINED, LabelledSet, LabelledText, by_language
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Cell, Table
from nlp.sentiment import LABELS

UNSEEN: Final = "test"
SURE: Final = 0.6
SEED: Final = 0
MOST_LEARNT: Final = 2_000
FEWEST_TEXTS: Final = 20
CLASSES: Final = frozenset(LABELS)
COLUMNS: Final = (
    "language",
    "texts",
    "macro-F1",
    "low",
    "high",
    "calibration error",
    f"right of surest {SURE:.0%}",
    "assessed",
    "right of assessed",
    "F1 of commonest",
    "F1 of own linear",
)
NOTES: Final = (
    (
        "Low and high: 95 % percentile bootstrap over texts, seed 0. Mixed counts as "
        "neutral. Commonest: always the commonest label; own linear: words and "
        "letters, learnt from other texts of the same set and language."
    ),
    "Texts that the model was trained on tell nothing; its card names the sets.",
)


def lacks(given: LabelledSet) -> Lack | None:
    """Return why the suite cannot use a set, or None."""
    if "label" not in given.columns:
        return Lack.LABELS
    labels = {row.label for row in given.labelled()}
    if len(labels) < 2 or not labels <= {*CLASSES, "mixed"}:  # noqa: PLR2004 - to differ
        return Lack.SENTIMENTS
    if not any(len(rows) >= FEWEST_TEXTS for rows in _scored(given).values()):
        return Lack.FEW_TEXTS
    return None


def measure(given: LabelledSet, setting: Setting) -> tuple[Table, ...]:
    """Return a row per language and their mean."""
    rows: list[tuple[Cell, ...]] = []
    every = by_language(given.labelled())
    scored = _scored(given)
    for done, (language, texts) in enumerate(scored.items()):
        setting.report(language, done, len(scored))
        if len(texts) >= FEWEST_TEXTS:
            rows.append((language, *_figures(texts, every[language])))
    title = f"{given.name}: sentiment of texts whose language is known"
    return (Table(title, COLUMNS, (*rows, _mean(rows)), NOTES),)


def _scored(given: LabelledSet) -> dict[str, list[LabelledText]]:
    """Return the rows to score: those that the set calls test, or all."""
    rows = [row for row in given.labelled() if row.label in CLASSES]
    unseen = [row for row in rows if row.split == UNSEEN]
    return by_language(unseen or rows)


def _figures(
    scored: Sequence[LabelledText], every: Sequence[LabelledText]
) -> tuple[Cell, ...]:
    said = _annotated(scored)
    labels = [row.label for row in scored]
    guesses = [_three(each.sentiment.label) for each in said]
    right = np.array(labels) == np.array(guesses)
    sure = np.array([each.sentiment.confidence for each in said])
    shown = np.array([each.assessed for each in said])
    commonest = max(sorted(set(labels)), key=labels.count)
    return (
        len(scored),
        macro_f1(labels, guesses),
        *bootstrap(labels, guesses, seed=SEED),
        calibration_error(right, sure),
        accuracy_of_surest(right, sure, share=SURE),
        float(shown.mean()),
        float(right[shown].mean()) if shown.any() else None,
        macro_f1(labels, [commonest] * len(labels)),
        _own_linear(scored, every),
    )


def _annotated(rows: Sequence[LabelledText]) -> list[Annotation]:
    texts = [row.text for row in rows]
    declared = [None if row.language == UNDETERMINED else row.language for row in rows]
    languages = [tag for tag in dict.fromkeys(declared) if tag is not None]
    reader = annotator(texts, languages=languages or None)
    return reader.annotate(texts, declared=declared)


def _three(label: str) -> str:
    return label if label in CLASSES else "neutral"


def _own_linear(
    scored: Sequence[LabelledText], every: Sequence[LabelledText]
) -> float | None:
    """Return the macro-F1 of a classifier of the set's own other texts."""
    learnt = [row for row in every if row.split != UNSEEN and row.label in CLASSES]
    if any(row.split == UNSEEN for row in scored):
        return _learnt(learnt[:MOST_LEARNT], scored)
    halves = (scored[0::2], scored[1::2])
    found = [
        _learnt(own[:MOST_LEARNT], other[:MOST_LEARNT])
        for own, other in (halves, halves[::-1])
    ]
    return None if None in found else float(np.mean([each or 0.0 for each in found]))


def _learnt(
    own: Sequence[LabelledText], unseen: Sequence[LabelledText]
) -> float | None:
    labels = [row.label for row in own]
    if len(set(labels)) < 2:  # noqa: PLR2004 - one class is not learnt
        return None
    texts = [row.text for row in own]
    guesses = learnt_labels(texts, labels, [row.text for row in unseen])
    return macro_f1([row.label for row in unseen], guesses)


def _mean(rows: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    columns = list(zip(*rows, strict=True))[2:]
    total = sum(row[1] for row in rows if isinstance(row[1], int))
    return ("mean", total, *(_mean_of(column) for column in columns))


def _mean_of(cells: Sequence[Cell]) -> float | None:
    figures = [cell for cell in cells if isinstance(cell, float)]
    return float(np.mean(figures)) if figures else None
