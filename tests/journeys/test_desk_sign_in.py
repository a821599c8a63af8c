"""Signing in at the desk in a real browser: by keyboard, on any screen, in any light."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from consult.app import create_app
from consult.db.migrate import upgrade
from consult.db.session import open_database
from consult.roles import Role
from tests.builders import some_settings
from tests.desks import PASSWORD, add_consultation, add_staff
from tests.fixtures_browser import RULES_OF_AXE, visiting

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "ar"]
WIDTHS = [320, 360, 1280]
LONG_PLACE = "the river quarter and the nine hill villages beyond the old bridge"
SMALLEST_TARGET = 44
SMALL_TARGETS = f"""
() => [...document.querySelectorAll("a, button, input:not([type=hidden])")]
  .filter((each) => each.getClientRects().length && !each.matches(".skip"))
  .filter((each) => each.getBoundingClientRect().height < {SMALLEST_TARGET} - 0.5)
  .map((each) => each.outerHTML)
"""


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """Return an installation with one member who works in two consultations."""
    url = f"sqlite:///{tmp_path}/consult.sqlite3"
    upgrade(url)
    database = open_database(url)
    with database.writing() as session:
        add_consultation(session, "river", place=LONG_PLACE)
        add_consultation(session, "hills")
        roles = {"river": [Role.FACILITATOR, Role.ANALYST], "hills": [Role.ANALYST]}
        add_staff(session, "amina", roles)
    database.close()
    return create_app(some_settings(database_url=url))


def knock(page: Page, password: str) -> None:
    """Fill the form with the keyboard alone and send it with Enter."""
    page.locator("#name").focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("amina")
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")


def refused(page: Page, address: str, tag: str) -> None:
    page.goto(f"{address}/{tag}/desk/sign-in")
    knock(page, "not the password")
    page.wait_for_selector(".errsum")


def signed_in(page: Page, address: str, tag: str) -> None:
    page.goto(f"{address}/{tag}/desk/sign-in")
    knock(page, PASSWORD)
    page.wait_for_url(f"{address}/{tag}/desk/")


def asked(page: Page, address: str, tag: str) -> None:
    page.goto(f"{address}/{tag}/desk/sign-in")


State = Callable[[Page, str, str], None]
STATES = [
    pytest.param(asked, id="asked"),
    pytest.param(refused, id="refused"),
    pytest.param(signed_in, id="signed in"),
]


@contextmanager
def examined(browser: Browser, width: int) -> Iterator[Page]:
    """Give a page on which axe may run, which the page's own policy forbids."""
    context = browser.new_context(
        bypass_csp=True, viewport={"width": width, "height": 800}
    )
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_the_way_to_the_desk_shuts_nobody_out(
    browser: Browser, address: str, axe_script: Path, state: State, tag: str
) -> None:
    for width in (360, 1280):
        with examined(browser, width) as page:
            state(page, address, tag)
            page.add_script_tag(path=axe_script)

            assert page.evaluate(RULES_OF_AXE) == []
            assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_the_way_to_the_desk_fits_and_keeps_its_policy(
    browser: Browser, address: str, state: State, tag: str, width: int
) -> None:
    with visiting(browser, address, width=width) as visit:
        state(visit.page, address, tag)

        assert visit.hidden_sideways == 0
        assert visit.foreign_requests == []
        # A browser tells of the status by which a refusal answers.
        assert [each for each in visit.complaints if "422" not in each] == []
        assert visit.direction == ("rtl" if tag == "ar" else "ltr")


def test_what_went_wrong_has_the_focus(browser: Browser, address: str) -> None:
    with visiting(browser, address, width=360) as visit:
        refused(visit.page, address, "en")

        assert visit.page.evaluate("document.activeElement.id") == "problems"
        visit.page.locator("#problems a").click()
        assert visit.page.evaluate("document.activeElement.id") == "name"


def test_somebody_comes_to_the_wanted_page_and_leaves_without_script(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, width=360, script=False) as visit:
        page = visit.page
        page.goto(f"{address}/en/desk/hills/overview")
        page.fill("#name", "amina")
        page.fill("#password", PASSWORD)
        page.click("button.btn")
        page.wait_for_url(f"{address}/en/desk/hills/overview")
        page.click("button.link")
        page.wait_for_url(f"{address}/en/desk/sign-in")

        page.goto(f"{address}/en/desk/hills/overview")
        assert page.url.startswith(f"{address}/en/desk/sign-in?next=")


def test_after_signing_out_the_way_back_shows_nothing(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, width=360) as visit:
        page = visit.page
        signed_in(page, address, "en")
        page.click("button.link")
        page.wait_for_url(f"{address}/en/desk/sign-in")

        page.go_back()
        page.wait_for_load_state()

        assert page.locator("text=Daily life").count() == 0


def test_the_browser_sends_the_mark_of_a_known_browser_nowhere_else(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, width=360) as visit:
        signed_in(visit.page, address, "en")

        for path, names in {
            "/en/": {"session"},
            "/en/desk/": {"session"},
            "/ar/desk/sign-in": {"session", "known"},
        }.items():
            kept = visit.page.context.cookies(address + path)
            assert {cookie["name"] for cookie in kept} == names
            assert all(cookie["httpOnly"] for cookie in kept)
            assert {cookie["sameSite"] for cookie in kept} == {"Strict"}
