"""The list of concerns and the page of one: what is told, of whom, and who looked."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy import delete, update

from consult.db.models import AnalysisRun, Response, Scope
from consult.db.session import Database, open_database
from consult.i18n import LANGUAGES, PSEUDO
from consult.ids import ResponseId
from consult.reports.consultation.codec import to_values
from consult.reports.consultation.findings import ConcernsFinding
from consult.reports.consultation.words import take_out_words
from consult.reports.findings import BorderlineFinding, TwinFinding
from consult.services.auditing import newest
from tests.builders import StoppedClock
from tests.consult.reports.builders import a_concern, a_quote, feelings
from tests.consult.reports.consultation_builders import WITH_REASON
from tests.facilitated import (
    FEW,
    NOBODY_ASKED,
    SLUG,
    UNREAD,
    WORDS,
    World,
    app_on,
    some_found,
    store_desk,
)
from tests.web.desk_browser import DeskBrowser
from tests.web.strict_client import Page, text_of

PAGE = f"/en/desk/{SLUG}/concerns"


@pytest.fixture(scope="module")
def stored(
    migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, World]:
    """Return a file with concerns of many and of few."""
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
def app(database: Database, clock: StoppedClock) -> Flask:
    assert database.engine.url.database
    return app_on(Path(database.engine.url.database), clock)


@pytest.fixture
def changing(app: Flask) -> DeskBrowser:
    """Return a facilitator's browser on the database that a test may change."""
    return DeskBrowser(app).come_in("facilitator")


def lines_of(page: Page) -> list[Element]:
    return [e for e in page.document.iter("li") if e.attrib.get("class") == "con"]


def titles_of(page: Page) -> list[str]:
    return [text_of(next(line.iter("a"))) for line in lines_of(page)]


def ids_of(page: Page) -> set[str]:
    return {e.attrib["id"] for e in page.document.iter() if "id" in e.attrib}


def looks(database: Database) -> list[str]:
    """Return the pages that were looked at, without the consultation's id."""
    with database.reading() as session:
        entries = newest(session, most=20)
    return [e.about.partition("/")[2] for e in entries if e.deed == "looked"]


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("page", ["concerns", "concerns/c1"])
def test_the_pages_are_sound_in_every_language(
    desk: DeskBrowser, page: str, tag: str
) -> None:
    found = desk.get(f"/{tag}/desk/{SLUG}/{page}")

    assert found.status == 200
    assert found.document.attrib["dir"] == LANGUAGES[tag].direction


def test_the_list_begins_with_all_answers_accounted_for(desk: DeskBrowser) -> None:
    page = desk.get(PAGE)

    assert page.heading == "What worries you most about life in your area?"
    assert "636 answers, all accounted for. Read on 3 November 2026." in page.text


def test_every_part_of_the_bar_leads_to_a_place_on_the_page(desk: DeskBrowser) -> None:
    page = desk.get(PAGE)

    (caption,) = page.document.iter("figcaption")
    places = [link.attrib["href"] for link in caption.iter("a")]
    assert len(places) == 6
    assert {place.removeprefix("#") for place in places} <= ids_of(page)


def test_concerns_stand_by_size_with_share_interval_and_people(
    desk: DeskBrowser,
) -> None:
    first, second, *_ = lines_of(desk.get(PAGE))

    assert "31% (27–35) · 166 people" in text_of(first)
    assert "Stable 0.93" in text_of(first)
    assert "Proposed" in text_of(first)
    assert "critical 118 · mixed or neutral 14 · favourable 22" in text_of(first)
    assert "24% (21–28) · 131 people" in text_of(second)


def test_a_title_is_in_the_words_of_people_and_says_in_which_language(
    desk: DeskBrowser,
) -> None:
    titles = {
        text_of(words): (words.attrib["lang"], words.attrib["dir"])
        for line in lines_of(desk.get(PAGE))
        for words in next(line.iter("a")).iter("bdi")
    }

    assert titles["لا يوجد مكان للشباب في المساء"] == ("ar", "rtl")
    assert titles["maji yanakatwa bila taarifa"] == ("sw", "ltr")


