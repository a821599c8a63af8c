"""What a worker does with jobs that succeed, fail, or take long."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from consult.db.address import DatabaseKind
from consult.db.models import Job, JobState, LiveWorker, WorkerId, metadata
from consult.db.session import Database, open_database
from consult.errors import NotReady, Rejected
from consult.services.queueing import enqueue
from consult.worker.handlers import HANDLERS
from consult.worker.heartbeat import LeaseKeeper, beating
from consult.worker.loop import (
    Look,
    Wait,
    Worker,
    work_once,
    work_until_idle,
    work_until_stopped,
)
from consult.worker.queue import Lease, Progress, lease_next
from consult.worker.task import Handler, Outcome, Task
from tests.builders import StoppedClock
from tests.fixtures_postgres import PostgreSQLServer

START = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def never_stop(_: float) -> bool:
    return False


def a_worker(database: Database, clock: StoppedClock, handler: Handler) -> Worker:
    return Worker(
        worker_id=WorkerId("w"),
        database=database,
        handlers={"try": handler},
        clock=clock,
    )


def put(database: Database, *, count: int = 1, max_attempts: int = 5) -> None:
    with database.writing() as session:
        for number in range(count):
            enqueue(
                session,
                kind="try",
                payload={"number": number},
                key=f"try:{number}",
                now=START,
                max_attempts=max_attempts,
            )


def job(database: Database) -> Job:
    with database.reading() as session:
        return session.scalars(select(Job)).one()


def succeed(task: Task) -> Outcome:
    return Outcome({"number": task.payload["number"]})


def raising(error: Exception) -> Handler:
    def handle(_: Task) -> NoReturn:
        raise error

    return handle


def test_a_job_is_done_with_its_result(database: Database, clock: StoppedClock) -> None:
    put(database)

    assert work_once(a_worker(database, clock, succeed))
    assert job(database).state is JobState.DONE
    assert job(database).result == {"number": 0}


def test_without_a_job_there_is_nothing_to_do(
    database: Database, clock: StoppedClock
) -> None:
    assert not work_once(a_worker(database, clock, succeed))


def test_working_until_idle_does_all_that_is_due(
    database: Database, clock: StoppedClock
) -> None:
    put(database, count=3)

    assert work_until_idle(a_worker(database, clock, succeed), wait=never_stop) == 3


@pytest.mark.parametrize(
    ("error", "state", "problem"),
    [
        pytest.param(KeyError("x"), JobState.QUEUED, "KeyError", id="a defect"),
        pytest.param(NotReady(), JobState.QUEUED, "C503", id="what may pass"),
        pytest.param(Rejected(), JobState.FAILED, "C422", id="what will not"),
    ],
)
def test_only_what_may_pass_is_tried_again(
    database: Database,
    clock: StoppedClock,
    error: Exception,
    state: JobState,
    problem: str,
) -> None:
    put(database)

    work_once(a_worker(database, clock, raising(error)))

    assert (job(database).state, job(database).problem) == (state, problem)


def test_a_job_fails_after_its_last_attempt(
    database: Database, clock: StoppedClock
) -> None:
    put(database, max_attempts=2)
    worker = a_worker(database, clock, raising(KeyError("x")))

    work_once(worker)
    clock.advance(timedelta(hours=1))
    work_once(worker)

    assert job(database).state is JobState.FAILED


def test_a_failing_job_does_not_hold_up_the_others(
    database: Database, clock: StoppedClock
) -> None:
    def fail_on_the_first(task: Task) -> Outcome:
        if task.payload["number"] == 0:
            raise KeyError
        return succeed(task)

    put(database, count=3)

    work_until_idle(a_worker(database, clock, fail_on_the_first), wait=never_stop)

    with database.reading() as session:
        states = sorted(session.scalars(select(Job.state)))
    assert states == [JobState.DONE, JobState.DONE, JobState.QUEUED]


@pytest.mark.parametrize("error", [None, KeyError("x")], ids=["ends", "fails"])
def test_a_worker_that_was_replaced_changes_nothing(
    database: Database, clock: StoppedClock, error: Exception | None
) -> None:
    def be_replaced(_: Task) -> Outcome:
        clock.advance(MINUTE)
        with database.writing() as session:
            assert lease_next(
                session,
                worker_id=WorkerId("another"),
                kinds=["try"],
                now=clock(),
                duration=MINUTE,
            )
        if error is not None:
            raise error
        return Outcome({"late": True})

    put(database)
    work_once(a_worker(database, clock, be_replaced))

    assert (job(database).state, job(database).lease_owner) == (
        JobState.LEASED,
        "another",
    )


def test_what_a_job_stored_is_taken_back_when_storing_fails(
    database: Database, clock: StoppedClock
) -> None:
    def store(session: Session) -> None:
        session.execute(insert(LiveWorker).values(id="stored", seen_at=START))
        session.execute(text("SELECT nothing FROM nowhere"))

    put(database)
    work_once(a_worker(database, clock, lambda _: Outcome({}, store)))

    with database.reading() as session:
        assert session.get(LiveWorker, "stored") is None
    assert job(database).state is JobState.QUEUED


def test_a_log_names_the_place_of_a_failure_but_not_its_message(
    database: Database, clock: StoppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    put(database)

    with caplog.at_level(logging.INFO, logger="consult"):
        work_once(a_worker(database, clock, raising(ValueError("The well is dry."))))

    assert "ValueError at test_loop.py:" in caplog.text
    assert "well" not in caplog.text


def test_a_worker_asked_to_stop_ends_the_job_at_hand(
    database: Database, clock: StoppedClock
) -> None:
    stop = threading.Event()

    def succeed_and_stop(task: Task) -> Outcome:
        stop.set()
        return succeed(task)

    put(database, count=2)
    work_until_stopped(
        a_worker(database, clock, succeed_and_stop), wait=stop.wait, poll=0
    )

    with database.reading() as session:
        states = sorted(session.scalars(select(Job.state)))
    assert states == [JobState.DONE, JobState.QUEUED]


def test_a_worker_waits_only_when_there_is_nothing_to_do(
    database: Database, clock: StoppedClock
) -> None:
    pauses: list[float] = []

    def stop_at_the_first_long_pause(seconds: float) -> bool:
        pauses.append(seconds)
        return seconds > 0

    put(database, count=2)
    work_until_stopped(
        a_worker(database, clock, succeed), wait=stop_at_the_first_long_pause, poll=7
    )

    assert pauses == [0, 0, 0, 7]


def looking(
    database: Database, clock: StoppedClock, look: Look, *, waits: int
) -> Worker:
    """Return a worker with nothing to do; it is let wait so many times."""
    worker = replace(a_worker(database, clock, succeed), look=look)
    left = iter([False] * waits)
    work_until_stopped(worker, wait=lambda _: next(left, True), poll=0)
    return worker


def test_a_worker_with_nothing_to_do_looks_for_what_is_due(
    database: Database, clock: StoppedClock
) -> None:
    looks: list[datetime] = []

    looking(database, clock, lambda _, now: looks.append(now), waits=3)

    assert looks == [START]


def test_a_worker_looks_again_after_a_minute(
    database: Database, clock: StoppedClock
) -> None:
    looks: list[datetime] = []

    def look(_: Database, now: datetime) -> None:
        looks.append(now)
        clock.advance(MINUTE)

    looking(database, clock, look, waits=3)

    assert looks == [START, START + MINUTE, START + 2 * MINUTE]


def test_a_worker_does_its_jobs_before_it_looks(
    database: Database, clock: StoppedClock
) -> None:
    put(database)
    looks: list[JobState] = []

    def look(_: Database, __: datetime) -> None:
        looks.append(job(database).state)

    looking(database, clock, look, waits=3)

    assert looks == [JobState.DONE]


@pytest.mark.parametrize(
    "error",
    [NotReady("The well is dry."), OperationalError("SELECT", {}, Exception("dry"))],
    ids=["refused", "no answer"],
)
def test_a_worker_outlives_a_look_that_fails(
    database: Database,
    clock: StoppedClock,
    error: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def look(_: Database, __: datetime) -> NoReturn:
        raise error

    worker = looking(database, clock, look, waits=1)
    put(database)

    assert work_once(worker)
    assert "What is due was not looked for" in caplog.text
    assert "dry" not in caplog.text


def test_a_worker_outlives_an_sqlite_table_that_is_away(
    sqlite_database: Database, clock: StoppedClock
) -> None:
    def rename(change: str) -> None:
        with sqlite_database.writing() as session:
            session.execute(text(f"ALTER TABLE {change}"))

    put(sqlite_database)
    work_until_stopped(
        a_worker(sqlite_database, clock, succeed),
        wait=away_at_the_first_look(
            go=lambda: rename("job RENAME TO away"),
            come_back=lambda: rename("away RENAME TO job"),
        ),
        poll=0,
    )

    assert job(sqlite_database).state is JobState.DONE


def test_a_worker_outlives_a_postgresql_server_that_lets_nobody_in(
    migrated_postgres_url: str, postgres_server: PostgreSQLServer, clock: StoppedClock
) -> None:
    database = open_database(migrated_postgres_url)
    name = database.engine.url.database or ""

    put(database)
    work_until_stopped(
        a_worker(database, clock, succeed),
        wait=away_at_the_first_look(
            go=lambda: postgres_server.lock_out(name),
            come_back=lambda: postgres_server.let_in(name),
        ),
        poll=0,
    )

    assert job(database).state is JobState.DONE
    database.close()


def away_at_the_first_look(
    go: Callable[[], None], come_back: Callable[[], None]
) -> Wait:
    """Return a wait before the looks of a worker that stops after two looks."""
    before = iter([go, come_back])

    def wait(_: float) -> bool:
        change = next(before, None)
        if change is not None:
            change()
        return change is None

    return wait


def keeper_of(
    database: Database, clock: Callable[[], datetime]
) -> tuple[LeaseKeeper, Lease]:
    put(database)
    with database.writing() as session:
        lease = lease_next(
            session,
            worker_id=WorkerId("w"),
            kinds=["try"],
            now=clock(),
            duration=MINUTE,
        )
    assert lease is not None
    return LeaseKeeper(database, lease, clock=clock, duration=MINUTE), lease


def test_a_beat_extends_the_lease_and_writes_the_progress_down(
    database: Database, clock: StoppedClock
) -> None:
    keeper, _ = keeper_of(database, clock)
    clock.advance(MINUTE / 2)
    keeper.report(Progress(1, 4))
    keeper.report(Progress(2, 4))

    assert keeper.beat()

    assert job(database).lease_expires_at == clock() + MINUTE
    assert (job(database).progress_done, job(database).progress_total) == (2, 4)
    with database.reading() as session:
        assert session.scalar(select(LiveWorker.seen_at)) == clock() - MINUTE / 2


def test_the_heart_stops_when_the_lease_is_lost(
    database: Database, clock: StoppedClock
) -> None:
    keeper, _ = keeper_of(database, clock)
    clock.advance(MINUTE)
    with database.writing() as session:
        assert lease_next(
            session,
            worker_id=WorkerId("another"),
            kinds=["try"],
            now=clock(),
            duration=MINUTE,
        )

    assert not keeper.beat()


def test_a_beat_that_cannot_be_written_is_not_the_last(
    sqlite_database: Database, clock: StoppedClock
) -> None:
    keeper, _ = keeper_of(sqlite_database, clock)
    with sqlite_database.writing() as session:
        session.execute(text("ALTER TABLE job RENAME TO away"))

    assert keeper.beat()


def test_the_heart_beats_until_the_work_is_over() -> None:
    beaten = threading.Semaphore(0)

    def beat() -> bool:
        beaten.release()
        return True

    with beating(beat, every=timedelta(0)):
        assert all(beaten.acquire(timeout=60) for _ in range(3))
    threads = [thread.name for thread in threading.enumerate()]

    assert "heartbeat" not in threads


def test_the_heart_stops_when_a_beat_says_so() -> None:
    beats: list[int] = []
    stopped = threading.Event()

    def beat_once() -> bool:
        beats.append(1)
        stopped.set()
        return False

    with beating(beat_once, every=timedelta(0)):
        assert stopped.wait(timeout=60)

    assert beats == [1]


def test_every_handler_is_queued_under_the_name_it_is_found_by() -> None:
    assert sorted(HANDLERS) == ["analyse", "integrity_check", "tidy"]


def test_the_integrity_check_reads_the_whole_database(
    database: Database, clock: StoppedClock
) -> None:
    with database.writing() as session:
        enqueue(session, kind="integrity_check", payload={}, key="k", now=START)

    work_once(
        Worker(
            worker_id=WorkerId("w"), database=database, handlers=HANDLERS, clock=clock
        )
    )

    assert job(database).state is JobState.DONE
    # SQLite checks its file and its references, PostgreSQL reads every table.
    is_sqlite = database.kind is DatabaseKind.SQLITE
    assert job(database).result == {"checked": 2 if is_sqlite else len(metadata.tables)}
