"""The worker turns answers into concerns and counts, once for the same answers."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, func, select

from consult.db.models import (
    AnalysisRun,
    Assignment,
    Concern,
    Job,
    JobState,
    OpenAnswer,
    Response,
    Scope,
    Statement,
    Tally,
    WorkerId,
)
from consult.db.session import Database
from consult.ids import ConsultationId, random_id
from consult.reports.consultation.words import NO_TITLE
from consult.services.reading import consultation_findings
from consult.services.requesting import request_analysis
from consult.worker import analysis_job
from consult.worker.handlers import HANDLERS
from consult.worker.loop import Worker, work_until_idle
from consult.worker.queue import Progress
from consult.worker.task import Outcome, Task
from nlp.earlier import RARE_PREFIX
from tests.builders import StoppedClock
from tests.consult.answered import (
    DELETES,
    SLUG,
    Fielded,
    Given,
    answer,
    field_consultation,
    some_given,
)

NOW = datetime(2026, 11, 4, 2, 30, tzinfo=UTC)
NUMBER = 24
THRESHOLD = 10


def never_stop(_: float) -> bool:
    return False


def say_nothing(_: Progress) -> None:
    """Leave the progress alone."""


@pytest.fixture
def fielded(database: Database) -> Fielded:
    """Return a consultation that some people answered in words."""
    with database.writing() as session:
        fielded = field_consultation(session)
        answer(session, fielded.wave, some_given(NUMBER))
    return fielded


def compute(
    database: Database,
    consultation: ConsultationId,
    *,
    now: datetime = NOW,
    report: Callable[[Progress], None] = say_nothing,
) -> Outcome:
    return analysis_job.handle(
        Task(
            payload={"consultation": consultation},
            database=database,
            report=report,
            now=now,
        )
    )


def analyse(database: Database, fielded: Fielded, *, now: datetime = NOW) -> Outcome:
    """Compute and store, as the loop does."""
    outcome = compute(database, fielded.consultation, now=now)
    with database.writing() as session:
        outcome.store(session)
    return outcome


def count(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def numbers(database: Database) -> list[tuple[Scope, int]]:
    with database.reading() as session:
        runs = session.scalars(select(AnalysisRun)).all()
    return sorted((run.scope, run.number) for run in runs)


def test_a_request_is_worked_off_by_the_loop(
    database: Database, fielded: Fielded, clock: StoppedClock
) -> None:
    with database.writing() as session:
        request_analysis(session, fielded.consultation, now=clock())

    worker = Worker(
        worker_id=WorkerId("w"), database=database, handlers=HANDLERS, clock=clock
    )
    assert work_until_idle(worker, wait=never_stop) == 1

    with database.reading() as session:
        job = session.scalars(select(Job)).one()
        assert job.state is JobState.DONE
        assert job.result is not None
        assert job.result["responses"] == NUMBER
        assert set(session.scalars(select(AnalysisRun.made_on))) == {clock().date()}


def test_a_run_holds_statements_and_the_concerns_they_speak_of(
    database: Database, fielded: Fielded
) -> None:
    analyse(database, fielded)

    with database.reading() as session:
        texts = {
            (row.response_id, row.question): row.text
            for row in session.scalars(select(OpenAnswer))
        }
        for statement in session.scalars(select(Statement)):
            text = texts[statement.response_id, statement.question]
            assert text[statement.start : statement.end].strip()
        keys = set(session.scalars(select(Concern.key)))
        assigned = set(session.scalars(select(Assignment.concern_key)))
    assert keys == assigned
    assert {"c1", "c2"} <= keys


def test_no_answer_is_in_what_a_run_stores(
    database: Database, fielded: Fielded
) -> None:
    analyse(database, fielded)

    with database.reading() as session:
        stored = json.dumps(
            [dict(run.findings) for run in session.scalars(select(AnalysisRun))],
            ensure_ascii=False,
        )
        stored += " ".join(session.scalars(select(Concern.label)))
        texts = session.scalars(select(OpenAnswer.text)).all()
    for text in texts:
        words = text.split()
        for start in range(len(words) - 3):
            assert " ".join(words[start : start + 4]) not in stored


def test_the_same_answers_are_not_analysed_again(
    database: Database, fielded: Fielded
) -> None:
    analyse(database, fielded)
    statements = count(database, Statement)

    again = analyse(database, fielded)

    assert again.result["concerns"] == 0
    assert numbers(database) == [(Scope.CONCERNS, 1), (Scope.ITEMS, 1)]
    assert count(database, Statement) == statements


def test_new_answers_make_a_new_run_in_the_place_of_the_statements(
    database: Database, fielded: Fielded
) -> None:
    analyse(database, fielded)
    with database.writing() as session:
        answer(session, fielded.wave, [Given("The lamps are off again.")] * THRESHOLD)

    analyse(database, fielded)

    assert numbers(database) == [
        (Scope.CONCERNS, 1),
        (Scope.CONCERNS, 2),
        (Scope.ITEMS, 1),
        (Scope.ITEMS, 2),
    ]
    with database.reading() as session:
        newest = session.scalars(
            select(AnalysisRun.id).where(
                AnalysisRun.number == 2, AnalysisRun.scope == Scope.CONCERNS
            )
        ).one()
        for table in (Statement, Concern, Assignment):
            assert set(session.scalars(select(table.run_id))) == {newest}


def titles(database: Database) -> dict[str, str]:
    with database.reading() as session:
        found = consultation_findings(session, SLUG).concerns
    assert found is not None
    return {each.id: each.label for each in (*found.found.concerns, *found.found.rare)}


def test_concerns_keep_ids_and_titles_in_the_next_run(
    database: Database, fielded: Fielded
) -> None:
    analyse(database, fielded)
    before = titles(database)
    with database.writing() as session:
        answer(session, fielded.wave, some_given(NUMBER + THRESHOLD)[NUMBER:])

    analyse(database, fielded)

    assert (Scope.CONCERNS, 2) in numbers(database)
    now = titles(database)
    # A rare concern that too many people raise by now is a main one of that title.
    grown = before.keys() - now.keys()
    assert all(concern.startswith(RARE_PREFIX) for concern in grown)
    new = {title for concern, title in now.items() if concern not in before}
    assert {before[concern] for concern in grown} <= new
    named = {concern for concern, title in before.items() if title != NO_TITLE}
    assert len(named) > len(before) / 2
    assert {concern: now[concern] for concern in named - grown} == {
        concern: before[concern] for concern in named - grown
    }


def test_number_of_a_concern_that_is_gone_is_not_given_again(
    database: Database, fielded: Fielded
) -> None:
    analyse(database, fielded)
    borne = titles(database).keys()
    with database.writing() as session:
        session.execute(delete(Response))
        answer(session, fielded.wave, [Given(f"Wolves howl {n}") for n in range(9)])

    analyse(database, fielded)

    assert (Scope.CONCERNS, 2) in numbers(database)
    assert titles(database).keys().isdisjoint(borne)


def test_what_is_counted_anew_leaves_the_concerns_alone(
    database: Database, fielded: Fielded
) -> None:
    analyse(database, fielded)
    with database.writing() as session:
        without_words = Given(changes={"TR01": "3"})
        answer(session, fielded.wave, [without_words] * THRESHOLD)

    analyse(database, fielded)

    assert numbers(database) == [
        (Scope.CONCERNS, 1),
        (Scope.ITEMS, 1),
        (Scope.ITEMS, 2),
    ]


def test_a_few_new_answers_make_no_new_figures(
    database: Database, fielded: Fielded
) -> None:
    analyse(database, fielded)
    with database.writing() as session:
        answer(session, fielded.wave, [Given("No light.")] * (THRESHOLD - 1))

    analyse(database, fielded)

    assert numbers(database) == [(Scope.CONCERNS, 1), (Scope.ITEMS, 1)]


def test_an_answer_taken_back_takes_its_statements_along(
    database: Database, fielded: Fielded
) -> None:
    analyse(database, fielded)

    with database.writing() as session:
        session.execute(delete(Response))

    assert count(database, Statement) == 0
    assert count(database, Assignment) == 0
    assert count(database, AnalysisRun) == 2


def test_an_answer_taken_back_meanwhile_is_left_out(
    database: Database, fielded: Fielded
) -> None:
    outcome = compute(database, fielded.consultation)
    with database.writing() as session:
        gone = session.scalars(select(Response.id).limit(1)).one()
        session.execute(delete(Response).where(Response.id == gone))

    with database.writing() as session:
        outcome.store(session)

    with database.reading() as session:
        assert gone not in set(session.scalars(select(Statement.response_id)))
    assert count(database, Statement) > NUMBER / 2


@pytest.mark.parametrize(
    "given",
    [[], [Given()], [Given("Lamps.")]],
    ids=["nobody", "nothing written", "one word"],
)
def test_few_answers_make_a_run_as_well(database: Database, given: list[Given]) -> None:
    with database.writing() as session:
        fielded = field_consultation(session)
        answer(session, fielded.wave, given)

    analyse(database, fielded)

    with database.reading() as session:
        found = consultation_findings(session, SLUG)
    assert found.concerns is not None
    assert found.concerns.responses == len(given)


def test_answers_whose_day_has_come_are_not_analysed(
    database: Database, fielded: Fielded
) -> None:
    last = datetime(DELETES.year, DELETES.month, DELETES.day, 1, tzinfo=UTC)

    analyse(database, fielded, now=last)

    assert count(database, AnalysisRun) == 0


def test_an_unknown_consultation_fails_for_good(
    database: Database, clock: StoppedClock
) -> None:
    with database.writing() as session:
        request_analysis(session, ConsultationId(random_id()), now=clock())

    worker = Worker(
        worker_id=WorkerId("w"), database=database, handlers=HANDLERS, clock=clock
    )
    work_until_idle(worker, wait=never_stop)

    with database.reading() as session:
        job = session.scalars(select(Job)).one()
    assert (job.state, job.problem) == (JobState.FAILED, "C404")


def test_progress_only_grows_and_ends(database: Database, fielded: Fielded) -> None:
    told: list[Progress] = []

    compute(database, fielded.consultation, report=told.append)

    assert [each.done for each in told] == sorted(each.done for each in told)
    assert told[-1] == Progress(100, 100)


def test_who_answered_is_counted_along(database: Database, fielded: Fielded) -> None:
    analyse(database, fielded)

    with database.reading() as session:
        tally = session.scalars(select(Tally)).one()
    assert tally.responses == NUMBER
