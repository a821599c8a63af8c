"""Which whole numbers a hidden count can be, as far as a careful reader can tell."""

from collections.abc import Iterable
from dataclasses import dataclass

Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Range:
    """A set of whole numbers, as disjoint intervals in rising order.

    Both ends of an interval belong to it.
    """

    intervals: tuple[Interval, ...]

    @classmethod
    def of(cls, *intervals: Interval) -> "Range":
        """Return the numbers in any of the intervals; empty ones are left out."""
        merged: list[Interval] = []
        for low, high in sorted(pair for pair in intervals if pair[0] <= pair[1]):
            if merged and low <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(merged[-1][1], high))
            else:
                merged.append((low, high))
        return cls(tuple(merged))

    def plus(self, other: "Range") -> "Range":
        """Return every sum of a number here and a number there."""
        return Range.of(
            *(
                (low + other_low, high + other_high)
                for low, high in self.intervals
                for other_low, other_high in other.intervals
            )
        )

    def count_with(self, others: "Range", total: int) -> int:
        """Return how many numbers here make the total with a number there."""
        fitting = Range.of(
            *(
                (max(low, total - other_high), min(high, total - other_low))
                for low, high in self.intervals
                for other_low, other_high in others.intervals
            )
        )
        return sum(high - low + 1 for low, high in fitting.intervals)


NOTHING = Range.of((0, 0))


def sum_of(ranges: Iterable[Range]) -> Range:
    """Return every sum of one number from each range."""
    total = NOTHING
    for addend in ranges:
        total = total.plus(addend)
    return total
