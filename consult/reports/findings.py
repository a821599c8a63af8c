"""What a report is composed from: counts as they are, before any protection.

Nothing here may reach a template; ``compose`` turns it into a report in which
every number is ``Released`` or ``Withheld``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

SentimentName = Literal["negative", "neutral", "positive", "mixed", "not_assessed"]
SENTIMENTS: tuple[SentimentName, ...] = (
    "negative",
    "mixed",
    "neutral",
    "positive",
    "not_assessed",
)


@dataclass(frozen=True, slots=True)
class QuoteFinding:
    """A span of an answer, unaltered, that holds no personal data.

    ``decided`` are the places of the words that decided its sentiment, the heaviest
    first, counted from the beginning of ``text``.
    """

    response_id: str
    start: int
    end: int
    text: str
    language: str
    sentiment: SentimentName = "not_assessed"
    decided: tuple[tuple[int, int], ...] = ()

    def deciding_words(self) -> tuple[str, ...]:
        """Return the words that decided the sentiment, the heaviest first."""
        return tuple(self.text[start:end] for start, end in self.decided)


@dataclass(frozen=True, slots=True)
class GroupFinding:
    """How many respondents of one group raise a concern.

    ``column`` is the column of the file, ``value`` the group as written there,
    ``of`` the respondents of that group who gave a reason.
    """

    column: str
    value: str
    respondents: int
    of: int


@dataclass(frozen=True, slots=True)
class TwinFinding:
    """Another concern that may be the same.

    ``agreement`` is how often statements of both were put together, against how
    often those of one were (0 to 1).
    """

    id: str
    agreement: float


@dataclass(frozen=True, slots=True)
class BorderlineFinding:
    """A statement that hardly belongs or nearly did; ``confidence`` is 0 to 1."""

    quote: QuoteFinding
    confidence: float


@dataclass(frozen=True, slots=True)
class ConcernFinding:
    """One proposed concern. Counts are of distinct respondents or sessions.

    ``share`` and its bounds are fractions of the respondents who answered with
    a reason (0 to 1); ``sentiment`` counts respondents. ``broader`` is the id of the
    broad group it is in. ``unsure`` are the statements least sure of belonging, the
    least sure first, ``nearly`` those that nearly came in.
    """

    id: str
    label: str
    language: str
    terms: tuple[str, ...]
    respondents: int
    sessions: int
    statements: int
    share: float
    share_low: float
    share_high: float
    sentiment: Mapping[SentimentName, int]
    languages: Mapping[str, int]
    quotes: tuple[QuoteFinding, ...]
    groups: tuple[GroupFinding, ...] = ()
    stability: float | None = None
    broader: str | None = None
    twins: tuple[TwinFinding, ...] = ()
    unsure: tuple[BorderlineFinding, ...] = ()
    nearly: tuple[BorderlineFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Accounting:
    """Where every answer (row) stands once; the parts add up to ``answers``.

    The first that holds decides: no reason given, unsupported language, copied,
    rare only, in a concern, not yet grouped.
    """

    answers: int
    no_reason_given: int
    unsupported_language: int
    copied: int
    rare_only: int
    in_concern: int
    not_yet_grouped: int


@dataclass(frozen=True, slots=True)
class MethodFinding:
    """What it takes to repeat the run, and how far its figures can be trusted."""

    recipe: Mapping[str, object]
    versions: Mapping[str, str]
    seed: int
    sentiment_scores: Mapping[str, float] = field(default_factory=dict)
    language_mixing: float | None = None


@dataclass(frozen=True, slots=True)
class FileFindings:
    """Everything ``consult analyse`` found in one file, for one question."""

    question: str | None
    accounting: Accounting
    respondents: int
    sessions: int
    respondents_with_reason: int
    sessions_with_reason: int
    languages: Mapping[str, int]
    group_columns: tuple[str, ...]
    concerns: tuple[ConcernFinding, ...]
    rare: tuple[ConcernFinding, ...]
    not_yet_grouped_quotes: tuple[QuoteFinding, ...]
    method: MethodFinding
