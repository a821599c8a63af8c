from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from consult.db.models import QuestionnaireVersion
from consult.db.session import Database
from consult.errors import Inconsistent, NotFound, Rejected
from consult.ids import ConsultationId, VersionId
from consult.services.fielding import (
    FOLLOWING,
    WaveState,
    change_state,
    create_consultation,
    field_wave,
    questionnaire_of,
    store_version,
    wave_of,
)
from forms.canonical import to_json
from forms.definition import Questionnaire
from forms.errors import InvalidDefinition
from forms.fingerprint import fingerprint, version_of
from tests.questionnaires import (
    a_questionnaire,
    field_a_wave,
    said,
    some_details,
)

OPENS, CLOSES, DELETED = date(2026, 11, 1), date(2026, 11, 30), date(2027, 6, 12)


def stored_in(database: Database) -> list[QuestionnaireVersion]:
    with database.reading() as session:
        return list(session.query(QuestionnaireVersion))


def a_new_title(words: str) -> Questionnaire:
    return replace(a_questionnaire(), title=said(words, words))


def create(database: Database, **changes: Any) -> ConsultationId:
    wanted = {
        "slug": "talvera",
        "details": some_details(),
        "disclosure_threshold": 10,
        "delete_on": DELETED,
    }
    with database.writing() as session:
        return create_consultation(session, **{**wanted, **changes})


def field(database: Database, consultation: str, **changes: Any) -> None:
    with database.writing() as session:
        wanted = {
            "version_id": store_version(session, a_questionnaire()),
            "slug": "trust",
            "opens_on": OPENS,
            "closes_on": CLOSES,
            "minutes": 6,
        }
        field_wave(session, ConsultationId(consultation), **{**wanted, **changes})


# Versions.


def test_a_version_is_stored_once_under_its_hash(database: Database) -> None:
    for _ in range(2):
        with database.writing() as session:
            version = store_version(session, a_questionnaire())

    [stored] = stored_in(database)
    assert version == stored.id == version_of(a_questionnaire())
    assert stored.definition == to_json(a_questionnaire())


def test_a_stored_version_is_given_back(database: Database) -> None:
    questionnaire = a_new_title("Given back")
    with database.writing() as session:
        version = store_version(session, questionnaire)

    with database.reading() as session:
        first = questionnaire_of(session, version)
        second = questionnaire_of(session, version)

    assert first == questionnaire
    assert second is first


def test_a_questionnaire_with_problems_is_not_stored(
    sqlite_database: Database,
) -> None:
    with pytest.raises(Rejected) as refusal, sqlite_database.writing() as session:
        store_version(session, a_new_title(""))

    cause = refusal.value.__cause__
    assert isinstance(cause, InvalidDefinition)
    assert "title (F315)" in str(refusal.value)
    assert stored_in(sqlite_database) == []


def test_an_unknown_version_is_not_found(sqlite_database: Database) -> None:
    with pytest.raises(NotFound), sqlite_database.reading() as session:
        questionnaire_of(session, VersionId("0" * 64))


