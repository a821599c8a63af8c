"""A questionnaire made elsewhere in a real browser, with and without a script."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from playwright.sync_api import Browser, Frame, Page

from consult.app import create_app
from consult.db.migrate import upgrade
from consult.db.session import open_database
from forms.definition import Group, Kind
from tests.builders import StoppedClock, some_settings
from tests.fixtures_browser import RULES_OF_AXE, visiting
from tests.questionnaires import field_a_wave
from tests.questionnaires_with_body import RIGHT, asked, english, with_body

pytestmark = pytest.mark.browser

ADDRESS: Final = "en/c/any"
PROPERTIES: Final = (
    "action", "elements", "submit", "contains", "addEventListener",
    "attributes", "name", "method", "id", "closest", "form", "answers", "fields",
)  # fmt: skip
"""What a form has, and a question may be called."""

NAMED: Final = Group(
    name="named",
    label=english("Names"),
    appearance="field-list",
    items=(
        *(asked(name, Kind.TEXT, f"What is {name}?") for name in PROPERTIES),
        asked("told", Kind.NOTE, "You said ${why}.", relevant="${why} != ''"),
        asked("works", Kind.CHOICE, "Does it work?", choices="yes_no"),
        asked("why", Kind.TEXT, "Why?", relevant="${works} = 'yes'"),
    ),
)
STARTED: Final = "form .acts > .btn"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    url = f"sqlite:///{tmp_path_factory.mktemp('any')}/consult.sqlite3"
    upgrade(url)
    database = open_database(url)
    with database.writing() as session:
        field_a_wave(session, slug="any", questionnaire=with_body())
        field_a_wave(session, slug="names", questionnaire=with_body(NAMED))
    database.close()
    return create_app(some_settings(database_url=url), clock=StoppedClock())


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator(STARTED).first.click()


def name_of(page: Page) -> str:
    return page.url.rpartition("/")[2].partition("?")[0]


def agree(page: Page, address: str, tag: str, slug: str = "any") -> None:
    page.goto(f"{address}/{tag}/c/{slug}")
    page.locator("input[value=yes]").check()
    go_on(page)


def fill(page: Page) -> None:
    """Give what is right on a page, as far as it is to be seen."""
    for name, value in RIGHT.get(name_of(page), {}).items():
        for each in [value] if isinstance(value, str) else value:
            put(page, name, each)


def put(page: Page, name: str, value: str) -> None:
    field = page.locator(f'[name="{name}"]')
    kind = field.first.evaluate("each => each.type") if field.count() else ""
    if kind in {"radio", "checkbox"}:
        page.locator(f'[name="{name}"][value="{value}"]').check()
    elif kind == "select-one":
        field.select_option(value)
    elif kind:
        field.fill(value)


def states(page: Page, address: str, tag: str) -> Iterator[str]:
    """Lead a browser through everything, and name every page and state it sees."""
    agree(page, address, tag)
    while (name := name_of(page)) != "thanks":
        yield name
        if name == "review":
            go_on(page)
            continue
        before = page.url
        go_on(page)
        if page.locator(".errsum").count():
            yield f"{name} with an error"
        page.goto(before)
        fill(page)
        go_on(page)
        if name_of(page) == name:
            yield f"{name} with more to ask"
            fill(page)
            go_on(page)
    yield "thanks"


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_no_page_shuts_anybody_out_or_leaves_the_screen(
    browser: Browser, address: str, axe_script: Path, tag: str, width: int
) -> None:
    # The script of axe comes from outside, so this window does not keep the policy.
    context = browser.new_context(
        bypass_csp=True,
        viewport={"width": width, "height": 800},
        java_script_enabled=True,
    )
    page, found = context.new_page(), {}
    for state in states(page, address, tag):
        page.add_script_tag(path=axe_script)
        sideways = page.evaluate(
            "document.documentElement.scrollWidth - window.innerWidth"
        )
        found[state] = [*page.evaluate(RULES_OF_AXE), *([sideways] if sideways else [])]
    context.close()

    assert {state: wrong for state, wrong in found.items() if wrong} == {}
    assert len(found) > 30


def test_everything_is_answered_without_a_script(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, width=360, script=False) as visit:
        names = list(states(visit.page, address, "en"))

        assert "p22 with more to ask" in names
        assert visit.page.locator("[data-receipt]").count() == 1


def tangled(page: Page, address: str) -> None:
    """Lead a browser to the page on which one question follows from another."""
    agree(page, address, "en")
    while name_of(page) != "p22":
        fill(page)
        go_on(page)


def test_a_script_brings_in_what_follows_and_keeps_the_focus(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, width=360) as visit:
        page = visit.page
        tangled(page, address)
        loaded: list[str] = []

        def note(frame: Frame) -> None:
            loaded.append(frame.url)

        page.on("framenavigated", note)

        page.locator("[name=inside]").fill("7")
        page.locator("[name=first][value=yes]").check()
        page.locator("[name=second]").wait_for()

        assert loaded == []
        assert page.locator("[name=inside]").input_value() == "7"
        held = page.evaluate(
            "[document.activeElement.name, document.activeElement.value]"
        )
        assert held == ["first", "yes"]
        page.locator("[name=first][value=no]").check()
        page.locator("[name=second]").wait_for(state="detached")
        assert visit.complaints == []
        assert visit.foreign_requests == []


def test_a_question_may_be_called_like_a_property_of_a_form(
    browser: Browser, address: str
) -> None:
    with visiting(browser, address, width=360) as visit:
        page = visit.page
        agree(page, address, "en", "names")
        page.locator("[name=elements]").fill("all of them")
        page.locator("[name=works][value=yes]").check()

        page.locator("[name=why]").wait_for(timeout=5_000)

        assert page.locator("[name=elements]").input_value() == "all of them"
        held = page.evaluate(
            "[document.activeElement.name, document.activeElement.value]"
        )
        assert held == ["works", "yes"]
        assert visit.complaints == []
