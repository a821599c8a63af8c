import datetime as dt
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from consult.db.models import Draft, OpenAnswer, Response, SentDraft
from consult.db.session import Database
from consult.errors import NotFound
from consult.services.accepting import (
    NotOpenYet,
    SurveyClosed,
    SurveyPaused,
    require_beginning,
    require_finishing,
)
from consult.services.fielding import FieldedWave, WaveState, wave_of
from consult.services.receipts import Keys, Ticket
from consult.services.responding import (
    AlreadySent,
    AnswersRefused,
    Beginning,
    begin,
    forget,
    load,
    save_page,
    send,
    was_sent,
)
from consult.services.retaining import remove_what_is_due
from forms.fingerprint import version_of
from tests.builders import SECRET
from tests.questionnaires import ANSWERS, a_questionnaire, field_a_wave

TODAY = dt.date(2026, 11, 3)
TOMORROW = TODAY + dt.timedelta(days=1)
DAY_AFTER = TODAY + dt.timedelta(days=2)
KEYS = Keys(SECRET)


def a_ticket(about: str = "trust") -> Ticket:
    return KEYS.ticket_for(KEYS.new_nonce(about=about, today=TODAY))


@pytest.fixture
def wave(database: Database) -> FieldedWave:
    with database.writing() as session:
        field_a_wave(session)
    return the_wave(database)


def the_wave(database: Database, slug: str = "trust") -> FieldedWave:
    with database.reading() as session:
        return wave_of(session, slug)


def begun(
    database: Database,
    wave: FieldedWave,
    ticket: Ticket,
    typed: Mapping[str, Any] = ANSWERS,
    *,
    today: dt.date = TODAY,
) -> Beginning:
    with database.writing() as session:
        return begin(
            session, wave=wave, ticket=ticket, language="ar", typed=typed, today=today
        )


def sent(
    database: Database, wave: FieldedWave, ticket: Ticket, *, today: dt.date = TODAY
) -> str:
    with database.writing() as session:
        return send(session, wave=wave, ticket=ticket, today=today)


def loaded(
    database: Database, wave: FieldedWave, ticket: Ticket, *, today: dt.date = TODAY
) -> dict[str, Any]:
    return load(database, wave=wave, ticket=ticket, today=today)


def saved(
    database: Database, wave: FieldedWave, ticket: Ticket, page: str, typed: Any
) -> dict[str, Any]:
    return save_page(
        database,
        wave=wave,
        ticket=ticket,
        page=wave.questionnaire.page(page),
        typed=typed,
        today=TODAY,
    )


def count(database: Database, table: type[Any]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_what_was_typed_is_found_again(database: Database, wave: FieldedWave) -> None:
    ticket = a_ticket()

    assert begun(database, wave, ticket, {"C_OK": "yes"}) is Beginning.BEGUN
    assert loaded(database, wave, ticket) == {"C_OK": "yes"}


def test_a_second_click_begins_nothing_new(
    database: Database, wave: FieldedWave
) -> None:
    ticket = a_ticket()
    begun(database, wave, ticket, {"C_OK": "yes"})
    saved(database, wave, ticket, "worry", {"TO1": "the lamps"})

    assert begun(database, wave, ticket, {"C_OK": "yes"}) is Beginning.BEGUN
    assert loaded(database, wave, ticket)["TO1"] == "the lamps"
    assert count(database, Draft) == 1


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param({"TO1": "x" * 5_000}, id="too long"),
        pytest.param({"TO1": "  two\r\nlines  "}, id="spaces and lines"),
        pytest.param({"TO1": ""}, id="empty"),
        pytest.param({"TO1": "قلق 🌾 \u202e"}, id="other scripts"),
    ],
)
def test_a_page_is_kept_as_it_was_typed(
    database: Database, wave: FieldedWave, typed: dict[str, str]
) -> None:
    ticket = a_ticket()
    begun(database, wave, ticket, {"C_OK": "yes"})

    assert saved(database, wave, ticket, "worry", typed) == {"C_OK": "yes", **typed}
    assert loaded(database, wave, ticket) == {"C_OK": "yes", **typed}


def test_a_page_replaces_its_own_answers_and_no_others(
    database: Database, wave: FieldedWave
) -> None:
    ticket = a_ticket()
    begun(database, wave, ticket)

    saved(database, wave, ticket, "actors", {"TA03": "3", "TO1": "another page"})

    expected = {**ANSWERS, "TA03": "3"}
    del expected["TA01"], expected["TA02"]
    assert loaded(database, wave, ticket) == expected


