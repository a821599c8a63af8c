"""What a session may do, on both databases."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from consult.db.engine import PRAGMAS, _set_pragmas
from consult.db.models import LiveWorker, WorkerId
from consult.db.session import Database, open_database
from consult.errors import Inconsistent, NotReady

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
THREADS = 16
ROUNDS = 25
CONNECTIONS = 8
A_WORKER = "INSERT INTO live_worker VALUES ('a', '2026-11-03 12:00:00')"


class AbandonedError(Exception):
    """Something went wrong in the middle of a transaction."""


def a_worker(name: str) -> LiveWorker:
    return LiveWorker(id=WorkerId(name), seen_at=NOON)


def workers(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(LiveWorker.id).order_by(LiveWorker.id)))


def test_what_is_written_can_be_read_afterwards(database: Database) -> None:
    with database.writing() as session:
        session.add(a_worker("a"))

    assert workers(database) == ["a"]


def test_what_is_kept_of_a_draft_can_be_read_afterwards(database: Database) -> None:
    with database.keeping() as line:
        line.opened.cursor().execute(A_WORKER)

    assert workers(database) == ["a"]


def test_an_error_takes_a_draft_back(database: Database) -> None:
    def keep_and_fail() -> None:
        with database.keeping() as line:
            line.opened.cursor().execute(A_WORKER)
            raise AbandonedError

    with pytest.raises(AbandonedError):
        keep_and_fail()

    assert workers(database) == []


def test_a_line_that_looks_cannot_write(database: Database) -> None:
    def look_and_write() -> None:
        with database.looking() as line:
            line.opened.cursor().execute(A_WORKER)

    with pytest.raises(Exception, match=r"readonly|read-only"):
        look_and_write()

    assert workers(database) == []


def test_an_error_takes_everything_back(database: Database) -> None:
    def write_and_fail() -> None:
        with database.writing() as session:
            session.execute(insert(LiveWorker).values(id="a", seen_at=NOON))
            raise AbandonedError

    with pytest.raises(AbandonedError):
        write_and_fail()

    assert workers(database) == []


def test_a_reading_session_cannot_write(database: Database) -> None:
    with (
        database.reading() as session,
        pytest.raises(DBAPIError, match=r"readonly|read-only"),
    ):
        session.execute(insert(LiveWorker).values(id="a", seen_at=NOON))

    assert workers(database) == []


def test_a_connection_that_read_can_write_again(database: Database) -> None:
    assert workers(database) == []

    with database.writing() as session:
        session.add(a_worker("a"))

    assert workers(database) == ["a"]


def test_an_error_message_leaves_out_the_values(database: Database) -> None:
    with database.writing() as session:
        session.add(a_worker("a-secret"))

    with pytest.raises(IntegrityError) as caught, database.writing() as session:
        session.add(a_worker("a-secret"))
    statement_part = str(caught.value).split("[SQL", maxsplit=1)[1]

    assert "hide_parameters" in statement_part
    assert "a-secret" not in statement_part


def test_reads_then_writes_of_many_threads_all_succeed(database: Database) -> None:
    together = threading.Barrier(THREADS)

    def add_workers(thread: int) -> None:
        together.wait()
        for turn in range(ROUNDS):
            with database.writing() as session:
                session.scalar(select(func.count()).select_from(LiveWorker))
                session.add(a_worker(f"{thread}-{turn}"))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(add_workers, range(THREADS)))

    assert len(workers(database)) == THREADS * ROUNDS


def test_every_sqlite_connection_keeps_its_promises(
    sqlite_database: Database,
) -> None:
    with ExitStack() as stack:
        sessions = [
            stack.enter_context(sqlite_database.reading()) for _ in range(CONNECTIONS)
        ]
        found = [
            {name: session.scalar(text(f"PRAGMA {name}")) for name in PRAGMAS}
            for session in sessions
        ]

    assert (
        found
        == [
            {
                "busy_timeout": 10_000,
                "journal_mode": "wal",
                "synchronous": 2,
                "foreign_keys": 1,
                "secure_delete": 1,
            }
        ]
        * CONNECTIONS
    )


def test_a_connection_that_cannot_keep_the_promises_is_refused() -> None:
    with (
        closing(sqlite3.connect(":memory:")) as forgetful,
        pytest.raises(Inconsistent, match="journal_mode"),
    ):
        _set_pragmas(forgetful, None)  # type: ignore[arg-type] # the pool's record is not looked at


def test_deleted_text_is_gone_from_the_bytes_of_sqlite(
    sqlite_database: Database, tmp_path: Path
) -> None:
    with sqlite_database.writing() as session:
        session.add(a_worker("canary-7c1f"))
    with sqlite_database.writing() as session:
        session.execute(text("DELETE FROM live_worker"))
    sqlite_database.close()

    files = sorted(tmp_path.glob("consult.sqlite3*"))

    assert files
    assert not any(b"canary-7c1f" in file.read_bytes() for file in files)


def test_a_missing_sqlite_database_is_not_made_by_opening_it(tmp_path: Path) -> None:
    file = tmp_path / "none.sqlite3"

    with pytest.raises(NotReady, match="consult db upgrade"):
        open_database(f"sqlite:///{file}")

    assert not file.exists()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "letter.sqlite3"
    file.write_text("Dear council, " * 1000)

    with pytest.raises(NotReady, match="does not answer"):
        open_database(f"sqlite:///{file}")


def test_a_server_that_is_not_there_is_not_ready(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="does not answer") as caught:
        open_database(f"postgresql://someone:secret@/name?host={tmp_path}")

    assert "secret" not in str(caught.value)
