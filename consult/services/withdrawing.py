"""Finds an answer by its receipt code, and takes it back with everything of it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from consult.db.models import Response, Wave
from consult.services.fielding import FieldedWave, wave_of


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    """That an answer is held: to what, and since which day. Not what it says."""

    wave: FieldedWave
    answered_on: dt.date


def find_held(session: Session, *, receipt_hash: str) -> HeldAnswer | None:
    """Return what a receipt code stands for, None when nothing is held."""
    found = session.execute(
        select(Wave.slug, Response.answered_on)
        .join(Response, Response.wave_id == Wave.id)
        .where(Response.receipt_hash == receipt_hash)
    ).one_or_none()
    if found is None:
        return None
    slug, answered_on = found
    return HeldAnswer(wave_of(session, slug), answered_on)


def withdraw(session: Session, *, receipt_hash: str) -> bool:
    """Delete an answer with its words and statements; tell whether one was held.

    Its wave counts one answer more that was taken back. Call ``empty_log`` once
    the session has committed.
    """
    # The database deletes what belongs to the response along with it.
    wave_id = session.scalar(
        delete(Response)
        .where(Response.receipt_hash == receipt_hash)
        .returning(Response.wave_id)
        .execution_options(synchronize_session=False)
    )
    if wave_id is None:
        return False
    session.execute(
        update(Wave).where(Wave.id == wave_id).values(withdrawn=Wave.withdrawn + 1)
    )
    return True


def empty_log(session: Session) -> bool:
    """Write SQLite's log into its file and cut it; tell whether that is done.

    The log holds what was written lately, and so the words of an answer that is
    gone from the file. It waits for others who read; who reads for very long can
    keep it from happening. On PostgreSQL the words leave the disk with the next
    vacuum, which the server does by itself.
    """
    engine = session.get_bind().engine
    if engine.dialect.name != "sqlite":
        return True
    # Not through the session: a log cannot be cut inside a transaction.
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        was_busy = cursor.fetchall()[0][0]
        cursor.close()
    finally:
        connection.close()
    return not was_busy
