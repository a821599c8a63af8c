"""Seconds and memory of whole runs from a cold start, each in a process of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from nlp.evaluation.lacking import Lack
from nlp.evaluation.sets import LabelledSet
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Cell, Table

SIZES: Final = (500, 5_000, 50_000)
FEWEST: Final = 500
SEED: Final = 0
COLUMNS: Final = ("method", "answers", "seconds", "CPU seconds", "megabytes")
NOTES: Final = (
    (
        "Reading, analysis, report and writing included for consult; the others group "
        "only. Seconds depend on what else the machine does; more answers "
        "than the set has are two of its texts in one."
    ),
)


@dataclass(frozen=True, slots=True)
class Timed:
    """What one process took: seconds on the clock and of CPU, peak megabytes."""

    seconds: float
    cpu: float
    megabytes: float


# Runs a method by its name on texts.
Runner = Callable[[str, Sequence[str]], Timed]


def lacks(given: LabelledSet) -> Lack | None:
    """Return why the suite cannot use a set, or None."""
    return None if len(given.rows) >= FEWEST else Lack.FEW_TEXTS


def measured(
    given: LabelledSet, setting: Setting, methods: Sequence[str], run: Runner
) -> tuple[Table, ...]:
    """Return what each method took for each number of answers."""
    rows: list[tuple[Cell, ...]] = []
    for size in SIZES:
        texts = answers(given, size)
        for method in methods:
            setting.report(f"{method}, {size}", len(rows), len(SIZES) * len(methods))
            timed = run(method, texts)
            cost = (
                round(timed.seconds, 1),
                round(timed.cpu, 1),
                round(timed.megabytes),
            )
            rows.append((method, size, *cost))
    title = f"{given.name}: cost of one run, answers drawn with seed {SEED}"
    notes = (*NOTES, *setting.about_bertopic())
    return (Table(title, COLUMNS, tuple(rows), notes),)


def answers(given: LabelledSet, size: int) -> list[str]:
    """Return that many different answers of a set, pairs of texts where it is small."""
    random = np.random.default_rng(SEED)
    texts = [row.text for row in given.rows if row.text.strip()]
    order = random.permutation(len(texts)).tolist()
    found = dict.fromkeys(texts[at] for at in order[:size])
    while len(found) < size:
        one, other = random.integers(len(texts), size=2).tolist()
        found.setdefault(f"{texts[one]} {texts[other]}")
    return list(found)
