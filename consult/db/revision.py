"""Knows which schema this program needs and which one a database has."""

from sqlalchemy import Connection, String, column, inspect, select, table
from sqlalchemy.orm import Session

from consult.errors import N_, NotReady

SCHEMA_REVISION = "0006"
"""The newest migration; a test compares it with the migrations themselves.

It stands here as a constant so that the web process need not load Alembic.
"""

VERSION_TABLE = "alembic_version"


def stored_revision(connection: Connection) -> str | None:
    """Return the revision of the database, or None when it is empty."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    number = column("version_num", String)
    query = select(number).select_from(table(VERSION_TABLE, number))
    return connection.execute(query).scalar()


def require_current_schema(session: Session) -> None:
    """Return when the database has the schema of this program.

    Raises ``NotReady`` when the database is empty, older or newer.
    """
    revision = stored_revision(session.connection())
    if revision == SCHEMA_REVISION:
        return
    if revision is not None and revision > SCHEMA_REVISION:
        raise NotReady(
            N_(
                "The database belongs to a newer version of this program "
                "(%(revision)s). Install that version."
            ),
            revision=revision,
        )
    raise NotReady(
        N_(
            "The database is not up to date. "
            "Stop the programs that use it and run: consult db upgrade"
        )
    )
