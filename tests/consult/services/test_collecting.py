import datetime as dt
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from consult.db.models import Response
from consult.db.session import Database
from consult.services.collecting import take_instance
from consult.services.fielding import FieldedWave, wave_of
from consult.services.responding import AnswersRefused
from consult.services.uploading import SentFiles
from forms.xform.instances import Instance
from tests.questionnaires import ANSWERS, field_a_wave

TODAY = dt.date(2026, 11, 3)


@pytest.fixture
def wave(database: Database) -> FieldedWave:
    with database.writing() as session:
        field_a_wave(session)
        return wave_of(session, "trust")


def taken(
    database: Database,
    wave: FieldedWave,
    answers: Mapping[str, str | list[str]] = ANSWERS,
) -> bool:
    with database.writing() as session:
        return take_instance(
            session,
            wave=wave,
            instance=Instance(answers=answers, instance_id="uuid:1"),
            instance_hash="a hash",
            today=TODAY,
            files=SentFiles({}),
        )


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Response)) or 0


def test_a_form_that_comes_in_many_times_at_once_is_held_once(
    database: Database, wave: FieldedWave
) -> None:
    with ThreadPoolExecutor(8) as clients:
        held = list(clients.map(lambda _: taken(database, wave), range(16)))

    assert held == [True] * 16
    assert count(database) == 1


def test_of_who_says_no_nothing_is_held(database: Database, wave: FieldedWave) -> None:
    assert not taken(database, wave, {**ANSWERS, "C_OK": "no"})
    assert count(database) == 0


def test_a_form_that_was_refused_can_be_corrected_and_sent_again(
    database: Database, wave: FieldedWave
) -> None:
    with pytest.raises(AnswersRefused):
        taken(database, wave, {**ANSWERS, "TA01": "9"})

    assert taken(database, wave)
    assert count(database) == 1
