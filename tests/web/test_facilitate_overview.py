"""The overview: who answered, against the plan, and what there is to do."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy import update

from consult.db.models import Consultation, WorkerId
from consult.db.session import Database, open_database
from consult.i18n import LANGUAGES, PSEUDO
from consult.services.auditing import newest
from consult.services.fielding import WaveState, change_state
from consult.worker import presence, queue
from consult.worker.queue import Progress
from tests.builders import StoppedClock
from tests.consult.answered import answer
from tests.facilitated import (
    FEW,
    NOBODY_ASKED,
    SLUG,
    SURVEY,
    World,
    app_on,
    people,
    store_desk,
)
from tests.web.desk_browser import DeskBrowser
from tests.web.strict_client import Page, text_of

PAGE = f"/en/desk/{SLUG}/overview"
THRESHOLD = 10


@pytest.fixture(scope="module")
def stored(
    migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, World]:
    """Return a file with tiny groups, a survey of few people, and one unasked."""
    file = tmp_path_factory.mktemp("desk") / "consult.sqlite3"
    shutil.copy(migrated_file, file)
    return file, store_desk(file)


@pytest.fixture(scope="module")
def desk(stored: tuple[Path, World]) -> DeskBrowser:
    """Return a facilitator's browser for tests that change nothing."""
    return DeskBrowser(app_on(stored[0], StoppedClock(), PSEUDO.tag)).come_in(
        "facilitator"
    )


@pytest.fixture
def database(stored: tuple[Path, World], tmp_path: Path) -> Iterator[Database]:
    """Return a database that a test may change."""
    opened = open_database(f"sqlite:///{shutil.copy(stored[0], tmp_path)}")
    yield opened
    opened.close()


@pytest.fixture
def world(stored: tuple[Path, World]) -> World:
    return stored[1]


@pytest.fixture
def app(database: Database, clock: StoppedClock) -> Flask:
    assert database.engine.url.database
    return app_on(Path(database.engine.url.database), clock)


@pytest.fixture
def changing(app: Flask) -> DeskBrowser:
    """Return a facilitator's browser on the database that a test may change."""
    return DeskBrowser(app).come_in("facilitator")


def rows_of(page: Page) -> dict[str, str]:
    """Return what stands beside the head of each row, in all tables."""
    rows: dict[str, str] = {}
    for row in page.document.iter("tr"):
        heads, cells = list(row.iter("th")), list(row.iter("td"))
        if len(heads) == 1 and cells:
            told = " ".join(map(text_of, cells))
            rows[text_of(heads[0])] = " ".join(told.split())
    return rows


def cells_of(page: Page) -> list[Element]:
    return [
        cell
        for cell in page.document.iter("td")
        if "num" in cell.attrib.get("class", "").split()
    ]


def told_in(page: Page) -> list[int]:
    """Return every count of people in a table, without what was planned."""
    counts = (re.match(r"([\d,]+)\b", text_of(cell)) for cell in cells_of(page))
    return [int(count[1].replace(",", "")) for count in counts if count]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_is_sound_in_every_language(desk: DeskBrowser, tag: str) -> None:
    page = desk.get(f"/{tag}/desk/{SLUG}/overview")

    assert page.status == 200
    assert page.document.attrib["dir"] == LANGUAGES[tag].direction


def test_it_begins_with_the_day_and_the_number_of_answers(desk: DeskBrowser) -> None:
    page = desk.get(PAGE)

    assert page.heading == "Day 3 of 30"
    assert "60 answers so far. Open until 30 November 2026. Collecting" in page.text


@pytest.mark.parametrize(
    ("days", "heading"),
    [
        pytest.param(-5, "Not open yet", id="before the first day"),
        pytest.param(-2, "Day 1 of 30", id="first day"),
        pytest.param(27, "Day 30 of 30", id="last day"),
        pytest.param(28, "Closed", id="after the last day"),
    ],
)
def test_the_heading_follows_the_calendar(
    app: Flask, clock: StoppedClock, days: int, heading: str
) -> None:
    clock.advance(dt.timedelta(days=days))

    assert DeskBrowser(app).come_in("facilitator").get(PAGE).heading == heading


