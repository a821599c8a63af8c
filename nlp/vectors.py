"""Statements of many languages as vectors in one space.

A statement's vector is the sum of its words' vectors, whose lengths are their
weights, over the root of their number. Words that the table does not know learn
their vector from the statements they stand in. Each language's mean is taken
away, so that what languages have in common remains and what sets them apart does
not (``docs/methods.md`` has the figures).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.languages import primary_subtag
from nlp.morphology import related
from nlp.tokens import tokens
from nlp.word_table import WordTable, load_words

Floats = NDArray[np.float32]
Documents = Sequence[Sequence[str]]
Parallel = Sequence[Mapping[str, str]]

# A mean of few statements says more about these than about their language, so that it
# is drawn to that of our own statements, which say the same in every language.
MEAN_SHRINKAGE: Final = 20.0
# A word nobody knows needs this many statements before it weighs like others.
CONTEXT_SHRINKAGE: Final = 3.0
LEAST_CONTEXTS: Final = 2
TINY: Final = 1e-9
# So many documents tell whether a language that borrows is understood, and so many of
# their words have to be found.
TRIED_DOCUMENTS: Final = 200
LEAST_BORROWED: Final = 0.4


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors (n, dimensions) of unit length, zero where no word is known.

    ``coverage`` (n,) is the share of each statement's words that the table knows.
    """

    vectors: Floats
    coverage: Floats


def embed(
    texts: Sequence[str],
    languages: Sequence[str],
    *,
    table: WordTable | None = None,
    parallel: Parallel = (),
) -> Embedded:
    """Return vectors of texts; see `embed_documents`."""
    documents = [
        tokens(text, language) for text, language in zip(texts, languages, strict=True)
    ]
    return embed_documents(documents, languages, table=table, parallel=parallel)


def embed_documents(
    documents: Documents,
    languages: Sequence[str],
    *,
    table: WordTable | None = None,
    parallel: Parallel = (),
) -> Embedded:
    """Return vectors of tokenised statements, language by language.

    ``languages`` are their tags. ``parallel`` holds texts that say the same in
    several languages, by tag, such as a question and its translations: words that
    the table does not know learn from them.
    """
    table = table or load_words()
    out = np.zeros((len(documents), table.dimensions), dtype=np.float32)
    coverage = np.zeros(len(documents), dtype=np.float32)
    primary = [primary_subtag(tag) for tag in languages]
    for language in sorted(set(primary)):
        rows = [row for row, each in enumerate(primary) if each == language]
        own = [documents[row] for row in rows]
        taught = _taught(parallel, language, table)
        vectors, share = _embed_language(own, language, table, taught)
        out[rows], coverage[rows] = vectors, share
    return Embedded(out, coverage)


def _embed_language(
    documents: Documents,
    language: str,
    table: WordTable,
    taught: Mapping[str, Floats],
) -> tuple[Floats, Floats]:
    words = sorted({word for document in documents for word in document})
    if not words:
        return np.zeros((len(documents), table.dimensions), np.float32), np.zeros(
            len(documents), np.float32
        )
    counts = _counts(documents, words)
    vectors = table.vectors(words, language)
    for place, word in enumerate(words):
        if word in taught and not vectors[place].any():
            vectors[place] = taught[word]
    known = _nonzero(vectors)
    number = np.asarray(counts.sum(axis=1)).ravel()
    share = np.asarray(counts @ known.astype(np.float64)) / np.maximum(number, 1.0)
    raw = _composed(counts, vectors)
    usual = table.usual(language)
    learnt = _from_contexts(counts, raw, known, usual)
    if learnt.any():
        vectors += learnt
        raw = _composed(counts, vectors)
    return _centred(raw, usual), np.asarray(share, dtype=np.float32)


def _counts(documents: Documents, words: Sequence[str]) -> csr_matrix:
    place = {word: at for at, word in enumerate(words)}
    columns = [place[word] for document in documents for word in document]
    ends = np.cumsum([0, *map(len, documents)])
    ones = np.ones(len(columns), dtype=np.float32)
    return csr_matrix((ones, columns, ends), shape=(len(documents), len(words)))


