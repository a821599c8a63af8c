"""What the facilitator's pages show: parts of the report's tree, and ways between them.

Every figure about people is ``Released`` or ``Withheld``, as it comes from there.
Texts stay ``Text``, which the templates say in the language of the reader.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from consult.privacy.disclosure import Released, ReleasedCount
from consult.reports.consultation.figures import ReleasedShare
from consult.reports.consultation.model import (
    Asked,
    Breakdown,
    ColumnGroup,
    Concern,
    Concerns,
    Overview,
    Results,
    Run,
    Survey,
    Twin,
)
from consult.reports.model import Quote, Words
from consult.services.following import Reading
from forms.definition import Text


class SurveyState(StrEnum):
    """Whether a survey takes answers today, and why not; the first counts most."""

    COLLECTING = "collecting"
    PAUSED = "paused"
    NOT_YET = "not_yet"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A survey with its state and its public address by language."""

    survey: Survey
    state: SurveyState
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where today stands between the first and the last day, both counted."""

    today: dt.date
    opens_on: dt.date
    closes_on: dt.date

    @property
    def day(self) -> int:
        """The number of today, from 1; less before the first day."""
        return (self.today - self.opens_on).days + 1

    @property
    def days(self) -> int:
        """How many days there are in all."""
        return (self.closes_on - self.opens_on).days + 1

    @property
    def days_left(self) -> int:
        """How many days follow today; less than 0 after the last one."""
        return (self.closes_on - self.today).days


@dataclass(frozen=True, slots=True)
class DaySpan:
    """The days of a chart in words; the most and the least are of those told."""

    first: dt.date
    last: dt.date
    least: int | None
    most: int | None
    withheld: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """How far the reading of the answers is, and who may ask for one.

    ``answers`` were there when they were last read, ``come`` came since and
    ``gone`` were taken back since, as far as that can be told. ``asking`` is where
    a reading is asked for, None for those who may not. ``here`` is the page itself,
    ``threshold`` the number of people by which figures have to differ.
    """

    reading: Reading
    answers: ReleasedCount | None
    come: ReleasedCount | None
    gone: ReleasedCount | None
    asking: str | None
    here: str
    threshold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Answers that wait for a person, by why.

    ``concerns`` leads to them, None for those who may not read them.
    """

    copied: ReleasedCount
    not_yet_grouped: ReleasedCount
    unsupported_language: ReleasedCount
    concerns: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """Who answered so far and what there is to do."""

    overview: Overview
    calendar: Calendar
    surveys: tuple[SurveyLine, ...]
    span: DaySpan | None
    planned_groups: int
    reached_groups: int
    waiting: Waiting | None
    reading: ReadingView

    @property
    def is_counted(self) -> bool:
        """Whether it is told who answered, not only how many."""
        return bool(self.overview.participation.days)

    @property
    def drafts(self) -> tuple[Survey, ...]:
        """The surveys with wordings that nobody has checked."""
        surveys = self.overview.asked.surveys
        return tuple(survey for survey in surveys if survey.is_draft)

    @property
    def state(self) -> SurveyState:
        """The state of all surveys together: one that collects decides."""
        states = {line.state for line in self.surveys}
        return next(state for state in SurveyState if state in states)


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group whose shares can be shown; ``label`` is None for a language.

    It is open where more is told of it than what nobody in it raises.
    """

    breakdown: Breakdown
    place: int
    is_open: bool

    @property
    def group(self) -> ColumnGroup:
        """The group as the table names it."""
        return self.breakdown.groups[self.place]

    @property
    def value(self) -> str:
        """What addresses call the group."""
        return f"{self.breakdown.column}:{self.group.name}"


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """A concern in the list; ``share`` is that of the chosen group, if there is one."""

    number: int
    concern: Concern
    share: ReleasedShare
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The part of a list on one page; the ways to the others end with None.

    ``sections`` are its lines under the names of broad groups, or all of them under
    none.
    """

    lines: tuple[ConcernLine, ...]
    sections: tuple[tuple[Words | None, tuple[ConcernLine, ...]], ...]
    before: str | None
    after: str | None

    @property
    def is_grouped(self) -> bool:
        """Whether the lines stand under the names of broad groups."""
        return any(title is not None for title, _ in self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernsPage:
    """All concerns, or those of a chosen group by their share in it.

    ``choices`` are the groups by table; bars end at ``end`` hundredths.
    """

    asked: Asked
    concerns: Concerns
    run: Run
    sheet: Sheet
    end: int
    chosen: GroupChoice | None
    choices: tuple[tuple[Breakdown, tuple[GroupChoice, ...]], ...]
    path: str
    reading: ReadingView


@dataclass(frozen=True, slots=True)
class TwinLine:
    """Another concern that may be the same, and the address of its page."""

    twin: Twin
    path: str


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """What somebody wrote, and the question it answers."""

    words: Quote
    question: Text


@dataclass(frozen=True, slots=True)
class WhoRaises:
    """Who raises a concern, by the groups of one table."""

    breakdown: Breakdown
    cells: tuple[tuple[ColumnGroup, ReleasedShare], ...]

    @property
    def is_told(self) -> bool:
        """Whether not everything is withheld."""
        return any(isinstance(share, Released) for _, share in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernPage:
    """One concern; ``quotes`` are by the language they are in.

    ``unsure`` are words that hardly belong to it, ``nearly`` words that nearly did.
    """

    asked: Asked
    line: ConcernLine
    concerns: Concerns
    quotes: tuple[tuple[str, tuple[QuoteLine, ...]], ...]
    twins: tuple[TwinLine, ...]
    unsure: tuple[QuoteLine, ...]
    nearly: tuple[QuoteLine, ...]
    tables: tuple[WhoRaises, ...]
    run: Run
    end: int
    all_concerns: str
    following: ConcernLine | None
    reading: Reading

    @property
    def concern(self) -> Concern:
        """The concern itself."""
        return self.line.concern


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage:
    """Trust, voice and needs; ``asked`` and ``results`` are named as in the report."""

    asked: Asked
    results: Results
    reading: ReadingView


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingYet:
    """A page with nothing to show yet, and why: too few answers, or none read.

    ``asked`` is None where no survey was ever in the field.
    """

    section: str
    asked: Asked | None
    answers: ReleasedCount
    reading: ReadingView
