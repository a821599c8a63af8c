"""The tree a report is rendered from; every figure in it says who may see it.

There are two kinds of figures about people. A ``WorkingCount`` or
``WorkingShare`` stands only in working reports, which go to people who may read
the answers themselves. Whatever is told about a group is ``Released`` or
``Withheld`` by ``consult.privacy.disclosure``, in working reports as well. A
bare number about people has no place here.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from consult.privacy.disclosure import Released, ReleasedCount, Withheld
from consult.reports.findings import SentimentName
from consult.statistics.intervals import Proportion

AccountingName = Literal[
    "in_concern",
    "not_yet_grouped",
    "rare_only",
    "no_reason_given",
    "copied",
    "unsupported_language",
]
ChangeName = Literal["new", "grown", "shrunk", "same", "gone"]
ReleasedShare: TypeAlias = Released[Proportion] | Withheld


@dataclass(frozen=True, slots=True)
class WorkingCount:
    """A count of people, sessions, answers or statements, for working reports."""

    value: int


@dataclass(frozen=True, slots=True)
class WorkingShare:
    """A share of the people who gave a reason, for working reports."""

    value: Proportion


@dataclass(frozen=True, slots=True)
class Score:
    """A measure of how well the analysis went; it is about no person."""

    value: float


@dataclass(frozen=True, slots=True)
class Words:
    """Words that people wrote; ``language`` is a BCP 47 tag, or ``und``."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Quote(Words):
    """Words that speak for a concern, how they judge, and which of them decided."""

    sentiment: SentimentName = "not_assessed"
    decided_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountingPart:
    """The answers that stand in one part of the bar."""

    name: AccountingName
    answers: WorkingCount


@dataclass(frozen=True, slots=True)
class Participation:
    """Who answered; people and group sessions are never added up.

    ``languages`` are in the order of their size, those withheld after them.
    """

    people: WorkingCount
    people_with_reason: WorkingCount
    sessions: WorkingCount
    sessions_with_reason: WorkingCount
    languages: tuple[tuple[str, ReleasedCount], ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """Another concern that may be the same, and the terms that both are told by."""

    id: str
    label: Words
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BroadGroup:
    """Concerns that belong together, by their ids, the largest first."""

    id: str
    title: Words
    concerns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """A proposed concern; ``share`` is None where no single person gave a reason.

    ``id`` is that of the tables beside the report; ``sentiment`` counts people.
    ``unsure`` are words that hardly belong to it, ``nearly`` words that nearly did.
    """

    id: str
    label: Words
    terms: tuple[str, ...]
    people: WorkingCount
    sessions: WorkingCount
    statements: WorkingCount
    share: WorkingShare | None
    sentiment: tuple[tuple[SentimentName, WorkingCount], ...]
    languages: tuple[str, ...]
    quotes: tuple[Quote, ...]
    stability: Score | None
    twins: tuple[Twin, ...] = ()
    unsure: tuple[Quote, ...] = ()
    nearly: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A group as the file names it, and how many of it gave a reason."""

    name: str
    people: ReleasedCount


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """One concern: its share of all, and of each group."""

    id: str
    label: Words
    everybody: WorkingShare | None
    shares: tuple[ReleasedShare, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Who raises which concern, by the groups of one column of the file.

    ``threshold`` counts people.
    """

    column: str
    threshold: int
    groups: tuple[Group, ...]
    rows: tuple[BreakdownRow, ...]

    @property
    def telling_rows(self) -> tuple[BreakdownRow, ...]:
        """The rows in which not everything is withheld."""
        return tuple(
            row
            for row in self.rows
            if any(isinstance(share, Released) for share in row.shares)
        )


@dataclass(frozen=True, slots=True)
class Method:
    """What it takes to repeat the run; ``recipe`` is JSON with sorted keys."""

    recipe: str
    versions: tuple[tuple[str, str], ...]
    seed: int
    sentiment_scores: tuple[tuple[str, Score], ...]
    language_mixing: Score | None
    languages_mix: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One concern then and now.

    ``was`` is the id it bore then, None for a new one. ``beyond_chance`` is None
    where the same people answered both times, so that chance cannot be judged.
    """

    id: str
    was: str | None
    label: Words
    before: WorkingShare | None
    now: WorkingShare | None
    beyond_chance: bool | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the concerns of an earlier analysis, by kind of change.

    ``before``, ``now`` and ``shared`` count people who gave a reason then, now,
    and whose statements were read both times. Of rare concerns only their number
    stands there.
    """

    before: WorkingCount
    now: WorkingCount
    shared: WorkingCount
    kinds: tuple[tuple[ChangeName, tuple[Change, ...]], ...]
    rare_new: int
    rare_gone: int


@dataclass(frozen=True, slots=True)
class FileReport:
    """The working report of one file, for those who run the consultation.

    ``columns_without_groups`` are columns in which everybody stands alike, or
    nobody stands at all. ``sections`` are the concerns under the names of broad
    groups, those of none at the end; without names where they are few.
    """

    question: str | None
    accounting: tuple[AccountingPart, ...]
    answers: WorkingCount
    participation: Participation
    concerns: tuple[Concern, ...]
    breakdowns: tuple[Breakdown, ...]
    columns_without_groups: tuple[str, ...]
    rare: tuple[Concern, ...]
    not_yet_grouped: tuple[Quote, ...]
    method: Method
    changes: Changes | None = None
    groups: tuple[BroadGroup, ...] = ()
    sections: tuple[tuple[Words | None, tuple[Concern, ...]], ...] = ()
