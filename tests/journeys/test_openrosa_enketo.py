"""Enketo's own form engine, in a real browser, shows, fills and sends a survey."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, FilePayload, Page

from tests.journeys.offline import (
    ANSWERS,
    CLIENTS,
    WORDS,
    Fielded,
    fielding,
    needs_module,
)

pytestmark = pytest.mark.browser

ELSEWHERE: Final = "http://enketo.test/"
EMPTY: Final = "<!doctype html><title>Enketo</title><body></body>"
LIST: Final = "{http://openrosa.org/xforms/xformsList}"

PART: Final = "xml_submission_file"
HTML: Final = "text/html"
CONSENT: Final = "/data/consent/C_OK"
CREATED, UNPROCESSABLE = 201, 422

GIVEN: Final = (
    (CONSENT, "yes", 1),
    ("/data/street", "River road", 1),
    ("/data/worry", "The lamps stay off.\nأخاف ليلا", 1),
    ("/data/age", "42", 1),
    ("/data/distance", "2.5", 1),
    ("/data/trust", "7", 1),
    ("/data/moved", "2011-02-28", 1),
    ("/data/wakes", "06:30", 1),
    ("/data/flood", "2019-08-01T23:15", 1),
    ("/data/well", "y", 1),
    ("/data/well_name", "Old well", 1),
    ("/data/needs", "water road", 1),
    ("/data/order", "road light water", 1),
    ("/data/region", "north", 1),
    ("/data/place", "mill", 1),
    ("/data/read", "OK", 1),
    ("/data/home/people", "2", 1),
    ("/data/person/first", "Amal", 1),
    ("/data/person/first", "Basim", 2),
)
TRIPS: Final = (
    ("/data/person/trip/way", "foot", 1),
    ("/data/person/trip/minutes", "10", 1),
    ("/data/person/trip/way", "bus", 2),
    ("/data/person/trip/minutes", "25", 2),
    ("/data/person/trip/minutes", "5", 3),
)


@pytest.fixture(scope="module")
def fielded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fielded]:
    with fielding(tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return Enketo as one script."""
    for name in ("enketo-core", "enketo-transformer", "esbuild"):
        needs_module(name)
    made = tmp_path_factory.mktemp("enketo") / "enketo.js"
    subprocess.run(["node", str(CLIENTS / "bundle.mjs"), str(made)], check=True)
    return made


@pytest.fixture(scope="module")
def elsewhere(browser: Browser, script: Path) -> Iterator[Page]:
    """Return a page of another server, which has Enketo and nothing else."""
    context = browser.new_context(locale="en", timezone_id="Asia/Beirut")
    page = context.new_page()
    page.route("**/*", lambda route: route.fulfill(body=EMPTY, content_type=HTML))
    page.goto(ELSEWHERE)
    page.add_script_tag(path=script)
    yield page
    context.close()


@pytest.fixture
def enketo(fielded: Fielded, elsewhere: Page) -> Page:
    """Return the page with the form in Arabic, empty."""
    form = form_at(fielded)
    assert elsewhere.evaluate("(form) => enketo.open(form, 'ar')", form) == []
    return elsewhere


def form_at(fielded: Fielded) -> str:
    [address] = fielded.asked("formList").findall(f"{LIST}xform/{LIST}downloadUrl")
    return fielded.fetched(address.text or "")


def answer(page: Page, *given: tuple[str, str, int]) -> None:
    for each in given:
        page.evaluate("(given) => enketo.answer(...given)", each)


def sent(fielded: Fielded, page: Page) -> tuple[int, str]:
    """Send the form as the server of Enketo does, and return what was said."""
    source: str = page.evaluate("enketo.filled()")
    part = FilePayload(name=PART, mimeType="text/xml", buffer=source.encode())
    answered = page.request.post(
        f"{fielded.address}/submission",
        headers={"X-OpenRosa-Version": "1.0"},
        multipart={PART: part},
    )
    return answered.status, answered.text()


def test_a_form_that_is_filled_with_enketo_is_stored_once_as_it_was_filled(
    fielded: Fielded, enketo: Page
) -> None:
    before = fielded.on_the_desk()
    answer(enketo, *GIVEN)
    enketo.evaluate("enketo.add('/data/person/trip', 1)")
    answer(enketo, *TRIPS)

    assert enketo.evaluate("enketo.isValid()")
    assert sent(fielded, enketo)[0] == CREATED
    assert sent(fielded, enketo)[0] == CREATED

    assert fielded.on_the_desk() == before + 1
    [*_, (answers, words)] = fielded.stored()
    assert answers == ANSWERS
    assert words == WORDS
    assert "معا 40 دقيقة." in enketo.evaluate("enketo.labels()")


def test_who_says_no_in_enketo_is_asked_nothing_more_and_can_finish(
    fielded: Fielded, enketo: Page
) -> None:
    before = fielded.on_the_desk()
    answer(enketo, (CONSENT, "no", 1))

    assert enketo.evaluate("enketo.isValid()")
    status, said = sent(fielded, enketo)

    assert status == CREATED
    assert "Nothing was stored" in said
    assert fielded.on_the_desk() == before
    asked = enketo.evaluate("enketo.labels()")
    assert "هل تريد أن تشارك؟" in asked
    assert "كم عمرك؟" not in asked


def test_enketo_and_we_see_the_same_rule_broken(fielded: Fielded, enketo: Page) -> None:
    answer(enketo, (CONSENT, "yes", 1), ("/data/age", "7", 1))

    assert not enketo.evaluate("enketo.isValid()")
    status, said = sent(fielded, enketo)

    assert status == UNPROCESSABLE
    assert "Your age?: Between 18 and 119." in said
