"""Tells how far the reading of a consultation's answers has come."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db.models import Job, JobState, Scope
from consult.ids import ConsultationId
from consult.services.reading import newest_run
from consult.services.requesting import ANALYSE
from consult.services.status import read_workload

MOST_JOBS: Final = 100
"""How many of the latest jobs are looked at; older ones have ended."""

SILENT_AFTER: Final = 5
"""After so many minutes without a sign of any worker none is taken to be there."""


class Stage(StrEnum):
    """What happens to the answers at the moment."""

    RESTING = "resting"
    WAITING = "waiting"
    RUNNING = "running"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The last reading that ended, and the one under way if there is one.

    ``read_on`` is None until the answers were read once. ``done`` and ``total`` are
    steps of the one under way. ``has_worker`` tells that somebody does such work.
    """

    read_on: dt.date | None
    stage: Stage
    done: int | None = None
    total: int | None = None
    has_worker: bool = True


def reading_of(
    session: Session, consultation: ConsultationId, *, now: dt.datetime
) -> Reading:
    """Return how far the reading of a consultation's answers has come."""
    run = newest_run(session, consultation, Scope.CONCERNS)
    seen = read_workload(session, now=now).worker_seen_minutes
    stage, done, total = _under_way(session, consultation)
    return Reading(
        read_on=None if run is None else run.made_on,
        stage=stage,
        done=done,
        total=total,
        has_worker=seen is not None and seen <= SILENT_AFTER,
    )


def _under_way(
    session: Session, consultation: ConsultationId
) -> tuple[Stage, int | None, int | None]:
    # The key ends with when the job was asked for, so that the latest is the first.
    query = (
        select(Job.state, Job.progress_done, Job.progress_total)
        .where(
            Job.kind == ANALYSE,
            Job.idempotency_key.startswith(f"{ANALYSE}:{consultation}:"),
        )
        .order_by(Job.idempotency_key.desc())
        .limit(MOST_JOBS)
    )
    jobs = session.execute(query).all()
    for job in jobs:
        if job.state is JobState.LEASED:
            return Stage.RUNNING, job.progress_done, job.progress_total
    if any(job.state is JobState.QUEUED for job in jobs):
        return Stage.WAITING, None, None
    if jobs and jobs[0].state is JobState.FAILED:
        return Stage.FAILED, None, None
    return Stage.RESTING, None, None
