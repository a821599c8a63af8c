"""Personal data that was planted into sentences, and sentences without any."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from nlp.evaluation.lacking import Lack
from nlp.evaluation.personal_texts import Planted, ordinary_sentences, planted_sentences
from nlp.evaluation.sets import LabelledSet
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Cell, Table
from nlp.redact import find_personal_data
from nlp.statements import MaskedSpan

SEED: Final = 0
COLUMNS: Final = ("what", "digits", "planted", "recall", "precision")


def lacks(given: LabelledSet) -> Lack | None:
    """Return why the suite cannot use a set, or None."""
    return None if "masked" in given.columns else Lack.MASKED


def alone(setting: Setting) -> tuple[Table, ...]:
    """Return the figures on invented sentences, which need no set."""
    random = np.random.default_rng(SEED)
    rows: list[tuple[Cell, ...]] = []
    for (kind, digits), texts in planted_sentences(random).items():
        setting.report(kind, len(rows), len(rows) + 1)
        rows.append((kind, digits, len(texts), *_recall_precision(texts)))
    ordinary = ordinary_sentences(random)
    touched = [own for own in ordinary if find_personal_data(own[0], language=own[1])]
    notes = (
        (
            f"Ordinary sentences with numbers that were touched: {len(touched)} of "
            f"{len(ordinary)}. What was planted is found when all of it is masked."
        ),
    )
    title = f"Invented sentences with personal data, seed {SEED}"
    return (Table(title, COLUMNS, tuple(rows), notes),)


def measure(given: LabelledSet, setting: Setting) -> tuple[Table, ...]:
    """Return recall and precision on the marked spans of a set, kind by kind."""
    kinds = sorted({kind for row in given.rows for _, _, kind in row.masked})
    rows: list[tuple[Cell, ...]] = []
    for kind in kinds:
        setting.report(kind, len(rows), len(kinds))
        own = [
            Planted(row.text, row.language, start, end)
            for row in given.rows
            for start, end, name in row.masked
            if name == kind
        ]
        recall = sum(_covered(each, _found(each)) for each in own) / len(own)
        rows.append((kind, None, len(own), recall, None))
    plain = [row for row in given.rows if not row.masked]
    touched = sum(
        bool(find_personal_data(row.text, language=row.language)) for row in plain
    )
    notes = (f"Texts without marked data, touched: {touched} of {len(plain)}.",)
    return (Table(f"{given.name}: marked personal data", COLUMNS, tuple(rows), notes),)


def _recall_precision(texts: Sequence[Planted]) -> tuple[float, float | None]:
    found = [_found(each) for each in texts]
    covered = sum(_covered(*pair) for pair in zip(texts, found, strict=True))
    right = list(_right(texts, found))
    return covered / len(texts), sum(right) / len(right) if right else None


def _right(
    texts: Sequence[Planted], found: Sequence[Sequence[MaskedSpan]]
) -> Iterator[bool]:
    for each, spans in zip(texts, found, strict=True):
        for span in spans:
            yield span.start < each.end and span.end > each.start


def _found(each: Planted) -> tuple[MaskedSpan, ...]:
    return find_personal_data(each.text, language=each.language)


def _covered(each: Planted, spans: Sequence[MaskedSpan]) -> bool:
    masked = {place for span in spans for place in range(span.start, span.end)}
    return all(
        place in masked
        for place in range(each.start, each.end)
        if each.text[place].isalnum()
    )
