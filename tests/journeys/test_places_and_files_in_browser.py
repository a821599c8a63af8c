"""Positions, photos and recordings in a real browser, with and without a script."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from flask import Flask
from playwright.sync_api import Browser, Geolocation, Page
from sqlalchemy import select

from consult.app import create_app
from consult.db.migrate import upgrade
from consult.db.models import Response, Upload
from consult.db.session import Database, open_database
from consult.roles import Role
from consult.services.fielding import wave_of
from consult.services.offline import form_id_of
from consult.services.opening import switch_attachment, switch_positions
from forms.definition import Group, Kind
from tests.builders import StoppedClock, some_settings
from tests.consult.privacy.files_made import SECRET, a_photo, a_wave, an_mp3, an_ogg
from tests.desks import PASSWORD, add_staff
from tests.fixtures_browser import RULES_OF_AXE, visiting, wait_until
from tests.questionnaires import field_a_wave
from tests.questionnaires_with_body import asked, english, with_body

pytestmark = pytest.mark.browser

CONSULTATION: Final = "about-road"
EXACT: Final[Geolocation] = {"latitude": 33.513807, "longitude": 36.276528}
BODY: Final = with_body(
    asked("where", Kind.POSITION, "Where is it?", "أين؟", variant="geopoint"),
    Group(
        name="road",
        label=english("The road"),
        appearance="field-list",
        items=(
            # It depends on what follows, so that the page is brought up to date.
            asked("so", Kind.NOTE, "You said ${why}.", relevant="${why} != ''"),
            asked("photo", Kind.ATTACHMENT, "A photo?", "صورة؟", variant="image"),
            asked("voice", Kind.ATTACHMENT, "Tell us", "قل لنا", variant="audio"),
            asked("works", Kind.CHOICE, "Is it safe?", choices="yes_no", required=True),
            asked("why", Kind.TEXT, "Why not?", relevant="${works} = 'no'"),
        ),
    ),
)
STARTED: Final = "form .acts > .btn"
PHOTO: Final[Any] = {
    "name": "IMG_2026.jpg",
    "mimeType": "image/jpeg",
    "buffer": a_photo(size=(640, 480)),
}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/consult.sqlite3"


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    upgrade(url)
    database = open_database(url)
    with database.writing() as session:
        field_a_wave(session, slug="road", questionnaire=BODY)
        switch_positions(session, CONSULTATION, on=True)
        for key in ("photo", "voice"):
            switch_attachment(session, CONSULTATION, key, on=True)
        add_staff(session, "facilitator", {CONSULTATION: [Role.FACILITATOR]})
    yield database
    database.close()


@pytest.fixture
def app(url: str, database: Database) -> Flask:
    del database
    return create_app(some_settings(database_url=url), clock=StoppedClock())


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator(STARTED).first.click()


def agree(page: Page, address: str, tag: str = "en") -> None:
    page.goto(f"{address}/{tag}/c/road")
    page.locator("input[value=yes]").check()
    go_on(page)


def kept(database: Database, table: type[Upload] | type[Response]) -> list[Any]:
    with database.reading() as session:
        found = list(session.scalars(select(table)))
        session.expunge_all()
        return found


def test_a_button_fills_in_where_somebody_is_and_sends_nothing_exact(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(geolocation=EXACT, permissions=["geolocation"])
    page, sent, complaints = context.new_page(), [], []
    page.on("request", lambda each: sent.append(each.post_data or ""))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    agree(page, address)

    page.get_by_role("button", name="Use my place").click()
    wait_until(page, "document.querySelector('[name=\"where.lat\"]').value")

    boxes = page.locator("[data-place] input")
    assert boxes.first.input_value() == "33.51"
    assert boxes.last.input_value() == "36.28"
    go_on(page)
    assert "The road" in page.locator("h1").inner_text()
    context.close()
    assert not any("33.513" in each for each in sent)
    assert complaints == []


def test_who_does_not_tell_the_browser_is_told_to_type(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    agree(page, address)

    page.get_by_role("button", name="Use my place").click()

    page.get_by_text("Your device does not tell where it is.").wait_for()
    context.close()


def test_everything_is_answered_without_a_script(
    browser: Browser, address: str, database: Database
) -> None:
    with visiting(browser, address, width=360, script=False) as visit:
        page = visit.page
        agree(page, address)
        assert not page.get_by_role("button", name="Use my place").is_visible()
        page.locator('[name="where.lat"]').fill("٣٣٫٥١٣")
        page.locator('[name="where.lon"]').fill("36,2765")
        go_on(page)

        page.locator("[name=photo]").set_input_files(PHOTO)
        go_on(page)
        assert page.locator(".errsum").count() == 1
        assert page.get_by_text("Kept: photo 1.").count() == 1
        page.locator("[name=works][value=yes]").check()
        go_on(page)
        assert "A photo" in page.locator("dl").first.inner_text() + page.content()
        go_on(page)
        assert page.locator("[data-receipt]").count() == 1

    (response,), (upload,) = kept(database, Response), kept(database, Upload)
    assert response.answers["where"] == "33.51 36.28"
    assert response.answers["photo"] == upload.name
    assert SECRET not in upload.content


def test_a_script_that_brings_in_what_follows_keeps_the_file(
    browser: Browser, address: str, database: Database
) -> None:
    with visiting(browser, address, width=360) as visit:
        page = visit.page
        agree(page, address)
        go_on(page)
        page.locator("[name=photo]").set_input_files(PHOTO)
        page.get_by_text("Kept: photo 1.").wait_for()

        page.locator("[name=works][value=no]").check()
        page.locator("[name=why]").wait_for()

        assert page.get_by_text("Kept: photo 1.").count() == 1
        assert len(kept(database, Upload)) == 1
        page.locator('[name="photo.remove"]').check()
        page.get_by_text("Kept: photo 1.").wait_for(state="detached")
        assert visit.complaints == []
        assert visit.foreign_requests == []
    assert kept(database, Upload) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_these_pages_shut_nobody_out_and_stay_on_the_screen(
    browser: Browser, address: str, axe_script: Path, tag: str, width: int
) -> None:
    context = browser.new_context(
        bypass_csp=True, viewport={"width": width, "height": 800}
    )
    page, found = context.new_page(), {}

    def look(state: str) -> None:
        page.add_script_tag(path=axe_script)
        sideways = page.evaluate(
            "document.documentElement.scrollWidth - window.innerWidth"
        )
        found[state] = [*page.evaluate(RULES_OF_AXE), *([sideways] if sideways else [])]

    agree(page, address, tag)
    look("a place")
    page.locator('[name="where.lat"]').fill("here")
    go_on(page)
    look("no place")
    page.locator('[name="where.lat"]').fill("")
    go_on(page)
    look("files")
    page.locator("[name=photo]").set_input_files(PHOTO)
    page.locator(".kept").wait_for()
    go_on(page)
    look("a file that is kept")
    context.close()

    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def send(app: Flask, database: Database, number: int, file: bytes) -> None:
    with database.reading() as session:
        form_id = form_id_of(wave_of(session, "road").version_id)
    xml = (
        f'<data id="{form_id}"><C_OK>yes</C_OK><road><voice>v</voice>'
        f"<photo>p</photo><works>yes</works></road>"
        f"<meta><instanceID>uuid:{number}</instanceID></meta></data>"
    )
    data = {
        "xml_submission_file": (BytesIO(xml.encode()), "form.xml"),
        "v": (BytesIO(file), "v"),
        "p": (BytesIO(PHOTO["buffer"]), "p"),
    }
    answer = app.test_client().post("/openrosa/road/submission", data=data)
    assert answer.status_code == 201, answer.text


@pytest.fixture
def recorded(app: Flask, database: Database) -> None:
    """Have three people send a recording, each in another format, and a photo."""
    for number, file in enumerate((a_wave(1), an_mp3(60), an_ogg(60))):
        send(app, database, number, file)


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.usefixtures("recorded")
def test_the_tray_plays_every_recording_and_shuts_nobody_out(
    browser: Browser, address: str, axe_script: Path, tag: str
) -> None:
    with visiting(browser, address, width=360) as visit:
        page = visit.page
        visit.open(f"/{tag}/desk/sign-in")
        page.locator("[name=name]").fill("facilitator")
        page.locator("[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/overview")
        visit.open(f"/{tag}/desk/{CONSULTATION}/untyped")

        lengths = page.evaluate(
            """() => Promise.all([...document.querySelectorAll("audio")].map(
              (sound) => new Promise((told) => {
                sound.addEventListener("loadedmetadata", () => told(sound.duration));
                sound.addEventListener("error", () => told(sound.error.message));
                sound.preload = "metadata";
                sound.load();
              })))"""
        )
        assert len(lengths) == 3
        assert all(isinstance(each, int | float) and each > 0.5 for each in lengths)
        pictures = page.locator("img.photo")
        assert pictures.count() == 3
        pictures.first.scroll_into_view_if_needed()
        wait_until(page, "document.querySelector('img.photo').naturalWidth")
        assert visit.hidden_sideways == 0
        assert visit.complaints == []
        state = page.context.storage_state()

    context = browser.new_context(
        bypass_csp=True, storage_state=state, viewport={"width": 360, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{address}/{tag}/desk/{CONSULTATION}/untyped")
    page.add_script_tag(path=axe_script)
    assert page.evaluate(RULES_OF_AXE) == []
    context.close()
