"""Somebody at the desk opens the report and takes it along, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from consult.app import create_app
from consult.db.migrate import upgrade
from consult.db.session import Database, open_database
from consult.roles import Role
from tests.builders import some_settings
from tests.consult.reports.consultation_stored import SLUG, store_a_consultation
from tests.desks import PASSWORD, add_staff
from tests.fixtures_browser import RULES_OF_AXE, Visit, visiting

pytestmark = pytest.mark.browser

WIDTHS = [360, 1280]
NARROWEST = 320


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Return a database with a consultation and somebody who works in it."""
    url = f"sqlite:///{tmp_path}/consult.sqlite3"
    upgrade(url)
    opened = open_database(url)
    with opened.writing() as session:
        store_a_consultation(session)
        add_staff(session, "amina", {SLUG: [Role.FACILITATOR]})
    yield opened
    opened.close()


@pytest.fixture
def app(database: Database) -> Flask:
    """Return the application on that database."""
    url = database.engine.url.render_as_string(hide_password=False)
    return create_app(some_settings(database_url=url))


def come_in(visit: Visit, tag: str) -> Page:
    """Sign in and open the report."""
    page, path = visit.page, f"/{tag}/desk/{SLUG}/report"
    visit.open(f"/{tag}/desk/sign-in?next={path}")
    page.locator("[name=name]").fill("amina")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(visit.address + path, wait_until="networkidle")
    return page


@pytest.mark.parametrize("width", [NARROWEST, *WIDTHS])
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_page_fits_and_keeps_its_policy(
    browser: Browser, address: str, tag: str, width: int
) -> None:
    with visiting(browser, address, width=width) as visit:
        come_in(visit, tag)

        assert visit.hidden_sideways == 0
        assert visit.foreign_requests == []
        assert visit.complaints == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_page_shuts_nobody_out(
    browser: Browser, address: str, axe_script: Path, tag: str, width: int
) -> None:
    context = browser.new_context(
        bypass_csp=True, viewport={"width": width, "height": 800}
    )
    try:
        page = come_in(Visit(context.new_page(), address), tag)
        page.add_script_tag(path=axe_script)
        found = page.evaluate(RULES_OF_AXE)
    finally:
        context.close()

    assert found == []


def test_the_report_is_taken_along_as_a_file(browser: Browser, address: str) -> None:
    with visiting(browser, address, width=360) as visit:
        page = come_in(visit, "ar")
        with page.expect_download() as waiting:
            page.locator("a[download]").first.click()

        file = waiting.value
        assert file.suggested_filename == f"{SLUG}-ar.html"
        text = file.path().read_text(encoding="utf-8")
        assert text.startswith("<!doctype html>")
        assert 'dir="rtl"' in text