def _composed(counts: csr_matrix, vectors: Floats) -> Floats:
    """Return the sum of the known words' vectors over the root of their number."""
    known = _nonzero(vectors).astype(np.float64)
    number = np.maximum(np.asarray(counts @ known), 1.0)
    return np.asarray((counts @ vectors) / np.sqrt(number)[:, None], dtype=np.float32)


def _from_contexts(
    counts: csr_matrix, raw: Floats, known: NDArray[np.bool_], usual: Floats
) -> Floats:
    """Return vectors of unknown words: the mean of the statements they stand in.

    It is shrunk where few statements speak, and scaled like the words that are known.
    """
    learnt = np.zeros((len(known), raw.shape[1]), dtype=np.float32)
    present = csr_matrix(counts.T)
    present.data[:] = 1.0
    contexts = np.diff(present.indptr)
    places = np.flatnonzero(~known & (contexts >= LEAST_CONTEXTS))
    if len(places):
        sums = np.asarray(present[places] @ _centred(raw, usual))
        learnt[places] = sums / (contexts[places] + CONTEXT_SHRINKAGE)[:, None]
    return learnt


def _taught(parallel: Parallel, language: str, table: WordTable) -> dict[str, Floats]:
    """Return what texts in other languages say about words unknown in this one."""
    sums: dict[str, list[Floats]] = {}
    for texts in parallel:
        for tag, text in sorted(texts.items()):
            if primary_subtag(tag) != language:
                continue
            words = tokens(text, language)
            unknown = [w for w in words if not table.rows_of(w, language)]
            meant = _meant(texts, language, table)
            if meant is None or not unknown:
                continue
            missing = meant * np.sqrt(len(words)) - table.vectors(words, language).sum(
                0
            )
            for word in unknown:
                sums.setdefault(word, []).append(missing / len(unknown))
    return {
        word: np.asarray(np.sum(found, axis=0) / (len(found) + 1.0), np.float32)
        for word, found in sums.items()
    }


def _meant(texts: Mapping[str, str], language: str, table: WordTable) -> Floats | None:
    """Return the mean vector of the translations of a text."""
    found: list[Floats] = []
    for tag, text in sorted(texts.items()):
        other = primary_subtag(tag)
        words = tokens(text, other)
        if other != language and words:
            vectors = table.vectors(words, other)
            if vectors.any():
                number = vectors.any(axis=1).sum()
                found.append(np.asarray(vectors.sum(axis=0) / np.sqrt(number)))
    return np.asarray(np.mean(found, axis=0)) if found else None


def _nonzero(vectors: Floats) -> NDArray[np.bool_]:
    return np.asarray((vectors != 0.0).any(axis=1))


def _centred(raw: Floats, usual: Floats) -> Floats:
    """Return rows of unit length around a mean drawn to the usual; zeros stay."""
    said = _nonzero(raw)
    number = int(said.sum())
    if not number:
        return raw
    mean = raw[said].sum(axis=0) + MEAN_SHRINKAGE * usual
    mean /= number + MEAN_SHRINKAGE
    moved = np.where(said[:, None], raw - mean, 0.0)
    norms = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(norms, TINY), dtype=np.float32)


def shared_languages(
    documents: Documents, languages: Sequence[str], *, table: WordTable | None = None
) -> frozenset[str]:
    """Return those of ``languages`` (tags) that the space shares.

    A language whose words the table holds is shared. One that only borrows is, if
    enough of the words of its first documents are found: two languages may be near
    each other and be written in different letters.
    """
    table = table or load_words()
    own: dict[str, list[Sequence[str]]] = {}
    for document, tag in zip(documents, languages, strict=True):
        heard = own.setdefault(tag, [])
        if len(heard) < TRIED_DOCUMENTS:
            heard.append(document)
    return frozenset(
        tag
        for tag, heard in own.items()
        if primary_subtag(tag) in table.languages
        or _borrowed(heard, primary_subtag(tag), table) >= LEAST_BORROWED
    )


def _borrowed(documents: Documents, language: str, table: WordTable) -> float:
    """Return the share of words that relatives of a language lend it."""
    if not set(related(language)) & set(table.languages):
        return 0.0
    words = [word for document in documents for word in document]
    found = sum(bool(table.rows_of(word, language)) for word in words)
    return found / max(len(words), 1)
