"""A worker process that says where it is, so that a test can kill it there.

``killable_worker.py URL GENERATION [--wait]``: it prints one line at each step of
each job and, with ``--wait``, goes on only after it was given a line. Its clock
stands still at an hour of its own generation, so that the leases of an earlier
generation have run out.
"""

import sys
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from consult.db.models import WorkerId
from consult.db.session import Database, open_database
from consult.worker.loop import Worker, work_once
from consult.worker.task import Outcome, Task

START = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)


def announce(step: str) -> None:
    print(step, flush=True)  # noqa: T201 - the test reads it
    if "--wait" in sys.argv:
        sys.stdin.readline()


def square(task: Task) -> Outcome:
    number = task.payload["number"]
    assert isinstance(number, int)
    announce("computing")
    squared = number**2
    announce("computed")

    def store(session: Session) -> None:
        announce("storing")
        session.execute(
            text("INSERT INTO effect (number, squared) VALUES (:number, :squared)"),
            {"number": number, "squared": squared},
        )
        announce("stored")

    return Outcome({"squared": squared}, store)


def squaring_worker(database: Database, generation: int) -> Worker:
    return Worker(
        worker_id=WorkerId(f"generation-{generation}"),
        database=database,
        handlers={"square": square},
        clock=lambda: START + timedelta(hours=generation),
    )


def main() -> None:
    database = open_database(sys.argv[1])
    worker = squaring_worker(database, int(sys.argv[2]))
    while work_once(worker):
        announce("ended")
    database.close()


if __name__ == "__main__":
    main()
