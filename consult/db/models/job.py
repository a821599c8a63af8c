"""The job table: work that outlives the process which asked for it.

A row holds ids and parameters, never the text of an answer. Rows have random
keys, and SQLite keeps no hidden row number, so that the order in which jobs
were queued (and with it the order in which people answered) is not in the file.
Once a job has ended only the day of its end is kept.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.db.base import Base, UTCDateTime, enum_type

JobId = NewType("JobId", str)
WorkerId = NewType("WorkerId", str)

Scalar = str | int | bool | None
"""What a payload or a result may hold beside a name."""

ID_LENGTH = 32
KIND_LENGTH = 64
KEY_LENGTH = 128
PROBLEM_LENGTH = 64


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """One piece of work, done exactly once by whichever worker leases it."""

    __tablename__ = "job"
    __table_args__ = (
        Index(None, "state", "due_at"),
        CheckConstraint(
            "(state = 'leased') = (lease_owner IS NOT NULL)", name="owner_when_leased"
        ),
        CheckConstraint(
            "(state = 'leased') = (lease_expires_at IS NOT NULL)",
            name="expiry_when_leased",
        ),
        CheckConstraint(
            "(state = 'done') = (result IS NOT NULL)", name="result_when_done"
        ),
        CheckConstraint(
            "attempts >= 0 AND attempts <= max_attempts", name="attempts_within_limit"
        ),
        CheckConstraint(
            "(state IN ('done', 'failed')) = (ended_on IS NOT NULL)",
            name="day_when_ended",
        ),
        CheckConstraint(
            "(ended_on IS NULL) = (queued_at IS NOT NULL) "
            "AND (ended_on IS NULL) = (due_at IS NOT NULL)",
            name="moments_until_ended",
        ),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[JobId] = mapped_column(String(ID_LENGTH), primary_key=True)
    kind: Mapped[str] = mapped_column(String(KIND_LENGTH))
    payload: Mapped[Mapping[str, Scalar]] = mapped_column(JSON)
    idempotency_key: Mapped[str] = mapped_column(String(KEY_LENGTH), unique=True)
    state: Mapped[JobState] = mapped_column(enum_type(JobState, name="state"))
    queued_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_on: Mapped[date | None]
    attempts: Mapped[int]
    max_attempts: Mapped[int]
    lease_owner: Mapped[WorkerId | None] = mapped_column(String(ID_LENGTH))
    lease_expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    progress_done: Mapped[int | None]
    progress_total: Mapped[int | None]
    result: Mapped[Mapping[str, Scalar] | None] = mapped_column(JSON(none_as_null=True))
    problem: Mapped[str | None] = mapped_column(String(PROBLEM_LENGTH))
