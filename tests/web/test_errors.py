import logging

import pytest
from flask import Flask
from werkzeug.exceptions import ImATeapot, ServiceUnavailable

from consult.app import create_app
from consult.errors import (
    N_,
    Inconsistent,
    NotAllowed,
    NotReady,
    Rejected,
)
from consult.i18n import interface_for
from consult.i18n.pseudo import CLOSING, OPENING
from consult.services.accessing import Action
from consult.settings import INTERFACE_LOCALES
from consult.web.errors import FAILURES, status_of
from consult.web.policy import requires
from tests.builders import some_settings
from tests.web.strict_client import Page, StrictClient

SECRET_ANSWER = "the mayor took my field"


def raising(app: Flask, error: Exception) -> StrictClient:
    """Return a browser on an app whose address /en/fails raises the error."""

    @app.get("/<_tag>/fails")
    @requires(Action.VISIT)
    def fails(_tag: str) -> str:
        raise error

    return StrictClient(app)


def page_of(client: StrictClient, status: int, tag: str) -> Page:
    """Return the page with which an installation answers in this way."""
    if status == 405:
        return client.post(f"/{tag}/", {})
    if status == 413:
        client.app.config["MAX_CONTENT_LENGTH"] = 10
        return client.post(f"/{tag}/fails", {"answer": "x" * 11})
    path = {
        400: f"/{tag}/?a=%00",
        404: f"/{tag}/nothing",
        414: f"/{tag}/?a={'x' * 3000}",
    }
    return client.get(path.get(status, f"/{tag}/fails"))


@pytest.mark.parametrize("tag", INTERFACE_LOCALES)
@pytest.mark.parametrize("status", [400, 404, 405, 414, 500])
def test_an_error_is_a_whole_page_in_every_language(
    app: Flask, status: int, tag: str
) -> None:
    page = page_of(raising(app, ZeroDivisionError()), status, tag)

    assert page.status == status
    assert page.document.attrib["lang"] == tag
    assert page.heading == interface_for(tag).gettext(FAILURES[status].title)
    assert f"/{tag}/" in page.links()


@pytest.mark.parametrize("tag", INTERFACE_LOCALES)
def test_too_large_a_form_is_refused_in_every_language(app: Flask, tag: str) -> None:
    @app.post("/<_tag>/fails")
    @requires(Action.ANSWER)
    def take(_tag: str) -> str:
        raise AssertionError

    page = page_of(StrictClient(app), 413, tag)

    assert page.status == 413
    assert page.heading == interface_for(tag).gettext(FAILURES[413].title)


@pytest.mark.parametrize("status", [400, 404, 405, 414, 500])
def test_every_text_of_an_error_comes_from_the_catalogue(
    pseudo_client: StrictClient, status: int
) -> None:
    client = raising(pseudo_client.app, ZeroDivisionError())

    page = page_of(client, status, "xx")

    assert page.heading.startswith(OPENING)
    assert page.heading.endswith(CLOSING)
    assert OPENING in page.text.partition(CLOSING)[2]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        pytest.param(Rejected(), 422, id="rejected"),
        pytest.param(NotAllowed(), 403, id="not allowed"),
        pytest.param(NotReady(), 503, id="not ready"),
        pytest.param(Inconsistent(), 500, id="inconsistent"),
        pytest.param(ServiceUnavailable(), 503, id="unavailable"),
        pytest.param(ImATeapot(), 418, id="a status without a row"),
        pytest.param(KeyError("x"), 500, id="a defect"),
    ],
)
def test_every_exception_has_its_status_and_a_page(
    app: Flask, error: Exception, status: int
) -> None:
    page = raising(app, error).get("/en/fails")

    assert page.status == status == status_of(error)
    assert "no-store" in page.response.headers["Cache-Control"]


def test_our_own_errors_say_what_happened_with_the_digits_of_the_language(
    app: Flask,
) -> None:
    error = Rejected(
        N_("Fewer than %(smallest)s people could be recognised. Give more."), smallest=5
    )

    page = raising(app, error).get("/ar/fails")

    assert "إذا كانوا أقل من ٥" in page.text
    assert "C422" in page.text


def test_a_defect_shows_and_logs_the_same_incident_number(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        page = raising(app, ValueError(SECRET_ANSWER)).get("/en/fails")

    record = caplog.records[-1]
    incident = record.getMessage().split()[1].rstrip(",")
    assert record.levelno == logging.ERROR
    assert len(incident) == 8
    assert incident in page.text


def test_two_defects_have_two_incident_numbers(app: Flask) -> None:
    client = raising(app, ValueError())

    assert client.get("/en/fails").text != client.get("/en/fails").text


def test_neither_page_nor_log_repeats_what_somebody_wrote(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {"User-Agent": "canary-agent", "Referer": "https://canary.example/"}
    with caplog.at_level(logging.INFO):
        page = raising(app, ValueError(SECRET_ANSWER)).get(
            "/en/fails?code=canary-code", headers=headers
        )

    logged = " ".join(record.getMessage() for record in caplog.records)
    assert "ValueError" in logged
    assert "fails" in logged
    for secret in (SECRET_ANSWER, "canary", "127.0.0.1"):
        assert secret not in logged
        assert secret not in page.response.text


def test_a_refusal_is_logged_by_its_code_alone(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        StrictClient(app).get("/en/secret-path")

    assert [(r.levelno, r.getMessage()) for r in caplog.records] == [
        (logging.INFO, "refused with C404")
    ]


def test_a_refusal_has_no_incident_number(client: StrictClient) -> None:
    assert "tell us this number" not in client.get("/en/nothing").text


def test_an_error_outside_any_language_follows_the_browser(
    client: StrictClient,
) -> None:
    page = client.get("/nothing", headers={"Accept-Language": "es"})

    assert page.document.attrib["lang"] == "es"


def test_a_wrong_method_is_told_which_ones_work(client: StrictClient) -> None:
    page = client.post("/en/", {})

    assert set(page.response.allow) == {"GET", "HEAD"}


def test_a_debugger_is_never_on(app: Flask) -> None:
    assert not app.debug
    assert not app.testing


@pytest.mark.parametrize("status", sorted(FAILURES))
def test_the_table_knows_every_status_our_errors_have(status: int) -> None:
    assert FAILURES[status].title
    assert FAILURES[status].message


def test_errors_are_pages_in_production_too() -> None:
    app = create_app(some_settings(environment="production"))

    assert raising(app, ZeroDivisionError()).get("/en/fails").status == 500
