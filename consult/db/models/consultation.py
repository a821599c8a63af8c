"""The tables of what is asked: questionnaire versions, consultations, waves.

A version is stored under the hash of its canonical form and never changes. A
consultation is one process with an owner; a wave is a period in which one version
is answered, at an address of its own.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from consult.db.base import Base, enum_type
from consult.ids import ConsultationId, VersionId, WaveId

ID_LENGTH = 32
HASH_LENGTH = 64
SLUG_LENGTH = 64
MARK_LENGTH = 16


class WaveState(StrEnum):
    """Whether answers are taken."""

    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class QuestionnaireVersion(Base):
    """One immutable questionnaire: its canonical JSON and what hashes to its id."""

    __tablename__ = "questionnaire_version"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[VersionId] = mapped_column(String(HASH_LENGTH), primary_key=True)
    definition: Mapped[str] = mapped_column(Text)


class OfflineForm(Base):
    """A version as the clients of ODK read it; missing where it cannot be written."""

    __tablename__ = "offline_form"
    __table_args__ = ({"sqlite_with_rowid": False},)

    version_id: Mapped[VersionId] = mapped_column(
        ForeignKey("questionnaire_version.id", ondelete="CASCADE"), primary_key=True
    )
    xml: Mapped[str] = mapped_column(Text)


class OpenedForm(Base):
    """A version as clients of ODK read it where a consultation opened some of it.

    ``mark`` is another one for every other opening.
    """

    __tablename__ = "opened_form"
    __table_args__ = ({"sqlite_with_rowid": False},)

    consultation_id: Mapped[ConsultationId] = mapped_column(
        ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True
    )
    version_id: Mapped[VersionId] = mapped_column(
        ForeignKey("questionnaire_version.id", ondelete="CASCADE"), primary_key=True
    )
    mark: Mapped[str] = mapped_column(String(MARK_LENGTH))
    xml: Mapped[str] = mapped_column(Text)


class Consultation(Base):
    """One process: who asks, why, and until when single answers are kept.

    ``details`` holds texts in every language and the plan; its shape is
    ``consult.services.announcing.Details``. ``disclosure_threshold`` counts people.
    ``opens_positions`` and ``opened_attachments``, keys of questions, say what is
    asked that is closed elsewhere.
    """

    __tablename__ = "consultation"
    __table_args__ = (
        CheckConstraint("disclosure_threshold >= 5", name="threshold_not_below_five"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[ConsultationId] = mapped_column(String(ID_LENGTH), primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    details: Mapped[Mapping[str, object]] = mapped_column(JSON)
    disclosure_threshold: Mapped[int]
    delete_on: Mapped[date]
    opens_positions: Mapped[bool] = mapped_column(default=False, server_default=false())
    opened_attachments: Mapped[list[str]] = mapped_column(
        JSON, default=list, server_default=text("'[]'")
    )


class Wave(Base):
    """A period in which one version of a questionnaire is answered.

    ``withdrawn`` counts the answers that were taken back; ``minutes`` is how long
    answering takes.
    """

    __tablename__ = "wave"
    __table_args__ = (
        CheckConstraint("opens_on <= closes_on", name="opens_before_it_closes"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[WaveId] = mapped_column(String(ID_LENGTH), primary_key=True)
    consultation_id: Mapped[ConsultationId] = mapped_column(
        ForeignKey("consultation.id", ondelete="CASCADE"), index=True
    )
    version_id: Mapped[VersionId] = mapped_column(
        ForeignKey("questionnaire_version.id")
    )
    slug: Mapped[str] = mapped_column(String(SLUG_LENGTH), unique=True)
    state: Mapped[WaveState] = mapped_column(enum_type(WaveState, name="state"))
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    minutes: Mapped[int]
    withdrawn: Mapped[int]
