"""Queueing a job: once for each key, and never with somebody's words."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from consult.db.models import Job, Scalar
from consult.db.session import Database
from consult.errors import Inconsistent
from consult.services.queueing import Queued, enqueue, require_no_text

NOON = datetime(2026, 11, 3, 12, 0, 31, 250_000, tzinfo=UTC)


def put(database: Database, **changes: Any) -> Queued:
    request: dict[str, Any] = {
        "kind": "integrity_check",
        "payload": {"consultation": "c7k2", "limit": 5, "full": True, "from": None},
        "key": "integrity_check:2026-11-03",
        "now": NOON,
        **changes,
    }
    with database.writing() as session:
        return enqueue(session, **request)


def test_the_same_request_is_queued_once(database: Database) -> None:
    first, second = put(database), put(database)

    assert first.is_new
    assert not second.is_new
    assert second.job_id == first.job_id
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Job)) == 1


def test_another_key_is_another_job(database: Database) -> None:
    assert put(database).job_id != put(database, key="another").job_id


def test_the_moment_is_kept_to_the_minute(database: Database) -> None:
    put(database)

    with database.reading() as session:
        queued_at, due_at = session.execute(select(Job.queued_at, Job.due_at)).one()

    assert queued_at == due_at == datetime(2026, 11, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"payload": {"answer": "The well is dry."}}, id="payload"),
        pytest.param({"payload": {"answer": "البئر"}}, id="one word of another script"),
        pytest.param({"payload": {"answer": "x" * 129}}, id="long"),
        pytest.param({"payload": {"answer": "well\n"}}, id="a line"),
        pytest.param({"key": "the well"}, id="key"),
        pytest.param({"kind": "the well"}, id="kind"),
    ],
)
def test_text_is_refused_and_not_repeated(
    database: Database, changes: dict[str, Any]
) -> None:
    with pytest.raises(Inconsistent) as caught:
        put(database, **changes)

    assert "well" not in str(caught.value)


@given(st.text().filter(lambda text: any(sign.isspace() for sign in text)))
def test_nothing_with_a_space_passes(text: str) -> None:
    with pytest.raises(Inconsistent):
        require_no_text({"answer": text})


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.uuids().map(str)))
def test_ids_and_numbers_pass(value: Scalar) -> None:
    require_no_text({"id": value})
