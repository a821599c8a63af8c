"""Trust and needs at the desk: the blocks of the report, with who may see them."""

import shutil
from pathlib import Path

import pytest

from consult.i18n import LANGUAGES, PSEUDO
from tests.builders import StoppedClock
from tests.facilitated import SLUG, app_on, store_desk
from tests.web.desk_browser import DeskBrowser
from tests.web.strict_client import text_of

PAGE = f"/en/desk/{SLUG}/results"


@pytest.fixture(scope="module")
def file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with what was counted."""
    copied = tmp_path_factory.mktemp("desk") / "consult.sqlite3"
    shutil.copy(migrated_file, copied)
    store_desk(copied)
    return copied


@pytest.fixture(scope="module")
def desk(file: Path) -> DeskBrowser:
    return DeskBrowser(app_on(file, StoppedClock(), PSEUDO.tag)).come_in("facilitator")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_is_sound_in_every_language(desk: DeskBrowser, tag: str) -> None:
    page = desk.get(f"/{tag}/desk/{SLUG}/results")

    assert page.status == 200
    assert page.document.attrib["dir"] == LANGUAGES[tag].direction


def test_the_index_stands_with_its_range_and_the_items_beside_it(
    desk: DeskBrowser,
) -> None:
    page = desk.get(PAGE)

    assert page.heading == "Trust and needs"
    assert "Trust in public bodies 45 of 100 (42–47)" in page.text
    rows = [text_of(row) for row in page.document.iter("tr")]
    assert any(row.startswith("The police who work here") for row in rows)


def test_who_answers_for_a_consultation_may_see_it(file: Path) -> None:
    app = app_on(file, StoppedClock())

    page = DeskBrowser(app).come_in("coordinator").get(PAGE)

    assert page.status == 200
    assert "Read the answers now" not in page.text


@pytest.mark.parametrize("page", ["concerns", "concerns/c1"])
def test_who_answers_for_a_consultation_may_not_read_what_people_wrote(
    file: Path, page: str
) -> None:
    app = app_on(file, StoppedClock())

    found = DeskBrowser(app).come_in("coordinator").get(f"/en/desk/{SLUG}/{page}")

    assert found.status == 403
    assert "lamps" not in found.text
