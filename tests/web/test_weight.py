"""Many people pay by the megabyte: what the pages of the real surveys weigh."""

from collections.abc import Iterator, Mapping
from typing import Final

import pytest

from consult.app import create_app
from consult.db.session import open_database
from consult.settings import INTERFACE_LOCALES
from tests.builders import StoppedClock, some_settings
from tests.questionnaires import field_the_instruments
from tests.web.strict_client import FIRST_PAGE_BYTES, Page, StrictClient, assets_of

FOLLOWING_PAGE_BYTES: Final = 6_000
COMPRESSED: Final[Mapping[str, str]] = {"Accept-Encoding": "gzip"}
LONG: Final = "The lamps on the river road stay off after the market closes. " * 16


@pytest.fixture
def client(migrated_sqlite_url: str) -> Iterator[StrictClient]:
    """Return a browser on an installation with both packaged surveys."""
    database = open_database(migrated_sqlite_url)
    with database.writing() as session:
        field_the_instruments(session)
    settings = some_settings(database_url=migrated_sqlite_url)
    yield StrictClient(create_app(settings, clock=StoppedClock()))
    database.close()


def weight(client: StrictClient, path: str) -> int:
    return len(client.plain.get(path, headers=COMPRESSED).data)


def following(client: StrictClient, page: Page) -> Iterator[Page]:
    """Give every page after the first, with a long answer to what is open."""
    while page.path.rpartition("/")[2] != "thanks":
        yield page
        page = client.press(page, dict.fromkeys(page.filled(), LONG))
    yield page


@pytest.mark.parametrize("slug", ["trust", "needs"])
@pytest.mark.parametrize("tag", INTERFACE_LOCALES)
def test_the_pages_of_a_survey_are_light(
    client: StrictClient, tag: str, slug: str
) -> None:
    first = client.get(f"/{tag}/c/{slug}")
    loaded = [first.path, *assets_of(first.document)]

    after = {
        page.path.rpartition("/")[2]: weight(client, page.path)
        for page in following(client, client.press(first, {"C_OK": "yes"}))
    }

    assert sum(weight(client, path) for path in loaded) <= FIRST_PAGE_BYTES / 2
    assert len(after) > 5
    assert max(after.values()) <= FOLLOWING_PAGE_BYTES


def test_a_page_loads_its_style_sheet_and_its_icon_and_nothing_else(
    client: StrictClient,
) -> None:
    page = client.press(client.get("/en/c/trust"), {"C_OK": "yes"})

    assert [path.rpartition("/")[2] for path in assets_of(page.document)] == [
        "public.css",
        "mark.svg",
    ]
    assert list(page.document.iter("script")) == []


def test_a_page_that_carries_a_token_is_compressed(client: StrictClient) -> None:
    page = client.press(client.get("/en/c/trust"), {"C_OK": "yes"})

    answer = client.plain.get(page.path, headers=COMPRESSED)

    assert answer.headers["Content-Encoding"] == "gzip"
