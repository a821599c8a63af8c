"""Leases jobs from the table and ends them; the database decides who has one.

A lease is a row's owner, its attempt number and a time. Whoever ends a job must
still hold it, so a worker that was thought dead and comes back changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from consult.db.models import Job, JobId, JobState, Scalar, WorkerId
from consult.services.queueing import require_no_text

FIRST_BACKOFF: Final = timedelta(seconds=10)
LONGEST_BACKOFF: Final = timedelta(minutes=15)
WORKER_LOST: Final = "worker-lost"
"""The problem of a job whose worker vanished in every attempt."""


class LeaseLostError(Exception):
    """The job was given to another worker in the meantime; its result counts."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right of one worker to end one attempt at a job."""

    job_id: JobId
    worker_id: WorkerId
    attempt: int
    max_attempts: int
    kind: str
    payload: Mapping[str, Scalar]

    @property
    def is_last_attempt(self) -> bool:
        """Whether a failure now is final."""
        return self.attempt >= self.max_attempts


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the steps of a job are done."""

    done: int
    total: int


def lease_next(
    session: Session,
    *,
    worker_id: WorkerId,
    kinds: Sequence[str],
    now: datetime,
    duration: timedelta,
) -> Lease | None:
    """Return a lease on the job that is due the longest, or None.

    Due is a queued job whose time has come and a leased one whose lease ran out.
    Only the kinds named are taken, so an older worker leaves newer work alone.
    """
    _give_up_lost(session, now=now)
    # A locked row is skipped on PostgreSQL; SQLite has one writer at a time and
    # leaves the clause out.
    oldest = (
        select(Job.id)
        .where(_is_due(now), Job.kind.in_(kinds))
        .order_by(Job.due_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    statement = (
        update(Job)
        .where(Job.id == oldest)
        .values(
            state=JobState.LEASED,
            lease_owner=worker_id,
            lease_expires_at=now + duration,
            attempts=Job.attempts + 1,
            progress_done=None,
            progress_total=None,
        )
        .returning(Job.id, Job.attempts, Job.max_attempts, Job.kind, Job.payload)
        .execution_options(synchronize_session=False)
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        return None
    return Lease(
        job_id=row.id,
        worker_id=worker_id,
        attempt=row.attempts,
        max_attempts=row.max_attempts,
        kind=row.kind,
        payload=row.payload,
    )


def extend(
    session: Session,
    lease: Lease,
    *,
    now: datetime,
    duration: timedelta,
    progress: Progress | None,
) -> None:
    """Let the lease last ``duration`` from now and note the progress.

    Raises ``LeaseLostError`` when another worker has the job.
    """
    _change(
        session,
        lease,
        lease_expires_at=now + duration,
        progress_done=progress and progress.done,
        progress_total=progress and progress.total,
    )


def complete(
    session: Session,
    lease: Lease,
    *,
    result: Mapping[str, Scalar],
    now: datetime,
) -> None:
    """End the job with its result.

    What the job stores belongs into the same transaction, after this call: then
    it is stored once, whatever happens to workers. Raises ``LeaseLostError`` when
    another worker has the job and ``Inconsistent`` when the result holds text.
    """
    require_no_text(result)
    _change(
        session,
        lease,
        state=JobState.DONE,
        result=dict(sorted(result.items())),
        problem=None,
        **_released(),
        **_ended(now),
    )


def retry(session: Session, lease: Lease, *, problem: str, now: datetime) -> None:
    """Queue the job again after a pause that doubles with every attempt.

    Raises ``LeaseLostError`` when another worker has the job.
    """
    _change(
        session,
        lease,
        state=JobState.QUEUED,
        due_at=now + backoff(lease.attempt),
        problem=problem,
        **_released(),
    )


def fail(session: Session, lease: Lease, *, problem: str, now: datetime) -> None:
    """End the job without a result; ``problem`` is a code, never a sentence.

    Raises ``LeaseLostError`` when another worker has the job.
    """
    _change(
        session,
        lease,
        state=JobState.FAILED,
        problem=problem,
        **_released(),
        **_ended(now),
    )


def backoff(attempt: int) -> timedelta:
    """Return the pause after the given attempt, which counts from 1."""
    doubled = FIRST_BACKOFF * (1 << min(attempt - 1, 16))
    return min(doubled, LONGEST_BACKOFF)


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(Job.state == JobState.QUEUED, Job.due_at <= now),
        _has_run_out(now),
    )


def _has_run_out(now: datetime) -> ColumnElement[bool]:
    return and_(Job.state == JobState.LEASED, Job.lease_expires_at <= now)


def _give_up_lost(session: Session, *, now: datetime) -> None:
    """End jobs that took a worker down in each of their attempts."""
    lost = (
        select(Job.id)
        .where(_has_run_out(now), Job.attempts >= Job.max_attempts)
        .with_for_update(skip_locked=True)
    )
    session.execute(
        update(Job)
        .where(Job.id.in_(lost))
        .values(
            state=JobState.FAILED, problem=WORKER_LOST, **_released(), **_ended(now)
        )
        .execution_options(synchronize_session=False)
    )


def _change(session: Session, lease: Lease, **values: object) -> None:
    statement = (
        update(Job)
        .where(
            Job.id == lease.job_id,
            Job.state == JobState.LEASED,
            Job.lease_owner == lease.worker_id,
            Job.attempts == lease.attempt,
        )
        .values(values)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    if session.execute(statement).one_or_none() is None:
        raise LeaseLostError


def _released() -> dict[str, None]:
    return {
        "lease_owner": None,
        "lease_expires_at": None,
        "progress_done": None,
        "progress_total": None,
    }


def _ended(now: datetime) -> dict[str, date | None]:
    # When a job was queued says when somebody did something; once it has ended
    # nobody needs more than the day of its end.
    return {"queued_at": None, "due_at": None, "ended_on": now.date()}
