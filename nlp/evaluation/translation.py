"""How often the vectors find a sentence's translation first among 204."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.errors import MissingResource
from nlp.evaluation.baselines import letter_vectors
from nlp.evaluation.metrics import found_first
from nlp.evaluation.sets import LabelledSet, LabelledText, translations
from nlp.evaluation.setting import Setting
from nlp.evaluation.table import Cell, Table

CANDIDATES: Final = 204
PIVOTS: Final = ("en", "fr")
VECTORS: Final = "nlp.vectors"
NO_VECTORS: Final = "No word vectors are installed here; letters alone are measured."
Floats = NDArray[np.float64]
Embed = Callable[[Sequence[str], Sequence[str]], Floats]


def translation_table(given: LabelledSet, setting: Setting) -> tuple[Table, ...]:
    """Return a row per language, or nothing where too little is translated."""
    said = _complete(given)
    pivots = [tag for tag in PIVOTS if said and tag in said[0]]
    if len(said) < 2 or not pivots:  # noqa: PLR2004 - one is found by itself
        return ()
    embed = shipped_vectors()
    columns = [
        f"{how}, {pivot}"
        for pivot in pivots
        for how in (["vectors"] if embed else []) + ["letters"]
    ]
    rows = _rows(said, pivots, embed, setting)
    title = f"{given.name}: translation found first among {len(said)}, centred"
    notes = () if embed else (NO_VECTORS,)
    return (Table(title, ("language", *columns), tuple(rows), notes),)


def shipped_vectors() -> Embed | None:
    """Return what makes vectors of texts, or None where none are shipped."""
    if find_spec(VECTORS) is None:
        return None
    module = import_module(VECTORS)

    def embed(texts: Sequence[str], languages: Sequence[str]) -> Floats:
        return np.asarray(module.embed(texts, languages).vectors, dtype=np.float64)

    try:
        embed(["word"], ["en"])
    except MissingResource:
        return None
    return embed


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
    embed: Embed | None,
    setting: Setting,
) -> list[tuple[Cell, ...]]:
    texts = {tag: [each[tag].text for each in said] for tag in sorted(said[0])}
    vectors = {
        tag: embed(own, [tag] * len(own))
        for tag, own in texts.items()
        if embed is not None
    }
    rows: list[tuple[Cell, ...]] = []
    for done, tag in enumerate(texts):
        setting.report(tag, done, len(texts))
        cells: list[Cell] = [tag]
        for pivot in pivots:
            if tag == pivot:
                cells += [None, None] if vectors else [None]
                continue
            if vectors:
                cells.append(found_first(vectors[tag], vectors[pivot]))
            letters = letter_vectors([*texts[tag], *texts[pivot]])
            cells.append(found_first(letters[: len(said)], letters[len(said) :]))
        rows.append(tuple(cells))
    return [*rows, _median(rows)]


def _median(rows: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    columns = list(zip(*rows, strict=True))[1:]
    medians = [
        float(np.median([cell for cell in column if isinstance(cell, float)]))
        for column in columns
    ]
    return ("median", *medians)
