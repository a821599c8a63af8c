"""Brings a database to a revision of the schema; the only user of Alembic."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from consult.db.address import DatabaseKind, file_of, kind_of, parse_address
from consult.db.engine import does_not_answer, open_engine
from consult.errors import N_, Inconsistent, NotReady

SCRIPTS = Path(__file__).parent / "migrations"

# Any number serves, as long as nobody else uses it in the same database.
_MIGRATION_LOCK = 7_303_014_822


def upgrade(address: str, *, revision: str = "head") -> None:
    """Bring the database at an address up to a revision, creating its file.

    All steps happen in one transaction: an interrupted upgrade leaves the
    database as it was, and two at the same time wait for each other. Raises
    ``Rejected`` for a bad address, ``NotReady`` when the database cannot be made
    or does not answer, and ``Inconsistent`` when a row would be left pointing
    nowhere.
    """
    _migrate(address, lambda config: command.upgrade(config, revision))


def downgrade(address: str, *, revision: str) -> None:
    """Take the database at an address back to a revision; ``base`` empties it."""
    _migrate(address, lambda config: command.downgrade(config, revision))


def scripts_config() -> Config:
    """Return the Alembic configuration, which needs no file beside the code."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _migrate(address: str, step: Callable[[Config], None]) -> None:
    url = parse_address(address)
    if kind_of(url) is DatabaseKind.SQLITE:
        _create_private_file(file_of(url))
    engine = open_engine(url)
    try:
        with _connect(engine) as connection:
            _run(connection, step)
    finally:
        engine.dispose()


def _create_private_file(path: Path) -> None:
    """Create the file for its owner alone; SQLite would let everybody read it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise NotReady(
            N_(
                "The database cannot be made at %(path)s (%(reason)s). "
                "Name a file in a folder you may write to."
            ),
            path=path,
            reason=error.strerror,
        ) from error


def _connect(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except DBAPIError as error:
        raise does_not_answer(engine.url) from error


def _run(connection: Connection, step: Callable[[Config], None]) -> None:
    config = scripts_config()
    config.attributes["connection"] = connection
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        _suspend_foreign_keys(connection)
    with connection.begin():
        if not is_sqlite:
            connection.execute(
                text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK}
            )
        step(config)
        if is_sqlite:
            _require_whole_references(connection)


def _suspend_foreign_keys(connection: Connection) -> None:
    # SQLite alters a table by copying and dropping it; with foreign keys on, the
    # drop would delete the rows that point to it. The setting is ignored inside a
    # transaction, so it goes to the driver before one begins.
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.close()


def _require_whole_references(connection: Connection) -> None:
    if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
        raise Inconsistent(
            N_(
                "The upgrade would leave rows that point nowhere, so nothing was "
                "changed. Restore a backup or ask for help."
            )
        )