@pytest.mark.parametrize(
    ("state", "word"),
    [
        pytest.param(WaveState.PAUSED, "Paused", id="paused"),
        pytest.param(WaveState.CLOSED, "Closed", id="closed"),
    ],
)
def test_a_survey_says_that_it_takes_no_answers(
    changing: DeskBrowser, database: Database, state: WaveState, word: str
) -> None:
    with database.writing() as session:
        change_state(session, SURVEY, state)

    page = changing.get(PAGE)

    assert f"Open until 30 November 2026. {word}" in page.text
    assert "Collecting" not in page.text


def test_no_count_of_few_people_stands_in_a_table(desk: DeskBrowser) -> None:
    told = told_in(desk.get(PAGE))

    assert {34, 19, 20, 21, 25, 18} <= set(told)
    assert [count for count in told if 0 < count < THRESHOLD] == []


def test_a_lower_threshold_would_be_seen_by_these_tests(
    changing: DeskBrowser, database: Database
) -> None:
    with database.writing() as session:
        session.execute(update(Consultation).values(disclosure_threshold=5))

    told = told_in(changing.get(PAGE))

    assert [count for count in told if 0 < count < THRESHOLD] != []


@pytest.mark.parametrize(
    "group",
    [
        pytest.param("Another way", id="few"),
        pytest.param("50–64", id="of an age"),
        pytest.param("Arabic", id="of a language"),
        pytest.param("3 November 2026", id="of a day"),
    ],
)
def test_a_group_of_few_is_withheld(desk: DeskBrowser, group: str) -> None:
    rows = {name: told for name, told in rows_of(desk.get(PAGE)).items() if told}

    found = [told for name, told in rows.items() if group.casefold() in name.casefold()]
    assert found
    assert all(told.startswith(("withheld", "protected")) for told in found)


def test_a_group_says_how_many_are_missing_where_that_can_be_told(
    desk: DeskBrowser,
) -> None:
    rows = rows_of(desk.get(PAGE))

    assert rows["Woman"] == "34 of 30 reached"
    assert rows["25–34"] == "20 of 28 8 missing"
    assert rows["65 or older"] == "0 of 15 nobody yet"
    assert rows["Station Road"].startswith("withheld")
    assert rows["Station Road"].endswith("of 40 far below")


def test_the_groups_nobody_was_heard_of_are_named(desk: DeskBrowser) -> None:
    missing = list(desk.get(PAGE).document.iter("dl"))

    assert [text_of(each) for each in missing[0].iter("dt")] == [
        "65 or older",
        "Station Road",
    ]
    assert "Nobody yet, 15 planned" in text_of(missing[0])


def test_the_number_is_live_and_the_tables_wait_for_ten_more(
    changing: DeskBrowser, database: Database, world: World
) -> None:
    before = changing.get(PAGE)
    with database.writing() as session:
        answer(session, world.wave, people(9))
    soon = changing.get(PAGE)
    with database.writing() as session:
        answer(session, world.wave, people(1))
    later = changing.get(PAGE)

    assert "69 answers so far" in soon.text
    assert "as of 60 answers" in soon.text
    assert rows_of(soon) == rows_of(before)
    assert "as of 70 answers" in later.text
    assert rows_of(later)["Woman"] == "44 of 30 reached"


def test_the_chart_of_days_is_said_in_words(desk: DeskBrowser) -> None:
    charts = [
        svg.attrib["aria-label"]
        for svg in desk.get(PAGE).document.iter()
        if svg.attrib.get("role") == "img"
    ]

    assert len(charts) == 1
    assert charts[0].startswith("Answers by day, 1 November 2026 to 3 November 2026.")
    assert charts[0].endswith("withheld.")


def test_few_answers_give_no_number_and_no_table(desk: DeskBrowser) -> None:
    page = desk.get(f"/en/desk/{FEW}/overview")

    assert "Fewer than 10 answers so far." in page.text
    assert "Too few answers to show who they are from" in page.text
    assert list(page.document.iter("table")) == []
    assert "7" not in page.text.replace("2027", "")


