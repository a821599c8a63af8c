"""Decides which counts of groups are released and which are withheld.

A count is withheld when it, or what is missing to the whole group, concerns
fewer people than the threshold, and when it would tell a withheld one. The rule
of the threshold and the second round after it: A. Hundepool et al., Statistical
Disclosure Control, Wiley 2012.

This is the only module that makes a ``Released`` value.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from consult.privacy.ranges import Range
from consult.privacy.reasons import Reason
from consult.privacy.second_round import SecondRound

__all__ = [
    "DEFAULT_THRESHOLD",
    "LOWEST_THRESHOLD",
    "GroupTable",
    "Part",
    "ProtectedTable",
    "Reason",
    "Released",
    "ReleasedCount",
    "ReleasedPart",
    "Withheld",
    "protect",
    "protect_counts",
    "release_count",
    "release_part",
]

Value = TypeVar("Value")
Other = TypeVar("Other")
DEFAULT_THRESHOLD = 10
LOWEST_THRESHOLD = 5
FEWEST_GROUPS = 2


@dataclass(frozen=True, slots=True)
class Released(Generic[Value]):
    """A value that people may see."""

    value: Value

    def then(self, function: "Callable[[Value], Other]") -> "Released[Other]":
        """Return what follows from the value, which is released with it."""
        return Released(function(self.value))


@dataclass(frozen=True, slots=True)
class Withheld:
    """A value that stays inside, and why."""

    reason: Reason


ReleasedCount: TypeAlias = Released[int] | Withheld


@dataclass(frozen=True, slots=True)
class Part:
    """``count`` people of a group of ``of``."""

    count: int
    of: int


ReleasedPart: TypeAlias = Released[Part] | Withheld


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Counts of people by group, as they are: two groups or more, none empty.

    ``sizes`` holds one number per group, ``rows`` one row per concern with the
    people of each group who raise it. Whether the groups overlap or leave people
    out does not matter here: a reader is assumed to know the sum of each row and
    the sum of the sizes, which is more than any report tells.
    """

    groups: tuple[str, ...]
    sizes: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if len(self.groups) < FEWEST_GROUPS or len(self.sizes) != len(self.groups):
            message = "a table of groups needs two groups and a size for each"
            raise ValueError(message)
        if min(self.sizes) < 1:
            message = "a group without people is no group"
            raise ValueError(message)
        for row in self.rows:
            pairs = zip(row, self.sizes, strict=True)
            if not all(0 <= count <= size for count, size in pairs):
                message = "a group cannot raise a concern more often than it is large"
                raise ValueError(message)


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """What may be seen of a ``GroupTable``, in the same order."""

    groups: tuple[str, ...]
    sizes: tuple[ReleasedCount, ...]
    rows: tuple[tuple[ReleasedPart, ...], ...]


def protect(table: GroupTable, threshold: int = DEFAULT_THRESHOLD) -> ProtectedTable:
    """Return the table with every count released or withheld.

    ``threshold`` counts people. Raises ValueError below ``LOWEST_THRESHOLD``.
    """
    _check(threshold)
    sizes = _protect_counts(table.sizes, threshold, Reason.SMALL_GROUP)
    rows = tuple(_protect_row(row, table.sizes, sizes, threshold) for row in table.rows)
    return ProtectedTable(table.groups, sizes, rows)


def protect_counts(
    counts: Mapping[str, int], threshold: int = DEFAULT_THRESHOLD
) -> dict[str, ReleasedCount]:
    """Return counts that add up to a known total, each released or withheld.

    Raises ValueError below ``LOWEST_THRESHOLD``.
    """
    _check(threshold)
    protected = _protect_counts(tuple(counts.values()), threshold, Reason.FEW)
    return dict(zip(counts, protected, strict=True))


def release_count(count: int, threshold: int = DEFAULT_THRESHOLD) -> ReleasedCount:
    """Return a count that stands alone; nobody is a count that may be told.

    Counts that add up to something a reader knows belong into ``protect_counts``.
    Raises ValueError below ``LOWEST_THRESHOLD``.
    """
    _check(threshold)
    return Withheld(Reason.FEW) if 0 < count < threshold else Released(count)


def release_part(part: Part, threshold: int = DEFAULT_THRESHOLD) -> ReleasedPart:
    """Return a part of a whole that stands alone, with few people on neither side.

    Raises ValueError below ``LOWEST_THRESHOLD``.
    """
    _check(threshold)
    if part.of < threshold:
        return Withheld(Reason.SMALL_GROUP)
    if _is_few(part.count, part.of, threshold):
        return Withheld(Reason.FEW)
    return Released(part)


def _check(threshold: int) -> None:
    if threshold < LOWEST_THRESHOLD:
        message = f"the threshold is never below {LOWEST_THRESHOLD}"
        raise ValueError(message)


def _protect_counts(
    counts: Sequence[int], threshold: int, reason: Reason
) -> tuple[ReleasedCount, ...]:
    def range_of(place: int, why: Reason) -> Range:
        del place
        if why is Reason.PROTECTED:
            return Range.of((0, 0), (threshold, sum(counts)))
        return Range.of((1, threshold - 1))

    first = {
        place: Reason.FEW for place, count in enumerate(counts) if 0 < count < threshold
    }
    hidden = SecondRound(counts, first, range_of, threshold).hidden()
    return tuple(
        Withheld(reason if hidden[place] is Reason.FEW else hidden[place])
        if place in hidden
        else Released(count)
        for place, count in enumerate(counts)
    )


def _protect_row(
    row: Sequence[int],
    sizes: Sequence[int],
    released: Sequence[ReleasedCount],
    threshold: int,
) -> tuple[ReleasedPart, ...]:
    def range_of(place: int, why: Reason) -> Range:
        if isinstance(released[place], Withheld):
            most = threshold - 1 if why is Reason.SMALL_GROUP else sum(sizes)
            return Range.of((0, most))
        size = sizes[place]
        if why is Reason.PROTECTED:
            return Range.of((0, 0), (threshold, size - threshold))
        # The reader is assumed to know which side of the count is too small.
        if row[place] < threshold:
            return Range.of((1, threshold - 1))
        return Range.of((size - threshold + 1, size))

    first = {}
    for place, count in enumerate(row):
        reason = _first_reason(count, sizes[place], released[place], threshold)
        if reason is not None:
            first[place] = reason
    hidden = SecondRound(row, first, range_of, threshold).hidden()
    return tuple(
        Withheld(hidden[place])
        if place in hidden
        else Released(Part(count, sizes[place]))
        for place, count in enumerate(row)
    )


def _first_reason(
    count: int, size: int, released: ReleasedCount, threshold: int
) -> Reason | None:
    if isinstance(released, Withheld):
        return released.reason
    return Reason.FEW if _is_few(count, size, threshold) else None


def _is_few(count: int, size: int, threshold: int) -> bool:
    # Nobody is a fact about nobody; everybody is a fact about each of them.
    return 0 < count < threshold or size - count < threshold
