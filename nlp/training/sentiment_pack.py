"""Packs what was learnt into the bytes of a model file."""

import json
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import numpy.typing as npt

from nlp.sentiment import Description, SentimentModel
from nlp.sentiment_lexicon import Lexicon
from nlp.sentiment_weights import BUCKETS, HIGHEST_LEVEL, Floats, Weights


@dataclass(frozen=True, slots=True)
class Packed:
    """The strongest buckets with their levels, the peaks, the lexicon, the meaning.

    ``own_meaning`` is that of the languages with a fit of their own, in the order of
    the description's ``own``.
    """

    places: npt.NDArray[np.int64]
    levels: npt.NDArray[np.int8]
    peaks: Floats
    strengths: Floats
    meaning: npt.NDArray[np.float32]
    own_meaning: npt.NDArray[np.float32]
    lexicon: Lexicon

    def model(self, description: Description) -> SentimentModel:
        """Return the model as it is when read from its file."""
        table = np.zeros((2 * BUCKETS, 2), dtype=np.int8)
        table[self.places] = self.levels
        weights = Weights(table, self.peaks, self.lexicon, self.strengths)
        meaning = self.meaning.astype(np.float64), self.own_meaning.astype(np.float64)
        return SentimentModel(weights, meaning, description)

    def file(self, description: Description) -> bytes:
        """Return the bytes of the model file, the same for the same model."""
        words = json.dumps(description, ensure_ascii=False, sort_keys=True)
        buffer = BytesIO()
        np.savez_compressed(
            buffer,
            steps=np.diff(self.places, prepend=0).astype(np.uint32),
            weights=self.levels,
            peaks=self.peaks,
            strengths=self.strengths,
            meaning=self.meaning,
            own_meaning=self.own_meaning,
            word_steps=np.diff(self.lexicon.prints, prepend=np.uint64(0)),
            word_values=np.rint(self.lexicon.values * 100).astype(np.int8),
            word_kinds=self.lexicon.kinds,
            description=np.frombuffer(words.encode(), dtype=np.uint8),
        )
        return buffer.getvalue()


def quantise(
    weights: Floats, most: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int8], Floats]:
    """Keep the strongest buckets; return their places, levels and the peaks."""
    peaks: Floats = np.abs(weights).max(axis=0)
    share = np.abs(weights) / peaks
    strength = share.max(axis=1)
    places = np.sort(np.argsort(-strength, kind="stable")[:most])
    levels = np.rint(np.sqrt(share[places]) * HIGHEST_LEVEL) * np.sign(weights[places])
    kept = np.any(levels != 0, axis=1)
    return places[kept], levels[kept].astype(np.int8), peaks
