"""A facilitator looks at a consultation in a real browser, on any screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from consult.db.migrate import upgrade
from tests.builders import StoppedClock
from tests.desks import PASSWORD
from tests.facilitated import FEW, SLUG, UNREAD, app_on, store_desk
from tests.fixtures_browser import RULES_OF_AXE, Visit, visiting

pytestmark = pytest.mark.browser

WIDTHS = [360, 1280]
NARROWEST = 320
PAGES = [
    f"{SLUG}/overview",
    f"{SLUG}/concerns",
    f"{SLUG}/concerns?among=D_AGE:18-24",
    f"{SLUG}/concerns?among=language:id",
    f"{SLUG}/concerns/c1",
    f"{SLUG}/results",
    f"{FEW}/overview",
    f"{UNREAD}/concerns",
]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a consultation and who works in it."""
    stored = tmp_path_factory.mktemp("desk") / "consult.sqlite3"
    upgrade(f"sqlite:///{stored}")
    store_desk(stored)
    return stored


@pytest.fixture
def app(file: Path) -> Flask:
    return app_on(file, StoppedClock())


def come_in(visit: Visit, path: str) -> Page:
    """Sign in and go to a page of the desk."""
    page = visit.page
    tag = path.split("/")[1]
    visit.open(f"/{tag}/desk/sign-in")
    page.locator("[name=name]").fill("facilitator")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{tag}/desk/")
    visit.open(path)
    return page


@contextmanager
def examined(browser: Browser, address: str, width: int) -> Iterator[Visit]:
    """Give a visit in which axe may run, which the page's own policy forbids."""
    context = browser.new_context(
        bypass_csp=True, viewport={"width": width, "height": 800}
    )
    try:
        yield Visit(context.new_page(), address)
    finally:
        context.close()


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_pages_fit_and_keep_their_policy(
    browser: Browser, address: str, tag: str
) -> None:
    hidden: dict[tuple[str, int], int] = {}
    with visiting(browser, address, width=NARROWEST) as visit:
        for path in paths(visit, tag):
            visit.open(path)
            for width in (NARROWEST, *WIDTHS):
                visit.page.set_viewport_size({"width": width, "height": 800})
                hidden[path, width] = visit.hidden_sideways

        assert {place: pixels for place, pixels in hidden.items() if pixels} == {}
        assert visit.foreign_requests == []
        assert visit.complaints == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_pages_shut_nobody_out(
    browser: Browser, address: str, axe_script: Path, tag: str, width: int
) -> None:
    found: dict[str, list[str]] = {}
    with examined(browser, address, width) as visit:
        for path in paths(visit, tag):
            visit.open(path)
            visit.page.add_script_tag(path=axe_script)
            found[path] = visit.page.evaluate(RULES_OF_AXE)

    assert {path: barriers for path, barriers in found.items() if barriers} == {}


def paths(visit: Visit, tag: str) -> list[str]:
    """Sign in and return the pages to look at."""
    come_in(visit, f"/{tag}/desk/")
    return [f"/{tag}/desk/{page}" for page in PAGES]


@pytest.mark.parametrize(
    ("tag", "side"),
    [pytest.param("en", "left", id="en"), pytest.param("ar", "right", id="ar")],
)
@pytest.mark.parametrize("page", ["overview", "concerns", "results"])
def test_bars_begin_where_the_language_begins(
    browser: Browser, address: str, page: str, tag: str, side: str
) -> None:
    with visiting(browser, address, width=1280) as visit:
        opened = come_in(visit, f"/{tag}/desk/{SLUG}/{page}")
        gaps = opened.evaluate(GAPS)

    assert gaps
    assert all(gap[side] <= 1 for gap in gaps)
    assert any(gap["left"] != gap["right"] for gap in gaps)


GAPS = """
() => [...document.querySelectorAll("svg.plot")]
  .filter((plot) => plot.querySelector(".bg"))
  .map((plot) => {
    const whole = plot.querySelector(".bg").getBoundingClientRect();
    const bar = plot.querySelector(".bg + rect").getBoundingClientRect();
    return {left: bar.left - whole.left, right: whole.right - bar.right};
  })
"""


def test_a_group_is_chosen_and_left_again_without_script(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, width=360, script=False) as visit:
        page = come_in(visit, f"/en/desk/{SLUG}/concerns")
        page.select_option("#among", "D_AGE:18-24")
        page.get_by_role("button", name="Show").click()
        page.wait_for_url("**?among=D_AGE%3A18-24")

        assert "Among: 18–24." in page.inner_text("main")
        page.get_by_role("link", name="Show everybody again").click()
        page.wait_for_url(f"**/{SLUG}/concerns")
        page.locator(".con h3 a").first.click()
        page.wait_for_url("**/concerns/c1")

        assert (
            page.locator("h1").inner_text() == "the street lamps are off after sunset"
        )
