"""Fifteen concerns of three to five people among 800 answers, nothing given."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from nlp.evaluation import concerns
from nlp.evaluation.concerns import Method
from nlp.evaluation.draws import (
    ANSWERS,
    LARGE_LABELS,
    RARE_LABELS,
    RARE_MOST,
    Drawn,
    draw_with_rare,
)
from nlp.evaluation.grouping import TRAY, Grouped
from nlp.evaluation.lacking import Lack
from nlp.evaluation.metrics import ari, survival
from nlp.evaluation.sets import LabelledSet, by_label
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Cell, Table

COLUMNS: Final = (
    "method",
    "reach the facilitator",
    f"with {TRAY} rare entries",
    "ARI of all",
    "ARI of large",
    "main",
    "rare",
)
NOTES: Final = (
    (
        "A small concern is found when a group holds half of it and is half its own. "
        "The true number is 40; k-means is told so."
    ),
)


def lacks(given: LabelledSet) -> Lack | None:
    """Return why the suite cannot use a set, or None."""
    lack = concerns.lacks(given)
    if lack is not None:
        return lack
    enough = ANSWERS // LARGE_LABELS // 2
    sizes = [len(own) for own in by_label(given.rows).values()]
    if sum(size >= enough for size in sizes) < RARE_LABELS + LARGE_LABELS:
        return Lack.FORTY_LABELS
    return None


def measure(given: LabelledSet, setting: Setting) -> tuple[Table, ...]:
    """Return the mean over draws for each method that may be asked this."""
    texts = by_label(given.rows)
    drawn = [draw_with_rare(texts, seed) for seed in setting.seeds]
    rows = [
        _row(method, drawn, setting)
        for method in concerns.methods(given, setting)
        if method.given == method.name.startswith("TF-IDF")
    ]
    title = f"{given.name}: {len(drawn)} draws with rare concerns, seeds "
    notes = (*NOTES, *setting.about_bertopic())
    return (Table(title + setting.named(), COLUMNS, tuple(rows), notes),)


def _row(method: Method, drawn: Sequence[Drawn], setting: Setting) -> tuple[Cell, ...]:
    figures = []
    for done, each in enumerate(drawn):
        setting.report(method.name, done, len(drawn))
        found = method.group(each.texts, each.true() if method.given else None)
        figures.append(_figures(found, each))
    return (method.name, *np.mean(figures, axis=0).tolist())


def _figures(found: Grouped, drawn: Drawn) -> tuple[float, ...]:
    labels = drawn.labels
    small = [name for name in sorted(set(labels)) if labels.count(name) <= RARE_MOST]
    large = [place for place, name in enumerate(labels) if name not in small]
    return (
        survival(found.groups, labels, small),
        survival(found.within_tray(), labels, small),
        ari(labels, found.primary),
        ari([labels[at] for at in large], [found.primary[at] for at in large]),
        found.main,
        found.rare,
    )
