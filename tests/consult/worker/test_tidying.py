"""The worker removes once a day what is kept no longer."""

from datetime import UTC, datetime, time
from pathlib import Path

from sqlalchemy import func, select

from consult.db.models import AnalysisRun, AuditEntry, Draft, Job, OpenAnswer, Statement
from consult.db.session import Database
from consult.worker import analysis_job, tidying
from consult.worker.queue import Progress
from consult.worker.task import Outcome, Task
from tests.consult.answered import (
    DELETES,
    Given,
    answer,
    field_consultation,
)

WORDS = "Marrowbone lamps over the river road"


def say_nothing(_: Progress) -> None:
    """Leave the progress alone."""


def a_task(database: Database, now: datetime, **payload: str) -> Task:
    return Task(payload=payload, database=database, report=say_nothing, now=now)


def tidy(database: Database, now: datetime) -> Outcome:
    outcome = tidying.handle(a_task(database, now))
    with database.writing() as session:
        outcome.store(session)
    return outcome


def at_noon_of_the_last_day() -> datetime:
    return datetime.combine(DELETES, time(12), tzinfo=UTC)


def test_what_is_due_is_removed_and_counted(database: Database) -> None:
    with database.writing() as session:
        fielded = field_consultation(session)
        answer(session, fielded.wave, [Given(WORDS), Given()])
        session.add(
            Draft(
                token_hash="0" * 64,
                wave_id=fielded.wave,
                language="en",
                answers={},
                started_on=DELETES.replace(day=1),
            )
        )

    outcome = tidy(database, at_noon_of_the_last_day())

    assert outcome.result == {
        "drafts": 1, "responses": 2, "jobs": 0, "log_emptied": True,
    }  # fmt: skip


def test_the_audit_tells_how_many_answers_were_removed(database: Database) -> None:
    with database.writing() as session:
        fielded = field_consultation(session)
        answer(session, fielded.wave, [Given(WORDS), Given()])

    for _ in range(2):
        tidy(database, at_noon_of_the_last_day())

    with database.reading() as session:
        entries = session.scalars(select(AuditEntry)).all()
    assert [(entry.actor, entry.action, entry.about) for entry in entries] == [
        ("system", "answers.removed", "responses/2")
    ]


def test_tidying_again_removes_nothing_more(database: Database) -> None:
    with database.writing() as session:
        fielded = field_consultation(session)
        answer(session, fielded.wave, [Given(WORDS)])
    tidy(database, at_noon_of_the_last_day())

    outcome = tidy(database, at_noon_of_the_last_day())

    assert outcome.result["responses"] == 0


def test_what_was_found_stays_when_single_answers_go(database: Database) -> None:
    with database.writing() as session:
        fielded = field_consultation(session)
        answer(session, fielded.wave, [Given(WORDS)])
    found = analysis_job.handle(
        a_task(
            database,
            datetime(2026, 11, 4, 3, tzinfo=UTC),
            consultation=fielded.consultation,
        )
    )
    with database.writing() as session:
        found.store(session)

    tidy(database, at_noon_of_the_last_day())

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(OpenAnswer)) == 0
        assert session.scalar(select(func.count()).select_from(Statement)) == 0
        assert session.scalar(select(func.count()).select_from(AnalysisRun)) == 2


def test_deleted_words_are_in_no_file_of_the_database(
    sqlite_database: Database, tmp_path: Path
) -> None:
    def traces() -> list[Path]:
        return [
            each for each in tmp_path.iterdir() if b"Marrowbone" in each.read_bytes()
        ]

    with sqlite_database.writing() as session:
        fielded = field_consultation(session)
        answer(session, fielded.wave, [Given(WORDS)])
    assert traces()

    tidy(sqlite_database, at_noon_of_the_last_day())

    assert traces() == []


def test_an_empty_database_has_nothing_to_tidy(database: Database) -> None:
    outcome = tidy(database, at_noon_of_the_last_day())

    assert outcome.result["jobs"] == 0
    with database.reading() as session:
        assert session.scalars(select(Job)).all() == []
