"""What the browser fixtures promise to see, they see."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.fixtures_browser import axe_findings, visiting

pytestmark = pytest.mark.browser

BAD_PAGE = """<!doctype html><html lang=en><title>Bad</title><h1>Bad</h1>
<style>h1 { color: red }</style>
<main><p style="width: 900px">wide</p><input>
<img alt="" src="http://127.0.0.2:9/picture.png"></main></html>"""


@pytest.fixture
def app() -> Flask:
    bad = Flask(__name__)
    policy = {"Content-Security-Policy": "style-src 'none'"}
    bad.add_url_rule("/", "bad", lambda: (BAD_PAGE, policy))
    bad.add_url_rule("/favicon.ico", "icon", lambda: "")
    return bad


def test_a_bad_page_is_seen_through(browser: Browser, address: str) -> None:
    with visiting(browser, address, width=320) as visit:
        visit.open("/")

        assert visit.foreign_requests == ["http://127.0.0.2:9/picture.png"]
        assert any("refused by policy: style-src" in text for text in visit.complaints)


def test_a_page_wider_than_the_screen_is_seen(browser: Browser, address: str) -> None:
    with visiting(browser, address, width=320) as visit:
        visit.page.set_content("<p style='width: 900px'>wide")

        assert visit.hidden_sideways > 0


def test_a_field_without_a_label_is_found(
    browser: Browser, address: str, axe_script: Path
) -> None:
    found = axe_findings(browser, f"{address}/", axe_script, width=360)

    assert "label: input" in found
