"""Signing in and out, and the list of consultations, as a browser sees them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from consult.app import create_app
from consult.db.session import Database, open_database
from consult.i18n import interface_for
from consult.i18n.pseudo import CLOSING, OPENING
from consult.roles import Role
from consult.services.auditing import newest
from consult.services.staffing import deactivate, set_password
from consult.settings import INTERFACE_LOCALES, Settings
from tests.builders import StoppedClock, some_settings
from tests.desks import PASSWORD, add_consultation, add_staff
from tests.web.desk_browser import DeskBrowser, fields_of

WRONG = "This name and this password do not belong together."


@pytest.fixture
def settings(migrated_sqlite_url: str) -> Settings:
    return some_settings(database_url=migrated_sqlite_url)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    opened = open_database(settings.database_url)
    with opened.writing() as session:
        for slug in ("river", "hills"):
            add_consultation(session, slug)
        add_staff(session, "amina", {"river": [Role.FACILITATOR]})
        add_staff(
            session, "brahim", {"river": [Role.ANALYST], "hills": [Role.COORDINATOR]}
        )
        add_staff(session, "carla")
    yield opened
    opened.close()


@pytest.fixture
def app(database: Database, clock: StoppedClock) -> Flask:
    url = database.engine.url.render_as_string(hide_password=False)
    return create_app(some_settings(database_url=url), clock=clock)


@pytest.fixture
def browser(app: Flask) -> DeskBrowser:
    return DeskBrowser(app)


def deeds(database: Database) -> list[str]:
    with database.reading() as session:
        return [entry.deed for entry in newest(session, most=100)]


@pytest.mark.parametrize("tag", INTERFACE_LOCALES)
def test_the_page_to_sign_in_is_sound_in_every_language(
    browser: DeskBrowser, tag: str
) -> None:
    page = browser.get(f"/{tag}/desk/sign-in")

    assert page.status == 200
    assert page.heading == interface_for(tag).gettext("Sign in")
    assert page.document.attrib["lang"] == tag
    assert {f"/{each}/desk/sign-in" for each in INTERFACE_LOCALES} <= set(page.links())


@pytest.mark.usefixtures("database")
def test_every_text_of_the_page_comes_from_the_catalogue(settings: Settings) -> None:
    pseudo = some_settings(
        database_url=settings.database_url, locales=("en", "xx"), organisation="Talvera"
    )
    page = DeskBrowser(create_app(pseudo)).get("/xx/desk/sign-in")

    for text in page.text.split(CLOSING)[:-1]:
        before, opening, _message = text.partition(OPENING)
        assert opening
        assert before.strip() in {"", "Talvera"}


def test_who_signs_in_comes_to_the_only_consultation(browser: DeskBrowser) -> None:
    answer = browser.knock("amina")

    assert (answer.status_code, answer.location) == (303, "/en/desk/")
    answer = browser.plain.get("/en/desk/")
    assert (answer.status_code, answer.location) == (303, "/en/desk/river/overview")


def test_who_works_in_several_consultations_chooses_one(browser: DeskBrowser) -> None:
    page = browser.come_in("brahim").get("/ar/desk/")

    assert page.status == 200
    assert [path for path in page.links() if path.endswith("overview")] == [
        "/ar/desk/hills/overview",
        "/ar/desk/river/overview",
    ]
    assert "الحياة في river" in page.text


def test_who_works_nowhere_is_told_whom_to_ask(browser: DeskBrowser) -> None:
    page = browser.come_in("carla").get("/en/desk/")

    assert "You work in no consultation yet" in page.text


@pytest.mark.parametrize("name", ["Amina", " AMINA "])
def test_a_name_may_be_typed_in_any_letters(browser: DeskBrowser, name: str) -> None:
    assert browser.knock(name).status_code == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [
        pytest.param("amina", PASSWORD + "x", id="wrong password"),
        pytest.param("nobody", PASSWORD, id="unknown name"),
        pytest.param("\u202e", PASSWORD, id="name that cannot be"),
        pytest.param("amina", "x", id="short password"),
    ],
)
def test_nobody_learns_whether_it_was_the_name_or_the_password(
    browser: DeskBrowser, name: str, password: str
) -> None:
    answer = browser.knock(name, password)

    assert answer.status_code == 422
    assert answer.text.count(WRONG) == 2
    assert "Set-Cookie" not in answer.headers


def test_a_refused_name_stays_and_the_password_does_not(browser: DeskBrowser) -> None:
    page = browser.strict.post(
        "/en/desk/sign-in",
        fields_of(browser.get("/en/desk/sign-in"))
        | {"name": 'amina" onx="', "password": "a secret guess"},
    )

    assert fields_of(page)["name"] == 'amina" onx="'
    assert fields_of(page)["password"] == ""
    assert "a secret guess" not in page.response.text


@pytest.mark.parametrize(
    ("name", "password", "problems"),
    [
        ("", "", ["Type your name.", "Type your password."]),
        ("amina", "", ["Type your password."]),
        ("a" * 101, PASSWORD, ["This is longer than any name or password here."]),
        ("amina", "x" * 1_001, ["This is longer than any name or password here."]),
    ],
    ids=["nothing", "no password", "endless name", "endless password"],
)
def test_what_is_missing_is_said_at_once_and_costs_no_try(
    browser: DeskBrowser, name: str, password: str, problems: list[str]
) -> None:
    for _ in range(10):
        answer = browser.knock(name, password)
        assert answer.status_code == 422
    assert all(problem in answer.text for problem in problems)

    assert browser.knock("amina").status_code == 303


def test_a_form_of_somebody_else_signs_nobody_in(app: Flask) -> None:
    theirs = fields_of(DeskBrowser(app).get("/en/desk/sign-in"))
    browser = DeskBrowser(app)
    browser.get("/en/desk/sign-in")

    answer = browser.plain.post(
        "/en/desk/sign-in", data=theirs | {"name": "amina", "password": PASSWORD}
    )

    assert answer.status_code == 422
    assert "This page was open for too long" in answer.text
    assert (
        browser.plain.get("/en/desk/").location
        == "/en/desk/sign-in?next=%2Fen%2Fdesk%2F"
    )


def test_too_many_tries_are_told_how_long_to_wait(
    app: Flask, browser: DeskBrowser, clock: StoppedClock
) -> None:
    for _ in range(5):
        assert browser.knock("amina", "wrong password").status_code == 422

    answer = browser.knock("amina")

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "30"
    assert "Wait 30 seconds and try again." in answer.text
    clock.advance(timedelta(seconds=30))
    assert DeskBrowser(app).knock("amina").status_code == 303


def test_a_stranger_keeps_nobody_out_who_signed_in_here_before(app: Flask) -> None:
    own, stranger = DeskBrowser(app).come_in("amina"), DeskBrowser(app)
    assert own.post("/en/desk/sign-out").status_code == 303
    for _ in range(10):
        stranger.knock("amina", "wrong password")
    assert stranger.knock("amina").status_code == 429

    assert own.knock("amina").status_code == 303


@pytest.mark.parametrize("tag", INTERFACE_LOCALES)
def test_a_known_browser_is_known_in_every_language(app: Flask, tag: str) -> None:
    own, stranger = DeskBrowser(app).come_in("amina"), DeskBrowser(app)
    own.post("/en/desk/sign-out")
    for _ in range(6):
        stranger.knock("amina", "wrong password")

    assert own.knock("amina", tag=tag).status_code == 303


def test_a_known_browser_has_no_more_tries_for_another_name(app: Flask) -> None:
    own = DeskBrowser(app).come_in("amina")
    own.post("/en/desk/sign-out")
    for _ in range(5):
        own.knock("brahim", "wrong password")

    assert own.knock("brahim").status_code == 429


@pytest.mark.parametrize(
    "made_up",
    ["", "x", "eyJuYW1lIjoiYW1pbmEifQ.x", "é"],
    ids=["empty", "x", "forged", "é"],
)
def test_a_mark_that_was_made_up_is_not_believed(
    browser: DeskBrowser, made_up: str
) -> None:
    browser.plain.set_cookie("known", made_up, path="/en/desk/sign-in")
    for _ in range(5):
        browser.knock("amina", "wrong password")

    assert browser.knock("amina").status_code == 429


def test_a_known_browser_is_forgotten_after_a_year(
    app: Flask, browser: DeskBrowser, clock: StoppedClock
) -> None:
    browser.come_in("amina").post("/en/desk/sign-out")
    clock.advance(timedelta(days=366))
    for _ in range(5):
        DeskBrowser(app).knock("amina", "wrong password")

    assert browser.knock("amina").status_code == 429


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        pytest.param("/en/desk/river/report", "/en/desk/river/report", id="a page"),
        pytest.param("/ar/desk/river/report", "/en/desk/river/report", id="language"),
        pytest.param("https://evil.example/", "/en/desk/", id="another site"),
        pytest.param("//evil.example/desk/", "/en/desk/", id="no scheme"),
        pytest.param("/\\evil.example/desk/", "/en/desk/", id="backslash"),
        pytest.param("/en/desk/../../x", "/en/desk/", id="way up"),
        pytest.param("/en/", "/en/desk/", id="outside the desk"),
        pytest.param("/en/desk/%0d%0aSet-Cookie:a", "/en/desk/", id="header"),
        pytest.param("javascript:alert(1)", "/en/desk/", id="script"),
        pytest.param("/en/desk/" + "a" * 400, "/en/desk/", id="endless"),
    ],
)
def test_only_a_page_of_the_desk_is_come_back_to(
    browser: DeskBrowser, wanted: str, location: str
) -> None:
    page = browser.plain.get("/en/desk/sign-in", query_string={"next": wanted})
    if page.status_code == 400:
        return
    token = browser.get("/en/desk/sign-in")
    typed = fields_of(token) | {"name": "amina", "password": PASSWORD, "next": wanted}

    answer = browser.plain.post("/en/desk/sign-in", data=typed)

    assert (answer.status_code, answer.location) == (303, location)


def test_who_is_signed_in_needs_not_sign_in(browser: DeskBrowser) -> None:
    browser.come_in("amina")

    answer = browser.plain.get("/fr/desk/sign-in?next=/en/desk/river/report")

    assert (answer.status_code, answer.location) == (303, "/fr/desk/river/report")


def test_who_signs_out_is_out_and_the_browser_forgets(browser: DeskBrowser) -> None:
    answer = browser.come_in("amina").post("/sw/desk/sign-out")

    assert (answer.status_code, answer.location) == (303, "/sw/desk/sign-in")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "session=;" in answer.headers["Set-Cookie"]
    assert browser.plain.get("/en/desk/").status_code == 303
    assert "sign-in" in browser.plain.get("/en/desk/").location


def test_who_signs_out_ends_all_their_sessions(app: Flask) -> None:
    here, there = DeskBrowser(app).come_in("brahim"), DeskBrowser(app).come_in("brahim")

    here.post("/en/desk/sign-out")

    assert "sign-in" in there.plain.get("/en/desk/").location


def test_who_signs_out_leaves_others_signed_in(app: Flask) -> None:
    here, there = DeskBrowser(app).come_in("brahim"), DeskBrowser(app).come_in("amina")

    here.post("/en/desk/sign-out")

    assert "sign-in" not in (there.plain.get("/en/desk/").location or "")


def test_what_is_done_is_recorded(browser: DeskBrowser, database: Database) -> None:
    browser.knock("amina", "wrong password")
    browser.come_in("amina").post("/en/desk/sign-out")

    assert deeds(database) == ["sign_in.refused", "sign_in.done", "signed_out"]


def test_who_is_removed_is_out_at_once(
    browser: DeskBrowser, database: Database
) -> None:
    browser.come_in("brahim")
    with database.writing() as session:
        deactivate(session, "brahim")

    assert "sign-in" in browser.plain.get("/en/desk/").location
    assert browser.knock("brahim").status_code == 422


def test_another_password_ends_the_sessions(
    browser: DeskBrowser, database: Database
) -> None:
    browser.come_in("brahim")
    with database.writing() as session:
        set_password(session, "brahim", "another long password")

    assert "sign-in" in browser.plain.get("/en/desk/").location
    assert browser.knock("brahim", "another long password").status_code == 303


def test_the_name_of_the_consultation_is_text_and_never_markup(
    browser: DeskBrowser, database: Database
) -> None:
    with database.writing() as session:
        add_consultation(session, "x", place="<b>x")
        add_staff(session, "dora", {"x": [Role.ANALYST], "river": [Role.ANALYST]})

    page = browser.come_in("dora").get("/en/desk/")

    assert "Daily life in <b>x" in page.text