def test_a_concern_of_few_people_is_a_title_and_nothing_more(
    desk: DeskBrowser,
) -> None:
    page = desk.get(PAGE)

    assert "the library closes too early" in page.text
    assert "the library closes too early" not in titles_of(page)
    assert "A quote of few that must stay inside." not in page.text
    assert not any(link.endswith(("/c7", "/r1", "/r2")) for link in page.links())


@pytest.mark.parametrize("key", ["c7", "r1", "c99", "x"])
def test_a_concern_of_few_people_or_none_has_no_page(
    desk: DeskBrowser, key: str
) -> None:
    assert desk.get(f"{PAGE}/{key}").status == 404


def test_one_group_is_shown_by_its_own_shares(desk: DeskBrowser) -> None:
    page = desk.get(f"{PAGE}?among=D_AGE:18-24")

    assert "Among: 18–24." in page.text
    shares = [text_of(line) for line in lines_of(page)]
    # 1.9 times as many of the youngest raise it as of all: it comes first here.
    assert titles_of(page)[0] == "لا يوجد مكان للشباب في المساء"
    assert "38% (28–47)" in shares[0]
    assert "Everybody: 20% (17–24)" in shares[0]
    assert re.findall(r"\d+ people", " ".join(shares)) == []


def test_what_is_withheld_in_a_group_stands_without_a_number(
    desk: DeskBrowser,
) -> None:
    lines = lines_of(desk.get(f"{PAGE}?among=D_AGE:65%2B"))

    withheld = [text_of(line) for line in lines if "withheld" in text_of(line)]
    assert withheld
    for line in withheld:
        own, _, _ = line.partition("Everybody:")
        assert re.findall(r"\d+%", own) == []


@pytest.mark.parametrize(
    "group",
    [
        pytest.param("language:id", id="too few of it"),
        pytest.param("D_GRP:minority", id="too few for faith or minority"),
    ],
)
def test_a_group_of_too_few_does_not_open(desk: DeskBrowser, group: str) -> None:
    page = desk.get(f"{PAGE}?among={group}")

    assert page.status == 200
    assert "This group cannot be shown alone" in page.text
    assert lines_of(page) == []


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("among=D_AGE:none", id="no such group"),
        pytest.param("among=C_OK:yes", id="no such table"),
        pytest.param("among=D_AGE", id="no group"),
        pytest.param("sheet=2", id="past the end"),
        pytest.param("sheet=0", id="before the beginning"),
        pytest.param("sheet=one", id="no number"),
        pytest.param("sheet=٢", id="other digits"),
        pytest.param("sheet=99999999999999999999", id="a long number"),
    ],
)
def test_nothing_but_the_fixed_views_can_be_asked_for(
    desk: DeskBrowser, query: str
) -> None:
    assert desk.get(f"{PAGE}?{query}").status == 404


def test_two_groups_cannot_be_crossed(desk: DeskBrowser) -> None:
    one = desk.get(f"{PAGE}?among=D_AGE:18-24")
    both = desk.get(f"{PAGE}?among=D_AGE:18-24&among=D_GRP:youth&language=ar")

    assert [text_of(line) for line in lines_of(both)] == [
        text_of(line) for line in lines_of(one)
    ]


def test_a_long_list_stands_on_sheets_and_no_concern_is_lost(
    changing: DeskBrowser, database: Database, stored: tuple[Path, World]
) -> None:
    many = tuple(
        a_concern(
            100 - place,
            WITH_REASON,
            id=f"c{place + 1}",
            label=f"concern {place}",
            sentiment=feelings(negative=100 - place),
            quotes=(),
        )
        for place in range(30)
    )
    found = some_found(stored[1].written, concerns=many, rare=())
    store_instead(database, found)

    first = changing.get(PAGE)
    rest = changing.get(f"{PAGE}?sheet=2")

    assert f"{PAGE}?sheet=2#list" in first.links()
    assert titles_of(first) + titles_of(rest) == [f"concern {n}" for n in range(30)]
    assert "26 to 30 of 30" in rest.text


