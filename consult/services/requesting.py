"""Asks the worker for an analysis, and once a day for what has to be done daily."""

import datetime as dt
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.db.models import (
    AnalysisRun,
    Consultation,
    Job,
    JobState,
    Response,
    Scope,
    Wave,
    WaveState,
)
from consult.ids import ConsultationId
from consult.services.queueing import Queued, enqueue

ANALYSE: Final = "analyse"
TIDY: Final = "tidy"


def request_analysis(
    session: Session, consultation: ConsultationId, *, now: dt.datetime
) -> Queued:
    """Queue an analysis of a consultation, or return the one that still waits.

    A job covers everything that is there when it begins, so one that has not begun
    serves every request.
    """
    waiting = session.scalar(
        select(Job.id)
        .where(
            Job.kind == ANALYSE,
            Job.state == JobState.QUEUED,
            Job.idempotency_key.startswith(_key(consultation, ""), autoescape=True),
        )
        .limit(1)
    )
    if waiting is not None:
        return Queued(waiting, is_new=False)
    return _enqueue(session, consultation, f"{now:%Y-%m-%dT%H:%M}", now)


def request_daily_work(session: Session, *, now: dt.datetime) -> bool:
    """Queue what is done once a day; say whether this was the first call of the day.

    That is removing what is kept no longer, and an analysis of every consultation
    whose number of responses is not that of its last analysis. All is queued at
    once, so that no row tells when somebody answered.
    """
    tidying = enqueue(
        session, kind=TIDY, payload={}, key=f"{TIDY}:{now:%Y-%m-%d}", now=now
    )
    if tidying.is_new:
        for consultation in _changed(session, now.date()):
            _enqueue(session, consultation, f"{now:%Y-%m-%d}", now)
    return tidying.is_new


def is_daily_work_queued(session: Session, *, today: dt.date) -> bool:
    """Tell whether the work of this day was queued already."""
    key = f"{TIDY}:{today:%Y-%m-%d}"
    return session.scalar(select(Job.id).where(Job.idempotency_key == key)) is not None


def _enqueue(
    session: Session, consultation: ConsultationId, moment: str, now: dt.datetime
) -> Queued:
    return enqueue(
        session,
        kind=ANALYSE,
        payload={"consultation": consultation},
        key=_key(consultation, moment),
        now=now,
    )


def _key(consultation: ConsultationId, moment: str) -> str:
    return f"{ANALYSE}:{consultation}:{moment}"


def _changed(session: Session, today: dt.date) -> list[ConsultationId]:
    """Return the consultations with other responses than were last analysed."""
    kept = session.scalars(
        select(Consultation.id)
        .where(Consultation.delete_on > today)
        .order_by(Consultation.id)
    )
    return [each for each in kept if _responses(session, each) != _read(session, each)]


def _responses(session: Session, consultation: ConsultationId) -> int:
    query = (
        select(func.count())
        .select_from(Response)
        .join(Wave, Wave.id == Response.wave_id)
        .where(Wave.consultation_id == consultation, Wave.state != WaveState.DRAFT)
    )
    return session.scalar(query) or 0


def _read(session: Session, consultation: ConsultationId) -> int:
    """Return how many responses the newest run read; 0 without a run."""
    query = (
        select(AnalysisRun.responses)
        .where(
            AnalysisRun.consultation_id == consultation,
            AnalysisRun.scope == Scope.CONCERNS,
        )
        .order_by(AnalysisRun.number.desc())
        .limit(1)
    )
    return session.scalar(query) or 0
