"""Reads a database address and says where it leads without its secrets."""

from enum import StrEnum
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from consult.errors import N_, Rejected


class DatabaseKind(StrEnum):
    """The databases this product runs on."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


_KINDS = {
    "sqlite": DatabaseKind.SQLITE,
    "postgres": DatabaseKind.POSTGRESQL,
    "postgresql": DatabaseKind.POSTGRESQL,
}
_DRIVERS = {
    DatabaseKind.SQLITE: "sqlite+pysqlite",
    DatabaseKind.POSTGRESQL: "postgresql+psycopg",
}


def parse_address(address: str) -> URL:
    """Return the address with the driver this product uses.

    Raises ``Rejected`` when it is no address, names another database, or names
    an SQLite database that is not a file: answers kept in memory only would be
    gone with the process that acknowledged them.
    """
    try:
        url = make_url(address)
    except ArgumentError as error:
        # The address itself stays unsaid, it may hold a password.
        raise Rejected(
            N_(
                "The address of the database cannot be read. "
                "Write it like sqlite:///folder/consult.sqlite3 "
                "or postgresql://user@host/name."
            )
        ) from error
    kind = _KINDS.get(url.get_backend_name())
    if kind is None:
        raise Rejected(
            N_(
                "The database %(name)s is not supported. "
                "Use an address that begins with sqlite:/// or postgresql://."
            ),
            name=url.get_backend_name(),
        )
    if kind is DatabaseKind.SQLITE:
        _require_file(url)
    return url.set(drivername=_DRIVERS[kind])


def kind_of(url: URL) -> DatabaseKind:
    """Return which database the parsed address leads to."""
    return _KINDS[url.get_backend_name()]


def file_of(url: URL) -> Path:
    """Return the file of a parsed SQLite address."""
    return Path(url.database or "")


def describe(url: URL) -> str:
    """Return the address for people: no password and no parameters.

    Parameters are left out as a whole, since a password may stand among them.
    """
    return URL.create(
        kind_of(url).value,
        username=url.username,
        host=url.host,
        port=url.port,
        database=url.database,
    ).render_as_string()


def _require_file(url: URL) -> None:
    name = url.database or ""
    if name in {"", ":memory:"} or name.startswith("file:"):
        raise Rejected(
            N_(
                "An SQLite database has to be a file. "
                "Write its address like sqlite:///folder/consult.sqlite3."
            )
        )
