"""Protects the answers to a question with a scale: its sides, and the steps in them.

A reader is told shares of those who chose a step, first of each side of the scale
and then of each step. A side that is released gives away the sum of its steps, so
the steps of a side are protected as counts that add up to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from consult.privacy.disclosure import (
    DEFAULT_THRESHOLD,
    Part,
    Reason,
    Released,
    ReleasedCount,
    ReleasedPart,
    Withheld,
    protect_counts,
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
            _protect_steps(steps, side, of, threshold)
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
    # Nearly everybody on one side tells of the few on all others together.
    alone = [release_part(Part(count, of), threshold) for count in sums]
    crowded = any(
        count and isinstance(part, Withheld) and of - count < threshold
        for count, part in zip(sums, alone, strict=True)
    )
    if crowded or of < threshold:
        reason = Reason.SMALL_GROUP if of < threshold else Reason.FEW
        return tuple(Withheld(reason) for _ in sums)
    return tuple(_as_part(count, of) for count in _protect_together(sums, threshold))


def _protect_steps(
    counts: Sequence[int], side: ReleasedPart, of: int, threshold: int
) -> tuple[ReleasedPart, ...]:
    if isinstance(side, Withheld):
        return tuple(side for _ in counts)
    return tuple(_as_part(count, of) for count in _protect_together(counts, threshold))


def _protect_together(
    counts: Sequence[int], threshold: int
) -> tuple[ReleasedCount, ...]:
    named = {str(place): count for place, count in enumerate(counts)}
    return tuple(protect_counts(named, threshold).values())


def _as_part(count: ReleasedCount, of: int) -> ReleasedPart:
    if isinstance(count, Withheld):
        return count
    return count.then(lambda value: Part(value, of))
