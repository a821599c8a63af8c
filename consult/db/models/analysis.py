"""The tables of what the worker made of the answers.

A run is immutable; of those that looked at the same, the newest counts.
Its figures are ``findings`` without any words of an answer. Words are looked up
where they stand, so that a withdrawn answer is gone from here as well.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from sqlalchemy import (
    JSON,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from consult.db.base import Base, enum_type
from consult.db.models.consultation import ID_LENGTH
from consult.db.models.response import LANGUAGE_LENGTH, NAME_LENGTH
from consult.ids import ConsultationId, ResponseId, RunId, StatementId, WaveId

KEY_LENGTH = 16
SENTIMENT_LENGTH = 16


class Scope(StrEnum):
    """What a run looked at.

    ``concerns`` is everything people wrote in a consultation, over all its waves;
    ``items`` is everything that is counted in one wave.
    """

    CONCERNS = "concerns"
    ITEMS = "items"


class AnalysisRun(Base):
    """One analysis of the answers of a consultation.

    ``number`` counts the runs of the same consultation, scope and wave from 1;
    ``wave`` is the id of the wave for the scope ``items`` and empty for
    ``concerns``. ``responses`` counts what was there. ``input_digest`` is the same
    when the same answers were read.
    """

    __tablename__ = "analysis_run"
    __table_args__ = (
        UniqueConstraint("consultation_id", "scope", "wave", "number"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[RunId] = mapped_column(String(ID_LENGTH), primary_key=True)
    consultation_id: Mapped[ConsultationId] = mapped_column(
        ForeignKey("consultation.id", ondelete="CASCADE")
    )
    scope: Mapped[Scope] = mapped_column(enum_type(Scope, name="scope"))
    wave: Mapped[str] = mapped_column(String(ID_LENGTH))
    number: Mapped[int]
    made_on: Mapped[date]
    responses: Mapped[int]
    input_digest: Mapped[str] = mapped_column(String(64))
    findings: Mapped[Mapping[str, object]] = mapped_column(JSON)


class Statement(Base):
    """A span of an open answer, in Unicode code points of it as it is stored.

    ``masked`` lists personal data as [start, end, kind].
    """

    __tablename__ = "statement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["response_id", "question"],
            ["open_answer.response_id", "open_answer.question"],
            ondelete="CASCADE",
        ),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[StatementId] = mapped_column(String(ID_LENGTH), primary_key=True)
    run_id: Mapped[RunId] = mapped_column(
        ForeignKey("analysis_run.id", ondelete="CASCADE"), index=True
    )
    response_id: Mapped[ResponseId] = mapped_column(String(ID_LENGTH), index=True)
    question: Mapped[str] = mapped_column(String(NAME_LENGTH))
    start: Mapped[int]
    end: Mapped[int]
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH))
    masked: Mapped[list[list[int | str]]] = mapped_column(JSON)
    sentiment: Mapped[str] = mapped_column(String(SENTIMENT_LENGTH))
    assessed: Mapped[bool]


class Concern(Base):
    """A concern of a run, proposed by the machine; ``key`` is ``c1`` or ``r1``.

    ``label`` holds terms that several people use, in ``language``; a title that
    somebody wrote is looked up where it stands.
    """

    __tablename__ = "concern"
    __table_args__ = ({"sqlite_with_rowid": False},)

    run_id: Mapped[RunId] = mapped_column(
        ForeignKey("analysis_run.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH))
    is_rare: Mapped[bool]


class Assignment(Base):
    """That a statement speaks of a concern, and how surely (0 to 1)."""

    __tablename__ = "assignment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["run_id", "concern_key"],
            ["concern.run_id", "concern.key"],
            ondelete="CASCADE",
        ),
        {"sqlite_with_rowid": False},
    )

    statement_id: Mapped[StatementId] = mapped_column(
        ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True
    )
    concern_key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    run_id: Mapped[RunId] = mapped_column(String(ID_LENGTH), index=True)
    confidence: Mapped[float]


class Tally(Base):
    """How many answered, by day and group, when so many had answered.

    A new one is made only when enough new answers have come, so that no two
    differ by a few people. ``counts`` has the shape of
    ``consult.reports.consultation.findings.ParticipationFinding``.
    """

    __tablename__ = "tally"
    __table_args__ = ({"sqlite_with_rowid": False},)

    wave_id: Mapped[WaveId] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True
    )
    responses: Mapped[int]
    counts: Mapped[Mapping[str, object]] = mapped_column(JSON)
