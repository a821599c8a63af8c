"""A survey in a real browser: for everybody, on any screen, in both directions."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page

from consult.app import create_app
from consult.db.migrate import upgrade
from consult.db.session import open_database
from consult.services.fielding import WaveState
from tests.builders import StoppedClock, some_settings
from tests.fixtures_browser import RULES_OF_AXE, visiting
from tests.questionnaires import field_a_wave, field_the_instruments

pytestmark = pytest.mark.browser

LANGUAGES: Final = ["en", "ar"]
WIDTHS: Final = [360, 1280]
NARROWEST: Final = 320
SURVEYS: Final = ["trust", "needs"]
TOO_LONG: Final = "The lamps on the river road stay off. " * 40
STANDING: Final = ("", "receipt", "keeping", "calendar", "c/paused", "c/trust/no")

CLIPPED: Final = """
() => [...document.querySelectorAll("body *")].filter((element) => {
  const style = getComputedStyle(element);
  const hides = [style.overflowX, style.overflowY].some(
    (value) => value === "hidden" || value === "clip");
  const isMeantToHide = style.clipPath !== "none" || element.closest("svg");
  return hides && !isMeantToHide && element.clientWidth > 0
    && (element.scrollWidth > element.clientWidth + 1
        || element.scrollHeight > element.clientHeight + 1);
}).map((element) => element.outerHTML.slice(0, 80))
"""
SMALL: Final = """
() => [...document.querySelectorAll("button, .btn, .opt, input:not([type=hidden])")]
  .filter((element) => element.checkVisibility())
  .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < 24)
  .map(([what]) => what)
"""
PAINTED: Final = """
async ([picture, cover]) => {
  const image = await createImageBitmap(await (await fetch(picture)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const {data, width, height} = pen.getImageData(0, 0, image.width, image.height);
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 2; y < height - 2; y++) for (let x = 2; x < width - 2; x++) {
    if (x >= cover.left && x <= cover.right) continue;
    const place = 4 * (y * width + x);
    if (data[place] + data[place + 1] + data[place + 2] > 600) continue;
    left = Math.min(left, x); right = Math.max(right, x);
    top = Math.min(top, y); bottom = Math.max(bottom, y);
  }
  return [left, top, right + 1, bottom + 1];
}
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    url = f"sqlite:///{tmp_path_factory.mktemp('surveys')}/consult.sqlite3"
    upgrade(url)
    database = open_database(url)
    with database.writing() as session:
        field_the_instruments(session)
        field_a_wave(session, slug="paused", state=WaveState.PAUSED)
    database.close()
    return create_app(some_settings(database_url=url), clock=StoppedClock())


def go_on(page: Page) -> None:
    press(page, "form .btn")


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).first.click()


def agree(page: Page, address: str, tag: str, slug: str) -> None:
    page.goto(f"{address}/{tag}/c/{slug}")
    page.locator("input[value=yes]").check()
    go_on(page)


def states(page: Page, address: str, tag: str, slug: str) -> Iterator[str]:
    """Lead a browser through a survey, and name every page it comes to."""
    page.goto(f"{address}/{tag}/c/{slug}")
    yield "first page"
    go_on(page)
    yield "first page with an error"
    page.locator("input[value=yes]").check()
    go_on(page)
    yield from questions(page)
    yield "review"
    go_on(page)
    yield "thanks"
    code = page.locator("[data-receipt]").get_attribute("data-receipt") or ""
    go_on(page)
    yield "cleared"
    yield from taking_back(page, f"{address}/{tag}/receipt", code)


def questions(page: Page) -> Iterator[str]:
    while not page.url.endswith("/review"):
        yield page.url.rpartition("/")[2]
        if page.locator("textarea").count():
            page.locator("textarea").fill(TOO_LONG)
            go_on(page)
            yield f"{page.url.rpartition('/')[2]} with an error"
            page.locator("textarea").fill("The lamps. " * 30)
        for choices in page.locator(".opts").all():
            choices.locator("input").last.check()
        go_on(page)


def taking_back(page: Page, address: str, code: str) -> Iterator[str]:
    page.goto(address)
    go_on(page)
    yield "receipt with an error"
    page.locator("#code").fill(code)
    go_on(page)
    yield "held"
    press(page, "button[value=withdraw]")
    yield "taken back"


def everywhere(page: Page, address: str, tag: str, slug: str) -> Iterator[str]:
    """Lead a browser to every page there is, to those of no survey with the first."""
    for path in STANDING if slug == SURVEYS[0] else ():
        page.goto(f"{address}/{tag}/{path}")
        yield path
    yield from states(page, address, tag, slug)


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("slug", SURVEYS)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_page_shuts_anybody_out(
    browser: Browser, address: str, axe_script: Path, tag: str, slug: str, *, width: int
) -> None:
    # The script of axe comes from outside, so this window does not keep the policy.
    context = browser.new_context(
        bypass_csp=True, viewport={"width": width, "height": 800}
    )
    page, found = context.new_page(), {}
    for state in everywhere(page, address, tag, slug):
        page.add_script_tag(path=axe_script)
        found[state] = page.evaluate(RULES_OF_AXE)
    context.close()

    assert {state: rules for state, rules in found.items() if rules} == {}
    assert len(found) >= 15


@pytest.mark.slow
@pytest.mark.parametrize("width", [NARROWEST, *WIDTHS])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_page_fits_asks_no_other_host_and_keeps_its_policy(
    browser: Browser, address: str, tag: str, width: int
) -> None:
    with visiting(browser, address, width=width) as visit:
        wrong: dict[str, Any] = {}
        for state in everywhere(visit.page, address, tag, "trust"):
            found = (
                visit.hidden_sideways,
                visit.page.evaluate(CLIPPED),
                visit.page.evaluate(SMALL),
            )
            if found != (0, [], []):
                wrong[state] = found

        assert wrong == {}
        assert visit.foreign_requests == []
        assert [each for each in visit.complaints if not is_status(each)] == []