def test_a_consultation_that_asked_nothing_says_so(desk: DeskBrowser) -> None:
    page = desk.get(f"/en/desk/{NOBODY_ASKED}/overview")

    assert "No survey of this consultation was ever open." in page.text


def test_every_survey_is_linked_in_each_of_its_languages(desk: DeskBrowser) -> None:
    links = desk.get(PAGE).links()

    assert {f"/en/c/{SURVEY}", f"/ar/c/{SURVEY}"} <= set(links)


def test_what_waits_for_a_person_is_counted_and_linked(desk: DeskBrowser) -> None:
    page = desk.get(PAGE)

    assert "26 answers share the same text." in page.text
    assert "60 answers are not yet grouped." in page.text
    assert f"/en/desk/{SLUG}/concerns#copied" in page.links()


def test_it_tells_what_came_since_the_answers_were_read(
    changing: DeskBrowser, database: Database, world: World
) -> None:
    read = "60 answers were there when they were last read, on 3 November 2026."
    before = changing.get(PAGE)
    with database.writing() as session:
        answer(session, world.wave, people(4))

    assert f"{read} None came since." in before.text
    assert f"{read} 4 more since." in changing.get(PAGE).text


def test_asking_for_a_reading_queues_it_once(
    changing: DeskBrowser, database: Database
) -> None:
    first = changing.post(f"/en/desk/{SLUG}/analyse")
    second = changing.post(f"/en/desk/{SLUG}/analyse")

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == f"{PAGE}#reading"
    with database.reading() as session:
        deeds = [entry.deed for entry in newest(session, most=10)]
    assert deeds.count("analysis.queued") == 1
    page = changing.get(PAGE)
    assert "The answers are waiting to be read." in page.text
    assert "No worker has been seen for a while" in page.text
    assert "Read the answers now" not in page.text


def test_a_worker_that_is_there_is_not_missed(
    changing: DeskBrowser, database: Database, clock: StoppedClock
) -> None:
    changing.post(f"/en/desk/{SLUG}/analyse")
    with database.writing() as session:
        presence.note_alive(session, WorkerId("w1"), now=clock())

    assert "No worker has been seen" not in changing.get(PAGE).text


def lease(database: Database, now: dt.datetime) -> queue.Lease:
    with database.writing() as session:
        leased = queue.lease_next(
            session,
            worker_id=WorkerId("w1"),
            kinds=["analyse"],
            now=now,
            duration=dt.timedelta(minutes=1),
        )
    assert leased is not None
    return leased


def test_a_reading_under_way_shows_how_far_it_is(
    changing: DeskBrowser, database: Database, clock: StoppedClock
) -> None:
    changing.post(f"/en/desk/{SLUG}/analyse")
    leased = lease(database, clock())
    with database.writing() as session:
        queue.extend(
            session,
            leased,
            now=clock(),
            duration=dt.timedelta(minutes=1),
            progress=Progress(40, 100),
        )

    page = changing.get(PAGE)

    assert "Reading the answers 40%" in page.text
    bars = [
        (e.attrib["value"], e.attrib["max"]) for e in page.document.iter("progress")
    ]
    assert bars == [("40", "100")]


def test_a_reading_that_broke_off_can_be_asked_for_again(
    changing: DeskBrowser, database: Database, clock: StoppedClock
) -> None:
    changing.post(f"/en/desk/{SLUG}/analyse")
    leased = lease(database, clock())
    with database.writing() as session:
        queue.fail(session, leased, problem="C500", now=clock())

    page = changing.get(PAGE)

    assert "The last attempt to read the answers broke off." in page.text
    assert "Read the answers now" in page.text


def test_who_may_not_ask_for_a_reading_gets_no_button(app: Flask) -> None:
    page = DeskBrowser(app).come_in("coordinator").get(PAGE)

    assert "Read the answers now" not in page.text
    assert not any(f"/en/desk/{SLUG}/concerns" in link for link in page.links())
