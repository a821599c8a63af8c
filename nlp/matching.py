"""Which later concern is which earlier one, one to one.

Statements that both runs saw decide; the fewer there are, the more the likeness
of words counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Floats = NDArray[np.float64]
# So many shared statements weigh as much as the likeness of words.
WEIGHT_OF_WORDS = 3.0
LEAST_LIKENESS = 0.3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for later concern i being earlier concern j.

    ``shared`` (later, earlier) counts the statements that stand in both, ``either``
    those that both runs saw and that stand in one at least; ``likeness`` of words
    is 0 to 1.
    """

    shared: Floats
    either: Floats
    likeness: Floats

    def scores(self) -> Floats:
        """Return the likeness of concerns, 0 to 1."""
        said = self.shared + WEIGHT_OF_WORDS * self.likeness
        return np.asarray(said / (self.either + WEIGHT_OF_WORDS))


def evidence(
    later: Sequence[frozenset[int]],
    earlier: Sequence[frozenset[int]],
    likeness: Floats,
) -> Evidence:
    """Return the evidence for groups of the statements that both runs saw."""
    shared = np.zeros((len(later), len(earlier)))
    places: dict[int, list[int]] = {}
    for column, group in enumerate(earlier):
        for statement in sorted(group):
            places.setdefault(statement, []).append(column)
    for row, group in enumerate(later):
        for statement in sorted(group):
            for column in places.get(statement, ()):
                shared[row, column] += 1.0
    sizes = np.array([len(group) for group in later], dtype=np.float64)
    before = np.array([len(group) for group in earlier], dtype=np.float64)
    either = sizes[:, None] + before[None, :] - shared
    return Evidence(shared, either, likeness)


def match(scores: Floats, *, least: float = LEAST_LIKENESS) -> dict[int, int]:
    """Return the earlier concern of each later one that is like enough.

    The pairs with the largest sum of ``scores`` (later, earlier), one to one
    (Kuhn 1955); pairs below ``least`` are none.
    """
    worth = np.where(scores >= least, scores, 0.0)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {row: column for row, column in pairs if worth[row, column] > 0}
