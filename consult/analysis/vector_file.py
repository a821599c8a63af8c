"""Writes one vector per row into a NumPy file, language by language.

A language's vectors are centred over its rows, and words that nobody knows learn
from them, so that its rows are read together; of very many, even parts.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.lib.format import open_memmap

from consult.analysis.run import AnalysisRefused
from consult.errors import N_
from nlp.errors import NlpError
from nlp.languages import primary_subtag
from nlp.vectors import embed
from nlp.word_table import load_words

PART: Final = 20_000
VECTORS: Final = N_("Making vectors")


def write_vectors(
    file: Path,
    languages: Sequence[str],
    texts_at: Callable[[Sequence[int]], list[str]],
    *,
    report: Callable[[str, int, int], None],
) -> None:
    """Write a float32 array (rows, dimensions); a row without known words is zeros.

    ``languages`` has the tag of every row, ``texts_at`` returns the texts of the
    rows at some places. Raises `AnalysisRefused` where no vectors are installed.
    """
    try:
        shape = (len(languages), load_words().dimensions)
    except NlpError as error:
        raise AnalysisRefused(error.template, **error.params) from error
    open_memmap(file, mode="w+", dtype=np.float32, shape=shape).flush()
    done = 0
    for language, places in _parts(languages):
        report(VECTORS, done, len(languages))
        found = embed(texts_at(places), [language] * len(places)).vectors
        # Opened anew each time: pages that were written leave the memory.
        written = open_memmap(file, mode="r+")
        written[places] = found
        written.flush()
        done += len(places)
    report(VECTORS, done, len(languages))


def _parts(languages: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Return the places of each language's rows, in parts that are spread evenly."""
    places: dict[str, list[int]] = {}
    for place, tag in enumerate(languages):
        places.setdefault(primary_subtag(tag), []).append(place)
    parts: list[tuple[str, list[int]]] = []
    for language in sorted(places):
        own = places[language]
        number = -(-len(own) // PART)
        parts += [(language, own[first::number]) for first in range(number)]
    return parts
