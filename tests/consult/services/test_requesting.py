"""An analysis is queued once for every request that it serves."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from consult.db.models import AnalysisRun, Job, JobState, Scope
from consult.db.session import Database
from consult.ids import ConsultationId, random_id
from consult.services.fielding import WaveState
from consult.services.requesting import (
    is_daily_work_queued,
    request_analysis,
    request_daily_work,
)
from tests.consult.answered import DELETES, Given, answer, field_consultation

NOW = datetime(2026, 11, 4, 9, 30, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def consultation(database: Database) -> ConsultationId:
    """Return a consultation that one person answered."""
    with database.writing() as session:
        fielded = field_consultation(session)
        answer(session, fielded.wave, [Given()])
    return fielded.consultation


def kinds(database: Database) -> list[str]:
    with database.reading() as session:
        return sorted(session.scalars(select(Job.kind)))


def do_daily_work(database: Database, now: datetime = NOW) -> bool:
    with database.writing() as session:
        return request_daily_work(session, now=now)


def note_run(
    database: Database, consultation: ConsultationId, *, number: int, responses: int
) -> None:
    with database.writing() as session:
        session.add(
            AnalysisRun(
                id=random_id(),
                consultation_id=consultation,
                scope=Scope.CONCERNS,
                wave="",
                number=number,
                made_on=NOW.date(),
                responses=responses,
                input_digest="",
                findings={},
            )
        )


def test_a_request_names_the_consultation_and_nobody(
    database: Database, consultation: ConsultationId
) -> None:
    with database.writing() as session:
        queued = request_analysis(session, consultation, now=NOW)

    with database.reading() as session:
        job = session.get_one(Job, queued.job_id)
    assert queued.is_new
    assert job.payload == {"consultation": consultation}
    assert job.due_at == NOW.replace(second=0)


def test_a_second_request_is_served_by_the_job_that_waits(
    database: Database, consultation: ConsultationId
) -> None:
    with database.writing() as session:
        first = request_analysis(session, consultation, now=NOW)
        second = request_analysis(session, consultation, now=NOW + 5 * MINUTE)

    assert (second.job_id, second.is_new) == (first.job_id, False)


def test_a_request_while_another_is_worked_on_waits_for_its_turn(
    database: Database, consultation: ConsultationId
) -> None:
    with database.writing() as session:
        first = request_analysis(session, consultation, now=NOW)
        session.execute(
            update(Job).values(
                state=JobState.LEASED, lease_owner="w", lease_expires_at=NOW
            )
        )
        second = request_analysis(session, consultation, now=NOW + MINUTE)

    assert second.is_new
    assert second.job_id != first.job_id


def test_two_consultations_wait_beside_each_other(
    database: Database, consultation: ConsultationId
) -> None:
    with database.writing() as session:
        other = field_consultation(session, slug="elsewhere").consultation
        request_analysis(session, consultation, now=NOW)
        second = request_analysis(session, other, now=NOW)

    assert second.is_new


@pytest.mark.usefixtures("consultation")
def test_daily_work_is_queued_once_a_day(database: Database) -> None:
    assert do_daily_work(database)
    assert not do_daily_work(database, NOW + timedelta(hours=3))
    assert kinds(database) == ["analyse", "tidy"]
    with database.reading() as session:
        assert is_daily_work_queued(session, today=NOW.date())
        tomorrow = NOW.date() + timedelta(days=1)
        assert not is_daily_work_queued(session, today=tomorrow)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        pytest.param([], ["analyse", "tidy"], id="never analysed"),
        pytest.param([1], ["tidy"], id="all of it read"),
        pytest.param([1, 2], ["analyse", "tidy"], id="one was taken back"),
        pytest.param([2, 1], ["tidy"], id="the newest run read all"),
    ],
)
def test_what_was_read_already_is_left_alone(
    database: Database,
    consultation: ConsultationId,
    read: list[int],
    expected: list[str],
) -> None:
    for number, responses in enumerate(read, 1):
        note_run(database, consultation, number=number, responses=responses)

    do_daily_work(database)

    assert kinds(database) == expected


def test_where_nobody_answered_there_is_nothing_to_read(database: Database) -> None:
    with database.writing() as session:
        field_consultation(session)

    do_daily_work(database)

    assert kinds(database) == ["tidy"]


def test_answers_in_a_wave_that_was_never_opened_are_not_read(
    database: Database,
) -> None:
    with database.writing() as session:
        fielded = field_consultation(session, state=WaveState.DRAFT)
        answer(session, fielded.wave, [Given()])

    do_daily_work(database)

    assert kinds(database) == ["tidy"]


@pytest.mark.usefixtures("consultation")
def test_answers_whose_day_has_come_are_not_read(database: Database) -> None:
    last = datetime(DELETES.year, DELETES.month, DELETES.day, 9, tzinfo=UTC)

    do_daily_work(database, last)

    assert kinds(database) == ["tidy"]
