"""Who answered: counts of answers, alone and against the plan."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from consult.privacy.disclosure import ReleasedCount
from consult.reports.consultation.model.asked import Asked
from forms.definition import Text


class PlanState(StrEnum):
    """How a group stands against the plan; ``untold`` where its count is."""

    UNPLANNED = "unplanned"
    REACHED = "reached"
    SHORT = "short"
    FAR_BELOW = "far_below"
    NOBODY = "nobody"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class DayCount:
    """The answers of one day, or of a few days in a row that are told together."""

    day: dt.date
    until: dt.date
    answers: ReleasedCount


@dataclass(frozen=True, slots=True)
class NamedCount:
    """The answers with a name: of a language as its tag, or of a channel."""

    name: str
    answers: ReleasedCount


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """The answers of one group, against the plan where there is one.

    ``label`` is None for those who did not say. ``missing`` is how many are still
    to be heard, None without a plan.
    """

    choice: str
    label: Text | None
    answers: ReleasedCount
    planned: int | None
    missing: ReleasedCount | None
    state: PlanState


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCounts:
    """The answers by the choices of one question, over all surveys that ask it.

    Where ``overlapping``, somebody can be in several groups. ``threshold`` counts
    people.
    """

    question: str
    label: Text
    overlapping: bool
    threshold: int
    rows: tuple[GroupCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """Who answered, over all surveys.

    ``answers`` is the number now; everything else adds up to ``counted``, the
    number when the tables were made. Who answers two surveys is counted in both.
    """

    answers: ReleasedCount
    counted: ReleasedCount
    planned: int | None
    days: tuple[DayCount, ...]
    languages: tuple[NamedCount, ...]
    channels: tuple[NamedCount, ...]
    groups: tuple[GroupCounts, ...]

    @property
    def unheard(self) -> tuple[GroupCount, ...]:
        """The planned groups of which nobody was heard, or far too few."""
        return tuple(
            row
            for table in self.groups
            for row in table.rows
            if row.state in {PlanState.FAR_BELOW, PlanState.NOBODY}
        )


@dataclass(frozen=True, slots=True)
class Overview:
    """What was asked and who answered so far."""

    asked: Asked
    participation: Participation
