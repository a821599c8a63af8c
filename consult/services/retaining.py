"""Removes what is kept no longer: what was begun and not sent, and old answers."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from consult.db.base import Base
from consult.db.models import Consultation, Draft, Job, Response, SentDraft, Wave
from consult.services.overseeing import last_tally, store_tally

DRAFTS_LAST: Final = dt.timedelta(days=1)
"""A draft lasts until the day after it was begun ends."""

JOBS_LAST: Final = dt.timedelta(days=30)
"""Long enough to find out why something went wrong."""


@dataclass(frozen=True, slots=True)
class Removed:
    """How many drafts and responses were removed."""

    drafts: int
    responses: int


def oldest_draft(today: dt.date) -> dt.date:
    """Return the first day whose drafts may still be opened."""
    return today - DRAFTS_LAST


def remove_what_is_due(session: Session, *, today: dt.date) -> Removed:
    """Delete drafts from before yesterday, and answers whose day has come.

    Words and statements go with their answers. What was counted stays, and who
    answered is counted a last time. It does no harm to do this again.
    """
    drafts = remove_old_drafts(session, today=today)
    responses = 0
    for wave in _waves_due(session, today):
        store_tally(session, last_tally(session, wave))
        responses += _remove(session, Response, Response.wave_id == wave.id)
    return Removed(drafts, responses)


def remove_old_drafts(session: Session, *, today: dt.date) -> int:
    """Delete drafts from before yesterday and return how many; it is quick."""
    oldest = oldest_draft(today)
    drafts = _remove(session, Draft, Draft.started_on < oldest)
    return drafts + _remove(session, SentDraft, SentDraft.sent_on < oldest)


def remove_ended_jobs(session: Session, *, today: dt.date) -> int:
    """Delete jobs that ended more than thirty days ago and return how many."""
    return _remove(session, Job, Job.ended_on < today - JOBS_LAST)


def _waves_due(session: Session, today: dt.date) -> list[Wave]:
    """Return the waves that still hold answers whose day has come."""
    holds_answers = select(Response.id).where(Response.wave_id == Wave.id).exists()
    query = (
        select(Wave)
        .join(Consultation, Wave.consultation_id == Consultation.id)
        .where(Consultation.delete_on <= today, holds_answers)
        .order_by(Wave.id)
    )
    return list(session.scalars(query))


def _remove(session: Session, table: type[Base], which: ColumnElement[bool]) -> int:
    number = session.scalar(select(func.count()).select_from(table).where(which)) or 0
    if number:
        session.execute(
            delete(table).where(which).execution_options(synchronize_session=False)
        )
    return number
