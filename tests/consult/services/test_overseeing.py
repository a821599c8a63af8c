"""Who answered is told so that no two looks tell of a few people."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import pytest
from sqlalchemy import delete, select

from consult.db.models import Response, Tally
from consult.db.session import Database
from consult.errors import NotFound
from consult.ids import WaveId, random_id
from consult.reports.consultation.findings import ParticipationFinding
from consult.services.fielding import WaveState, change_state
from consult.services.overseeing import (
    NOBODY,
    count_responses,
    participation,
    refresh_tally,
    waves_to_tally,
)
from tests.consult.answered import (
    CLOSES,
    DAY,
    DELETES,
    WAVE_SLUG,
    Given,
    answer,
    field_consultation,
)

THRESHOLD: Final = 10
LONG_AFTER: Final = CLOSES + dt.timedelta(days=5)


@pytest.fixture
def wave(database: Database) -> WaveId:
    with database.writing() as session:
        return field_consultation(session, threshold=THRESHOLD).wave


def put(database: Database, wave: WaveId, given: Sequence[Given]) -> None:
    with database.writing() as session:
        answer(session, wave, given)


def take_back(database: Database, number: int) -> None:
    with database.writing() as session:
        some = select(Response.id).order_by(Response.id).limit(number)
        ids = session.scalars(some).all()
        session.execute(delete(Response).where(Response.id.in_(ids)))


def refresh(database: Database, wave: WaveId, day: dt.date = DAY) -> bool:
    return refresh_tally(database, wave, today=day)


def told(database: Database, wave: WaveId) -> ParticipationFinding:
    with database.reading() as session:
        return participation(session, wave, THRESHOLD)


def test_how_many_there_are_is_live(database: Database, wave: WaveId) -> None:
    put(database, wave, [Given()] * 3)

    with database.reading() as session:
        assert count_responses(session, wave) == 3
    assert told(database, wave) == NOBODY


def test_everybody_is_counted_by_day_language_channel_and_group(
    database: Database, wave: WaveId
) -> None:
    later = DAY + dt.timedelta(days=1)
    put(
        database,
        wave,
        [
            *[Given(changes={"D_GRP": ["youth", "women"]})] * 6,
            *[Given(changes={"D_GRP": ["pnts"]}, language="ar", day=later)] * 3,
            Given(changes={"D_GRP": "skip"}),
        ],
    )

    assert refresh(database, wave)
    assert told(database, wave) == ParticipationFinding(
        responses=10,
        by_day={DAY: 7, later: 3},
        by_language={"ar": 3, "en": 7},
        by_channel={"web": 10},
        by_group={
            "D_GRP": {
                "youth": 6, "women": 6, "none": 0, "pnts": 3, "skip": 1, "na": 0,
            }
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "is_due"), [(0, False), (1, False), (9, False), (10, True), (25, True)]
)
def test_it_is_counted_again_when_enough_have_come(
    database: Database, wave: WaveId, *, more: int, is_due: bool
) -> None:
    put(database, wave, [Given()] * 20)
    refresh(database, wave)
    put(database, wave, [Given()] * more)

    assert refresh(database, wave) == is_due
    assert told(database, wave).responses == (20 + more if is_due else 20)


@pytest.mark.parametrize(("fewer", "is_due"), [(9, False), (10, True)])
def test_it_is_counted_again_when_enough_have_gone(
    database: Database, wave: WaveId, *, fewer: int, is_due: bool
) -> None:
    put(database, wave, [Given()] * 30)
    refresh(database, wave)
    take_back(database, fewer)

    assert refresh(database, wave) == is_due
    assert told(database, wave).responses == (30 - fewer if is_due else 30)


@pytest.mark.parametrize("few", [1, 9])
def test_the_last_few_before_the_end_are_in_no_table(
    database: Database, wave: WaveId, few: int
) -> None:
    put(database, wave, [Given()] * 20)
    refresh(database, wave)
    put(database, wave, [Given()] * few)
    with database.writing() as session:
        change_state(session, WAVE_SLUG, WaveState.CLOSED)

    assert not refresh(database, wave, LONG_AFTER)
    assert told(database, wave).responses == 20


def test_fewer_people_than_the_threshold_are_never_told_of(
    database: Database, wave: WaveId
) -> None:
    put(database, wave, [Given()] * 9)
    refresh(database, wave, LONG_AFTER)

    assert told(database, wave) == NOBODY


def test_nothing_is_counted_once_answers_are_to_be_deleted(
    database: Database, wave: WaveId
) -> None:
    put(database, wave, [Given()] * 20)

    assert not refresh(database, wave, DELETES)
    with database.reading() as session:
        assert waves_to_tally(session, today=DELETES) == ()
        assert session.scalars(select(Tally)).all() == []


def test_waves_in_the_field_are_counted(database: Database, wave: WaveId) -> None:
    with database.writing() as session:
        field_consultation(session, slug="draft", state=WaveState.DRAFT)

    with database.reading() as session:
        assert waves_to_tally(session, today=DAY) == (wave,)


def test_an_unknown_wave_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound):
        refresh(database, WaveId(random_id()))
