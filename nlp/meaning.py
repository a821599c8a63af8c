"""What statements mean, as vectors: by our own words, or by a larger encoder too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sklearn.preprocessing import normalize

from nlp.encoder import Encoder
from nlp.lexical import Documents
from nlp.vectors import Parallel, embed_documents

Floats = NDArray[np.float64]
Real = TypeVar("Real", np.float32, np.float64)
# A language that so many statements are in leads: the others are few.
LEADING = 0.9


@dataclass(frozen=True, slots=True)
class Understood:
    """Unit vectors of n statements, without columns where nothing is known.

    ``shared`` (n, any) lie in the space that all languages share; ``grouping``
    (n, any) are what statements are grouped by. ``tongues`` (n,) numbers the
    languages.
    """

    shared: Floats
    grouping: Floats
    tongues: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Understanding:
    """What meaning is read with.

    ``parallel`` holds texts that say the same in several languages, by tag, such as
    questions and their translations; ``encoder`` is a larger one, if there is any.
    """

    parallel: Parallel = ()
    encoder: Encoder | None = None

    def read(
        self, documents: Documents, languages: Sequence[str], texts: Sequence[str]
    ) -> Understood:
        """Return the meaning of tokenised statements.

        ``languages`` are their tags; ``texts``, without personal data, are looked at
        by an encoder alone and may be missing without one.
        """
        found = embed_documents(documents, languages, parallel=self.parallel)
        shared = found.vectors.astype(np.float64)
        if not shared.any():
            shared = shared[:, :0]
        named = np.unique(np.array(languages, dtype=str), return_inverse=True)[1]
        tongues = named.astype(np.int64)
        if self.encoder is None:
            return Understood(shared, shared, tongues)
        encoded = levelled(self.encoder.vectors(texts).astype(np.float64), tongues)
        return Understood(shared, _together(encoded, shared, tongues), tongues)


def _together(encoded: Floats, shared: Floats, tongues: NDArray[np.int64]) -> Floats:
    """Return what statements are grouped by where there is an encoder.

    Few encoders know many languages: where languages are mixed, our own words stand
    beside it with the same weight; where one leads, they add nothing
    (``docs/evaluation.md``).
    """
    if not is_mixed(tongues) or not shared.shape[1]:
        return encoded
    return np.asarray(normalize(np.hstack([encoded, shared])))


def is_mixed(tongues: NDArray[np.int64]) -> bool:
    """Tell whether no language is so common that it may lead."""
    return bool(np.bincount(tongues).max() < LEADING * len(tongues))


def levelled(vectors: NDArray[Real], tongues: NDArray[np.int64]) -> NDArray[Real]:
    """Return unit rows around the mean of their language."""
    out = vectors.copy()
    for tongue in np.unique(tongues):
        own = tongues == tongue
        out[own] -= vectors[own].mean(axis=0, dtype=np.float64)
    return np.asarray(normalize(out))
