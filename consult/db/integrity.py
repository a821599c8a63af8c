"""Reads a whole database to see whether it can still be read."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from consult.db.models import metadata
from consult.errors import N_, Inconsistent

Report = Callable[[int, int], None]
"""Told how many of how many steps are done."""


class DatabaseDamaged(Inconsistent):
    """The database cannot be read as a whole."""

    code = "C541"
    message = N_(
        "The database is damaged (%(places)s). Stop the programs, keep a copy of "
        "the database as it is, and restore the last backup."
    )


@dataclass(frozen=True, slots=True)
class Integrity:
    """What the reading found: how many places were read, and the bad ones."""

    checked: int
    damaged: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.damaged


def check_integrity(session: Session, report: Report) -> Integrity:
    """Return what a full reading of the database finds.

    SQLite checks its file and every reference. PostgreSQL is made to read every
    row; with data checksums on, which its administrator decides, that finds
    blocks that changed on the disk.
    """
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        return _check_sqlite(connection, report)
    return _check_tables(connection, report)


def require_integrity(session: Session, report: Report) -> int:
    """Return how many places were read; raises ``DatabaseDamaged`` for a bad one."""
    found = check_integrity(session, report)
    if not found.is_sound:
        raise DatabaseDamaged(places=", ".join(found.damaged))
    return found.checked


def _check_sqlite(connection: Connection, report: Report) -> Integrity:
    checks = {"file": _is_file_sound, "references": _are_references_whole}
    damaged = []
    for done, (name, check) in enumerate(checks.items(), start=1):
        if not check(connection):
            damaged.append(name)
        report(done, len(checks))
    return Integrity(len(checks), tuple(damaged))


def _is_file_sound(connection: Connection) -> bool:
    try:
        found = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    except DatabaseError:
        return False
    return list(found) == ["ok"]


def _are_references_whole(connection: Connection) -> bool:
    try:
        return connection.execute(text("PRAGMA foreign_key_check")).first() is None
    except DatabaseError:
        return False


def _check_tables(connection: Connection, report: Report) -> Integrity:
    tables = metadata.sorted_tables
    damaged = []
    for done, table in enumerate(tables, start=1):
        try:
            with connection.begin_nested():
                connection.execute(select(func.count()).select_from(table))
        except DatabaseError:
            damaged.append(table.name)
        report(done, len(tables))
    return Integrity(len(tables), tuple(damaged))
