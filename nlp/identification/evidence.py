"""What texts show of their languages, whatever languages are asked for."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from scipy import sparse

from nlp.identification.wordlists import word_votes
from nlp.languages.scripts import main_script
from nlp.languages.words import word_count, words
from nlp.normalise import matching_form

# Labels of py3langid under the language they are counted with, unless somebody
# names them.
COUNTED_WITH = {
    "ary": "ar", "arz": "ar", "yue": "zh", "wuu": "zh", "nn": "no", "uzs": "uz",
    "hbo": "he", "grc": "el", "fuv": "ff", "kik": "ki", "gug": "gn", "sdh": "ku",
}  # fmt: skip
# Small or learned languages that take short texts from large neighbours; they
# are found when a consultation names them.
_ONLY_WHEN_NAMED = frozenset({
    "ace", "an", "bcl", "crh", "eo", "ext", "gcf", "gcr", "gom", "guw", "kab", "la",
    "lb", "lij", "ltg", "nso", "oc", "pcm", "sa", "se", "st", "vec", "vo", "wa", "zxx",
})  # fmt: skip
_ROWS_AT_ONCE = 2048


@dataclass(frozen=True, slots=True)
class Evidence:
    """The writing, words and scores of texts, row by row.

    ``scores`` has a row per text and a column per language of `known_languages`.
    They are py3langid's log-likelihoods divided by the square root of the text's
    bytes, whose number is in ``sizes``: its n-grams overlap, so that their sum
    overstates what is known the more, the longer the text. ``scripts`` is None for
    a text without letters. ``votes`` and ``romanised``, which tells a language typed
    in Latin letters, have a column per language with a word list.
    """

    scripts: tuple[str | None, ...]
    words: tuple[int, ...]
    sizes: NDArray[np.float32]
    scores: NDArray[np.float32]
    votes: NDArray[np.float32]
    romanised: NDArray[np.bool_]

    def rows(self, chosen: Sequence[int]) -> "Evidence":
        """Return the evidence of the chosen rows, in their order."""
        places = np.asarray(chosen, dtype=np.intp)
        return Evidence(
            tuple(self.scripts[row] for row in chosen),
            tuple(self.words[row] for row in chosen),
            self.sizes[places],
            self.scores[places],
            self.votes[places],
            self.romanised[places],
        )


def read_evidence(texts: Sequence[str]) -> Evidence:
    """Return what ``texts`` show of their languages."""
    encoded = [_encoded(text) for text in texts]
    sizes = np.array([max(1, len(written)) for written in encoded], dtype=np.float32)
    scores = np.empty((len(texts), len(known_languages())), dtype=np.float32)
    for first in range(0, len(texts), _ROWS_AT_ONCE):
        rows = slice(first, first + _ROWS_AT_ONCE)
        scores[rows] = _scores(encoded[rows], sizes[rows])
    found = [words(matching_form(text)) for text in texts]
    votes, romanised = word_votes(found)
    return Evidence(
        tuple(main_script(text) for text in texts),
        tuple(
            len(spoken) if text.isascii() else word_count(text)
            for text, spoken in zip(texts, found, strict=True)
        ),
        sizes,
        scores,
        votes,
        romanised,
    )


@dataclass(frozen=True, slots=True)
class _Model:
    """py3langid's tables: an automaton over bytes, and weights of what it finds.

    ``moves[rows[state] + byte]`` is the next state, ``found[state]`` the row of
    ``weights`` that it stands for, or -1. ``columns`` are those of each language.
    """

    moves: NDArray[np.unsignedinteger]
    rows: NDArray[np.int64]
    found: NDArray[np.int64]
    weights: NDArray[np.float16]
    priors: NDArray[np.float32]
    columns: dict[str, list[int]]


@lru_cache(maxsize=1)
def _model() -> _Model:
    # An identifier of our own: the module's shared one could be restricted by
    # somebody else in the same process.
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    columns: dict[str, list[int]] = {}
    for column, label in enumerate(identifier.nb_classes):
        columns.setdefault(label, []).append(column)
    return _Model(
        np.asarray(identifier.tk_nextmove),
        np.asarray(identifier.tk_row, dtype=np.int64) << 8,
        np.asarray(identifier.tk_output, dtype=np.int64),
        identifier.nb_ptc,
        np.asarray(identifier.nb_pc, dtype=np.float32),
        columns,
    )


@lru_cache(maxsize=1)
def known_languages() -> tuple[str, ...]:
    """Return the languages that have a score, in the order of the columns."""
    return tuple(_model().columns)


@lru_cache(maxsize=1)
def open_languages() -> tuple[str, ...]:
    """Return the languages that are looked for when nobody names any."""
    left_out = _ONLY_WHEN_NAMED.union(COUNTED_WITH)
    return tuple(tag for tag in known_languages() if tag not in left_out)


def _scores(
    encoded: Sequence[bytes], sizes: NDArray[np.float32]
) -> NDArray[np.float32]:
    model = _model()
    features = _features(encoded)
    used, places = np.unique(features.indices, return_inverse=True)
    features = sparse.csr_array(
        (features.data, places, features.indptr), shape=(len(encoded), len(used))
    )
    raw = features @ model.weights[used].astype(np.float32) + model.priors
    tempered = raw / np.sqrt(sizes)[:, np.newaxis]
    merged = [tempered[:, columns].max(axis=1) for columns in model.columns.values()]
    return np.stack(merged, axis=1)


def _encoded(text: str) -> bytes:
    # Capitals everywhere say nothing of the language, but change the n-grams; so
    # does an accent that stands apart from its letter.
    plain = text.lower() if text.isupper() else text
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain)
    return plain.encode("utf-8", "surrogatepass")


def _features(encoded: Sequence[bytes]) -> sparse.csr_array:
    """Return the dampened counts of py3langid's byte n-grams, a row per text."""
    number = len(_model().weights)
    keys, times = np.unique(_visited(encoded, number), return_counts=True)
    ends = np.searchsorted(keys, np.arange(len(encoded) + 1) * number)
    dampened = np.log1p(times.astype(np.float32))
    return sparse.csr_array(
        (dampened, keys % number, ends), shape=(len(encoded), number)
    )


def _visited(encoded: Sequence[bytes], number: int) -> NDArray[np.int64]:
    """Return a key per n-gram met: the text's row times ``number``, plus the n-gram.

    All texts take one step of the automaton together, the longest first, so that
    those that have ended fall away at the end.
    """
    model = _model()
    lengths = np.array([len(written) for written in encoded], dtype=np.int64)
    order = np.argsort(-lengths, kind="stable")
    starts = np.cumsum(lengths) - lengths
    letters = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    states = np.zeros(len(encoded), dtype=np.int64)
    # How many texts are longer than each step.
    going_on = len(encoded) - np.searchsorted(
        lengths[order[::-1]], np.arange(lengths.max(initial=0)), side="right"
    )
    keys: list[NDArray[np.int64]] = []
    for step, going in enumerate(going_on.tolist()):
        rows = order[:going]
        states = states[:going]
        states = model.moves[model.rows[states] + letters[starts[rows] + step]]
        found = model.found[states]
        met = found >= 0
        keys.append(rows[met] * number + found[met])
    return np.concatenate([np.empty(0, dtype=np.int64), *keys])
