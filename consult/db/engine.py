"""Opens a database engine whose every connection keeps our durability promises.

SQLite runs in WAL with every commit forced to the disk, other than those of drafts,
and overwrites what it deletes; a connection that does not report these settings back
is refused. The
values of a statement are kept out of error messages: they may be answers.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from sqlite3 import DatabaseError
from typing import Final, Literal, TypeAlias

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from consult.db.address import DatabaseKind, describe, kind_of
from consult.db.prepared import Line
from consult.errors import N_, Inconsistent, NotReady

Access = Literal["read", "write", "keep"]
ACCESS_OPTION: Final = "consult_access"

BEGUN: Final[Mapping[Access, tuple[tuple[str, str], ...]]] = {
    "read": (("query_only", "ON"),),
    "write": (("query_only", "OFF"), ("synchronous", "FULL")),
    "keep": (("query_only", "OFF"), ("synchronous", "NORMAL")),
}
"""What is set before each kind of transaction, where it is not set already."""

BUSY_TIMEOUT_MILLISECONDS = 10_000
CONNECT_TIMEOUT_SECONDS = 10

# What each pragma is set to, and what SQLite reports when it took.
PRAGMAS: Final = {
    "busy_timeout": (str(BUSY_TIMEOUT_MILLISECONDS), BUSY_TIMEOUT_MILLISECONDS),
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "secure_delete": ("ON", 1),
}


def open_engine(url: URL) -> Engine:
    """Return an engine for a parsed address; no connection is made yet.

    Transactions of the engine write; ``reading_engine`` gives the other kind.
    Raises ``NotReady`` when the driver for PostgreSQL is not installed.
    """
    if kind_of(url) is DatabaseKind.SQLITE:
        return _open_sqlite(url)
    return _open_postgresql(url)


def reading_engine(engine: Engine) -> Engine:
    """Return the same engine (and pool) with transactions that cannot write."""
    return engine.execution_options(
        **{ACCESS_OPTION: "read", "postgresql_readonly": True}
    )


Idle: TypeAlias = deque[PoolProxiedConnection]
"""Connections that are put aside without the pool, which takes longer than SQLite."""

MOST_IDLE: Final = 4


@contextmanager
def line_of(engine: Engine, access: Access, idle: Idle) -> Iterator[Line]:
    """Give a line in a transaction that is committed at the end.

    Any error rolls it back. What is begun to ``keep`` needs no forcing: on SQLite it
    outlives the process at once, and a power cut when a later transaction that writes
    has forced it along.
    """
    if engine.dialect.name != DatabaseKind.SQLITE:
        chosen = reading_engine(engine) if access == "read" else engine
        with chosen.begin() as connection:
            yield Line(engine.dialect, connection.connection)
        return
    try:
        opened = idle.pop()
    except IndexError:
        opened = engine.raw_connection()
    try:
        _begin_on(opened, access)
        yield Line(engine.dialect, opened)
        opened.commit()
    except BaseException:
        # Back to the pool, which rolls back what was not committed.
        opened.close()
        raise
    if len(idle) < MOST_IDLE:
        idle.append(opened)
    else:
        opened.close()


def does_not_answer(url: URL) -> NotReady:
    """Return the error for a database that cannot be reached or read."""
    return NotReady(
        N_(
            "The database at %(address)s does not answer. "
            "Check that it runs and that the address is right."
        ),
        address=describe(url),
    )


def _open_sqlite(url: URL) -> Engine:
    # The driver's own transactions begin late and upgrade from read to write,
    # which fails at once under load; so it is kept in autocommit and we begin.
    engine = create_engine(
        url, hide_parameters=True, connect_args={"isolation_level": None}
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _open_postgresql(url: URL) -> Engine:
    try:
        return create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_TIMEOUT_SECONDS},
        )
    except ModuleNotFoundError as error:
        raise NotReady(
            N_(
                "The driver for PostgreSQL is not installed. "
                'Install it with: pip install "consult-engine[postgres]"'
            )
        ) from error


def _set_pragmas(
    connection: DBAPIConnection,
    record: ConnectionPoolEntry,  # noqa: ARG001 - the signature is SQLAlchemy's
) -> None:
    cursor = connection.cursor()
    for name, (wanted, reported) in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name} = {wanted}")
        found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if found != reported:
            raise Inconsistent(
                N_(
                    "The database does not accept the setting %(name)s, without "
                    "which answers could be lost. Move its file to a local disk."
                ),
                name=name,
            )
    cursor.close()


def _begin(connection: Connection) -> None:
    access: Access = connection.get_execution_options().get(ACCESS_OPTION, "write")
    _begin_on(connection.connection, access)


def _begin_on(opened: PoolProxiedConnection, access: Access) -> None:
    # Straight to the driver: every page begins a transaction, and what a statement
    # costs in between is more than what SQLite does.
    cursor = opened.cursor()
    is_set = opened.info.setdefault(ACCESS_OPTION, {})
    for name, wanted in BEGUN[access]:
        if is_set.get(name) != wanted:
            cursor.execute(f"PRAGMA {name} = {wanted}")
            is_set[name] = wanted
    if access == "read":
        cursor.execute("BEGIN")
        return
    # Taking the write lock first means waiting for it; taking it after a read
    # means failing when somebody else wrote in between.
    try:
        cursor.execute("BEGIN IMMEDIATE")
    except DatabaseError as error:
        raise OperationalError(
            "BEGIN IMMEDIATE", None, error, hide_parameters=True
        ) from error
