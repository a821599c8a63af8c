"""Texts in many languages, one language per text: topics, not tongues, are to group.

Where the same thing is said in several languages, every thing is drawn once, each in
another language; else the texts stand as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nlp.evaluation import baselines
from nlp.evaluation.grouping import Grouped, consult
from nlp.evaluation.lacking import Lack
from nlp.evaluation.metrics import ami
from nlp.evaluation.sets import (
    NO_LABEL,
    UNDETERMINED,
    LabelledSet,
    LabelledText,
    translations,
)
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Cell, Table
from nlp.evaluation.translation import translation_table

FEWEST_LANGUAGES: Final = 3
MOST_TEXTS: Final = 3_000
SEEDS: Final = 3
COLUMNS: Final = ("method", "AMI with label", "AMI with language", "concerns found")


@dataclass(frozen=True, slots=True)
class _Mixed:
    """Texts of one draw with their labels and languages."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    languages: tuple[str, ...]


def lacks(given: LabelledSet) -> Lack | None:
    """Return why the suite cannot use a set, or None."""
    if "label" not in given.columns:
        return Lack.LABELS
    known = [tag for tag in given.languages() if tag != UNDETERMINED]
    if "language" not in given.columns or len(known) < FEWEST_LANGUAGES:
        return Lack.LANGUAGES
    return None


def measure(given: LabelledSet, setting: Setting) -> tuple[Table, ...]:
    """Return how groups agree with labels and languages, and how translations do."""
    drawn = [_draw(given, seed) for seed in setting.seeds[:SEEDS]]
    labels = len(set(drawn[0].labels))
    rows = (
        _row("consult, number given", labels, drawn, setting),
        _row("consult, number not given", None, drawn, setting),
        _usual_row(labels, drawn),
    )
    title = (
        f"{given.name}: {len(drawn[0].texts)} texts in "
        f"{len(set(drawn[0].languages))} languages, {labels} labels, "
        f"{len(drawn)} draws, seeds {', '.join(map(str, setting.seeds[:SEEDS]))}"
    )
    mixed = Table(title, COLUMNS, rows)
    return (mixed, *translation_table(given, setting))


def _draw(given: LabelledSet, seed: int) -> _Mixed:
    random = np.random.default_rng(seed)
    rows = [row for row in given.rows if row.label not in NO_LABEL]
    said = list(translations(rows).values())
    if said:
        order = random.permutation(given.languages()).tolist()
        rows = _one_language_each(said, order, random.permutation(len(said)).tolist())
    chosen = [rows[at] for at in random.permutation(len(rows))[:MOST_TEXTS]]
    return _Mixed(
        tuple(row.text for row in chosen),
        tuple(row.label for row in chosen),
        tuple(row.language for row in chosen),
    )


def _one_language_each(
    said: Sequence[dict[str, LabelledText]],
    languages: Sequence[str],
    order: Sequence[int],
) -> list[LabelledText]:
    """Return each thing said once, languages taking turns where they have it."""
    rows: list[LabelledText] = []
    for turn, at in enumerate(order):
        row = said[at].get(languages[turn % len(languages)])
        if row is not None:
            rows.append(row)
    return rows


def _row(
    name: str, concerns: int | None, drawn: Sequence[_Mixed], setting: Setting
) -> tuple[Cell, ...]:
    figures = []
    for done, each in enumerate(drawn):
        setting.report(name, done, len(drawn))
        among = tuple(sorted(set(each.languages)))
        found = consult(setting.recipe, among, setting.understanding)(
            each.texts, concerns
        )
        figures.append(_agreement(found, each))
    return (name, *np.mean(figures, axis=0).tolist())


def _usual_row(concerns: int, drawn: Sequence[_Mixed]) -> tuple[Cell, ...]:
    figures = [
        _agreement(baselines.usual(each.texts, concerns), each) for each in drawn
    ]
    name = "TF-IDF with k-means, number given"
    return (name, *np.mean(figures, axis=0).tolist())


def _agreement(found: Grouped, mixed: _Mixed) -> tuple[float, float, float]:
    return (
        ami(mixed.labels, found.primary),
        ami(mixed.languages, found.primary),
        float(found.main),
    )
