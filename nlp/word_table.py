"""The shipped word vectors of many languages: one file, memory-mapped, numpy only.

The file starts with ``MAGIC`` and the length of a JSON header; the header says
where in the file each language's words (zlib, one per line), inflected forms and the
places of their words among these (two bytes each, zlib), the codes of all words, their
lengths, the codebook and the mean statement of each language lie. A vector is kept as
one byte for each ``width`` dimensions, the nearest entry of that part's codebook
(product quantisation: Jégou, Douze, Schmid 2011), and one byte for its length on a
logarithmic scale; ``order`` says which dimensions the parts hold, one after another.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.errors import MissingResource
from nlp.morphology import StemIndex, related

MAGIC: Final = b"CONSULTWORDS2\n"
WORDS_FILE: Final = Path(__file__).parent / "models" / "words.bin"
PIVOT: Final = "en"
# Shorter words of one language mean something else in another too often.
SHORTEST_BORROWED: Final = 4
Floats = NDArray[np.float32]
Row = tuple[int, ...]


class Vocabulary:
    """The words of one language and the rows of the table that hold them.

    ``forms`` are inflected ones; ``places`` says of each which word it is a form of.
    """

    def __init__(
        self,
        words: Sequence[str],
        first: int,
        language: str,
        *,
        forms: Sequence[str] = (),
        places: Sequence[int] = (),
    ) -> None:
        """Keep words with their rows, counted from ``first``."""
        self._words = [*words, *forms]
        self._places = [*range(len(words)), *places]
        self._first = first
        self._language = language
        self._rows = {
            word: first + place
            for word, place in zip(self._words, self._places, strict=True)
        }

    @cached_property
    def _index(self) -> StemIndex:
        return StemIndex(self._words, self._language)

    def exact(self, word: str) -> Row:
        """Return the row of a word, or nothing."""
        row = self._rows.get(word)
        return () if row is None else (row,)

    def alike(self, word: str) -> Row:
        """Return rows of words with a common stem, or of the parts of a compound."""
        found = (self._places[at] for at in self._index.find(word))
        return tuple(self._first + at for at in dict.fromkeys(found))


@dataclass(frozen=True, eq=False)
class WordTable:
    """Vectors of words; ``digest`` names the file in the record of an analysis."""

    digest: str
    languages: tuple[str, ...]
    dimensions: int
    _content: NDArray[np.uint8]
    _header: Mapping[str, Any]

    @cached_property
    def _codes(self) -> NDArray[np.uint8]:
        start, rows, parts = self._header["codes"]
        return self._content[start : start + rows * parts].reshape(rows, parts)

    @cached_property
    def _lengths(self) -> Floats:
        start, rows = self._header["lengths"]
        low, high = self._header["length_range"]
        steps = self._content[start : start + rows].astype(np.float32) / 255.0
        return np.asarray(np.exp(low + steps * (high - low)), dtype=np.float32)

    @cached_property
    def _codebook(self) -> Floats:
        start, *shape = self._header["codebook"]
        size = int(np.prod(shape)) * 2
        raw = np.frombuffer(self._content[start : start + size].tobytes(), "<f2")
        return raw.astype(np.float32).reshape(shape)

    def usual(self, language: str) -> Floats:
        """Return the mean of statements that say the same in every language.

        That of the first language which lends words stands in for a missing one;
        else it is zero.
        """
        for tag in (language, *related(language)):
            if tag in self.languages:
                return np.asarray(self._usual[self.languages.index(tag)])
        return np.zeros(self.dimensions, dtype=np.float32)

    @cached_property
    def _usual(self) -> Floats:
        start, *shape = self._header["usual"]
        size = int(np.prod(shape)) * 2
        raw = np.frombuffer(self._content[start : start + size].tobytes(), "<f2")
        return raw.astype(np.float32).reshape(shape)

    @cached_property
    def _vocabularies(self) -> dict[str, Vocabulary]:
        return {}

    def _vocabulary(self, language: str) -> Vocabulary | None:
        if language not in self._header["languages"]:
            return None
        if language not in self._vocabularies:
            places = np.frombuffer(self._text(f"{language} places"), dtype="<u2")
            self._vocabularies[language] = Vocabulary(
                self._lines(language),
                self._header["languages"][language],
                language,
                forms=self._lines(f"{language} forms"),
                places=places.tolist(),
            )
        return self._vocabularies[language]

    def _text(self, name: str) -> bytes:
        start, size = self._header["texts"][name]
        return zlib.decompress(self._content[start : start + size].tobytes())

    def _lines(self, name: str) -> list[str]:
        text = self._text(name).decode("utf-8")
        return text.split("\n") if text else []

    def rows_of(self, word: str, language: str) -> Row:
        """Return the rows whose mean is the vector of a word, none if unknown.

        ``word`` is a token in matching form. The language's own words come first,
        then those of languages that lend to it, then words that share a stem, and
        at last the pivot's words for names and numbers.
        """
        own = [self._vocabulary(tag) for tag in (language, *related(language))]
        known = [each for each in own if each is not None]
        for each in known:
            if found := each.exact(word):
                return found
        pivot = self._vocabulary(PIVOT)
        foreign = word.isascii() and language != PIVOT and pivot is not None
        if foreign and pivot is not None and word.isdigit():
            return pivot.exact(word)
        for each in known:
            if found := each.alike(word):
                return found
        if foreign and pivot is not None and len(word) >= SHORTEST_BORROWED:
            return pivot.exact(word)
        return ()

    def vectors(self, words: Sequence[str], language: str) -> Floats:
        """Return vectors (words, dimensions); a row of zeros where one is unknown."""
        out = np.zeros((len(words), self.dimensions), dtype=np.float32)
        rows = [self.rows_of(word, language) for word in words]
        known = [at for at, found in enumerate(rows) if found]
        if not known:
            return out
        flat = np.array([row for at in known for row in rows[at]])
        starts = np.cumsum([0, *(len(rows[at]) for at in known)])[:-1]
        sums = np.add.reduceat(self._decoded(flat), starts, axis=0)
        counts = np.array([len(rows[at]) for at in known], dtype=np.float32)
        out[known] = sums / counts[:, None]
        return out

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        return np.argsort(self._header["order"])

    def _decoded(self, rows: NDArray[np.int64]) -> Floats:
        parts = np.arange(self._codes.shape[1])
        units = self._codebook[parts, self._codes[rows]].reshape(len(rows), -1)
        return np.asarray(units[:, self._places] * self._lengths[rows][:, None])


@lru_cache(maxsize=2)
def load_words(path: Path = WORDS_FILE) -> WordTable:
    """Return the word table of a file, memory-mapped.

    Raises `MissingResource` where the file is missing or is not such a table.
    """
    try:
        content = np.memmap(path, dtype=np.uint8, mode="r")
    except (OSError, ValueError) as error:
        raise MissingResource(name=path.name) from error
    start = len(MAGIC) + 8
    if content[: len(MAGIC)].tobytes() != MAGIC:
        raise MissingResource(name=path.name)
    size = int.from_bytes(content[len(MAGIC) : start].tobytes(), "little")
    header = json.loads(content[start : start + size].tobytes())
    return WordTable(
        header["digest"],
        tuple(sorted(header["languages"])),
        int(header["dimensions"]),
        content,
        header,
    )
