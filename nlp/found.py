"""Concerns as the grouping finds them, before they have names and ids."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nlp.blocks import Block
from nlp.features import Lexicon

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FoundConcern:
    """A concern before it has a name: rows of its block with confidences.

    ``stability`` returns how surely it comes back, 0 to 1, which may have to be waited
    for.
    ``nearly`` are the rows that came nearest to belonging and do not, the nearest
    first, with ``nearness``, how surely they would belong (0 to 1). ``agreement``
    (main concerns,) is relative to that inside the concerns, and empty for a rare one.
    """

    rows: Integers
    confidences: NDArray[np.float64]
    stability: Callable[[], float]
    rare: bool
    nearly: Integers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    nearness: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    agreement: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True, slots=True)
class BlockConcerns:
    """The concerns of one block, main ones first."""

    block: Block
    lexicon: Lexicon
    concerns: tuple[FoundConcern, ...]