def is_status(complaint: str) -> bool:
    """Whether the browser only repeats that a page was refused on purpose."""
    return "the server responded with a status of 4" in complaint


@pytest.mark.slow
@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_page_fits_with_letters_twice_as_large(
    browser: Browser, address: str, tag: str
) -> None:
    context = browser.new_context(
        viewport={"width": 640, "height": 800}, device_scale_factor=2
    )
    page, wrong = context.new_page(), {}
    for state in everywhere(page, address, tag, "trust"):
        # What a reader sets in the browser, which no policy of a page forbids.
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        sideways = page.evaluate(
            "document.documentElement.scrollWidth - window.innerWidth"
        )
        clipped = page.evaluate(CLIPPED)
        if sideways or clipped:
            wrong[state] = (sideways, clipped)
    context.close()

    assert wrong == {}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_is_painted_is_where_the_real_control_is(
    browser: Browser, address: str, tag: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    agree(page, address, tag, "trust")
    go_on(page)
    go_on(page)
    assert page.url.endswith("/actors")

    # The first and the last of a list have round corners, which are painted as well.
    for option in page.locator(".opt").all()[1:5]:
        control, words = option.locator("input"), option.locator("span")
        real, whole, said = box(control), box(option), box(words)
        is_beside = said["width"] > 1
        cover = {
            "left": said["x"] - whole["x"] - 2 if is_beside else -1,
            "right": said["x"] + said["width"] - whole["x"] + 2 if is_beside else -1,
        }
        picture = base64.b64encode(option.screenshot()).decode()
        painter = context.new_page()
        left, top, right, bottom = painter.evaluate(
            PAINTED, [f"data:image/png;base64,{picture}", cover]
        )
        painter.close()

        assert real["width"] >= 24
        assert real["height"] >= 24
        assert abs(whole["x"] + left - real["x"]) <= 3
        assert abs(whole["x"] + right - real["x"] - real["width"]) <= 3
        assert abs(whole["y"] + top - real["y"]) <= 3
        assert abs(whole["y"] + bottom - real["y"] - real["height"]) <= 3
        if is_beside:
            assert (real["x"] > said["x"]) == (tag == "ar")
    context.close()


def box(element: Locator) -> dict[str, float]:
    found = element.bounding_box()
    assert found
    return {"x": found["x"], "y": found["y"]} | {
        "width": found["width"],
        "height": found["height"],
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_the_whole_row_of_an_option_can_be_tapped(
    browser: Browser, address: str, width: int
) -> None:
    with visiting(browser, address, width=width) as visit:
        agree(visit.page, address, "en", "trust")
        go_on(visit.page)
        row = visit.page.locator(".opt").nth(2)
        size = box(row)

        row.click(position={"x": size["width"] - 8, "y": size["height"] / 2})

        assert row.locator("input").is_checked()


def test_a_grid_is_named_for_who_does_not_see_it(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, width=1280) as visit:
        agree(visit.page, address, "en", "trust")
        go_on(visit.page)
        go_on(visit.page)

        row = visit.page.get_by_role("group", name="The police who work here")
        row.get_by_role("radio", name="Quite a lot").check()

        assert visit.page.locator("[name=TA02]:checked").get_attribute("value") == "2"
        assert row.get_by_role("radio").count() == 6


@pytest.mark.parametrize("tag", LANGUAGES)
def test_enter_does_what_continue_does(
    browser: Browser, address: str, tag: str
) -> None:
    with visiting(browser, address, width=360) as visit:
        page = visit.page
        page.goto(f"{address}/{tag}/c/trust")
        page.locator("input[value=yes]").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_url("**/worry")
        go_on(page)
        page.wait_for_url("**/people")
        page.locator("input").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/actors")

        assert page.url.startswith(f"{address}/{tag}/")


def test_enter_looks_up_a_receipt(browser: Browser, address: str) -> None:
    with visiting(browser, address, width=360) as visit:
        visit.open("/en/receipt")
        visit.page.locator("#code").fill("12")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_selector(".errsum")

        assert visit.page.url == f"{address}/en/receipt"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_survey_is_answered_without_script(
    browser: Browser, address: str, tag: str
) -> None:
    with visiting(browser, address, width=360, script=False) as visit:
        names = list(states(visit.page, address, tag, "trust"))

    assert names[-4:] == ["cleared", "receipt with an error", "held", "taken back"]
    assert visit.foreign_requests == []


def test_the_summary_of_errors_is_where_somebody_is_led(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, width=360) as visit:
        page = visit.page
        agree(page, address, "en", "trust")
        page.locator("textarea").fill(TOO_LONG)
        go_on(page)
        assert page.evaluate("document.activeElement.className") == "errsum"

        page.locator(".errsum a").click()

        assert page.evaluate("document.activeElement.id") == "q-TO1"
        assert page.locator("textarea").input_value() == TOO_LONG


def test_the_language_button_keeps_what_is_typed(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, width=360) as visit:
        page = visit.page
        agree(page, address, "en", "trust")
        page.locator("textarea").fill("the lamps")
        press(page, 'button[lang="ar"]')
        page.wait_for_url("**/ar/c/trust/**")

        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.locator("textarea").input_value() == "the lamps"


def test_chosen_options_are_told_apart_in_forced_colours(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, forced_colors="active"
    )
    page = context.new_page()
    agree(page, address, "en", "trust")
    go_on(page)
    control = page.locator(".opt input").first
    before = control.screenshot()
    control.check()

    assert control.screenshot() != before
    context.close()
