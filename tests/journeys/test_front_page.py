"""The front page in a real browser: for everybody, on any screen, alone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.fixtures_browser import axe_findings, visiting

pytestmark = pytest.mark.browser

DIRECTIONS = [pytest.param("en", "ltr", id="en"), pytest.param("ar", "rtl", id="ar")]
LANGUAGES = ["en", "ar"]
WIDTHS = [360, 1280]
NARROWEST = 320


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_front_page_shuts_nobody_out(
    browser: Browser, address: str, axe_script: Path, tag: str, width: int
) -> None:
    assert axe_findings(browser, f"{address}/{tag}/", axe_script, width=width) == []


@pytest.mark.parametrize("width", [NARROWEST, *WIDTHS])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_front_page_fits_and_asks_no_other_host_and_keeps_its_policy(
    browser: Browser, address: str, tag: str, width: int
) -> None:
    with visiting(browser, address, width=width) as visit:
        visit.open(f"/{tag}/")

        assert visit.hidden_sideways == 0
        assert visit.foreign_requests == []
        assert visit.complaints == []


@pytest.mark.parametrize(("tag", "direction"), DIRECTIONS)
def test_the_front_page_runs_in_the_direction_of_its_language(
    browser: Browser, address: str, tag: str, direction: str
) -> None:
    with visiting(browser, address, width=360) as visit:
        visit.open(f"/{tag}/")

        assert visit.direction == direction


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_front_page_works_without_script(
    browser: Browser, address: str, tag: str
) -> None:
    with visiting(browser, address, width=360, script=False) as visit:
        visit.open("/en/")
        visit.page.locator(f'a[hreflang="{tag}"]').first.click()
        visit.page.wait_for_url(f"{address}/{tag}/")

        assert visit.page.locator("h1:visible").count() == 1
        assert visit.page.locator("html").get_attribute("lang") == tag
        assert visit.foreign_requests == []


def test_somebody_who_uses_the_keyboard_can_skip_to_the_content(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, width=360) as visit:
        visit.open("/en/")
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.press("Enter")

        assert visit.page.url == f"{address}/en/#main"
