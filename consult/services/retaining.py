"""Removes what is kept no longer: what was begun and not sent, and old answers."""

import datetime as dt
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.db.models import Consultation, Draft, Response, SentDraft, Wave

DRAFTS_LAST: Final = dt.timedelta(days=1)
"""A draft lasts until the day after it was begun ends."""


def oldest_draft(today: dt.date) -> dt.date:
    """Return the first day whose drafts may still be opened."""
    return today - DRAFTS_LAST


def remove_what_is_due(session: Session, *, today: dt.date) -> None:
    """Delete drafts from before yesterday, and answers whose day has come.

    Words and statements go with their answers. It does no harm to do this again.
    """
    oldest = oldest_draft(today)
    session.execute(delete(Draft).where(Draft.started_on < oldest))
    session.execute(delete(SentDraft).where(SentDraft.sent_on < oldest))
    due = (
        select(Wave.id)
        .join(Consultation, Wave.consultation_id == Consultation.id)
        .where(Consultation.delete_on <= today)
    )
    session.execute(
        delete(Response)
        .where(Response.wave_id.in_(due))
        .execution_options(synchronize_session=False)
    )
