"""Asks the worker to read the whole database, once a day at most."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from consult.services.queueing import Queued, enqueue

INTEGRITY_CHECK: Final = "integrity_check"


def request_integrity_check(session: Session, *, now: datetime) -> Queued:
    """Queue the check of this day, or return the one that is queued already."""
    return enqueue(
        session,
        kind=INTEGRITY_CHECK,
        payload={},
        key=f"{INTEGRITY_CHECK}:{now.date().isoformat()}",
        now=now,
    )
