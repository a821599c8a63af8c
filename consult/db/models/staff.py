"""The tables of those who run consultations, and of what they did.

The audit table is append-only: triggers refuse to change or delete a row, and
each row holds the hash of the one before it.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.db.base import Base, UTCDateTime, enum_type
from consult.db.models.consultation import HASH_LENGTH, ID_LENGTH
from consult.ids import ConsultationId, StaffId
from consult.roles import Role

STAFF_NAME_LENGTH = 100
PASSWORD_HASH_LENGTH = 200
WORD_LENGTH = 64


class StaffMember(Base):
    """Somebody with an account; ``generation`` voids older sessions when raised."""

    __tablename__ = "staff_member"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[StaffId] = mapped_column(String(ID_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(String(STAFF_NAME_LENGTH), unique=True)
    password_hash: Mapped[str] = mapped_column(String(PASSWORD_HASH_LENGTH))
    generation: Mapped[int]
    is_active: Mapped[bool]
    added_on: Mapped[date]


class StaffRole(Base):
    """What somebody is in one consultation."""

    __tablename__ = "staff_role"
    __table_args__ = ({"sqlite_with_rowid": False},)

    staff_id: Mapped[StaffId] = mapped_column(
        ForeignKey("staff_member.id", ondelete="CASCADE"), primary_key=True
    )
    consultation_id: Mapped[ConsultationId] = mapped_column(
        ForeignKey("consultation.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[Role] = mapped_column(enum_type(Role, name="role"), primary_key=True)


class SignInBudget(Base):
    """How many more tries to sign in there are, by a hash of who tries.

    ``tries`` grows again with time, up to a limit.
    """

    __tablename__ = "sign_in_budget"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    tries: Mapped[float]
    counted_at: Mapped[datetime] = mapped_column(UTCDateTime)


class AuditEntry(Base):
    """One thing that somebody did, to the minute; never any words of an answer.

    ``actor`` is a staff id, ``system`` or ``command``; ``about`` an id or a name
    made of plain signs. ``hash`` covers the entry and ``previous_hash``.
    """

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(String(ID_LENGTH))
    action: Mapped[str] = mapped_column(String(WORD_LENGTH))
    about: Mapped[str] = mapped_column(String(WORD_LENGTH))
    previous_hash: Mapped[str] = mapped_column(String(HASH_LENGTH))
    hash: Mapped[str] = mapped_column(String(HASH_LENGTH))
