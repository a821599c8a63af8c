"""Notes that a worker is alive, at most once a minute."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.db.models import LiveWorker, WorkerId

# Status speaks in whole minutes, and each note costs a forced write to the disk.
BETWEEN_NOTES: Final = timedelta(minutes=1)
REMEMBERED_FOR: Final = timedelta(days=7)


def note_alive(session: Session, worker_id: WorkerId, *, now: datetime) -> None:
    """Write down that the worker was alive now, unless that was just done."""
    insert = (
        sqlite.insert
        if session.get_bind().dialect.name == "sqlite"
        else postgresql.insert
    )
    # A finer time, beside the last answers in the log of the database, would tell
    # when they came.
    minute = now.replace(second=0, microsecond=0)
    session.execute(
        insert(LiveWorker)
        .values(id=worker_id, seen_at=minute)
        .on_conflict_do_update(
            index_elements=[LiveWorker.id],
            set_={"seen_at": minute},
            where=LiveWorker.seen_at <= now - BETWEEN_NOTES,
        )
    )


def forget_long_gone(session: Session, *, now: datetime) -> None:
    """Delete the notes of workers that were not seen for a week."""
    session.execute(
        delete(LiveWorker)
        .where(LiveWorker.seen_at < now - REMEMBERED_FOR)
        .execution_options(synchronize_session=False)
    )
