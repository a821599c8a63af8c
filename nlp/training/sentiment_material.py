"""Gathers all rows that a sentiment model is made from and judged by."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nlp.training.sentiment_data import (
    SOURCES,
    TEST,
    Row,
    part,
    read_phrases,
    read_set,
    read_statements,
    without_near_copies,
)
from nlp.training.sentiment_gate import SURE_OF_THE_UNMEASURED

_MIXED: Final = 3


@dataclass(frozen=True, slots=True)
class Material:
    """All rows that a model is made from and judged by.

    ``held_back`` is measured and not learnt from; ``released`` are those of them that
    the shipped model learns from in the end, all but whole subjects of the phrase
    bank, which stay for testing alone. ``tuning`` is a fifth of a set that is not
    learnt from, on which confidences and the part of neutral labels are set; nothing
    is judged by it.
    """

    learnt: list[Row]
    held_back: list[Row]
    released: list[Row]
    others: list[Row]
    tuning: list[Row]
    mixed: list[Row]
    counts: dict[str, int]


def read_material(data: Path, seed: int) -> Material:
    """Read and split all rows; the same for the same seed."""
    public = [
        row
        for source in SOURCES
        if source.role == "learnt from"
        for row in read_set(data, source.name)
    ]
    own = read_statements() + read_phrases(held_back=False)
    tested = read_phrases(held_back=True)
    rows = public + [row for row in own if row.label != _MIXED]
    learnt = [row for row in rows if part(row, seed) != TEST]
    held_back = [row for row in rows if part(row, seed) == TEST]
    others = [
        row
        for source in SOURCES
        if source.role == "judged by"
        for row in read_set(data, source.name)
    ]
    near = [row for row in learnt if row.source == "nusax" and row.language == "id"]
    others = without_near_copies(others, near)
    counts: dict[str, int] = {}
    for row in [*public, *others]:
        counts[row.source] = counts.get(row.source, 0) + 1
    return Material(
        learnt=learnt,
        held_back=held_back + [row for row in tested if row.label != _MIXED],
        released=held_back,
        others=[row for row in others if not _is_tuning(row, seed)],
        tuning=[row for row in others if _is_tuning(row, seed)],
        mixed=[row for row in own + tested if row.label == _MIXED],
        counts=counts,
    )


def _is_tuning(row: Row, seed: int) -> bool:
    return row.source == SURE_OF_THE_UNMEASURED and part(row, seed) == TEST
