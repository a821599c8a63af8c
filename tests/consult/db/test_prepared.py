"""Statements that go straight to the driver say what SQLAlchemy would have said."""

from datetime import UTC, datetime

from sqlalchemy import bindparam, select, update

from consult.db.models import LiveWorker, WorkerId
from consult.db.prepared import Prepared
from consult.db.session import Database

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 3, 19, 0, tzinfo=UTC)
FOUND = Prepared(
    select(LiveWorker.seen_at, LiveWorker.id).where(LiveWorker.id == bindparam("name"))
)
SEEN = Prepared(
    update(LiveWorker)
    .where(LiveWorker.id == bindparam("name"))
    .values(seen_at=bindparam("moment"))
)


def add(database: Database, name: str) -> None:
    with database.writing() as session:
        session.add(LiveWorker(id=WorkerId(name), seen_at=NOON))


def test_a_row_comes_with_the_values_of_its_columns(database: Database) -> None:
    add(database, "a")

    with database.looking() as connection:
        row = FOUND.first(connection, {"name": "a"})

    assert row == (NOON, "a")


def test_there_is_nothing_where_no_row_is_found(database: Database) -> None:
    with database.looking() as connection:
        assert FOUND.first(connection, {"name": "a"}) is None


def test_what_is_changed_is_turned_into_values_of_the_database(
    database: Database,
) -> None:
    add(database, "a")

    with database.keeping() as connection:
        SEEN.run(connection, {"moment": EVENING, "name": "a"})

    with database.reading() as session:
        assert session.scalar(select(LiveWorker.seen_at)) == EVENING
