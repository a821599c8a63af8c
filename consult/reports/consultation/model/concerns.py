"""What people wrote: concerns, who raises them, and where every answer stands."""

from dataclasses import dataclass
from enum import StrEnum

from consult.privacy.disclosure import Released, ReleasedCount, Withheld
from consult.reports.consultation.figures import ReleasedShare
from consult.reports.describing import DIVIDED_FROM, Tone, tone_of
from consult.reports.findings import SentimentName
from consult.reports.model import AccountingName, BroadGroup, Quote, Score, Words
from forms.definition import Text


class Stability(StrEnum):
    """How often a concern came back when part of the answers was left out."""

    STABLE = "stable"
    UNSURE = "unsure"
    UNSTABLE = "unstable"


@dataclass(frozen=True, slots=True)
class SentimentPart:
    """The people who speak of a concern in one way."""

    name: SentimentName
    people: ReleasedCount


@dataclass(frozen=True, slots=True)
class Twin:
    """Another concern that may be the same, and the terms that both are told by."""

    key: str
    label: Words
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A concern of enough people to tell of; ``key`` is that of its page.

    ``share`` is of the people who gave a reason. ``tier`` counts from 1: the order
    of two concerns of one tier is not certain; None where the share is withheld.
    In ``sentiment`` the neutral stand with the mixed. ``is_rare`` tells that it was
    found by the search for rare voices. ``languages`` are those that enough people
    speak of it in.
    """

    key: str
    label: Words
    terms: tuple[str, ...]
    people: ReleasedCount
    share: ReleasedShare
    tier: int | None
    sentiment: tuple[SentimentPart, ...]
    stability: Stability | None
    score: Score | None
    quotes: tuple[Quote, ...]
    is_rare: bool
    languages: tuple[str, ...] = ()
    twins: tuple[Twin, ...] = ()

    @property
    def tone(self) -> Tone | None:
        """How most people speak of it, None where that may not be told."""
        if isinstance(self.people, Withheld):
            return None
        counts = {
            part.name: part.people.value
            for part in self.sentiment
            if isinstance(part.people, Released)
        }
        return tone_of(
            self.people.value,
            critical=counts.get("negative", 0),
            favourable=counts.get("positive", 0),
            between=counts.get("mixed", 0),
        )

    @property
    def is_assessed(self) -> bool:
        """Whether it is known how anybody speaks of it."""
        return any(
            isinstance(part.people, Withheld) or part.people.value > 0
            for part in self.sentiment
            if part.name != "not_assessed"
        )

    @property
    def is_divided(self) -> bool:
        """Whether a quarter or more is critical, and a quarter or more in favour."""
        if isinstance(self.people, Withheld):
            return False
        counts = {
            part.name: part.people.value
            for part in self.sentiment
            if isinstance(part.people, Released)
        }
        least = min(counts.get("negative", 0), counts.get("positive", 0))
        return least >= self.people.value * DIVIDED_FROM


@dataclass(frozen=True, slots=True)
class AccountingPart:
    """The answers that stand in one part of the bar."""

    name: AccountingName
    answers: ReleasedCount


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """A group of a table; ``label`` is None for a language, whose tag is the name."""

    name: str
    label: Text | None


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """One concern: its share of all, and of each group that gave a reason."""

    key: str
    label: Words
    everybody: ReleasedShare
    cells: tuple[ReleasedShare, ...]

    @property
    def tells_something(self) -> bool:
        """Whether not everything is withheld."""
        return any(isinstance(cell, Released) for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """Who raises which concern, by the groups of one question or by language.

    ``label`` is None for the language answered in.
    """

    column: str
    label: Text | None
    threshold: int
    overlapping: bool
    groups: tuple[ColumnGroup, ...]
    rows: tuple[BreakdownRow, ...]

    @property
    def tells_something(self) -> bool:
        """Whether not everything is withheld."""
        return any(row.tells_something for row in self.rows)

    def row_of(self, key: str) -> BreakdownRow | None:
        """Return the row of a concern, or None where it has none."""
        return next((row for row in self.rows if row.key == key), None)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that was answered in own words; ``survey`` is a slug."""

    survey: str
    name: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerns:
    """What people wrote, over all open questions: one list of concerns.

    ``answers`` are those in ``accounting``, where each stands once; ``reasoned``
    are the people who gave a reason in any of them. ``titles`` are the concerns of
    too few people to tell more of. ``not_yet_grouped`` are words of those who
    allow it, for those who run the consultation. ``groups`` are broad ones, of the
    concerns that are told.
    """

    questions: tuple[OpenQuestion, ...]
    answers: ReleasedCount
    accounting: tuple[AccountingPart, ...]
    reasoned: ReleasedCount
    concerns: tuple[Concern, ...]
    titles: tuple[Words, ...]
    breakdowns: tuple[Breakdown, ...]
    languages_mix: bool
    not_yet_grouped: tuple[Quote, ...]
    groups: tuple[BroadGroup, ...] = ()

    def concern(self, key: str) -> Concern | None:
        """Return the concern with a key, or None."""
        return next((each for each in self.concerns if each.key == key), None)
