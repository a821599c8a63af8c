"""The rules of the queue, on both databases."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db.models import Job, JobId, JobState, WorkerId
from consult.db.session import Database
from consult.errors import Inconsistent
from consult.services.queueing import enqueue
from consult.worker import queue
from consult.worker.queue import Lease, LeaseLostError, Progress

NOON = datetime(2026, 11, 3, 12, 0, 31, 250_000, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KIND = "integrity_check"


def put(
    database: Database, *, key: str = "a", now: datetime = NOON, **more: int
) -> JobId:
    with database.writing() as session:
        queued = enqueue(
            session, kind=KIND, payload={"number": 1}, key=key, now=now, **more
        )
    return queued.job_id


def take(
    database: Database,
    *,
    now: datetime = NOON,
    worker: str = "w",
    kinds: tuple[str, ...] = (KIND,),
) -> Lease | None:
    with database.writing() as session:
        return queue.lease_next(
            session, worker_id=WorkerId(worker), kinds=kinds, now=now, duration=MINUTE
        )


def take_one(database: Database, *, now: datetime = NOON, worker: str = "w") -> Lease:
    lease = take(database, now=now, worker=worker)
    assert lease is not None
    return lease


def row(database: Database, job_id: JobId) -> Job:
    with database.reading() as session:
        return session.scalars(select(Job).where(Job.id == job_id)).one()


def test_a_queued_job_is_leased_with_what_it_was_queued_with(
    database: Database,
) -> None:
    job_id = put(database)

    lease = take(database)

    assert lease == Lease(
        job_id=job_id,
        worker_id=WorkerId("w"),
        attempt=1,
        max_attempts=5,
        kind=KIND,
        payload={"number": 1},
    )


def test_a_leased_job_is_not_leased_again(database: Database) -> None:
    put(database)
    take_one(database)

    assert take(database, worker="another") is None


def test_a_lease_that_ran_out_goes_to_the_next_worker(database: Database) -> None:
    put(database)
    take_one(database)

    second = take_one(database, now=NOON + MINUTE, worker="another")

    assert second.attempt == 2
    assert second.worker_id == "another"


def test_the_job_due_the_longest_comes_first(database: Database) -> None:
    later = put(database, key="later", now=NOON + MINUTE)
    earlier = put(database, key="earlier", now=NOON)
    now = NOON + 2 * MINUTE

    assert [take_one(database, now=now).job_id for _ in range(2)] == [earlier, later]


def test_a_worker_leaves_the_kinds_it_does_not_know(database: Database) -> None:
    put(database)

    assert take(database, kinds=("analyse",)) is None
    assert take(database, kinds=()) is None


def test_many_workers_never_lease_the_same_job(database: Database) -> None:
    jobs = sorted(put(database, key=str(number)) for number in range(40))
    together = threading.Barrier(8)

    def take_until_empty(worker: int) -> list[JobId]:
        together.wait()
        mine = []
        while (lease := take(database, worker=str(worker))) is not None:
            mine.append(lease.job_id)
        return mine

    with ThreadPoolExecutor(8) as pool:
        taken = [job for mine in pool.map(take_until_empty, range(8)) for job in mine]

    assert sorted(taken) == jobs


def test_a_row_locked_elsewhere_is_passed_over_on_postgresql(
    migrated_postgres_url: str,
) -> None:
    from consult.db.session import open_database

    database = open_database(migrated_postgres_url)
    first, second = put(database, key="a"), put(database, key="b")

    with database.writing() as one, database.writing() as other:
        taken = [
            queue.lease_next(
                session,
                worker_id=WorkerId("w"),
                kinds=[KIND],
                now=NOON,
                duration=MINUTE,
            )
            for session in (one, other)
        ]
    database.close()

    assert sorted(lease.job_id for lease in taken if lease) == sorted([first, second])


def test_a_completed_job_holds_its_result_and_only_the_day(
    database: Database,
) -> None:
    job_id = put(database)
    lease = take_one(database)

    with database.writing() as session:
        queue.complete(session, lease, result={"b": 2, "a": None}, now=NOON)

    job = row(database, job_id)
    assert job.state is JobState.DONE
    assert job.result == {"a": None, "b": 2}
    assert job.ended_on == date(2026, 11, 3)
    assert (job.queued_at, job.due_at, job.lease_expires_at) == (None, None, None)


def test_a_failed_attempt_waits_before_the_next(database: Database) -> None:
    put(database)
    with database.writing() as session:
        queue.retry(session, take_one_in(session), problem="KeyError", now=NOON)

    assert take(database, now=NOON + timedelta(seconds=9)) is None
    assert take_one(database, now=NOON + timedelta(seconds=10)).attempt == 2


def take_one_in(session: Session) -> Lease:
    lease = queue.lease_next(
        session, worker_id=WorkerId("w"), kinds=[KIND], now=NOON, duration=MINUTE
    )
    assert lease is not None
    return lease


@pytest.mark.parametrize(
    ("attempt", "seconds"),
    [(1, 10), (2, 20), (3, 40), (7, 640), (8, 900), (1000, 900)],
)
def test_the_pause_doubles_up_to_a_quarter_of_an_hour(
    attempt: int, seconds: int
) -> None:
    assert queue.backoff(attempt) == timedelta(seconds=seconds)


def test_a_failed_job_says_why_in_a_code(database: Database) -> None:
    job_id = put(database)
    with database.writing() as session:
        queue.fail(session, take_one_in(session), problem="C422", now=NOON)

    job = row(database, job_id)
    assert (job.state, job.problem, job.result) == (JobState.FAILED, "C422", None)
    assert take(database, now=NOON + timedelta(days=1)) is None


def test_a_job_that_takes_every_worker_down_is_given_up(database: Database) -> None:
    job_id = put(database, max_attempts=2)
    take_one(database)
    take_one(database, now=NOON + MINUTE)

    assert take(database, now=NOON + 2 * MINUTE) is None
    job = row(database, job_id)
    assert (job.state, job.problem) == (JobState.FAILED, queue.WORKER_LOST)


def test_a_heartbeat_keeps_the_lease_and_shows_the_progress(
    database: Database,
) -> None:
    job_id = put(database)
    lease = take_one(database)
    with database.writing() as session:
        queue.extend(
            session,
            lease,
            now=NOON + timedelta(seconds=45),
            duration=MINUTE,
            progress=Progress(3, 7),
        )

    job = row(database, job_id)
    assert (job.progress_done, job.progress_total) == (3, 7)
    assert take(database, now=NOON + timedelta(seconds=104)) is None
    assert take(database, now=NOON + timedelta(seconds=105)) is not None


def ends() -> list[Callable[[Session, Lease], None]]:
    def complete(session: Session, lease: Lease) -> None:
        queue.complete(session, lease, result={}, now=NOON)

    def retry(session: Session, lease: Lease) -> None:
        queue.retry(session, lease, problem="late", now=NOON)

    def fail(session: Session, lease: Lease) -> None:
        queue.fail(session, lease, problem="late", now=NOON)

    def extend(session: Session, lease: Lease) -> None:
        queue.extend(session, lease, now=NOON, duration=MINUTE, progress=None)

    return [complete, retry, fail, extend]


@pytest.mark.parametrize("end", ends(), ids=lambda end: end.__name__)
@pytest.mark.parametrize("successor", ["another", "w"], ids=["other", "same worker"])
def test_a_lost_lease_changes_nothing(
    database: Database, end: Callable[[Session, Lease], None], successor: str
) -> None:
    job_id = put(database)
    lost = take_one(database)
    take_one(database, now=NOON + MINUTE, worker=successor)

    with database.writing() as session, pytest.raises(LeaseLostError):
        end(session, lost)

    job = row(database, job_id)
    assert (job.state, job.lease_owner, job.attempts) == (JobState.LEASED, successor, 2)


def test_a_job_ends_once(database: Database) -> None:
    job_id = put(database)
    lease = take_one(database)
    with database.writing() as session:
        queue.complete(session, lease, result={"first": True}, now=NOON)

    with database.writing() as session, pytest.raises(LeaseLostError):
        queue.complete(session, lease, result={"first": False}, now=NOON)

    assert row(database, job_id).result == {"first": True}


def test_a_late_worker_may_end_a_job_nobody_took_over(database: Database) -> None:
    job_id = put(database)
    lease = take_one(database)

    with database.writing() as session:
        queue.complete(session, lease, result={}, now=NOON + timedelta(days=1))

    assert row(database, job_id).state is JobState.DONE


def test_a_result_cannot_hold_a_sentence(database: Database) -> None:
    put(database)
    lease = take_one(database)

    with database.writing() as session, pytest.raises(Inconsistent, match="quote"):
        queue.complete(session, lease, result={"quote": "the well is dry"}, now=NOON)
