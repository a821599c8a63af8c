"""Says how the installation is doing, in figures that concern nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.db.models import Job, JobState, LiveWorker


@dataclass(frozen=True, slots=True)
class RunningJob:
    """A job that some worker has at the moment."""

    kind: str
    attempt: int
    done: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Workload:
    """The queue and who works on it; ages are in whole minutes."""

    jobs: Mapping[JobState, int]
    oldest_queued_minutes: int | None
    worker_seen_minutes: int | None
    running: tuple[RunningJob, ...]


def read_workload(session: Session, *, now: datetime) -> Workload:
    """Return how much work there is and when a worker was last seen."""
    oldest = session.scalar(
        select(func.min(Job.queued_at)).where(Job.state == JobState.QUEUED)
    )
    seen = session.scalar(select(func.max(LiveWorker.seen_at)))
    return Workload(
        jobs=_count_by_state(session),
        oldest_queued_minutes=_minutes_since(oldest, now),
        worker_seen_minutes=_minutes_since(seen, now),
        running=_running(session),
    )


def _count_by_state(session: Session) -> dict[JobState, int]:
    query = select(Job.state, func.count()).group_by(Job.state)
    counted = dict(session.execute(query).all())
    return {state: counted.get(state, 0) for state in JobState}


def _running(session: Session) -> tuple[RunningJob, ...]:
    query = (
        select(Job.kind, Job.attempts, Job.progress_done, Job.progress_total)
        .where(Job.state == JobState.LEASED)
        .order_by(Job.kind, Job.id)
    )
    return tuple(RunningJob(*row) for row in session.execute(query))


def _minutes_since(moment: datetime | None, now: datetime) -> int | None:
    """Return whole minutes, never negative: clocks are set back at times."""
    if moment is None:
        return None
    return max(0, int((now - moment).total_seconds() // 60))
