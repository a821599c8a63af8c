"""Clients of ODK, through HTTP alone: list, fetch, send, send again."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Final

import pytest
from defusedxml.ElementTree import fromstring
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from consult.db.models import Channel, Response
from consult.db.session import Database
from consult.ids import VersionId
from consult.services.fielding import WaveState, change_state, wave_of
from consult.services.importing import take_in
from consult.services.offline import keep_offline, write_offline
from consult.settings import Settings
from forms.definition import (
    Choice,
    ChoiceList,
    Consent,
    Group,
    Kind,
    Question,
    Questionnaire,
    Repeat,
    Text,
)
from tests.builders import StoppedClock

LIST: Final = "{http://openrosa.org/xforms/xformsList}"
VERSION: Final = "X-OpenRosa-Version"


def said(words: str) -> Text:
    return Text.of({"en": words})


WATER = Questionnaire(
    instrument="water",
    title=said("Water"),
    languages=("en",),
    sections=(),
    pages=(),
    choice_lists=(
        ChoiceList(
            name="yn",
            choices=(
                Choice(name="y", label=said("Yes")),
                Choice(name="n", label=said("No")),
            ),
        ),
    ),
    consent=Consent(question="", agreed=""),
    body=(
        Question(name="clean", kind=Kind.CHOICE, label=said("Clean?"), choices="yn"),
        Question(
            name="why", kind=Kind.TEXT, label=said("Why?"), relevant="${clean} = 'n'"
        ),
        Question(
            name="litres",
            kind=Kind.INTEGER,
            label=said("Litres?"),
            constraint=". < 100",
        ),
    ),
)


@pytest.fixture
def database(app: Flask) -> Database:
    from consult.db.migrate import upgrade

    found: Database = app.extensions["database"]
    upgrade(str(found.engine.url))
    return found


@pytest.fixture
def app(settings: Settings, clock: StoppedClock) -> Iterator[Flask]:
    from consult.app import create_app

    made = create_app(settings, clock=clock)
    yield made
    made.extensions["database"].close()


@pytest.fixture
def survey(database: Database, clock: StoppedClock) -> str:
    """Return the slug of a survey that is open and can be fetched."""
    today = clock().date()
    with database.writing() as session:
        imported = take_in(
            session, WATER, consultation="river", threshold=10, today=today
        )
        change_state(session, imported.survey, WaveState.OPEN)
        asked = wave_of(session, imported.survey).questionnaire
        keep_offline(session, imported.version_id, written(asked, imported.version_id))
    return imported.survey


def form_id(app: Flask, slug: str) -> str:
    listed = app.test_client().get(f"/openrosa/{slug}/formList")
    found = fromstring(listed.data).find(f"{LIST}xform/{LIST}formID")
    assert found is not None
    assert found.text
    return found.text


def filled(app: Flask, slug: str, *answers: str, name: str = "uuid:1") -> bytes:
    inside = "".join(answers)
    return (
        f'<data id="{form_id(app, slug)}">{inside}'
        f"<meta><instanceID>{name}</instanceID></meta></data>"
    ).encode()


def send(app: Flask, slug: str, source: bytes) -> TestResponse:
    return app.test_client().post(
        f"/openrosa/{slug}/submission",
        data={"xml_submission_file": (BytesIO(source), "form.xml")},
    )


def stored(database: Database) -> list[Response]:
    with database.reading() as session:
        return list(session.scalars(select(Response)))


written = cache(write_offline)

AGREED: Final = "<C_OK>yes</C_OK>"


@pytest.mark.parametrize("slug", ["river", "river-water"])
def test_a_client_finds_the_form_and_fetches_it(
    app: Flask, survey: str, slug: str
) -> None:
    del survey
    listed = app.test_client().get(f"/openrosa/{slug}/formList")
    entry = fromstring(listed.data).find(f"{LIST}xform")
    assert entry is not None
    told = {child.tag.removeprefix(LIST): child.text or "" for child in entry}

    fetched = app.test_client().get(told["downloadUrl"])

    assert listed.headers[VERSION] == "1.0"
    assert told["name"] == "Water"
    assert told["hash"].startswith("md5:")
    assert fetched.content_type == "text/xml; charset=utf-8"
    assert told["formID"] in fetched.text
    assert "Litres?" in fetched.text


def test_a_form_brings_everything_along(app: Flask, survey: str) -> None:
    found = app.test_client().get(f"/openrosa/{survey}/manifest/{form_id(app, survey)}")

    assert len(fromstring(found.data)) == 0


def test_a_client_is_told_how_much_it_may_send(app: Flask, survey: str) -> None:
    told = app.test_client().head(f"/openrosa/{survey}/submission")

    assert told.status_code == 204
    assert int(told.headers["X-OpenRosa-Accept-Content-Length"]) > 0


@pytest.mark.parametrize("arm", ["a", "b"])
def test_what_chance_decided_on_the_device_stays(
    app: Flask, database: Database, clock: StoppedClock, arm: str
) -> None:
    drawn = Question(
        name="arm",
        kind=Kind.CALCULATION,
        label=said("Arm"),
        calculation="once(if(random() < 0.5, 'a', 'b'))",
    )
    begun = replace(drawn, name="begun", calculation="once(now())")
    asked = tuple(
        Question(
            name=f"q_{each}",
            kind=Kind.TEXT,
            label=said("Why?"),
            relevant=f"${{arm}} = '{each}'",
            required=True,
        )
        for each in "ab"
    )
    trial = replace(WATER, instrument="trial", body=(drawn, begun, *asked))
    with database.writing() as session:
        imported = take_in(
            session, trial, consultation="trial", threshold=10, today=clock().date()
        )
        change_state(session, imported.survey, WaveState.OPEN)
        keep_offline(session, imported.version_id, "<form/>")
    given = f"<arm>{arm}</arm><begun>2026-11-01T08:15:33Z</begun><q_{arm}>x</q_{arm}>"

    sent = send(app, imported.survey, filled(app, imported.survey, AGREED, given))

    assert sent.status_code == 201
    (response,) = stored(database)
    assert response.answers["arm"] == arm
    assert "08:15" not in str(response.answers)


def test_a_filled_form_is_stored_as_a_response(
    app: Flask, database: Database, survey: str
) -> None:
    sent = send(app, survey, filled(app, survey, AGREED, "<clean>y</clean>"))

    assert sent.status_code == 201
    assert sent.headers[VERSION] == "1.0"
    [response] = stored(database)
    assert response.answers["clean"] == "y"
    assert response.answers["litres"] == "skip"


def test_what_was_not_asked_is_dropped(
    app: Flask, database: Database, survey: str
) -> None:
    hidden = "<why>secret words</why>"
    send(app, survey, filled(app, survey, AGREED, "<clean>y</clean>", hidden))

    [response] = stored(database)
    assert response.answers["why"] == "na"


def test_the_same_form_sent_again_is_stored_once(
    app: Flask, database: Database, survey: str
) -> None:
    source = filled(app, survey, AGREED, "<clean>y</clean>")

    answers = [send(app, survey, source).status_code for _ in range(3)]

    assert answers == [201, 201, 201]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Response)) == 1


def test_of_somebody_who_said_no_nothing_is_stored(
    app: Flask, database: Database, survey: str
) -> None:
    sent = send(app, survey, filled(app, survey, "<C_OK>no</C_OK>"))

    assert sent.status_code == 201
    assert stored(database) == []


def test_the_name_of_the_form_on_the_device_is_not_kept(
    app: Flask, database: Database, survey: str
) -> None:
    name = "uuid:11111111-2222-3333-4444-555555555555"
    send(app, survey, filled(app, survey, AGREED, name=name))

    [response] = stored(database)
    kept = f"{response.id} {response.receipt_hash} {response.answers}"
    assert name.removeprefix("uuid:") not in kept


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        pytest.param((AGREED, "<litres>500</litres>"), 422, id="against a constraint"),
        pytest.param((AGREED, "<litres>many</litres>"), 422, id="no number"),
        pytest.param((AGREED, "<clean>maybe</clean>"), 422, id="no choice"),
    ],
)
def test_answers_that_break_a_rule_are_refused(
    app: Flask, database: Database, survey: str, answers: tuple[str, ...], status: int
) -> None:
    sent = send(app, survey, filled(app, survey, *answers))

    assert sent.status_code == status
    assert b"message" in sent.data
    assert stored(database) == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"<data", id="broken"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', id="entity"),
    ],
)
def test_what_is_no_filled_form_is_refused(
    app: Flask, database: Database, survey: str, source: bytes
) -> None:
    assert 400 <= send(app, survey, source).status_code < 500
    assert stored(database) == []


def test_a_closed_survey_is_not_listed(
    app: Flask, database: Database, survey: str
) -> None:
    with database.writing() as session:
        change_state(session, survey, WaveState.CLOSED)

    assert app.test_client().get("/openrosa/river/formList").status_code == 404


@pytest.mark.parametrize(
    ("days", "told"),
    [
        pytest.param(30, (201, "Your answers have arrived"), id="the last day"),
        pytest.param(
            31, (201, "Your answers have arrived"), id="as late as on the web"
        ),
        pytest.param(32, (410, "This survey is closed."), id="too late"),
    ],
)
def test_a_form_that_was_filled_in_time_may_arrive_a_day_late(
    app: Flask, clock: StoppedClock, survey: str, days: int, told: tuple[int, str]
) -> None:
    source = filled(app, survey, AGREED, "<clean>y</clean>")
    clock.advance(dt.timedelta(days=days))

    sent = send(app, survey, source)

    status, words = told
    assert sent.status_code == status
    assert words in sent.text


def test_a_form_of_another_survey_is_refused_with_what_to_do(
    app: Flask, survey: str
) -> None:
    sent = send(app, survey, b'<data id="other"><C_OK>yes</C_OK></data>')

    assert sent.status_code == 404
    assert "Fetch the forms again." in sent.text


def test_a_refusal_names_the_question_and_what_is_wrong(
    app: Flask, survey: str
) -> None:
    sent = send(app, survey, filled(app, survey, AGREED, "<litres>many</litres>"))

    assert "Litres?: Write a whole number in digits, such as 12." in sent.text


def opened(
    database: Database, clock: StoppedClock, questionnaire: Questionnaire
) -> str:
    """Return the slug of an open survey whose form nobody fetches."""
    with database.writing() as session:
        imported = take_in(
            session,
            questionnaire,
            consultation=questionnaire.instrument,
            threshold=10,
            today=clock().date(),
        )
        change_state(session, imported.survey, WaveState.OPEN)
        keep_offline(session, imported.version_id, "<form/>")
    return imported.survey


def test_a_form_without_a_needed_answer_is_refused_and_names_the_question(
    app: Flask, database: Database, clock: StoppedClock
) -> None:
    clean, why, litres = WATER.questions()
    body = (clean, replace(why, required=True), litres)
    slug = opened(database, clock, replace(WATER, instrument="needed", body=body))

    sent = send(app, slug, filled(app, slug, AGREED, "<clean>n</clean>"))

    assert sent.status_code == 422
    assert "Why?: Answer this question to go on." in sent.text
    assert stored(database) == []


def test_a_form_that_cannot_be_worked_out_is_refused(
    app: Flask, database: Database, clock: StoppedClock
) -> None:
    total = Question(
        name="total",
        kind=Kind.CALCULATION,
        label=Text(()),
        calculation="count(/data/litre[count(/data/litre) > 1])",
    )
    litres = Question(name="litres", kind=Kind.INTEGER, label=said("Litres?"))
    many = Group(name="litre", items=(litres, total), repeat=Repeat())
    slug = opened(database, clock, replace(WATER, instrument="far", body=(many,)))

    sent = send(
        app, slug, filled(app, slug, AGREED, "<litre><litres>1</litres></litre>" * 900)
    )

    assert sent.status_code == 422
    assert "Litres?: There is more here than can be worked out at once" in sent.text
    assert stored(database) == []


def test_the_outermost_node_of_a_form_is_called_as_its_settings_say() -> None:
    called = replace(WATER, settings=(("name", "household"), ("style", "pages")))

    xml = write_offline(called, VersionId("0" * 64))

    assert '<household id="consult-0' in xml
    assert 'nodeset="/household/litres"' in xml


SPOKEN: Final = replace(
    WATER,
    instrument="spoken",
    languages=("en", "ar", "am"),
    title=Text.of({"en": "Water", "ar": "ماء"}),
    body=(
        Question(
            name="why",
            kind=Kind.TEXT,
            label=Text.of({"en": "Why?", "ar": "لماذا؟", "am": "ለምን?"}),
        ),
    ),
)


@pytest.fixture
def spoken(database: Database, clock: StoppedClock) -> str:
    """Return the slug of a survey in several languages that can be fetched."""
    slug = opened(database, clock, SPOKEN)
    with database.writing() as session:
        wave = wave_of(session, slug)
        asked, version = wave.questionnaire, wave.version_id
        keep_offline(session, version, written(asked, version))
    return slug


def opens_in(xml: str) -> list[str]:
    found = fromstring(xml).iter("{http://www.w3.org/2002/xforms}translation")
    return [each.attrib["lang"] for each in found if each.get("default")]


@pytest.mark.parametrize(
    ("part", "language", "title"),
    [
        ("", "en", "Water"),
        ("/en", "en", "Water"),
        ("/ar", "ar", "ماء"),
        ("/am", "am", "Water"),
    ],
)
def test_a_form_opens_in_the_language_of_the_address(
    app: Flask, spoken: str, part: str, language: str, title: str
) -> None:
    client = app.test_client()
    (form,) = fromstring(client.get(f"/openrosa/{spoken}{part}/formList").data)
    address = str(form.findtext(f"{LIST}downloadUrl"))

    assert f"/openrosa/{spoken}{part}/forms/" in address
    assert opens_in(client.get(address).text) == [language]
    assert form.findtext(f"{LIST}name") == title


def test_a_language_that_no_form_is_in_has_no_list(app: Flask, spoken: str) -> None:
    assert app.test_client().get(f"/openrosa/{spoken}/sw/formList").status_code == 404


@pytest.mark.parametrize(
    ("part", "language"), [("", "und"), ("/ar", "ar"), ("/sw", "und")]
)
def test_an_answer_tells_that_it_came_from_an_app_and_in_which_language(
    app: Flask, database: Database, spoken: str, part: str, language: str
) -> None:
    source = filled(app, spoken, AGREED, "<why>x</why>")

    sent = send(app, f"{spoken}{part}", source)

    (response,) = stored(database)
    assert sent.status_code == 201
    assert (response.channel, response.language) == (Channel.OFFLINE, language)


def test_an_answer_to_a_form_in_one_language_is_in_that(
    app: Flask, database: Database, survey: str
) -> None:
    send(app, survey, filled(app, survey, AGREED))

    (response,) = stored(database)
    assert response.language == "en"


def test_a_refusal_is_in_the_language_of_the_address(app: Flask, spoken: str) -> None:
    sent = send(app, f"{spoken}/ar", filled(app, spoken, AGREED, "<why>", "</why>"))
    refused = send(app, f"{spoken}/ar", b"")

    assert sent.status_code == 201
    assert "ي" in refused.text


def test_a_closed_and_an_open_survey_that_ask_the_same_are_told_apart(
    app: Flask, database: Database, clock: StoppedClock, survey: str
) -> None:
    with database.writing() as session:
        change_state(session, survey, WaveState.CLOSED)
        again = take_in(
            session, WATER, consultation="river", threshold=10, today=clock().date()
        )
        change_state(session, again.survey, WaveState.OPEN)

    sent = send(app, "river", filled(app, "river", AGREED, "<clean>y</clean>"))

    assert again.survey != survey
    assert sent.status_code == 201
    with database.reading() as session:
        wave = wave_of(session, again.survey)
        assert [each.wave_id for each in session.scalars(select(Response))] == [wave.id]
