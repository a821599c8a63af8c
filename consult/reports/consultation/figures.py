"""The figures a report of a consultation tells about people, and how they are rounded.

Shares and means are whole hundredths, so that nobody can work backwards from
them how few left a question out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from consult.privacy.disclosure import Part, Released, ReleasedPart, Withheld
from consult.statistics.intervals import wilson

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Share:
    """A share of people in whole hundredths, with its interval of 95 %.

    Some never read as nobody: a share is 0 only where nobody is in it, and 100
    only where everybody is.
    """

    percent: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over people on a scale from 0 to 100, with its interval of 95 %."""

    points: int
    low: int
    high: int


ReleasedShare: TypeAlias = Released[Share] | Withheld
ReleasedMean: TypeAlias = Released[Mean] | Withheld


def released_share(part: ReleasedPart) -> ReleasedShare:
    """Return the share that a part of a whole is, with Wilson's interval."""
    return part.then(share_of) if isinstance(part, Released) else part


def share_of(part: Part) -> Share:
    """Return a part of a whole as a share; the whole is at least one person."""
    found = wilson(part.count, part.of)
    return share_with(part, found.share, found.low, found.high)


def share_with(part: Part, share: float, low: float, high: float) -> Share:
    """Return a share that was worked out elsewhere, as fractions, for a part."""
    percent = hundredths(share)
    if part.count:
        percent = max(1, percent)
    if part.count < part.of:
        percent = min(HUNDRED - 1, percent)
    return bounded(percent, low, high)


def bounded(percent: int, low: float, high: float) -> Share:
    """Return a share with bounds, given as fractions, that hold it."""
    return Share(percent, min(percent, hundredths(low)), max(percent, hundredths(high)))


def mean_of(value: float, low: float, high: float) -> Mean:
    """Return a mean in whole points whose interval holds it."""
    points = half_up(value)
    return Mean(
        points,
        low=max(0, min(points, half_up(low))),
        high=min(HUNDRED, max(points, half_up(high))),
    )


def hundredths(fraction: float) -> int:
    """Return a fraction in whole hundredths."""
    return half_up(HUNDRED * fraction)


def half_up(value: float) -> int:
    """Return the nearest whole number, of two as near the higher one."""
    return int(value + 0.5)


def adding_up(counts: Sequence[int]) -> tuple[int, ...]:
    """Return the counts in whole hundredths of their sum that add up to 100.

    What rounding down leaves goes to those who lost most by it, of equals to the
    first: largest remainders. All are 0 where nobody is.
    """
    whole = sum(counts)
    if not whole:
        return tuple(0 for _ in counts)
    floors = [HUNDRED * count // whole for count in counts]
    lost = [HUNDRED * count % whole for count in counts]
    by_loss = sorted(range(len(counts)), key=lambda place: -lost[place])
    for place in by_loss[: HUNDRED - sum(floors)]:
        floors[place] += 1
    return tuple(floors)
