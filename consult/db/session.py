"""Gives out database sessions: to read, to write, and to keep drafts."""

from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.db.address import DatabaseKind, describe, file_of, kind_of, parse_address
from consult.db.engine import (
    Idle,
    does_not_answer,
    line_of,
    open_engine,
    reading_engine,
)
from consult.db.prepared import Line
from consult.errors import N_, NotReady


@dataclass(frozen=True, slots=True)
class Database:
    """An open database; close it when done."""

    engine: Engine
    _reading: Engine = field(init=False, repr=False, compare=False)
    _idle: Idle = field(default_factory=deque, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_reading", reading_engine(self.engine))

    @property
    def kind(self) -> DatabaseKind:
        """Which database this is."""
        return kind_of(self.engine.url)

    @property
    def address(self) -> str:
        """Where it is, without any secret."""
        return describe(self.engine.url)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session over one snapshot; the database refuses its writes."""
        with Session(self._reading) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that commits at the end, or rolls back on any error.

        On SQLite it holds the only write lock from its first statement on, so
        keep it short: compute first, then write.
        """
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def looking(self) -> AbstractContextManager[Line]:
        """Give a line over one snapshot, for what every page asks.

        It is like ``reading``, without the weight of a session that knows objects.
        """
        return line_of(self.engine, "read", self._idle)

    def keeping(self) -> AbstractContextManager[Line]:
        """Give a line that commits at the end, for what is still being filled in.

        What it commits is safe when processes are killed, and from a power cut once
        anything was written after it: a page typed again costs less than forcing the
        disk for every page. No promise may rest on it.
        """
        return line_of(self.engine, "keep", self._idle)

    def close(self) -> None:
        """Close every connection."""
        while self._idle:
            self._idle.pop().close()
        self.engine.dispose()


def open_database(address: str) -> Database:
    """Return the database at an address, after one connection has been tried.

    Raises ``Rejected`` when the address cannot be used, ``NotReady`` when there
    is no database or it does not answer, and ``Inconsistent`` when it does not
    accept the settings that keep answers safe.
    """
    url = parse_address(address)
    if kind_of(url) is DatabaseKind.SQLITE and not file_of(url).is_file():
        raise NotReady(
            N_("There is no database at %(address)s. Make it with: consult db upgrade"),
            address=describe(url),
        )
    database = Database(open_engine(url))
    try:
        with database.reading() as session:
            session.execute(text("SELECT 1"))
    except DBAPIError as error:
        database.close()
        raise does_not_answer(url) from error
    return database
