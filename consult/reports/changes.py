"""What became of the concerns of an earlier analysis, as figures for a report.

Like the other findings these are counts as they are; in a report they stand as
working figures, for people who may read the answers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from consult.reports.model import (
    Change,
    ChangeName,
    Changes,
    Words,
    WorkingCount,
    WorkingShare,
)
from consult.statistics.intervals import Proportion, wilson

CHANGES: Final[tuple[ChangeName, ...]] = ("new", "grown", "shrunk", "gone", "same")


@dataclass(frozen=True, slots=True)
class ChangeFinding:
    """One concern then and now.

    ``was`` is its id then, None for a new one; ``id`` is None for one that is
    gone. Counts are of distinct respondents or sessions, 0 where it was not
    there. ``beyond_chance`` is None where the same people answered both times.
    """

    id: str | None
    was: str | None
    label: str
    language: str
    is_rare: bool
    change: ChangeName
    before: int
    now: int
    sessions_before: int
    sessions_now: int
    beyond_chance: bool | None


@dataclass(frozen=True, slots=True)
class ChangesFinding:
    """All changes; denominators count respondents who gave a reason.

    ``shared`` counts respondents whose statements both analyses read.
    """

    of_before: int
    of_now: int
    sessions_of_before: int
    sessions_of_now: int
    shared: int
    concerns: tuple[ChangeFinding, ...]


def compose_changes(finding: ChangesFinding) -> Changes:
    """Return the part of a working report that says what changed.

    Main concerns stand there by kind of change; of rare ones only their number.
    """
    main = [each for each in finding.concerns if not each.is_rare]
    rare = [each for each in finding.concerns if each.is_rare]
    return Changes(
        before=WorkingCount(finding.of_before),
        now=WorkingCount(finding.of_now),
        shared=WorkingCount(finding.shared),
        kinds=tuple(
            (
                name,
                tuple(_change(each, finding) for each in main if each.change == name),
            )
            for name in CHANGES
        ),
        rare_new=sum(1 for each in rare if each.change == "new"),
        rare_gone=sum(1 for each in rare if each.change == "gone"),
    )


def _of_kind(
    name: ChangeName, concerns: Iterable[ChangeFinding], finding: ChangesFinding
) -> Iterator[Change]:
    return (_change(each, finding) for each in concerns if each.change == name)


def _change(each: ChangeFinding, finding: ChangesFinding) -> Change:
    return Change(
        id=each.id or each.was or "",
        was=each.was,
        label=Words(each.label, each.language),
        before=_share(each.before, finding.of_before),
        now=_share(each.now, finding.of_now),
        beyond_chance=each.beyond_chance,
    )


def _share(count: int, of: int) -> WorkingShare | None:
    return WorkingShare(wilson(count, of)) if of else None


def difference(before: Proportion, now: Proportion) -> tuple[float, float]:
    """Return the 95 % interval of how much a share rose between two samples.

    From the score intervals of both: R. G. Newcombe, Interval estimation for the
    difference between independent proportions, Statistics in Medicine 17 (1998),
    873-890, method 10. For 56 of 70 after 48 of 80 it runs from 0.0524 to 0.3339.
    """
    rise = now.share - before.share
    down = ((now.share - now.low) ** 2 + (before.high - before.share) ** 2) ** 0.5
    up = ((now.high - now.share) ** 2 + (before.share - before.low) ** 2) ** 0.5
    return rise - down, rise + up
