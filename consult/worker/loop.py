"""The worker: takes one job after the other until it is asked to stop.

A job is leased in one short transaction, computed outside of any, and ended
together with what it stores in a second one. While it computes, a heartbeat
keeps the lease and writes down the progress.
"""

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy.exc import OperationalError

from consult.clock import Clock
from consult.db.models import WorkerId
from consult.db.models.job import PROBLEM_LENGTH
from consult.db.session import Database
from consult.errors import ConsultError, NotReady
from consult.worker import presence, queue
from consult.worker.heartbeat import LeaseKeeper, beating
from consult.worker.queue import Lease, LeaseLostError
from consult.worker.task import Handler, Task

LEASE_DURATION: Final = timedelta(minutes=1)
BEATS_IN_A_LEASE: Final = 4
BETWEEN_LOOKS: Final = timedelta(minutes=1)

Wait: TypeAlias = Callable[[float], bool]
"""Waits so many seconds; returns True, possibly early, when the worker is to stop."""

Look: TypeAlias = Callable[[Database, datetime], None]
"""Looks whether something is due that nobody asked for, and sees to it."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Everything a worker needs to know; ``look`` is called when it has time."""

    worker_id: WorkerId
    database: Database
    handlers: Mapping[str, Handler]
    clock: Clock
    lease_duration: timedelta = LEASE_DURATION
    look: Look | None = None


def work_until_stopped(worker: Worker, *, wait: Wait, poll: float) -> None:
    """Do jobs as they come, looking for new ones every ``poll`` seconds.

    Asked to stop, it ends the job at hand first. A database that does not answer
    is tried again at the next look. With nothing to do it looks, every minute at
    most, for what is due.
    """
    _begin(worker)
    pause = 0.0
    next_look = worker.clock()
    while not wait(pause):
        if _work_if_possible(worker):
            pause = 0.0
            continue
        pause = poll
        if worker.look is not None and worker.clock() >= next_look:
            next_look = worker.clock() + BETWEEN_LOOKS
            _look_if_possible(worker.look, worker)


def work_until_idle(worker: Worker, *, wait: Wait) -> int:
    """Do the jobs that are due and return how many attempts were made.

    Raises ``OperationalError`` when the database does not answer.
    """
    _begin(worker)
    attempts = 0
    while not wait(0.0) and work_once(worker):
        attempts += 1
    return attempts


def work_once(worker: Worker) -> bool:
    """Make one attempt at the job that is due the longest, if there is one."""
    with worker.database.writing() as session:
        now = worker.clock()
        presence.note_alive(session, worker.worker_id, now=now)
        lease = queue.lease_next(
            session,
            worker_id=worker.worker_id,
            kinds=sorted(worker.handlers),
            now=now,
            duration=worker.lease_duration,
        )
    if lease is None:
        return False
    _attempt(worker, lease)
    return True


def _begin(worker: Worker) -> None:
    with worker.database.writing() as session:
        presence.forget_long_gone(session, now=worker.clock())


def _work_if_possible(worker: Worker) -> bool:
    try:
        return work_once(worker)
    except OperationalError as error:
        logger.warning("The database does not answer (%s).", _place(error))
        return False


def _look_if_possible(look: Look, worker: Worker) -> None:
    try:
        look(worker.database, worker.clock())
    except (ConsultError, OperationalError) as error:
        logger.warning(
            "What is due was not looked for: %s at %s", _problem(error), _place(error)
        )


def _attempt(worker: Worker, lease: Lease) -> None:
    logger.info("job %s (%s) attempt %d", lease.job_id, lease.kind, lease.attempt)
    try:
        _perform(worker, lease)
    except LeaseLostError:
        logger.warning("job %s was taken over by another worker", lease.job_id)
    # A job may fail in any way; the worker has to live on for the others.
    except Exception as error:  # noqa: BLE001 - one of the two places for it
        _end_badly(worker, lease, error)


def _perform(worker: Worker, lease: Lease) -> None:
    keeper = LeaseKeeper(
        worker.database, lease, clock=worker.clock, duration=worker.lease_duration
    )
    task = Task(
        payload=lease.payload,
        database=worker.database,
        report=keeper.report,
        now=worker.clock(),
    )
    with beating(keeper.beat, every=worker.lease_duration / BEATS_IN_A_LEASE):
        outcome = worker.handlers[lease.kind](task)
    with worker.database.writing() as session:
        # Ending comes first: from then on nobody else can take the job, and what
        # it stores is undone together with the ending if anything fails.
        queue.complete(session, lease, result=outcome.result, now=worker.clock())
        outcome.store(session)
    logger.info("job %s is done", lease.job_id)


def _end_badly(worker: Worker, lease: Lease, error: Exception) -> None:
    problem = _problem(error)
    end = queue.retry if _may_pass(error) and not lease.is_last_attempt else queue.fail
    logger.warning("job %s: %s at %s", lease.job_id, problem, _place(error))
    logger.debug("job %s", lease.job_id, exc_info=error)
    try:
        with worker.database.writing() as session:
            end(session, lease, problem=problem, now=worker.clock())
    except LeaseLostError:
        logger.warning("job %s was ended already", lease.job_id)


def _may_pass(error: Exception) -> bool:
    """Tell a refusal, which will come again, from a fault, which may not."""
    return isinstance(error, NotReady) or not isinstance(error, ConsultError)


def _problem(error: Exception) -> str:
    """Return a code for the error; its message may hold what people wrote."""
    name = error.code if isinstance(error, ConsultError) else type(error).__name__
    return name[:PROBLEM_LENGTH]


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
