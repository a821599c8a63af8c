"""Findings come out as they were stored, with the words that are still there."""

import subprocess
import sys
from dataclasses import replace

import pytest
from sqlalchemy import delete, update

from consult.analysis.consultation import Proposal, propose_concerns
from consult.analysis.items import count_items
from consult.analysis.stored import read_stored
from consult.analysis.storing import (
    PreparedRun,
    count_wave,
    prepare_run,
    store_items,
    store_run,
)
from consult.db.models import Response
from consult.db.session import Database
from consult.errors import NotFound
from consult.reports.consultation.compose import compose
from consult.reports.consultation.findings import ConsultationFindings
from consult.reports.consultation.words import answers_named, split_key
from consult.services.fielding import WaveState, field_wave, store_version
from consult.services.overseeing import refresh_tally
from consult.services.reading import consultation_findings
from nlp.recipe import Recipe
from tests.consult.analysis.consultations import a_questionnaire_with_an_index
from tests.consult.answered import (
    CLOSES,
    DAY,
    OPENS,
    SLUG,
    WAVE_SLUG,
    Fielded,
    Given,
    answer,
    field_consultation,
    some_given,
)

NUMBER = 24


@pytest.fixture
def fielded(database: Database) -> Fielded:
    """Return a consultation that some people answered in words."""
    with database.writing() as session:
        fielded = field_consultation(session)
        answer(session, fielded.wave, some_given(NUMBER))
    return fielded


def propose(database: Database, fielded: Fielded) -> Proposal:
    with database.reading() as session:
        stored = read_stored(session, fielded.consultation)
    return propose_concerns(stored, Recipe())


def store(database: Database, run: PreparedRun) -> None:
    with database.writing() as session:
        store_run(session, run, today=DAY)


def read(database: Database) -> ConsultationFindings:
    with database.reading() as session:
        return consultation_findings(session, SLUG)


def test_what_was_found_comes_back_as_it_was(
    database: Database, fielded: Fielded
) -> None:
    proposal = propose(database, fielded)
    run = prepare_run(fielded.consultation, proposal)

    store(database, run)
    assert read(database).concerns == proposal.finding

    store(database, prepare_run(fielded.consultation, proposal))
    assert read(database).concerns == replace(proposal.finding, run_number=2)


def test_what_was_counted_comes_back_as_it_was(
    database: Database, fielded: Fielded
) -> None:
    with database.writing() as session:
        (wave,) = read_stored(session, fielded.consultation).waves
        for _ in range(2):
            store_items(session, fielded.consultation, count_wave(wave), today=DAY)

    asked = a_questionnaire_with_an_index()
    answers = [response.answers for response in wave.responses]
    assert read(database).waves[0].items == count_items(asked, answers)


def test_an_answer_taken_back_is_quoted_no_more(
    database: Database, fielded: Fielded
) -> None:
    proposal = propose(database, fielded)
    store(database, prepare_run(fielded.consultation, proposal))
    gone = {split_key(key)[0] for key in answers_named(proposal.finding)[:3]}

    with database.writing() as session:
        session.execute(delete(Response).where(Response.id.in_(sorted(gone))))

    found = read(database).concerns
    assert found is not None
    assert gone.isdisjoint(split_key(key)[0] for key in answers_named(found))
    for concern, before in zip(
        found.found.concerns, proposal.finding.found.concerns, strict=True
    ):
        assert concern.respondents == before.respondents
        assert concern.label
        if concern.id not in found.titles:
            assert concern.label in {" · ".join(concern.terms[:4]), before.label, "…"}


def test_words_are_shown_only_while_that_is_allowed(
    database: Database, fielded: Fielded
) -> None:
    proposal = propose(database, fielded)
    store(database, prepare_run(fielded.consultation, proposal))

    with database.writing() as session:
        session.execute(update(Response).values(answers={"D_Q": "paraphrase"}))

    found = read(database).concerns
    assert found is not None
    assert answers_named(found) == ()


def test_before_the_worker_there_is_what_was_asked_and_how_many_came(
    database: Database, fielded: Fielded
) -> None:
    found = read(database)

    assert found.concerns is None
    assert (found.planned, found.threshold, found.slug) == (100, 10, SLUG)
    (wave,) = found.waves
    assert (wave.slug, wave.responses, wave.items) == (WAVE_SLUG, NUMBER, None)
    assert wave.participation.responses == 0
    assert wave.questionnaire == a_questionnaire_with_an_index()

    refresh_tally(database, fielded.wave, today=DAY)
    (wave,) = read(database).waves
    assert wave.participation.responses == NUMBER


def test_waves_come_in_the_order_they_opened_and_drafts_not_at_all(
    database: Database, fielded: Fielded
) -> None:
    with database.writing() as session:
        version = store_version(session, a_questionnaire_with_an_index())
        for slug, days, state in (
            ("z-first", 0, WaveState.PAUSED),
            ("a-later", 5, WaveState.OPEN),
            ("never", 1, WaveState.DRAFT),
        ):
            field_wave(
                session,
                fielded.consultation,
                version_id=version,
                slug=slug,
                opens_on=OPENS.replace(day=1 + days),
                closes_on=CLOSES,
                minutes=6,
                state=state,
            )

    assert [wave.slug for wave in read(database).waves] == [
        WAVE_SLUG, "z-first", "a-later",
    ]  # fmt: skip


def test_the_findings_make_the_same_report_each_time(
    database: Database, fielded: Fielded
) -> None:
    store(
        database,
        prepare_run(fielded.consultation, propose(database, fielded)),
    )
    with database.writing() as session:
        (wave,) = read_stored(session, fielded.consultation).waves
        store_items(session, fielded.consultation, count_wave(wave), today=DAY)

    assert compose(read(database)) == compose(read(database))


def test_an_unknown_consultation_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound), database.reading() as session:
        consultation_findings(session, "elsewhere")


def test_many_responses_are_looked_up_in_turns(
    database: Database, fielded: Fielded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.services.reading.MOST_AT_ONCE", 2)
    proposal = propose(database, fielded)
    store(database, prepare_run(fielded.consultation, proposal))

    assert read(database).concerns == proposal.finding


def test_reading_loads_no_language_tools() -> None:
    code = (
        "import sys, consult.services.reading, consult.services.overseeing;"
        "print(sorted({'nlp', 'scipy', 'sklearn', 'spacy'} & set(sys.modules)))"
    )

    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )

    assert told.stdout == "[]\n"


def test_nobody_has_to_have_answered(database: Database) -> None:
    with database.writing() as session:
        fielded = field_consultation(session)
        answer(session, fielded.wave, [Given()])
    store(
        database,
        prepare_run(fielded.consultation, propose(database, fielded)),
    )

    found = read(database).concerns
    assert found is not None
    assert (found.responses, found.found.concerns) == (1, ())
