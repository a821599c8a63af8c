"""How long the worker takes over a consultation, and how long it stores the result.

    PYTHONPATH=. python benchmarks/consultation.py [NUMBER OF RESPONSES …]

Invents responses in a new SQLite database and prints seconds of wall time of the
computing and the storing, statements, and peak memory of the process so far.
"""

import resource
import sys
import tempfile
import time
from datetime import UTC, datetime

import numpy as np
from sqlalchemy import func, select

from benchmarks.speed import PLACES, STARTS, STATES, THINGS
from consult.db.migrate import upgrade
from consult.db.models import Statement
from consult.db.session import Database, open_database
from consult.worker import analysis_job
from consult.worker.task import Task
from tests.consult.answered import Fielded, Given, answer, field_consultation

SIZES = (1000, 5000)
NOW = datetime(2026, 11, 4, 3, tzinfo=UTC)
SCALE = ("0", "1", "2", "3", "dk")
QUOTED = 0.6


def invent(number: int) -> list[Given]:
    """Return responses of one to three statements; three of five may be quoted."""
    draw = np.random.default_rng(0)

    def statement() -> str:
        words = (draw.choice(STARTS), draw.choice(THINGS), "is", draw.choice(STATES))
        return " ".join(map(str, (*words, draw.choice(PLACES)))).capitalize() + "."

    return [
        Given(
            " ".join(statement() for _ in range(int(draw.integers(1, 4)))),
            {
                "TA01": str(draw.choice(SCALE)),
                "TA02": str(draw.choice(SCALE)),
                "TA03": str(draw.choice(SCALE)),
                "D_Q": "yes" if draw.random() < QUOTED else "no",
                "D_GRP": [str(draw.choice(["youth", "women", "none"]))],
            },
        )
        for _ in range(number)
    ]


def field(database: Database, number: int) -> Fielded:
    """Return a consultation with so many responses."""
    with database.writing() as session:
        fielded = field_consultation(session)
        answer(session, fielded.wave, invent(number))
    return fielded


def measure(number: int) -> None:
    """Print how long one analysis takes."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/consult.sqlite3"
        upgrade(address)
        database = open_database(address)
        fielded = field(database, number)
        start = time.perf_counter()
        outcome = analysis_job.handle(
            Task(
                payload={"consultation": fielded.consultation},
                database=database,
                report=lambda _: None,
                now=NOW,
            )
        )
        computed = time.perf_counter()
        with database.writing() as session:
            outcome.store(session)
        stored = time.perf_counter()
        with database.reading() as session:
            statements = session.scalar(select(func.count()).select_from(Statement))
        database.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{number} responses, {statements} statements, "
        f"{outcome.result['concerns']} concerns: computed in {computed - start:.1f} s, "
        f"stored in {stored - computed:.1f} s, {memory} MB"
    )


for size in [int(word) for word in sys.argv[1:]] or SIZES:
    measure(size)
