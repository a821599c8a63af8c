"""The column types that all tables share."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from consult.db.models import Job, JobState, LiveWorker
from consult.db.session import Database

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)

offsets = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
moments = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    timezones=offsets,
)


@pytest.mark.parametrize("minutes", [-600, 0, 330], ids=["west", "utc", "east"])
def test_a_moment_comes_back_as_the_same_moment_in_utc(
    database: Database, minutes: int
) -> None:
    moment = NOON.astimezone(timezone(timedelta(minutes=minutes)))

    with database.writing() as session:
        session.execute(insert(LiveWorker).values(id="a", seen_at=moment))
    with database.reading() as session:
        stored = session.scalar(select(LiveWorker.seen_at))

    assert stored == moment
    assert stored is not None
    assert stored.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = NOON.replace(tzinfo=None)

    with database.writing() as session, pytest.raises(StatementError, match="zone"):
        session.execute(insert(LiveWorker).values(id="a", seen_at=naive))


@given(earlier=moments, later=moments)
def test_stored_moments_keep_their_order(earlier: datetime, later: datetime) -> None:
    from sqlalchemy.dialects import sqlite

    from consult.db.base import UTCDateTime

    store = (
        UTCDateTime().dialect_impl(sqlite.dialect()).bind_processor(sqlite.dialect())
    )
    assert store is not None

    assert (store(earlier) < store(later)) == (earlier < later)


def a_job(**changes: object) -> dict[str, object]:
    return {
        "id": "a",
        "kind": "integrity_check",
        "payload": {},
        "idempotency_key": "a",
        "state": JobState.QUEUED,
        "queued_at": NOON,
        "due_at": NOON,
        "attempts": 0,
        "max_attempts": 5,
        **changes,
    }


def test_a_job_as_it_is_queued_is_accepted(database: Database) -> None:
    with database.writing() as session:
        session.execute(insert(Job).values(a_job()))

    with database.reading() as session:
        assert session.scalar(select(Job.state)) is JobState.QUEUED


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"state": JobState.LEASED}, id="leased by nobody"),
        pytest.param({"lease_owner": "w"}, id="queued and owned"),
        pytest.param({"lease_expires_at": NOON}, id="queued and leased"),
        pytest.param({"state": JobState.DONE}, id="done without a result"),
        pytest.param({"result": {}}, id="a result before the end"),
        pytest.param({"attempts": 6}, id="too many attempts"),
        pytest.param({"attempts": -1}, id="fewer than no attempts"),
        pytest.param({"ended_on": NOON.date()}, id="ended and queued"),
        pytest.param({"queued_at": None}, id="queued at no time"),
        pytest.param(
            {"state": JobState.FAILED, "ended_on": NOON.date()},
            id="ended but its moments are kept",
        ),
    ],
)
def test_the_database_refuses_a_contradictory_job(
    database: Database, changes: dict[str, object]
) -> None:
    with database.writing() as session, pytest.raises(IntegrityError):
        session.execute(insert(Job).values(a_job(**changes)))


def test_the_database_refuses_an_unknown_state(database: Database) -> None:
    with database.writing() as session:
        session.execute(insert(Job).values(a_job()))

    from sqlalchemy import text

    with database.writing() as session, pytest.raises(IntegrityError):
        session.execute(text("UPDATE job SET state = 'lost'"))
