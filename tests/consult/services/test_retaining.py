"""What is kept no longer goes, what was counted stays."""

import datetime as dt
from typing import Final

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.db.models import Draft, Job, JobState, OpenAnswer, Response, SentDraft
from consult.db.session import Database
from consult.ids import random_id
from consult.services.overseeing import count_responses, participation
from consult.services.retaining import (
    Removed,
    oldest_draft,
    remove_ended_jobs,
    remove_what_is_due,
)
from tests.consult.answered import DAY, DELETES, Given, answer, field_consultation

ONE_DAY: Final = dt.timedelta(days=1)


def ended(session: Session, *, on: dt.date | None) -> None:
    """Store a job that ended on a day, or waits."""
    waits = dt.datetime(2026, 11, 3, tzinfo=dt.UTC) if on is None else None
    session.add(
        Job(
            id=random_id(),
            kind="try",
            payload={},
            idempotency_key=random_id(),
            state=JobState.DONE if on else JobState.QUEUED,
            queued_at=waits,
            due_at=waits,
            ended_on=on,
            attempts=1,
            max_attempts=5,
            result={} if on else None,
        )
    )


@pytest.mark.parametrize(
    ("age", "kept"), [(0, True), (1, True), (2, False)], ids=["new", "old", "older"]
)
def test_a_draft_lasts_until_the_end_of_the_next_day(
    database: Database, *, age: int, kept: bool
) -> None:
    day = DAY - age * ONE_DAY
    with database.writing() as session:
        wave = field_consultation(session).wave
        session.add(
            Draft(
                token_hash="a", wave_id=wave, language="en", answers={}, started_on=day
            )
        )
        session.add(SentDraft(token_hash="b", wave_id=wave, sent_on=day))

    with database.writing() as session:
        removed = remove_what_is_due(session, today=DAY)

    with database.reading() as session:
        assert len(session.scalars(select(Draft)).all()) == kept
        assert len(session.scalars(select(SentDraft)).all()) == kept
    assert removed == Removed(drafts=0 if kept else 2, responses=0)
    assert (day >= oldest_draft(DAY)) == kept


def test_answers_are_kept_until_their_day_comes(database: Database) -> None:
    with database.writing() as session:
        answer(session, field_consultation(session).wave, [Given("Lamps.")] * 12)

    with database.writing() as session:
        before = remove_what_is_due(session, today=DELETES - ONE_DAY)
        after = remove_what_is_due(session, today=DELETES)

    assert (before.responses, after.responses) == (0, 12)
    with database.reading() as session:
        assert session.scalars(select(Response)).all() == []
        assert session.scalars(select(OpenAnswer)).all() == []


def test_how_many_answered_is_still_told_afterwards(database: Database) -> None:
    with database.writing() as session:
        wave = field_consultation(session).wave
        answer(session, wave, [Given("Lamps.")] * 12)

    for _ in range(2):
        with database.writing() as session:
            remove_what_is_due(session, today=DELETES)

    with database.reading() as session:
        assert count_responses(session, wave) == 12
        assert participation(session, wave, 10).by_language == {"en": 12}


def test_another_consultation_keeps_its_answers(database: Database) -> None:
    with database.writing() as session:
        field_consultation(session)
        other = field_consultation(session, slug="elsewhere")
        answer(session, other.wave, [Given("Lamps.")])

    with database.writing() as session:
        remove_what_is_due(session, today=DELETES - ONE_DAY)

    with database.reading() as session:
        assert len(session.scalars(select(Response)).all()) == 1


def test_ended_jobs_are_kept_for_thirty_days(database: Database) -> None:
    with database.writing() as session:
        for days in (30, 31, 200):
            ended(session, on=DAY - days * ONE_DAY)
        ended(session, on=None)

    with database.writing() as session:
        removed = remove_ended_jobs(session, today=DAY)

    with database.reading() as session:
        left = session.scalars(select(Job.state)).all()
    assert removed == 2
    assert sorted(left) == [JobState.DONE, JobState.QUEUED]
