"""The values that pass between the stages of the analysis.

Every offset counts Unicode code points of the answer as it was read, so that
``answer.text[span.start:span.end]`` is what the person wrote, untouched.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Unit(StrEnum):
    """Who stands behind an answer: one person, or a session of several."""

    PERSON = "person"
    SESSION = "session"


class Mark(StrEnum):
    """What is said of an answer beside its bucket."""

    RARE = "rare"
    COPIED = "copied"
    UNSUPPORTED_LANGUAGE = "unsupported_language"


class Bucket(StrEnum):
    """Where an answer is accounted for; every answer is in exactly one."""

    CONCERN = "concern"
    NOT_YET_GROUPED = "not_yet_grouped"
    NO_REASON_GIVEN = "no_reason_given"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``start`` included, ``end`` not."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class MaskedSpan:
    """A range that holds personal data of a kind (``email``, ``phone`` …)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One open answer as it was read.

    ``respondent`` is the id that counts are distinct over; ``language`` is a
    BCP 47 tag that somebody declared, or None.
    """

    respondent: str
    text: str
    language: str | None = None
    unit: Unit = Unit.PERSON


@dataclass(frozen=True, slots=True)
class Statement:
    """A span of an answer that says one thing; the unit of analysis.

    ``answer`` is the position of its answer in the input; ``masked`` lists the
    personal data inside the span, in offsets of the answer.
    """

    answer: int
    start: int
    end: int
    text: str
    language: str
    masked: tuple[MaskedSpan, ...] = field(default=())
