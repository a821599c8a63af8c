"""A worker may be killed at any moment; each result is stored once all the same."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import func, select, text

from consult.db.models import Job, JobState
from consult.db.session import Database
from consult.services.queueing import enqueue
from consult.worker.loop import work_once
from tests.consult.worker.killable_worker import START, squaring_worker

ROOT = Path(__file__).parents[3]
WORKER = "tests.consult.worker.killable_worker"
STEPS = ["computing", "computed", "storing", "stored", "ended"]
# A server may need a moment to notice that its client is dead, and until then
# the next worker passes over the job.
MOST_GENERATIONS = 20
SEED = 20261103


@pytest.fixture(autouse=True)
def effects(database: Database) -> None:
    """Make a table that would show it if a result were stored twice."""
    with database.writing() as session:
        session.execute(text("CREATE TABLE effect (number INTEGER, squared INTEGER)"))


@contextmanager
def a_worker(
    url: str, generation: int, *options: str
) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", WORKER, url, str(generation), *options],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        yield process
        process.kill()


def next_step(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def let_go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    assert process.wait() == -signal.SIGKILL


def queue_squares(database: Database, count: int) -> None:
    with database.writing() as session:
        for number in range(count):
            enqueue(
                session,
                kind="square",
                payload={"number": number},
                key=f"square:{number}",
                now=START,
            )


def work_through(database: Database, generation: int) -> None:
    """Do in this process what the killed ones left."""
    for later in range(generation, generation + MOST_GENERATIONS):
        worker = squaring_worker(database, later)
        while work_once(worker):
            pass
        if unfinished(database) == 0:
            return
    pytest.fail("some jobs never ended")


def unfinished(database: Database) -> int:
    with database.reading() as session:
        waiting = select(func.count()).where(
            Job.state.in_([JobState.QUEUED, JobState.LEASED])
        )
        return session.scalar(waiting) or 0


def stored_effects(database: Database) -> list[tuple[int, int]]:
    with database.reading() as session:
        rows = session.execute(
            text("SELECT number, squared FROM effect ORDER BY number")
        )
        return [(number, squared) for number, squared in rows]


def results(database: Database) -> list[int]:
    with database.reading() as session:
        done = session.scalars(select(Job.result).where(Job.state == JobState.DONE))
        return sorted(int(result["squared"] or 0) for result in done if result)


def attempts(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.sum(Job.attempts))) or 0


@pytest.mark.slow
def test_three_kills_lose_no_job_and_store_no_result_twice(
    database: Database, database_url: str
) -> None:
    queue_squares(database, 60)
    moments = np.random.default_rng(SEED).integers(1, 80, size=3)

    for generation, moment in enumerate(moments):
        with a_worker(database_url, generation) as process:
            for _ in range(moment):
                assert next_step(process) in STEPS
            kill(process)
    work_through(database, len(moments))

    squares = [number**2 for number in range(60)]
    assert results(database) == squares
    assert stored_effects(database) == list(enumerate(squares))
    assert 60 <= attempts(database) <= 60 + len(moments)


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_leaves_one_result(
    database: Database, database_url: str, step: str
) -> None:
    queue_squares(database, 2)

    with a_worker(database_url, 0, "--wait") as process:
        while next_step(process) != step:
            let_go_on(process)
        kill(process)
    work_through(database, 1)

    assert results(database) == [0, 1]
    assert stored_effects(database) == [(0, 0), (1, 1)]
    assert attempts(database) == (2 if step == "ended" else 3)


@pytest.mark.slow
@pytest.mark.parametrize("step", ["computing", "computed"])
def test_a_worker_thought_dead_stores_nothing(
    database: Database, database_url: str, step: str
) -> None:
    queue_squares(database, 1)

    with a_worker(database_url, 0, "--wait") as sleeper:
        while next_step(sleeper) != step:
            let_go_on(sleeper)
        work_through(database, 1)
        sleeper.communicate("\n" * len(STEPS))
        assert sleeper.returncode == 0

    assert results(database) == [0]
    assert stored_effects(database) == [(0, 0)]
    assert attempts(database) == 2
