"""Protects the answers to a question with a scale: its sides, and the steps in them.

A reader is told shares of those who chose a step, first of each side of the scale
and then of each step. Sides are told together or not at all, since they add up to
what a reader may know, and so are the steps of a side. That one of several is
withheld would tell somebody who knows these rules more than a count should.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from consult.privacy.disclosure import (
    DEFAULT_THRESHOLD,
    Part,
    Reason,
    Released,
    ReleasedPart,
    Withheld,
    release_part,
)

LEAST_UNSURE = 0.5
"""How much of the threshold a rounded mean has to leave open."""


@dataclass(frozen=True, slots=True)
class ProtectedScale:
    """What may be seen of a scale: parts of those who chose a step, in order.

    ``steps`` holds one tuple for each of ``sides``.
    """

    sides: tuple[ReleasedPart, ...]
    steps: tuple[tuple[ReleasedPart, ...], ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is withheld."""
        return all(isinstance(step, Released) for side in self.steps for step in side)


def protect_scale(
    sides: Sequence[Sequence[int]], threshold: int = DEFAULT_THRESHOLD
) -> ProtectedScale:
    """Return the scale with every side and step released or withheld.

    ``sides`` are the counts of the steps, from the lower half to the upper one;
    between them may stand the middle of an odd scale. Raises ValueError below the
    lowest threshold.
    """
    sums = [sum(side) for side in sides]
    of = sum(sums)
    protected = _protect_sides(sums, of, threshold)
    return ProtectedScale(
        sides=protected,
        steps=tuple(
            _protect_steps(steps, side, threshold)
            for steps, side in zip(sides, protected, strict=True)
        ),
    )


def tells_little(people: int, widest: int, threshold: int) -> bool:
    """Tell whether a mean in whole hundredths of a scale leaves its sum open.

    Rounding hides ``people * widest / 100`` values of the sum of steps, where
    ``widest`` is the number of steps from end to end.
    """
    return people * widest >= LEAST_UNSURE * threshold * 100


def _protect_sides(
    sums: Sequence[int], of: int, threshold: int
) -> tuple[ReleasedPart, ...]:
    parts = tuple(release_part(Part(count, of), threshold) for count in sums)
    for part in parts:
        if isinstance(part, Withheld):
            return tuple(part for _ in parts)
    return parts


def _protect_steps(
    counts: Sequence[int], side: ReleasedPart, threshold: int
) -> tuple[ReleasedPart, ...]:
    """Return the steps of a side: all of them, or none and under one reason.

    With one reason for all nobody can tell which of them is the small one.
    """
    if isinstance(side, Withheld):
        return tuple(side for _ in counts)
    if any(0 < count < threshold for count in counts):
        return tuple(Withheld(Reason.PROTECTED) for _ in counts)
    return tuple(side.then(partial(_step, count)) for count in counts)


def _step(count: int, side: Part) -> Part:
    return Part(count, side.of)