def test_a_version_that_was_changed_in_the_database_is_refused(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing() as session:
        version = store_version(session, a_new_title("What was agreed to"))
        row = session.get_one(QuestionnaireVersion, version)
        row.definition = row.definition.replace("agreed", "cheated")

    with pytest.raises(Inconsistent), sqlite_database.reading() as session:
        questionnaire_of(session, version)


def test_a_version_that_is_no_questionnaire_is_refused(
    sqlite_database: Database,
) -> None:
    version = VersionId(fingerprint("[]"))
    with sqlite_database.writing() as session:
        session.add(QuestionnaireVersion(id=version, definition="[]"))

    with pytest.raises(Inconsistent), sqlite_database.reading() as session:
        questionnaire_of(session, version)


# Consultations and waves.


def test_a_fielded_wave_is_found_with_all_that_is_needed(database: Database) -> None:
    consultation = create(database, disclosure_threshold=12)
    field(database, consultation)

    with database.reading() as session:
        wave = wave_of(session, "trust")

    assert wave.slug == "trust"
    assert wave.state is WaveState.DRAFT
    assert (wave.opens_on, wave.closes_on, wave.minutes) == (OPENS, CLOSES, 6)
    assert wave.withdrawn == 0
    assert wave.version_id == version_of(a_questionnaire())
    assert wave.questionnaire == a_questionnaire()
    assert wave.consultation_id == consultation
    assert wave.consultation == "talvera"
    assert wave.details == some_details()
    assert (wave.threshold, wave.delete_on) == (12, DELETED)


def test_an_unknown_wave_is_not_found(sqlite_database: Database) -> None:
    with pytest.raises(NotFound), sqlite_database.reading() as session:
        wave_of(session, "trust")


@pytest.mark.parametrize("threshold", [-1, 0, 4])
def test_no_threshold_is_below_five(sqlite_database: Database, threshold: int) -> None:
    with pytest.raises(Rejected, match="5 or more"):
        create(sqlite_database, disclosure_threshold=threshold)


def test_the_threshold_may_be_five(sqlite_database: Database) -> None:
    assert create(sqlite_database, disclosure_threshold=5)


@pytest.mark.parametrize(
    "slug", ["", "Trust", "a b", "a/b", "-a", "a_b", "ثقة", "a" * 65, "a\n"]
)
def test_a_slug_is_fit_for_an_address(sqlite_database: Database, slug: str) -> None:
    with pytest.raises(Rejected, match="cannot stand in an address"):
        create(sqlite_database, slug=slug)

    consultation = create(sqlite_database)
    with pytest.raises(Rejected, match="cannot stand in an address"):
        field(sqlite_database, consultation, slug=slug)


def test_a_slug_is_taken_once(sqlite_database: Database) -> None:
    consultation = create(sqlite_database)
    field(sqlite_database, consultation)

    with pytest.raises(Rejected, match="already"):
        create(sqlite_database)
    with pytest.raises(Rejected, match="already"):
        field(sqlite_database, consultation)


@pytest.mark.parametrize(
    ("opens_on", "closes_on"),
    [
        pytest.param(CLOSES, OPENS, id="closes before it opens"),
        pytest.param(OPENS, date(2027, 6, 13), id="closes after the deletion"),
    ],
)
def test_days_that_contradict_each_other_are_refused(
    sqlite_database: Database, opens_on: date, closes_on: date
) -> None:
    consultation = create(sqlite_database)

    with pytest.raises(Rejected, match="days do not fit"):
        field(sqlite_database, consultation, opens_on=opens_on, closes_on=closes_on)


def test_a_wave_needs_a_consultation_and_a_version(sqlite_database: Database) -> None:
    with pytest.raises(NotFound):
        field(sqlite_database, "unknown")

    consultation = create(sqlite_database)
    with pytest.raises(NotFound):
        field(sqlite_database, consultation, version_id=VersionId("f" * 64))


@pytest.mark.parametrize("text", ["title", "summary", "asked_by", "contact"])
def test_a_consultation_describes_itself_in_every_language_it_is_answered_in(
    sqlite_database: Database, text: str
) -> None:
    details = some_details(**{text: said("In English", "")})
    consultation = create(sqlite_database, details=details)

    with pytest.raises(Rejected, match="the language ar"):
        field(sqlite_database, consultation)


# States.


@pytest.mark.parametrize("before", WaveState)
@pytest.mark.parametrize("after", WaveState)
def test_a_state_follows_or_is_refused(
    sqlite_database: Database, before: WaveState, after: WaveState
) -> None:
    with sqlite_database.writing() as session:
        field_a_wave(session, state=before)
    follows = after is before or after in FOLLOWING[before]

    if follows:
        with sqlite_database.writing() as session:
            change_state(session, "trust", after)
    else:
        with pytest.raises(Rejected), sqlite_database.writing() as session:
            change_state(session, "trust", after)

    with sqlite_database.reading() as session:
        assert wave_of(session, "trust").state is (after if follows else before)


def test_what_is_closed_stays_closed() -> None:
    assert FOLLOWING[WaveState.CLOSED] == frozenset()
    assert set(FOLLOWING) == set(WaveState)


def test_the_state_of_an_unknown_wave_cannot_be_changed(
    sqlite_database: Database,
) -> None:
    with pytest.raises(NotFound), sqlite_database.writing() as session:
        change_state(session, "trust", WaveState.OPEN)


@pytest.mark.parametrize(
    ("state", "today", "taken"),
    [
        pytest.param(WaveState.OPEN, OPENS, True, id="first day"),
        pytest.param(WaveState.OPEN, CLOSES, True, id="last day"),
        pytest.param(WaveState.OPEN, date(2026, 10, 31), False, id="day before"),
        pytest.param(WaveState.OPEN, date(2026, 12, 1), False, id="day after"),
        pytest.param(WaveState.DRAFT, OPENS, False, id="draft"),
        pytest.param(WaveState.PAUSED, OPENS, False, id="paused"),
        pytest.param(WaveState.CLOSED, OPENS, False, id="closed"),
    ],
)
def test_answers_are_taken_from_the_first_day_to_the_last(
    sqlite_database: Database, state: WaveState, today: date, *, taken: bool
) -> None:
    with sqlite_database.writing() as session:
        field_a_wave(session, state=state)

    with sqlite_database.reading() as session:
        assert wave_of(session, "trust").takes_answers(today) is taken
