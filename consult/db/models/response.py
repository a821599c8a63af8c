"""The tables of what people answered, and of what they are still filling in.

Nothing here tells who answered or when, beyond the day. Keys are random, SQLite
keeps no hidden row number, and no column joins a response to the draft it came
from.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from consult.db.base import Base, enum_type
from consult.db.models.consultation import HASH_LENGTH, ID_LENGTH
from consult.ids import ResponseId, VersionId, WaveId

LANGUAGE_LENGTH = 16
NAME_LENGTH = 255


class Channel(StrEnum):
    """How an answer reached us; ``OFFLINE`` is a form filled in a client of ODK."""

    WEB = "web"
    PAPER = "paper"
    VERBAL = "verbal"
    OFFLINE = "offline"


class Draft(Base):
    """Answers while they are being given, found by the hash of a secret token.

    ``answers`` maps question names to what was typed or chosen, valid or not.
    """

    __tablename__ = "draft"
    __table_args__ = ({"sqlite_with_rowid": False},)

    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    wave_id: Mapped[WaveId] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH))
    answers: Mapped[Mapping[str, str | list[str]]] = mapped_column(JSON)
    started_on: Mapped[date] = mapped_column(index=True)


class SentDraft(Base):
    """That the draft of a token was sent.

    Kept for a day, so that a second click or a lost reply finds the thank-you
    page again.
    """

    __tablename__ = "sent_draft"
    __table_args__ = ({"sqlite_with_rowid": False},)

    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    wave_id: Mapped[WaveId] = mapped_column(ForeignKey("wave.id", ondelete="CASCADE"))
    sent_on: Mapped[date] = mapped_column(index=True)


class Response(Base):
    """One sealed set of answers.

    ``answers`` maps question names to choice names (a list for several), to a
    missing code (``skip``, ``na``), or to ``given`` where the words stand in an
    ``OpenAnswer``. ``version_id`` and ``language`` say which consent was given.
    """

    __tablename__ = "response"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[ResponseId] = mapped_column(String(ID_LENGTH), primary_key=True)
    wave_id: Mapped[WaveId] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), index=True
    )
    version_id: Mapped[VersionId] = mapped_column(
        ForeignKey("questionnaire_version.id")
    )
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH))
    channel: Mapped[Channel] = mapped_column(enum_type(Channel, name="channel"))
    answered_on: Mapped[date]
    receipt_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    answers: Mapped[Mapping[str, str | list[str]]] = mapped_column(JSON)


class OpenAnswer(Base):
    """What somebody wrote, apart from what else they answered.

    ``typed_by_staff`` marks what was typed from a recording or photo, by somebody
    else than the person.
    """

    __tablename__ = "open_answer"
    __table_args__ = ({"sqlite_with_rowid": False},)

    response_id: Mapped[ResponseId] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    typed_by_staff: Mapped[bool] = mapped_column(default=False, server_default=false())