def test_sent_answers_are_stored_sealed(database: Database, wave: FieldedWave) -> None:
    ticket = a_ticket()
    begun(database, wave, ticket)

    receipt = sent(database, wave, ticket)

    with database.reading() as session:
        response = session.scalars(select(Response)).one()
        words = session.scalars(select(OpenAnswer)).one()
    assert receipt == ticket.receipt
    assert response.receipt_hash == KEYS.hash_of(ticket.receipt)
    assert response.version_id == version_of(a_questionnaire())
    assert (response.language, response.channel) == ("ar", "web")
    assert response.answered_on == TODAY
    assert response.answers == {
        **ANSWERS,
        "TO1": "given",
        "TA03": "skip",
    }
    assert (words.response_id, words.question) == (response.id, "TO1")
    assert words.text == ANSWERS["TO1"]


def test_a_response_and_its_draft_have_nothing_in_common(
    database: Database, wave: FieldedWave
) -> None:
    ticket = a_ticket()
    begun(database, wave, ticket)
    sent(database, wave, ticket)

    with database.reading() as session:
        response = session.scalars(select(Response)).one()
        tombstone = session.scalars(select(SentDraft)).one()
    of_response = {response.id, response.receipt_hash}
    assert not of_response & {tombstone.token_hash, ticket.token}
    assert count(database, Draft) == 0


def test_sending_twice_stores_once_and_gives_the_same_receipt(
    database: Database, wave: FieldedWave
) -> None:
    ticket = a_ticket()
    begun(database, wave, ticket)

    first = sent(database, wave, ticket)
    second = sent(database, wave, ticket)

    assert first == second
    assert count(database, Response) == 1
    assert count(database, OpenAnswer) == 1


def test_sending_at_the_same_moment_stores_once(
    database: Database, wave: FieldedWave
) -> None:
    ticket = a_ticket()
    begun(database, wave, ticket)

    with ThreadPoolExecutor(8) as people:
        receipts = list(people.map(lambda _: sent(database, wave, ticket), range(16)))

    assert set(receipts) == {ticket.receipt}
    assert count(database, Response) == 1


def test_beginning_at_the_same_moment_begins_once(
    database: Database, wave: FieldedWave
) -> None:
    ticket = a_ticket()

    with ThreadPoolExecutor(8) as people:
        begun_ones = list(
            people.map(lambda _: begun(database, wave, ticket), range(16))
        )

    assert set(begun_ones) == {Beginning.BEGUN}
    assert count(database, Draft) == 1


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        pytest.param({"TO1": "x" * 201}, "TO1", id="too long"),
        pytest.param({"TA01": "9"}, "TA01", id="no such choice"),
        pytest.param({"D_GRP": ["none", "youth"]}, "D_GRP", id="stands alone"),
        pytest.param({"C_OK": ""}, "C_OK", id="no consent"),
        pytest.param({"C_OK": "no"}, "C_OK", id="consent refused"),
    ],
)
def test_answers_that_are_not_right_are_refused_and_kept(
    database: Database, wave: FieldedWave, changes: dict[str, Any], question: str
) -> None:
    ticket = a_ticket()
    typed = {**ANSWERS, **changes}
    begun(database, wave, ticket, typed)

    with pytest.raises(AnswersRefused) as refusal:
        sent(database, wave, ticket)

    assert {problem.path for problem in refusal.value.problems} == {question}
    assert loaded(database, wave, ticket) == typed
    assert count(database, Response) == count(database, SentDraft) == 0


def test_what_was_sent_is_no_draft_any_more(
    database: Database, wave: FieldedWave
) -> None:
    ticket = a_ticket()
    begun(database, wave, ticket)
    sent(database, wave, ticket)

    with pytest.raises(AlreadySent):
        loaded(database, wave, ticket)
    with pytest.raises(AlreadySent):
        saved(database, wave, ticket, "worry", {"TO1": "more"})
    assert begun(database, wave, ticket) is Beginning.SENT_BEFORE


def test_an_unknown_ticket_has_no_draft(database: Database, wave: FieldedWave) -> None:
    with pytest.raises(NotFound):
        loaded(database, wave, a_ticket())
    with pytest.raises(NotFound):
        sent(database, wave, a_ticket())


def test_a_ticket_of_one_survey_opens_no_other(
    database: Database, wave: FieldedWave
) -> None:
    ticket = a_ticket()
    begun(database, wave, ticket)
    with database.writing() as session:
        field_a_wave(session, slug="other")
    other = the_wave(database, "other")

    with pytest.raises(NotFound):
        loaded(database, other, ticket)
    sent(database, wave, ticket)
    with pytest.raises(NotFound):
        loaded(database, other, ticket)


