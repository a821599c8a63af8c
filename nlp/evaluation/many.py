"""Few answers or many, few concerns or many: the number is not given."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from nlp.evaluation import baselines, concerns
from nlp.evaluation.draws import Drawn, draw_all, draw_part
from nlp.evaluation.grouping import consult
from nlp.evaluation.lacking import Lack
from nlp.evaluation.metrics import ari, nmi
from nlp.evaluation.sets import LabelledSet, by_label
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Cell, Table

PARTS: Final = ((5, 100), (10, 300), (20, 800), (40, 2_000), (80, 5_000))
SEEDS: Final = 2
COLUMNS: Final = (
    "part",
    "answers",
    "true",
    "found",
    "factor",
    "NMI",
    "ARI",
    "ARI of k-means, number given",
)


def lacks(given: LabelledSet) -> Lack | None:
    """Return why the suite cannot use a set, or None."""
    return concerns.lacks(given)


def measure(given: LabelledSet, setting: Setting) -> tuple[Table, ...]:
    """Return one row per part of the set and one for all of it."""
    texts = by_label(given.rows)
    parts = _parts(texts, setting.seeds[:SEEDS])
    names = ["BERTopic found", "BERTopic ARI"] if setting.bertopic else []
    rows: list[tuple[Cell, ...]] = []
    for done, (name, drawn) in enumerate(parts):
        setting.report(name, done, len(parts))
        rows.append((name, *_figures(drawn, given, setting)))
    factors = [row[4] for row in rows if isinstance(row[4], float)]
    notes = (
        (
            f"Factor: found by true or true by found, the larger; median "
            f"{float(np.median(factors)):.2f}, worst {max(factors):.2f}."
        ),
        *setting.about_bertopic(),
    )
    title = f"{given.name}: number of concerns not given, parts and all of it"
    return (Table(title, (*COLUMNS, *names), tuple(rows), notes),)


def _parts(
    texts: Mapping[str, Sequence[str]], seeds: Sequence[int]
) -> list[tuple[str, Drawn]]:
    total = sum(map(len, texts.values()))
    parts = [
        (f"{labels} labels, seed {seed}", drawn)
        for labels, answers in PARTS
        if labels < len(texts) and answers < total
        for seed in seeds
        if len((drawn := _part(texts, labels, answers, seed)).texts) == answers
    ]
    return [*parts, ("all", draw_all(texts, seeds[0]))]


def _part(
    texts: Mapping[str, Sequence[str]], labels: int, answers: int, seed: int
) -> Drawn:
    return draw_part(texts, labels=labels, answers=answers, seed=seed)


def _figures(
    drawn: Drawn, given: LabelledSet, setting: Setting
) -> tuple[int | float, ...]:
    found = consult(setting.recipe, given.languages(), setting.understanding)(
        drawn.texts, None
    )
    usual = baselines.usual(drawn.texts, drawn.true())
    true, main = drawn.true(), max(1, found.main)
    figures = (
        len(drawn.texts),
        true,
        found.main,
        max(main / true, true / main),
        nmi(drawn.labels, found.primary),
        ari(drawn.labels, found.primary),
        ari(drawn.labels, usual.primary),
    )
    if setting.bertopic is None:
        return figures
    beside = setting.bertopic(drawn.texts, None)
    return (*figures, beside.main, ari(drawn.labels, beside.primary))
