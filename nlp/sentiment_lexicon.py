"""Finds words of a known polarity among the features of texts."""

from typing import Final

import numpy as np
import numpy.typing as npt

PRINT_SHIFT: Final = np.uint64(24)
_MASK_BITS: Final = 24
_MASK_SHIFT: Final = np.uint64(40 - _MASK_BITS)
KINDS: Final = 3
COLUMNS: Final = 2 * KINDS

Floats = npt.NDArray[np.float64]


class Lexicon:
    """Feature keys of words with a polarity.

    ``prints`` are the upper 40 bits of keys, ascending; ``values`` run from -1 to
    1; ``kinds`` say whether a key is of the word itself (0), of the word under a
    negator (1) or of its first letters (2). All have one entry per key.
    """

    def __init__(
        self,
        prints: npt.NDArray[np.uint64],
        values: Floats,
        kinds: npt.NDArray[np.int8],
    ) -> None:
        self.prints = prints
        self.values = values
        self.kinds = kinds
        self._columns = 2 * kinds.astype(np.int64) + (values > 0)
        # Nearly all keys are of no listed word; the mask rules those out at once.
        self._mask = np.zeros(1 << _MASK_BITS, dtype=np.bool_)
        self._mask[(prints >> _MASK_SHIFT).astype(np.int64)] = True

    def count(
        self, rows: npt.NDArray[np.int64], keys: npt.NDArray[np.uint64], texts: int
    ) -> Floats:
        """Return how much of each kind and sign a text holds, shape (texts, 6)."""
        found = np.zeros((texts, COLUMNS))
        if not len(self.prints):
            return found
        prints = keys >> PRINT_SHIFT
        likely = np.flatnonzero(self._mask[(prints >> _MASK_SHIFT).astype(np.int64)])
        at = np.searchsorted(self.prints, prints[likely])
        at = np.minimum(at, len(self.prints) - 1)
        hit = self.prints[at] == prints[likely]
        values, columns = self.values[at[hit]], self._columns[at[hit]]
        np.add.at(found, (rows[likely[hit]], columns), np.abs(values))
        return found
