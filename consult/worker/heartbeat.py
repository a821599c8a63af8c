"""Keeps a lease alive, and its progress visible, while a job is computed."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy.exc import OperationalError

from consult.clock import Clock
from consult.db.session import Database
from consult.worker import presence, queue
from consult.worker.queue import Lease, LeaseLostError, Progress

logger = logging.getLogger(__name__)


class LeaseKeeper:
    """Extends one lease and writes down the progress last reported."""

    def __init__(
        self, database: Database, lease: Lease, *, clock: Clock, duration: timedelta
    ) -> None:
        self._database = database
        self._lease = lease
        self._clock = clock
        self._duration = duration
        self._progress: Progress | None = None

    def report(self, progress: Progress) -> None:
        """Remember the progress until the next beat."""
        self._progress = progress

    def beat(self) -> bool:
        """Extend the lease; return False when it was lost for good."""
        try:
            self._extend()
        except LeaseLostError:
            return False
        except OperationalError:
            # A busy or absent database may be back before the lease runs out.
            logger.warning("job %s: the lease was not extended", self._lease.job_id)
        return True

    def _extend(self) -> None:
        now = self._clock()
        with self._database.writing() as session:
            presence.note_alive(session, self._lease.worker_id, now=now)
            queue.extend(
                session,
                self._lease,
                now=now,
                duration=self._duration,
                progress=self._progress,
            )


@contextmanager
def beating(beat: Callable[[], bool], *, every: timedelta) -> Iterator[None]:
    """Call ``beat`` every so often until the block ends or it returns False.

    The calls come from a thread of their own; when the block is left, the last
    of them has ended.
    """
    is_over = threading.Event()

    def run() -> None:
        while not is_over.wait(every.total_seconds()) and beat():
            pass

    thread = threading.Thread(target=run, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
