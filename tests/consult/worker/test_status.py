"""The figures an operator sees about the queue and its workers."""

from datetime import timedelta

from sqlalchemy import insert

from consult.db.models import JobState, LiveWorker, WorkerId
from consult.db.session import Database
from consult.services.queueing import enqueue
from consult.services.status import RunningJob, Workload, read_workload
from consult.worker import presence, queue
from consult.worker.queue import Progress
from tests.builders import StoppedClock

MINUTE = timedelta(minutes=1)


def workload(database: Database, clock: StoppedClock) -> Workload:
    with database.reading() as session:
        return read_workload(session, now=clock())


def put(database: Database, clock: StoppedClock, key: str) -> None:
    with database.writing() as session:
        enqueue(session, kind="try", payload={}, key=key, now=clock())


def test_an_empty_queue_has_no_ages(database: Database, clock: StoppedClock) -> None:
    assert workload(database, clock) == Workload(
        jobs=dict.fromkeys(JobState, 0),
        oldest_queued_minutes=None,
        worker_seen_minutes=None,
        running=(),
    )


def test_the_age_is_that_of_the_oldest_queued_job(
    database: Database, clock: StoppedClock
) -> None:
    put(database, clock, "old")
    clock.advance(timedelta(minutes=5))
    put(database, clock, "new")
    clock.advance(timedelta(seconds=119))

    assert workload(database, clock).oldest_queued_minutes == 6
    assert workload(database, clock).jobs[JobState.QUEUED] == 2


def test_a_clock_set_back_makes_no_negative_age(
    database: Database, clock: StoppedClock
) -> None:
    put(database, clock, "a")
    clock.advance(-timedelta(hours=2))

    assert workload(database, clock).oldest_queued_minutes == 0


def test_a_running_job_shows_its_progress(
    database: Database, clock: StoppedClock
) -> None:
    put(database, clock, "a")
    with database.writing() as session:
        lease = queue.lease_next(
            session,
            worker_id=WorkerId("w"),
            kinds=["try"],
            now=clock(),
            duration=MINUTE,
        )
        assert lease is not None
        queue.extend(
            session, lease, now=clock(), duration=MINUTE, progress=Progress(2, 9)
        )

    running = workload(database, clock).running

    assert running == (RunningJob(kind="try", attempt=1, done=2, total=9),)


def test_the_worker_seen_last_counts(database: Database, clock: StoppedClock) -> None:
    for name, minutes in (("gone", 0), ("here", 4)):
        clock.advance(timedelta(minutes=minutes))
        with database.writing() as session:
            presence.note_alive(session, WorkerId(name), now=clock())
    clock.advance(timedelta(minutes=3))

    assert workload(database, clock).worker_seen_minutes == 3


def test_a_worker_is_noted_once_a_minute_at_most(
    database: Database, clock: StoppedClock
) -> None:
    for seconds in (0, 59):
        clock.advance(timedelta(seconds=seconds))
        with database.writing() as session:
            presence.note_alive(session, WorkerId("w"), now=clock())
    clock.advance(timedelta(seconds=1))

    assert workload(database, clock).worker_seen_minutes == 1


def test_a_worker_gone_for_a_week_is_forgotten(
    database: Database, clock: StoppedClock
) -> None:
    with database.writing() as session:
        session.execute(insert(LiveWorker).values(id="w", seen_at=clock()))
    clock.advance(timedelta(days=7, seconds=1))

    with database.writing() as session:
        presence.forget_long_gone(session, now=clock())

    assert workload(database, clock).worker_seen_minutes is None
