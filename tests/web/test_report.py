"""The report at the desk: a page, and a file to keep."""

from collections.abc import Iterator

import pytest
from flask import Flask

from consult.app import create_app
from consult.db.session import Database, open_database
from consult.i18n import LANGUAGES, PSEUDO
from consult.reports.consultation.compose import compose
from consult.reports.consultation.render_html import render_report
from consult.roles import Role
from consult.services.auditing import newest
from consult.services.reading import consultation_findings
from consult.settings import INTERFACE_LOCALES
from tests.builders import some_settings
from tests.consult.reports.consultation_stored import SLUG, store_a_consultation
from tests.desks import add_consultation, add_staff
from tests.web.desk_browser import DeskBrowser
from tests.web.strict_client import parsed, problems_of_ids, text_of

PAGE = f"/en/desk/{SLUG}/report"


@pytest.fixture
def database(migrated_sqlite_url: str) -> Iterator[Database]:
    """Return a database with a consultation and who works in it."""
    opened = open_database(migrated_sqlite_url)
    with opened.writing() as session:
        store_a_consultation(session)
        add_consultation(session, "empty")
        for role in (Role.FACILITATOR, Role.COORDINATOR):
            add_staff(session, role.value, {SLUG: [role], "empty": [role]})
    yield opened
    opened.close()


@pytest.fixture
def app(database: Database) -> Flask:
    """Return the application on that database, with the pseudo-language."""
    url = database.engine.url.render_as_string(hide_password=False)
    locales = (*INTERFACE_LOCALES, PSEUDO.tag)
    return create_app(some_settings(database_url=url, locales=locales))


@pytest.fixture
def desk(app: Flask) -> DeskBrowser:
    return DeskBrowser(app).come_in("facilitator")


def deeds(database: Database) -> list[str]:
    with database.reading() as session:
        return [entry.deed for entry in newest(session, most=10)]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_is_sound_in_every_language(desk: DeskBrowser, tag: str) -> None:
    page = desk.get(f"/{tag}/desk/{SLUG}/report")

    assert page.status == 200
    assert page.document.attrib["dir"] == LANGUAGES[tag].direction


def test_the_page_tells_what_the_file_tells(desk: DeskBrowser) -> None:
    page = desk.get(PAGE)

    assert page.heading == "Report"
    assert "Not for publication" in page.text
    assert "Five things you told us" in page.text
    assert "they were not picked at random" in page.text
    assert "42% (36–48)" in page.text


def test_the_page_leads_to_the_file_in_every_language(desk: DeskBrowser) -> None:
    links = [link for link in desk.get(PAGE).links() if link.endswith(".html")]

    assert links[0] == f"/en/desk/{SLUG}/report.html"
    assert len(links) == len(LANGUAGES)


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_file_is_what_the_report_renders_to(
    desk: DeskBrowser, database: Database, tag: str
) -> None:
    with database.reading() as session:
        findings = consultation_findings(session, SLUG)

    response = desk.plain.get(f"/{tag}/desk/{SLUG}/report.html")

    assert response.text == render_report(compose(findings), tag)
    assert response.headers["Content-Disposition"] == (
        f"attachment; filename={SLUG}-{tag}.html"
    )
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content_language.as_set() == {tag}


def test_looking_and_taking_along_are_recorded(
    desk: DeskBrowser, database: Database
) -> None:
    desk.get(PAGE)
    desk.plain.get(f"{PAGE}.html")

    assert deeds(database)[-2:] == ["report.opened", "report.downloaded"]


def test_who_answers_for_a_consultation_may_read_its_report(app: Flask) -> None:
    assert DeskBrowser(app).come_in("coordinator").get(PAGE).status == 200


def test_a_consultation_that_asked_nothing_has_a_report_that_says_so(
    desk: DeskBrowser,
) -> None:
    page = desk.get("/en/desk/empty/report")
    file = parsed(desk.plain.get("/en/desk/empty/report.html").text)

    assert "No survey has opened yet." in page.text
    assert "Nobody was asked yet." in text_of(file)
    assert [*problems_of_ids(file)] == []


@pytest.mark.parametrize("name", ["report", "report.html"])
def test_a_language_that_is_not_offered_has_no_report(
    desk: DeskBrowser, name: str
) -> None:
    assert desk.plain.get(f"/tlh/desk/{SLUG}/{name}").status_code == 404