def store_instead(database: Database, found: ConcernsFinding) -> None:
    with database.writing() as session:
        session.execute(
            update(AnalysisRun)
            .where(AnalysisRun.scope == Scope.CONCERNS)
            .values(findings=to_values(take_out_words(found)))
        )


def test_one_concern_says_how_many_and_how_they_speak_of_it(
    desk: DeskBrowser,
) -> None:
    page = desk.get(f"{PAGE}/c1")

    assert page.heading == "the street lamps are off after sunset"
    assert "31% of the 540 people who gave a reason (27–35) · 166 people" in page.text
    assert "1 of 6 · next: they write it down" in page.text
    assert "Proposed by the software, run 1" in page.text


def test_quotes_stand_with_their_question_and_are_not_for_publication(
    desk: DeskBrowser,
) -> None:
    page = desk.get(f"{PAGE}/c1")

    (quote,) = page.document.iter("blockquote")
    assert text_of(quote) == (
        f"{WORDS} English In answer to: What worries you most about life in your area?"
    )
    assert "Not for publication." in page.text


def test_a_concern_is_described_with_what_may_be_told(desk: DeskBrowser) -> None:
    page = desk.get(f"{PAGE}/c1")

    assert "166 people speak of “the street lamps are off after sunset”." in page.text
    assert "Most are critical." in page.text


def some_doubtful(writer: str) -> ConcernsFinding:
    """Return concerns of which the first may be the second, or one of few people."""
    first, second, *others = some_found(ResponseId(writer)).found.concerns
    quote = a_quote(WORDS, response_id=f"{writer}/TO1")
    doubtful = replace(
        first,
        terms=("lamps", "office"),
        quotes=(),
        twins=(TwinFinding("c2", 0.5), TwinFinding("c7", 0.4)),
        unsure=(BorderlineFinding(quote, 0.2),),
    )
    second = replace(second, nearly=(BorderlineFinding(quote, 0.4),))
    return some_found(ResponseId(writer), concerns=(doubtful, second, *others))


def test_a_concern_that_may_be_the_same_is_named_with_a_reason(
    changing: DeskBrowser, database: Database, stored: tuple[Path, World]
) -> None:
    store_instead(database, some_doubtful(stored[1].written))

    page = changing.get(f"{PAGE}/c1")

    assert "may be the same concern as “they write it down" in page.text
    assert "Both are told by: office." in page.text
    assert f"{PAGE}/c2" in page.links()


def test_a_concern_of_few_people_is_not_named_as_the_same(
    changing: DeskBrowser, database: Database, stored: tuple[Path, World]
) -> None:
    store_instead(database, some_doubtful(stored[1].written))

    page = changing.get(f"{PAGE}/c1")

    assert "the library closes too early" not in page.text


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("c1", "They stand here, but the software is least sure of them"),
        ("c2", "They stand elsewhere, but nearly came in here"),
    ],
)
def test_doubtful_words_stand_where_they_are_checked_first(
    changing: DeskBrowser,
    database: Database,
    stored: tuple[Path, World],
    key: str,
    why: str,
) -> None:
    store_instead(database, some_doubtful(stored[1].written))

    page = changing.get(f"{PAGE}/{key}")

    assert f"{why} {WORDS} English In answer to:" in page.text


def test_findings_of_an_earlier_version_are_shown_without_what_they_lack(
    changing: DeskBrowser, database: Database, stored: tuple[Path, World]
) -> None:
    values: Any = to_values(take_out_words(some_found(stored[1].written)))
    for concern in values["found"]["concerns"]:
        for name in ("broader", "twins", "unsure", "nearly"):
            del concern[name]
    with database.writing() as session:
        session.execute(
            update(AnalysisRun)
            .where(AnalysisRun.scope == Scope.CONCERNS)
            .values(findings=values)
        )

    assert len(lines_of(changing.get(PAGE))) == 6
    assert "Check these first" not in changing.get(f"{PAGE}/c1").text


