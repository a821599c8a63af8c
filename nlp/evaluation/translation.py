"""How often the vectors find a sentence's translation first among 204."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.evaluation.baselines import letter_vectors
from nlp.evaluation.metrics import found_first
from nlp.evaluation.sets import LabelledSet, LabelledText, translations
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Cell, Table
from nlp.vectors import embed

CANDIDATES: Final = 204
PIVOTS: Final = ("en", "fr")
HOW: Final = ("vectors", "letters")
Floats = NDArray[np.float64]


def translation_table(given: LabelledSet, setting: Setting) -> tuple[Table, ...]:
    """Return a row per language, or nothing where too little is translated."""
    said = _complete(given)
    pivots = [tag for tag in PIVOTS if said and tag in said[0]]
    if len(said) < 2 or not pivots:  # noqa: PLR2004 - one is found by itself
        return ()
    columns = [f"{how}, {pivot}" for pivot in pivots for how in HOW]
    rows = _rows(said, pivots, setting)
    title = f"{given.name}: translation found first among {len(said)}, centred"
    return (Table(title, ("language", *columns), tuple(rows)),)


def _complete(given: LabelledSet) -> list[Mapping[str, LabelledText]]:
    """Return things that are said in every language, at most 204, evenly spread."""
    languages = given.languages()
    said = [
        each
        for each in translations(given.rows).values()
        if len(each) == len(languages)
    ]
    kept = min(CANDIDATES, len(said))
    return [said[place * len(said) // kept] for place in range(kept)]


def _rows(
    said: Sequence[Mapping[str, LabelledText]],
    pivots: Sequence[str],
    setting: Setting,
) -> list[tuple[Cell, ...]]:
    texts = {tag: [each[tag].text for each in said] for tag in sorted(said[0])}
    vectors = {tag: _vectors(own, tag) for tag, own in texts.items()}
    rows: list[tuple[Cell, ...]] = []
    for done, tag in enumerate(texts):
        setting.report(tag, done, len(texts))
        cells: list[Cell] = [tag]
        for pivot in pivots:
            if tag == pivot:
                cells += [None, None]
                continue
            cells.append(found_first(vectors[tag], vectors[pivot]))
            letters = letter_vectors([*texts[tag], *texts[pivot]])
            cells.append(found_first(letters[: len(said)], letters[len(said) :]))
        rows.append(tuple(cells))
    return [*rows, _median(rows)]


def _vectors(texts: Sequence[str], language: str) -> Floats:
    return embed(texts, [language] * len(texts)).vectors.astype(np.float64)


def _median(rows: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    columns = list(zip(*rows, strict=True))[1:]
    medians = [
        float(np.median([cell for cell in column if isinstance(cell, float)]))
        for column in columns
    ]
    return ("median", *medians)
