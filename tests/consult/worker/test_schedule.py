"""What is due by itself: counts every minute, analyses and tidying once a day."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from consult.db.models import Job, Tally
from consult.db.session import Database
from consult.worker.schedule import look
from tests.consult.answered import Given, answer, field_consultation

NIGHT = datetime(2026, 11, 4, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def jobs(database: Database) -> list[str]:
    with database.reading() as session:
        return sorted(job.kind for job in session.scalars(select(Job)))


def queued_at(database: Database) -> set[datetime | None]:
    with database.reading() as session:
        return set(session.scalars(select(Job.queued_at)))


@pytest.fixture
def answered(database: Database) -> Database:
    """Return a database with a consultation that ten people answered."""
    with database.writing() as session:
        fielded = field_consultation(session)
        answer(session, fielded.wave, [Given("Lamps.")] * 10)
    return database


def test_daily_work_is_queued_at_the_first_look_after_two(answered: Database) -> None:
    look(answered, NIGHT - HOUR / 60)
    assert jobs(answered) == []

    look(answered, NIGHT)
    assert jobs(answered) == ["analyse", "tidy"]


def test_a_day_has_one_daily_work_however_many_answer(answered: Database) -> None:
    look(answered, NIGHT)
    with answered.writing() as session:
        other = field_consultation(session, slug="elsewhere")
        answer(session, other.wave, [Given("Buses.")] * 10)

    look(answered, NIGHT + 5 * HOUR)

    assert jobs(answered) == ["analyse", "tidy"]
    assert queued_at(answered) == {NIGHT}


def test_the_next_day_has_its_own(answered: Database) -> None:
    look(answered, NIGHT)
    look(answered, NIGHT + 24 * HOUR)

    assert jobs(answered) == ["analyse", "analyse", "tidy", "tidy"]


def test_who_answered_is_counted_at_any_hour(answered: Database) -> None:
    look(answered, NIGHT - HOUR)

    with answered.reading() as session:
        assert session.scalars(select(Tally.responses)).all() == [10]


def test_an_empty_database_is_tidied_as_well(database: Database) -> None:
    look(database, NIGHT)

    assert jobs(database) == ["tidy"]
