"""What a worker sees to when it has time: counts that are due, and daily work."""

from datetime import datetime
from typing import Final

from consult.db.session import Database
from consult.services.overseeing import refresh_tally, waves_to_tally
from consult.services.requesting import is_daily_work_queued, request_daily_work

DAILY_WORK_FROM_HOUR: Final = 2
"""In UTC. A fixed hour, so that a queued job tells nothing of who answered when."""


def look(database: Database, now: datetime) -> None:
    """Count again who answered where that is due, and queue the work of the day."""
    today = now.date()
    with database.reading() as session:
        waves = waves_to_tally(session, today=today)
        is_queued = is_daily_work_queued(session, today=today)
    for wave in waves:
        refresh_tally(database, wave, today=today)
    if now.hour >= DAILY_WORK_FROM_HOUR and not is_queued:
        with database.writing() as session:
            request_daily_work(session, now=now)
