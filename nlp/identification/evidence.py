"""What texts show of their languages, whatever languages are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier, visit_counts
from scipy import sparse

from nlp.languages.scripts import main_script
from nlp.languages.words import word_count, words
from nlp.normalise import matching_form

# Labels of py3langid under the language they are counted with.
_COUNTED_WITH = {
    "ary": "ar", "arz": "ar", "yue": "zh", "wuu": "zh", "nn": "no", "uzs": "uz",
    "hbo": "he", "grc": "el", "fuv": "ff", "kik": "ki", "gug": "gn", "sdh": "ku",
}  # fmt: skip
# Small or learned languages that take short texts from large neighbours; they
# are found when a consultation names them.
_ONLY_WHEN_NAMED = frozenset({
    "ace", "an", "bcl", "crh", "eo", "ext", "gcf", "gcr", "gom", "guw", "kab", "la",
    "lb", "lij", "ltg", "nso", "oc", "pcm", "sa", "se", "st", "vec", "vo", "wa", "zxx",
})  # fmt: skip
_ROWS_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class Evidence:
    """The writing, words and scores of texts, row by row.

    ``scores`` has a row per text and a column per language of `known_languages`.
    They are py3langid's log-likelihoods divided by the square root of the text's
    bytes: its n-grams overlap, so that their sum overstates what is known the
    more, the longer the text. ``scripts`` is None for a text without letters.
    """

    scripts: tuple[str | None, ...]
    words: tuple[int, ...]
    found: tuple[tuple[str, ...], ...]
    scores: NDArray[np.float32]

    def rows(self, chosen: Sequence[int]) -> "Evidence":
        """Return the evidence of the chosen rows, in their order."""
        return Evidence(
            tuple(self.scripts[row] for row in chosen),
            tuple(self.words[row] for row in chosen),
            tuple(self.found[row] for row in chosen),
            self.scores[np.asarray(chosen, dtype=np.intp)],
        )


def read_evidence(texts: Sequence[str]) -> Evidence:
    """Return what ``texts`` show of their languages."""
    parts = [
        _scores(texts[first : first + _ROWS_AT_ONCE])
        for first in range(0, len(texts), _ROWS_AT_ONCE)
    ]
    empty = np.zeros((0, len(known_languages())), dtype=np.float32)
    return Evidence(
        tuple(main_script(text) for text in texts),
        tuple(word_count(text) for text in texts),
        tuple(tuple(words(matching_form(text))) for text in texts),
        np.concatenate([empty, *parts]),
    )


@lru_cache(maxsize=1)
def _model() -> LanguageIdentifier:
    # An identifier of our own: the module's shared one could be restricted by
    # somebody else in the same process.
    return LanguageIdentifier.from_model_file(MODEL_FILE)


@lru_cache(maxsize=1)
def _columns() -> dict[str, list[int]]:
    columns: dict[str, list[int]] = {}
    for column, label in enumerate(_model().nb_classes):
        columns.setdefault(_COUNTED_WITH.get(label, label), []).append(column)
    return columns


@lru_cache(maxsize=1)
def known_languages() -> tuple[str, ...]:
    """Return the languages that have a score, in the order of the columns."""
    return tuple(_columns())


@lru_cache(maxsize=1)
def open_languages() -> tuple[str, ...]:
    """Return the languages that are looked for when nobody names any."""
    return tuple(tag for tag in known_languages() if tag not in _ONLY_WHEN_NAMED)


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.float32], NDArray[np.float32], list[int]]:
    """Return the weights of features, the priors and the rows of the automaton."""
    model = _model()
    weights = np.asarray(model.nb_ptc, dtype=np.float32)
    priors = np.asarray(model.nb_pc, dtype=np.float32)
    return weights, priors, [row << 8 for row in model.tk_row]


def _scores(texts: Sequence[str]) -> NDArray[np.float32]:
    weights, priors, _ = _tables()
    encoded = [_encoded(text) for text in texts]
    raw = _features(encoded) @ weights + priors
    lengths = np.array([max(1, len(written)) for written in encoded], dtype=np.float32)
    tempered = raw / np.sqrt(lengths)[:, np.newaxis]
    merged = [tempered[:, columns].max(axis=1) for columns in _columns().values()]
    return np.stack(merged, axis=1).astype(np.float32)


def _encoded(text: str) -> bytes:
    # Capitals everywhere say nothing of the language, but change the n-grams.
    plain = text.lower() if text.isupper() else text
    return plain.encode("utf-8", "surrogatepass")


def _features(encoded: Sequence[bytes]) -> sparse.csr_array:
    """Return the dampened counts of py3langid's byte n-grams, a row per text."""
    model = _model()
    _, _, rows = _tables()
    columns: list[int] = []
    values: list[int] = []
    ends = [0]
    for written in encoded:
        counts = visit_counts(model.tk_nextmove, rows, model.tk_output, written) or {}
        columns += counts.keys()
        values += counts.values()
        ends.append(len(columns))
    dampened = np.log1p(np.array(values, dtype=np.float32))
    shape = (len(encoded), model.nb_ptc.shape[0])
    return sparse.csr_array((dampened, columns, ends), shape=shape)
