import datetime as dt
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from consult.db.models import (
    AnalysisRun,
    Assignment,
    Concern,
    OpenAnswer,
    Response,
    Scope,
    Statement,
)
from consult.db.session import Database
from consult.ids import RunId, StatementId
from consult.services.fielding import FieldedWave, wave_of
from consult.services.receipts import Keys, Ticket
from consult.services.responding import begin, send
from consult.services.withdrawing import empty_log, find_held, withdraw
from tests.builders import SECRET
from tests.questionnaires import ANSWERS, field_a_wave

TODAY = dt.date(2026, 11, 3)
KEYS = Keys(SECRET)
WORDS = "canary-words-of-somebody"


def answered(database: Database, words: str = WORDS) -> Ticket:
    """Return the ticket of an answer that is stored."""
    ticket = KEYS.ticket_for(KEYS.new_nonce(about="trust", today=TODAY))
    wave = the_wave(database)
    with database.writing() as session:
        typed = dict(ANSWERS) | {"TO1": words}
        begin(
            session, wave=wave, ticket=ticket, language="en", typed=typed, today=TODAY
        )
        send(session, wave=wave, ticket=ticket, today=TODAY)
    return ticket


def the_wave(database: Database) -> FieldedWave:
    with database.reading() as session:
        return wave_of(session, "trust")


def taken_back(database: Database, ticket: Ticket) -> bool:
    with database.writing() as session:
        return withdraw(session, receipt_hash=ticket.receipt_hash)


def analysed(database: Database) -> None:
    """Store a run whose only statement is part of the only answer."""
    wave = the_wave(database)
    with database.writing() as session:
        response = session.scalars(select(Response)).one()
        run = RunId("run")
        session.add(
            AnalysisRun(
                id=run,
                consultation_id=wave.consultation_id,
                scope=Scope.CONCERNS,
                wave="",
                number=1,
                made_on=TODAY,
                responses=1,
                input_digest="",
                findings={},
            )
        )
        session.flush()
        session.add(
            Statement(
                id=StatementId("statement"),
                run_id=run,
                response_id=response.id,
                question="TO1",
                start=0,
                end=5,
                language="en",
                masked=[],
                sentiment="neutral",
                assessed=True,
            )
        )
        session.add(
            Concern(run_id=run, key="c1", label="lamps", language="en", is_rare=False)
        )
        session.flush()
        session.add(
            Assignment(
                statement_id=StatementId("statement"),
                concern_key="c1",
                run_id=run,
                confidence=1.0,
            )
        )


def counts(database: Database) -> dict[str, int | None]:
    tables = (Response, OpenAnswer, Statement, Assignment)
    with database.reading() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table))
            for table in tables
        }


@pytest.fixture
def survey(database: Database) -> Database:
    with database.writing() as session:
        field_a_wave(session)
    return database


def test_a_held_answer_is_found_by_its_receipt(survey: Database) -> None:
    ticket = answered(survey)

    with survey.reading() as session:
        held = find_held(session, receipt_hash=ticket.receipt_hash)

    assert held is not None
    assert held.wave.slug == "trust"
    assert held.answered_on == TODAY


def test_an_unknown_receipt_finds_nothing(survey: Database) -> None:
    answered(survey)

    with survey.reading() as session:
        assert find_held(session, receipt_hash="0" * 64) is None


def test_taking_back_deletes_one_answer_and_counts_it(survey: Database) -> None:
    stays, goes = answered(survey, "stays"), answered(survey, "goes")

    assert taken_back(survey, goes)

    with survey.reading() as session:
        assert find_held(session, receipt_hash=stays.receipt_hash) is not None
        assert session.scalars(select(OpenAnswer.text)).all() == ["stays"]
    assert the_wave(survey).withdrawn == 1


def test_taking_back_again_changes_nothing(survey: Database) -> None:
    ticket = answered(survey)
    taken_back(survey, ticket)

    assert not taken_back(survey, ticket)
    assert the_wave(survey).withdrawn == 1


def test_what_the_analysis_made_of_the_answer_goes_with_it(survey: Database) -> None:
    ticket = answered(survey)
    analysed(survey)
    assert set(counts(survey).values()) == {1}

    taken_back(survey, ticket)

    assert set(counts(survey).values()) == {0}


def test_the_words_are_gone_from_every_file_of_the_database(
    sqlite_database: Database, migrated_sqlite_url: str
) -> None:
    file = Path(migrated_sqlite_url.partition("///")[2])
    with sqlite_database.writing() as session:
        field_a_wave(session)
    for number in range(50):
        answered(sqlite_database, f"others {number} " * 20)
    ticket = answered(sqlite_database)
    assert WORDS.encode() in b"".join(bytes_of(file))

    taken_back(sqlite_database, ticket)
    with sqlite_database.reading() as session:
        assert empty_log(session)

    assert WORDS.encode() not in b"".join(bytes_of(file))
    assert ticket.receipt_hash.encode() not in b"".join(bytes_of(file))


def bytes_of(file: Path) -> list[bytes]:
    return [each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*"))]


def test_emptying_the_log_waits_for_who_reads(sqlite_database: Database) -> None:
    with sqlite_database.writing() as session:
        field_a_wave(session)
    ticket = answered(sqlite_database)
    reading, done = threading.Event(), threading.Event()

    def read() -> None:
        with sqlite_database.reading() as session:
            session.scalars(select(Response)).all()
            reading.set()
            done.wait(0.2)

    reader = threading.Thread(target=read)
    reader.start()
    reading.wait()
    taken_back(sqlite_database, ticket)
    with sqlite_database.reading() as session:
        emptied = empty_log(session)
    done.set()
    reader.join()

    assert emptied


def test_postgresql_needs_no_emptying(survey: Database) -> None:
    with survey.reading() as session:
        assert empty_log(session)
