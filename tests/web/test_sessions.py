"""How long somebody stays signed in, and what their browser is given to keep."""

from collections.abc import Iterator
from datetime import timedelta
from http.cookies import Morsel, SimpleCookie

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from consult.app import create_app
from consult.db.session import Database, open_database
from consult.settings import INTERFACE_LOCALES
from tests.builders import StoppedClock, some_settings
from tests.desks import PASSWORD, add_staff
from tests.web.desk_browser import DeskBrowser, fields_of
from tests.web.strict_client import Page, parsed

MINUTE = timedelta(minutes=1)
PUBLIC_PAGES = ["/", "/en/", "/en/keeping", "/en/receipt", "/health", "/en/nothing"]


@pytest.fixture
def database(migrated_sqlite_url: str) -> Iterator[Database]:
    opened = open_database(migrated_sqlite_url)
    with opened.writing() as session:
        add_staff(session, "amina")
    yield opened
    opened.close()


@pytest.fixture
def address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


@pytest.fixture
def app(address: str, clock: StoppedClock) -> Flask:
    return create_app(some_settings(database_url=address), clock=clock)


@pytest.fixture
def browser(app: Flask) -> DeskBrowser:
    return DeskBrowser(app).come_in("amina")


def is_in(browser: DeskBrowser) -> bool:
    return browser.plain.get("/en/desk/").status_code == 200


def cookies_of(answer: TestResponse) -> list[Morsel[str]]:
    return [
        morsel
        for header in answer.headers.getlist("Set-Cookie")
        for morsel in SimpleCookie(header).values()
    ]


def test_half_an_hour_without_a_step_signs_out(
    browser: DeskBrowser, clock: StoppedClock
) -> None:
    clock.advance(30 * MINUTE)
    assert is_in(browser)

    clock.advance(31 * MINUTE)
    assert not is_in(browser)


def test_who_is_at_work_stays_in_for_eight_hours_and_no_longer(
    browser: DeskBrowser, clock: StoppedClock
) -> None:
    for _ in range(8 * 3):
        clock.advance(20 * MINUTE)
        assert is_in(browser)

    clock.advance(MINUTE)
    assert not is_in(browser)


def test_a_clock_that_is_set_back_makes_no_session_longer(
    browser: DeskBrowser, clock: StoppedClock
) -> None:
    clock.advance(-31 * MINUTE)

    assert not is_in(browser)


def test_a_session_that_ended_does_not_come_back(
    browser: DeskBrowser, clock: StoppedClock
) -> None:
    kept = browser.plain.get_cookie("session")
    assert kept is not None
    clock.advance(31 * MINUTE)
    assert not is_in(browser)

    browser.plain.set_cookie("session", kept.value)
    assert not is_in(browser)


def test_the_cookie_changes_at_most_once_a_minute(
    browser: DeskBrowser, clock: StoppedClock
) -> None:
    browser.get("/en/desk/")
    assert cookies_of(browser.plain.get("/en/desk/")) == []

    clock.advance(MINUTE)
    assert [each.key for each in cookies_of(browser.plain.get("/en/desk/"))] == [
        "session"
    ]


def test_the_session_holds_an_id_and_minutes_and_nothing_typed(
    browser: DeskBrowser,
) -> None:
    with browser.plain.session_transaction("/en/desk/") as kept:
        assert set(kept) <= {"staff", "generation", "since", "seen", "csrf"}
        assert "amina" not in str(dict(kept))
        assert isinstance(kept["seen"], int)


def test_the_token_before_signing_in_is_void_after(app: Flask) -> None:
    browser = DeskBrowser(app)
    before = browser.token()
    browser.come_in("amina")

    answer = browser.plain.post("/en/desk/sign-out", data={"csrf_token": before})

    assert answer.status_code == 400
    assert is_in(browser)


def test_the_cookies_of_the_desk_are_kept_from_scripts_and_other_sites(
    app: Flask,
) -> None:
    *known, session = cookies_of(DeskBrowser(app).knock("amina"))

    assert (session.key, session["path"]) == ("session", "/")
    assert session["max-age"] == session["expires"] == ""
    assert {each.key for each in known} == {"known"}
    assert sorted(each["path"] for each in known) == sorted(
        f"/{tag}/desk/sign-in" for tag in INTERFACE_LOCALES
    )
    for each in (session, *known):
        assert each["httponly"]
        assert each["samesite"] == "Strict"


def test_in_production_the_cookies_leave_over_https_alone(
    address: str, clock: StoppedClock
) -> None:
    settings = some_settings(database_url=address, environment="production")
    client = create_app(settings, clock=clock).test_client()
    page = client.get("/en/desk/sign-in", base_url="https://localhost")
    (before,) = cookies_of(page)
    typed = fields_of(Page(page, parsed(page.text)))
    typed |= {"name": "amina", "password": PASSWORD}

    answer = client.post("/en/desk/sign-in", data=typed, base_url="https://localhost")

    *known, session = cookies_of(answer)
    assert before.key == session.key == "__Host-session"
    assert (session["path"], session["domain"]) == ("/", "")
    assert {each.key for each in known} == {"__Secure-known"}
    assert all(each["secure"] for each in (before, session, *known))


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_a_page_for_those_who_answer_neither_sets_nor_reads_a_cookie(
    app: Flask, browser: DeskBrowser, path: str
) -> None:
    alone = app.test_client().get(path)
    signed_in = browser.plain.get(path)

    assert alone.data == signed_in.data
    assert cookies_of(alone) == cookies_of(signed_in) == []
    assert "Cookie" not in signed_in.vary


@pytest.mark.parametrize("path", PUBLIC_PAGES)
@pytest.mark.parametrize("broken", ["x", "é.x.y", "a" * 3_000])
def test_a_broken_cookie_changes_no_page(app: Flask, path: str, broken: str) -> None:
    client = app.test_client()
    before = client.get(path)
    client.set_cookie("session", broken)

    assert client.get(path).data == before.data
    assert client.get("/en/desk/").status_code == 303


@pytest.mark.parametrize("path", ["/en/desk/", "/en/desk/sign-in"])
def test_no_page_of_the_desk_is_stored_anywhere(app: Flask, path: str) -> None:
    client = DeskBrowser(app).come_in("amina").plain

    answer = client.get(path)

    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cookie" in answer.vary


def test_a_page_with_somebodys_token_is_never_compressed(
    browser: DeskBrowser,
) -> None:
    answer = browser.plain.get("/en/desk/", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers
