"""The report of a consultation in a real browser: for everybody, on any screen, on
paper, alone."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from consult.reports.consultation.compose import compose
from consult.reports.consultation.render_html import render_report
from forms.definition import Text
from tests.consult.reports.builders import a_concern
from tests.consult.reports.consultation_builders import (
    WITH_REASON,
    a_consultation,
    some_written,
)
from tests.fixtures_browser import axe_findings, visiting, wait_until

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "ar"]
WIDTHS = [360, 1280]
NARROWEST = 320
PAPER = 690
LONG = "uninterrupted" * 20
METHOD_IS_OPEN = """document.querySelector('#method + details dl').checkVisibility({
  contentVisibilityAuto: true, visibilityProperty: true })"""
CLIPPED = """[...document.querySelectorAll('main td, main th, main p, main li, main b')]
  .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth
    && getComputedStyle(each).display !== 'inline' && !each.closest('.vh'))
  .map((each) => each.textContent.trim().slice(0, 60))"""
SIDES = """[...document.querySelectorAll('.trust tbody tr')].map((row) => {
  const middle = (mark) => {
    const box = row.querySelector(mark).getBoundingClientRect();
    return box.left + box.width / 2;
  };
  return middle('.plot .no') < middle('.plot .yes');
})"""


@pytest.fixture
def app() -> Flask:
    """Serve the report as a file server would."""
    server = Flask(__name__)
    report = compose(a_consultation())
    server.add_url_rule("/<tag>", "report", lambda tag: render_report(report, tag))
    long = compose(
        a_consultation(
            title=Text.of({"en": LONG}),
            concerns=some_written(
                concerns=(a_concern(90, WITH_REASON, label=LONG, terms=(LONG,)),),
                rare=(a_concern(3, WITH_REASON, id="r", label=LONG),),
            ),
        )
    )
    server.add_url_rule("/long", "long", lambda: render_report(long, "en"))
    server.add_url_rule("/favicon.ico", "icon", lambda: "")
    return server


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_report_shuts_nobody_out(
    browser: Browser, address: str, axe_script: Path, tag: str, width: int
) -> None:
    assert axe_findings(browser, f"{address}/{tag}", axe_script, width=width) == []


@pytest.mark.parametrize("width", [NARROWEST, *WIDTHS])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_report_fits_and_asks_nobody_and_keeps_its_policy(
    browser: Browser, address: str, tag: str, width: int
) -> None:
    with visiting(browser, address, width=width) as visit:
        visit.open(f"/{tag}")

        assert visit.hidden_sideways == 0
        assert visit.page.evaluate(CLIPPED) == []
        assert visit.foreign_requests == []
        assert visit.complaints == []


def test_words_without_end_do_not_widen_the_page(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, width=NARROWEST) as visit:
        visit.open("/long")

        assert visit.hidden_sideways == 0


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_trust_stands_where_the_reader_begins(
    browser: Browser, address: str, tag: str
) -> None:
    with visiting(browser, address, width=1280) as visit:
        visit.open(f"/{tag}")

        lower_is_left = visit.page.evaluate(SIDES)
        assert visit.direction == ("rtl" if tag == "ar" else "ltr")
        assert set(lower_is_left) == {tag != "ar"}


def test_on_paper_the_method_is_open_and_nothing_is_cut_off(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, width=PAPER) as visit:
        visit.open("/en")
        on_screen = visit.page.evaluate(METHOD_IS_OPEN)
        visit.page.emulate_media(media="print")
        # The browser opens it with the next frame, not at once.
        wait_until(visit.page, METHOD_IS_OPEN)

        assert not on_screen
        assert visit.hidden_sideways == 0


def test_the_report_is_the_same_without_script(browser: Browser, address: str) -> None:
    with visiting(browser, address, width=1280, script=False) as visit:
        visit.open("/en")

        assert visit.page.locator("h2").count() == 13
        assert visit.complaints == []
