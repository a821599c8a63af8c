"""What an analysis returns: every answer, every statement, every concern."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nlp.identify import Identification
from nlp.recipe import Recipe
from nlp.sentiment import Sentiment
from nlp.statements import Answer, Bucket, Mark, Statement


@dataclass(frozen=True, slots=True)
class PreparedAnswer:
    """One answer after the text stages; its statements are found by position."""

    answer: Answer
    identified: Identification
    no_reason: bool
    marks: tuple[Mark, ...]
    statements: range


@dataclass(frozen=True, slots=True)
class Prepared:
    """All answers in input order, and their statements in the same order."""

    answers: tuple[PreparedAnswer, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """That a statement speaks of a concern, and how surely (0 to 1)."""

    concern: str
    confidence: float


@dataclass(frozen=True, slots=True)
class AnalysedStatement:
    """A statement, the concerns it speaks of (most certain first), its sentiment."""

    statement: Statement
    assignments: tuple[Assignment, ...]
    sentiment: Sentiment


@dataclass(frozen=True, slots=True)
class AnalysedAnswer:
    """Where an answer is accounted for.

    ``concerns`` are ids, the primary one first; ``sentiment`` is None where no
    reason was given.
    """

    prepared: PreparedAnswer
    bucket: Bucket
    concerns: tuple[str, ...]
    marks: tuple[Mark, ...]
    sentiment: Sentiment | None


@dataclass(frozen=True, slots=True)
class Concern:
    """A group of statements that speak of one thing, proposed by the machine.

    ``statements`` and ``quotes`` are positions in the analysis; ``label`` is a
    phrase that somebody wrote in ``language``; ``stability`` is 0 to 1.
    ``agreement`` says by the id of another main concern how often statements of
    both were put together, against how often those of one were: 0 never, 1 as often.
    ``nearly`` are positions of statements that nearly came in, the nearest first,
    with how surely they would belong.
    """

    id: str
    label: str
    language: str
    terms: tuple[str, ...]
    statements: tuple[int, ...]
    quotes: tuple[int, ...]
    stability: float
    agreement: Mapping[str, float] = field(default_factory=dict, hash=False)
    nearly: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that was found, and the recipe that finds it again."""

    answers: tuple[AnalysedAnswer, ...]
    statements: tuple[AnalysedStatement, ...]
    concerns: tuple[Concern, ...]
    rare: tuple[Concern, ...]
    language_mixing: float
    recipe: Recipe
