"""The frame of the desk and its pieces: tabs by role, figures by what may be told."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from consult.app import create_app
from consult.db.session import Database, open_database
from consult.i18n import interface_for, jinja_environment
from consult.privacy.disclosure import (
    Part,
    Reason,
    Withheld,
    release_count,
    release_part,
)
from consult.reports.consultation.figures import released_share
from consult.reports.consultation.model import AccountingPart, SentimentPart
from consult.reports.consultation.wording import Figures
from consult.reports.model import Words
from consult.roles import Role
from tests.builders import some_settings
from tests.desks import add_consultation, add_staff
from tests.web.desk_browser import DeskBrowser
from tests.web.strict_client import Page, text_of

MANY, ALL = release_count(1_234), release_count(6_000)
SHARE = released_share(release_part(Part(48, 150)))
FEW = Withheld(Reason.FEW)
PROTECTED = Withheld(Reason.PROTECTED)
SMALL = Withheld(Reason.SMALL_GROUP)
FACILITATOR_TABS = ["overview", "concerns", "results", "report"]
COORDINATOR_TABS = ["overview", "results", "report"]


@pytest.fixture
def database(migrated_sqlite_url: str) -> Iterator[Database]:
    opened = open_database(migrated_sqlite_url)
    with opened.writing() as session:
        add_consultation(session, "river")
        add_staff(session, "amina", {"river": [Role.FACILITATOR, Role.ANALYST]})
        add_staff(session, "brahim", {"river": [Role.COORDINATOR]})
    yield opened
    opened.close()


@pytest.fixture
def app(database: Database) -> Flask:
    url = database.engine.url.render_as_string(hide_password=False)
    return create_app(some_settings(database_url=url))


def overview(app: Flask, name: str, tag: str = "en") -> Page:
    return DeskBrowser(app).come_in(name).get(f"/{tag}/desk/river/overview")


def tabs(page: Page) -> list[Element]:
    (found,) = (n for n in page.document.iter("nav") if n.attrib["class"] == "tabs")
    return list(found.iter("a"))


@pytest.mark.parametrize(
    ("name", "sections"),
    [
        pytest.param("amina", FACILITATOR_TABS, id="facilitator"),
        pytest.param("brahim", COORDINATOR_TABS, id="coordinator"),
    ],
)
def test_everybody_sees_the_tabs_they_may_open(
    app: Flask, name: str, sections: list[str]
) -> None:
    links = [tab.attrib["href"] for tab in tabs(overview(app, name))]

    assert links == [f"/en/desk/river/{section}" for section in sections]


def test_the_tab_of_the_page_is_marked(app: Flask) -> None:
    marked = [
        tab for tab in tabs(overview(app, "amina")) if "aria-current" in tab.attrib
    ]

    assert [(text_of(tab), tab.attrib["aria-current"]) for tab in marked] == [
        ("Overview", "page")
    ]


def test_the_frame_says_where_one_is_and_as_what(app: Flask) -> None:
    page = overview(app, "amina")

    assert "Daily life in river" in page.text
    assert "Facilitator and Analyst" in page.text
    assert page.title.endswith(" – Daily life in river")


def test_a_title_without_words_in_the_language_of_the_reader_is_marked(
    app: Flask,
) -> None:
    brand = next(
        element
        for element in overview(app, "amina", "sw").document.iter("bdi")
        if "river" in text_of(element)
    )

    assert brand.attrib["lang"] in {"ar", "en"}


def test_every_language_leads_to_the_same_page_with_the_same_question(
    app: Flask,
) -> None:
    browser = DeskBrowser(app).come_in("amina")

    links = browser.get("/en/desk/river/overview?a=%22%26b").links()

    assert "/ar/desk/river/overview?a=%22%26b" in links


def test_a_refusal_says_that_it_is_one(app: Flask) -> None:
    browser = DeskBrowser(app).come_in("brahim")

    assert browser.get("/en/desk/river/concerns").status == 403


def drawn(macro: str, *given: object, tag: str = "en") -> str:
    """Return what a macro of the figures makes of its arguments."""
    names = [f"a{place}" for place in range(len(given))]
    template = jinja_environment(interface_for(tag)).from_string(
        '{% import "layout/figures.html" as draw with context %}'
        f"{{{{ draw.{macro}({', '.join(names)}) }}}}"
    )
    values = dict(zip(names, given, strict=True))
    return template.render(figures=Figures(interface_for(tag)), frame=None, **values)


@pytest.mark.parametrize(
    ("value", "word", "reason"),
    [
        pytest.param(FEW, "withheld", "too few people", id="few"),
        pytest.param(SMALL, "withheld", "the group is too small", id="small group"),
        pytest.param(PROTECTED, "protected", "withheld number", id="protected"),
    ],
)
@pytest.mark.parametrize("macro", ["count", "count_cell", "share", "share_cell"])
def test_a_withheld_figure_is_hatched_and_says_why(
    macro: str, value: Withheld, word: str, reason: str
) -> None:
    shown = drawn(macro, value)

    assert "hid" in shown
    assert word in shown
    assert reason in shown


@pytest.mark.parametrize(
    ("macro", "value", "tag", "shown"),
    [
        pytest.param("count", MANY, "en", "1,234", id="count"),
        pytest.param("count", MANY, "ar", "١٬٢٣٤", id="count in Arabic"),
        pytest.param("count_cell", MANY, "fr", "1\u202f234", id="cell in French"),
        pytest.param("share", SHARE, "en", "<b>32%</b>", id="share"),
        pytest.param("share", SHARE, "en", "(25–40)", id="range"),
        pytest.param("share", SHARE, "ar", "(٢٥–٤٠)", id="range in Arabic"),
        pytest.param("share_cell", SHARE, "es", "32\xa0%", id="cell in Spanish"),
    ],
)
def test_a_released_figure_is_written_as_the_language_writes_it(
    macro: str, value: object, tag: str, shown: str
) -> None:
    assert shown in drawn(macro, value, tag=tag)
    assert "hid" not in drawn(macro, value, tag=tag)


@pytest.mark.parametrize(
    "macro", ["count", "count_cell", "share", "share_cell", "tray"]
)
def test_a_bare_number_has_no_way_into_a_page(macro: str) -> None:
    before = ("name", "note") if macro == "tray" else ()

    assert "1234" not in drawn(macro, *before, 1234)
    assert "1,234" not in drawn(macro, *before, 1234)


def test_a_withheld_share_has_no_bar() -> None:
    assert "<svg" in drawn("share_bar", SHARE, 40)
    assert "<svg" not in drawn("share_bar", FEW, 40)


def test_what_is_withheld_of_a_bar_is_one_piece() -> None:
    parts = [
        AccountingPart("in_concern", MANY),
        AccountingPart("not_yet_grouped", FEW),
        AccountingPart("no_reason_given", PROTECTED),
    ]

    shown = drawn("accounting", parts, ALL, {"in_concern": "#concerns"})

    assert shown.count('class="wh"') == 1
    assert 'href="#concerns"' in shown
    assert "Not yet grouped: withheld" in shown


def test_nothing_is_drawn_of_a_whole_that_is_withheld() -> None:
    parts = [SentimentPart("negative", FEW), SentimentPart("positive", FEW)]

    shown = drawn("sentiment", parts, FEW)

    assert "<svg" not in shown
    assert shown.count("withheld") == 2


def test_words_of_people_are_text_in_their_own_language() -> None:
    shown = drawn("quote", Words("<i>المصابيح</i>", "ar"), "for")

    assert "&lt;i&gt;المصابيح&lt;/i&gt;" in shown
    assert 'lang="ar" dir="rtl"' in shown
    assert 'class="for"' in shown
    assert "العربية" in shown
