import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.db.session import Database
from consult.errors import Inconsistent
from consult.reports.consultation.findings import PlannedGroup
from consult.services.announcing import Details, open_waves
from consult.services.fielding import (
    WaveState,
    create_consultation,
    field_wave,
    store_version,
)
from forms.definition import Text
from tests.questionnaires import a_questionnaire, field_a_wave, said, some_details

TODAY = date(2026, 11, 3)

texts = st.dictionaries(st.sampled_from(["en", "ar", "sw"]), st.text()).map(Text.of)
every_detail = st.builds(
    Details,
    title=texts,
    summary=texts,
    asked_by=texts,
    contact=texts,
    planned=st.none() | st.integers(0, 10**6),
    targets=st.lists(
        st.builds(
            PlannedGroup,
            question=st.text(),
            choice=st.text(),
            people=st.integers(0, 10**6),
        )
    ).map(tuple),
    report_on=st.none() | st.dates(),
)


@given(every_detail)
def test_details_come_back_from_json_as_they_were(details: Details) -> None:
    stored = json.loads(json.dumps(details.to_stored()))

    assert Details.from_stored(stored) == details


@pytest.mark.parametrize(
    "change",
    [
        {"title": None},
        {"title": "Talvera"},
        {"targets": None},
        {"targets": [{"question": "D_AGE"}]},
        {"report_on": "soon"},
        {"report_on": 7},
    ],
)
def test_details_of_another_shape_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(Inconsistent):
        Details.from_stored({**some_details().to_stored(), **change})


def test_details_that_lack_something_are_refused() -> None:
    with pytest.raises(Inconsistent):
        Details.from_stored({})


def test_an_open_wave_is_announced_with_what_helps_to_decide(
    database: Database,
) -> None:
    with database.writing() as session:
        field_a_wave(session, closes_on=date(2026, 11, 20), minutes=4)

    with database.reading() as session:
        [wave] = open_waves(session, today=TODAY)

    assert wave.slug == "trust"
    assert wave.languages == a_questionnaire().languages
    assert wave.title == a_questionnaire().title
    assert wave.summary == some_details().summary
    assert wave.asked_by == some_details().asked_by
    assert (wave.closes_on, wave.minutes) == (date(2026, 11, 20), 4)


def test_a_survey_that_says_what_it_asks_about_is_announced_with_that(
    sqlite_database: Database,
) -> None:
    summary = said("Whom you trust.", "بمن تثقون.")
    with sqlite_database.writing() as session:
        questionnaire = replace(a_questionnaire(), summary=summary)
        field_a_wave(session, questionnaire=questionnaire)

    with sqlite_database.reading() as session:
        [wave] = open_waves(session, today=TODAY)

    assert wave.summary == summary


@pytest.mark.parametrize(
    "today",
    [date(2026, 11, 1), date(2026, 11, 30)],
    ids=["first day", "last day"],
)
def test_a_wave_is_announced_on_its_first_and_last_day(
    database: Database, today: date
) -> None:
    with database.writing() as session:
        field_a_wave(session)

    with database.reading() as session:
        assert len(open_waves(session, today=today)) == 1


@pytest.mark.parametrize(
    ("state", "today"),
    [
        pytest.param(WaveState.OPEN, date(2026, 10, 31), id="not yet"),
        pytest.param(WaveState.OPEN, date(2026, 12, 1), id="no longer"),
        pytest.param(WaveState.DRAFT, TODAY, id="draft"),
        pytest.param(WaveState.PAUSED, TODAY, id="paused"),
        pytest.param(WaveState.CLOSED, TODAY, id="closed"),
    ],
)
def test_a_wave_that_takes_no_answers_is_not_announced(
    sqlite_database: Database, state: WaveState, today: date
) -> None:
    with sqlite_database.writing() as session:
        field_a_wave(session, state=state)

    with sqlite_database.reading() as session:
        assert open_waves(session, today=today) == ()


def test_the_order_is_that_of_the_names_and_not_of_time(database: Database) -> None:
    with database.writing() as session:
        version = store_version(session, a_questionnaire())
        for consultation, waves in (("b", ["z", "n-10", "n2"]), ("a-b", ["y"])):
            made = create_consultation(
                session,
                slug=consultation,
                details=some_details(),
                disclosure_threshold=10,
                delete_on=date(2027, 6, 12),
            )
            for slug in waves:
                field_wave(
                    session,
                    made,
                    version_id=version,
                    slug=slug,
                    opens_on=TODAY,
                    closes_on=TODAY,
                    minutes=6,
                    state=WaveState.OPEN,
                )

    with database.reading() as session:
        slugs = [wave.slug for wave in open_waves(session, today=TODAY)]

    assert slugs == ["y", "n-10", "n2", "z"]