def test_many_concerns_stand_in_broad_groups_named_by_their_words(
    changing: DeskBrowser, database: Database, stored: tuple[Path, World]
) -> None:
    inside = range(1, 14, 2)
    terms = {1: ("water", "tap"), 13: ("water", "well")}
    many = tuple(
        a_concern(
            100 - place,
            WITH_REASON,
            id=f"c{place + 1}",
            label=f"concern {place}",
            terms=terms.get(place, ()),
            broader="b1" if place in inside else None,
            sentiment=feelings(negative=100 - place),
            quotes=(),
        )
        for place in range(14)
    )
    store_instead(database, some_found(stored[1].written, concerns=many, rare=()))

    page = changing.get(PAGE)

    first = [*(f"concern {place}" for place in inside), "concern 0"]
    assert titles_of(page)[: len(first)] == first
    assert "water · tap · well" in page.text
    assert "Others" in page.text


def test_an_answer_that_was_taken_back_is_quoted_no_more(
    changing: DeskBrowser, database: Database, stored: tuple[Path, World]
) -> None:
    with database.writing() as session:
        session.execute(delete(Response).where(Response.id == stored[1].written))

    page = changing.get(f"{PAGE}/c1")

    assert WORDS not in page.text
    assert "No words can be shown" in page.text


def test_who_raises_a_concern_is_told_by_language_and_group(
    desk: DeskBrowser,
) -> None:
    page = desk.get(f"{PAGE}/c1")

    captions = [text_of(caption) for caption in page.document.iter("caption")]
    assert captions[0] == "Age"
    assert captions[-1] == "Language answered in"
    assert "Shown from 20 people on, as it tells of faith or minority." in page.text


@pytest.mark.parametrize("key", ["c1", "c2", "c3", "c4", "c5", "c6"])
def test_no_share_of_a_group_of_few_stands_in_a_table(
    desk: DeskBrowser, key: str
) -> None:
    page = desk.get(f"{PAGE}/{key}")

    rows = {
        text_of(next(row.iter("th"))): text_of(next(row.iter("td")))
        for table in page.document.iter("table")
        for row in table.iter("tr")
        if any(row.iter("td"))
    }
    assert rows
    # Eight people answered in Indonesian, 22 tell that they are of a minority.
    for few in ("Indonesian", "A minority (by language, origin or otherwise)"):
        assert rows.get(few, "withheld").startswith(("withheld", "protected"))


def test_looks_are_recorded_by_page_and_never_with_words(
    changing: DeskBrowser, database: Database
) -> None:
    changing.get(PAGE)
    changing.get(f"{PAGE}/c1")
    changing.get(f"{PAGE}?among=D_AGE:65%2B")
    changing.get(f"{PAGE}/c99")
    changing.get(f"{PAGE}?among=x:y")
    changing.get(f"/en/desk/{SLUG}/results")

    assert looks(database) == [
        "concerns",
        "concerns/c1",
        "concerns/by/D_AGE",
        "results",
    ]


@pytest.mark.parametrize("page", ["concerns", "results"])
def test_answers_that_were_not_read_can_be_read(desk: DeskBrowser, page: str) -> None:
    found = desk.get(f"/en/desk/{UNREAD}/{page}")

    assert "60 answers so far." in found.text
    assert "Read the answers now" in found.text


@pytest.mark.parametrize("page", ["concerns", "results"])
def test_few_answers_say_from_how_many_on_there_is_something_to_see(
    desk: DeskBrowser, page: str
) -> None:
    found = desk.get(f"/en/desk/{FEW}/{page}")

    assert "Fewer than 10 answers so far." in found.text
    assert "First numbers appear at 10 answers" in found.text


@pytest.mark.parametrize("page", ["concerns", "results"])
def test_a_consultation_that_asked_nothing_says_so(
    desk: DeskBrowser, page: str
) -> None:
    found = desk.get(f"/en/desk/{NOBODY_ASKED}/{page}")

    assert "No survey of this consultation was ever open." in found.text


def test_no_concern_of_enough_people_is_said_in_words(
    changing: DeskBrowser, database: Database, stored: tuple[Path, World]
) -> None:
    found = some_found(stored[1].written, concerns=(), group_columns=())
    store_instead(database, found)

    page = changing.get(PAGE)

    assert "A concern shows here once 10 people raise it." in page.text
    assert list(page.document.iter("select")) == []