def test_a_cleared_phone_finds_nothing_and_the_answer_stays(
    database: Database, wave: FieldedWave
) -> None:
    ticket = a_ticket()
    begun(database, wave, ticket)
    sent(database, wave, ticket)

    with database.writing() as session:
        forget(session, ticket=ticket)
        forget(session, ticket=ticket)

    with pytest.raises(NotFound):
        loaded(database, wave, ticket)
    assert begun(database, wave, ticket) is Beginning.USED_UP
    assert count(database, Response) == 1


def test_a_draft_lasts_until_the_next_day_ends(
    database: Database, wave: FieldedWave
) -> None:
    ticket = a_ticket()
    begun(database, wave, ticket)

    assert loaded(database, wave, ticket, today=TOMORROW) == ANSWERS
    with pytest.raises(NotFound):
        loaded(database, wave, ticket, today=DAY_AFTER)


def test_old_drafts_go_when_somebody_begins(
    database: Database, wave: FieldedWave
) -> None:
    sent_one, begun_one, recent = a_ticket(), a_ticket(), a_ticket()
    begun(database, wave, sent_one)
    sent(database, wave, sent_one)
    begun(database, wave, begun_one)
    begun(database, wave, recent, today=TOMORROW)

    begun(database, wave, a_ticket(), today=DAY_AFTER)

    assert count(database, Draft) == 2
    assert count(database, SentDraft) == 0
    assert count(database, Response) == 1


def test_the_thank_you_page_is_found_until_the_next_day_ends(
    database: Database, wave: FieldedWave
) -> None:
    ticket = a_ticket()
    begun(database, wave, ticket)
    sent(database, wave, ticket)

    with database.reading() as session:
        found = [
            was_sent(session, wave=wave, ticket=ticket, today=day)
            for day in (TODAY, TOMORROW, DAY_AFTER)
        ]
    assert found == [True, True, False]


def test_single_answers_are_deleted_on_the_promised_day(
    database: Database, wave: FieldedWave
) -> None:
    ticket = a_ticket()
    begun(database, wave, ticket)
    sent(database, wave, ticket)

    counted = []
    for day in (wave.delete_on - dt.timedelta(days=1), wave.delete_on):
        with database.writing() as session:
            remove_what_is_due(session, today=day)
        counted.append((count(database, Response), count(database, OpenAnswer)))

    assert counted == [(1, 1), (0, 0)]


FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 30)
ONE_DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "today", "refusal"),
    [
        pytest.param("open", FIRST, None, id="first day"),
        pytest.param("open", LAST, None, id="last day"),
        pytest.param("open", FIRST - ONE_DAY, NotOpenYet, id="too early"),
        pytest.param("open", LAST + ONE_DAY, SurveyClosed, id="too late"),
        pytest.param("closed", FIRST, SurveyClosed, id="closed early"),
        pytest.param("paused", FIRST, SurveyPaused, id="paused"),
        pytest.param("draft", FIRST, NotFound, id="never opened"),
    ],
)
def test_somebody_may_begin_while_it_is_open(
    sqlite_database: Database, state: str, today: dt.date, refusal: Any
) -> None:
    with sqlite_database.writing() as session:
        field_a_wave(session, state=WaveState(state))
    wave = the_wave(sqlite_database)

    if refusal is None:
        require_beginning(wave, today=today)
    else:
        with pytest.raises(refusal):
            require_beginning(wave, today=today)


@pytest.mark.parametrize(
    ("state", "today", "refusal"),
    [
        pytest.param("open", LAST, None, id="last day"),
        pytest.param("open", LAST + ONE_DAY, None, id="the day after"),
        pytest.param("closed", LAST + ONE_DAY, None, id="closed the day after"),
        pytest.param("open", LAST + 2 * ONE_DAY, SurveyClosed, id="too late"),
        pytest.param("paused", LAST, SurveyPaused, id="paused"),
        pytest.param("draft", FIRST, NotFound, id="never opened"),
    ],
)
def test_what_was_begun_may_be_finished_on_the_day_after(
    sqlite_database: Database, state: str, today: dt.date, refusal: Any
) -> None:
    with sqlite_database.writing() as session:
        field_a_wave(session, state=WaveState(state))
    wave = the_wave(sqlite_database)

    if refusal is None:
        require_finishing(wave, today=today)
    else:
        with pytest.raises(refusal):
            require_finishing(wave, today=today)
