import gzip

import pytest
from flask import Flask, Response

from consult.app import create_app
from consult.services.accessing import Action
from consult.web.policy import requires
from consult.web.security import CONTENT_SECURITY_POLICY, POWERS, secured_headers
from tests.builders import SECRET, some_settings
from tests.web.strict_client import StrictClient, problems_of_headers

EVERY_KIND = {
    "page": "/en/",
    "bare address": "/",
    "error page": "/en/nothing",
    "malformed": "/?a=%00",
    "health": "/health",
    "missing file": "/static/0/public.css",
}


@pytest.mark.parametrize("path", EVERY_KIND.values(), ids=EVERY_KIND.keys())
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS"])
def test_every_answer_carries_the_headers(
    client: StrictClient, method: str, path: str
) -> None:
    response = client.plain.open(path, method=method)

    assert list(problems_of_headers(response)) == []
    assert response.headers["Cache-Control"] == "no-store"


def test_the_policy_allows_nothing_unsafe_and_nothing_from_elsewhere() -> None:
    directives = dict(d.split(" ", 1) for d in CONTENT_SECURITY_POLICY.split("; "))

    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


def test_no_power_of_the_browser_is_named_twice() -> None:
    assert len(set(POWERS)) == len(POWERS)


def test_a_view_cannot_weaken_the_headers() -> None:
    headers = [("content-security-policy", "default-src *"), ("Server", "x/1.0")]

    names = [name.lower() for name, _ in secured_headers(headers)]

    assert names.count("content-security-policy") == 1
    assert "server" not in names
    assert ("content-security-policy", "default-src *") not in secured_headers(headers)


def test_an_exception_past_every_handler_still_stops_inside_the_app(app: Flask) -> None:
    @app.after_request
    def break_everything(_response: Response) -> Response:
        raise ZeroDivisionError

    response = app.test_client().get("/en/")

    assert response.status_code == 500
    assert list(problems_of_headers(response)) == []


def test_a_page_has_no_etag_or_date_that_could_mark_a_visitor(
    client: StrictClient,
) -> None:
    headers = client.get("/en/").response.headers

    assert not {"ETag", "Last-Modified", "Set-Cookie"} & set(headers.keys())


@pytest.mark.parametrize(
    ("environment", "name", "secure"),
    [("development", "session", False), ("production", "__Host-session", True)],
)
def test_a_session_cookie_is_kept_from_scripts_and_other_sites(
    environment: str, name: str, *, secure: bool
) -> None:
    config = create_app(some_settings(environment=environment)).config

    assert config["SESSION_COOKIE_NAME"] == name
    assert config["SESSION_COOKIE_SECURE"] is secure
    assert config["SESSION_COOKIE_HTTPONLY"]
    assert config["SESSION_COOKIE_SAMESITE"] == "Strict"
    assert config["SECRET_KEY"] == SECRET


def test_the_health_address_says_one_thing(client: StrictClient) -> None:
    response = client.plain.get("/health")

    assert response.get_json() == {"status": "ok"}
    assert response.content_length < 20


def test_a_page_is_sent_compressed_to_who_can_read_it(client: StrictClient) -> None:
    plain = client.plain.get("/en/")
    packed = client.plain.get("/en/", headers={"Accept-Encoding": "br, gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.content_length == len(packed.data) < plain.content_length / 2
    assert "Accept-Encoding" in plain.vary


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="not asked for"),
        pytest.param({"Accept-Encoding": "gzip;q=0"}, id="declined"),
        pytest.param({"Accept-Encoding": "br"}, id="another way"),
    ],
)
def test_a_page_is_sent_as_it_is_otherwise(
    client: StrictClient, headers: dict[str, str]
) -> None:
    response = client.plain.get("/en/", headers=headers)

    assert "Content-Encoding" not in response.headers
    assert response.text.startswith("<!doctype html>")


def test_a_page_for_somebody_with_a_cookie_is_not_compressed(
    client: StrictClient,
) -> None:
    client.plain.set_cookie("draft", "secret")

    response = client.plain.get("/en/", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in response.headers


def test_what_is_already_small_for_its_kind_is_left_alone(app: Flask) -> None:
    @app.get("/picture")
    @requires(Action.VISIT)
    def picture() -> Response:
        return Response(b"x" * 1_000, content_type="image/png")

    response = app.test_client().get("/picture", headers={"Accept-Encoding": "gzip"})

    assert response.data == b"x" * 1_000
    assert not response.vary


def test_the_same_page_has_the_same_bytes(client: StrictClient) -> None:
    headers = {"Accept-Encoding": "gzip"}

    assert (
        client.plain.get("/ar/", headers=headers).data
        == client.plain.get("/ar/", headers=headers).data
    )


def test_the_head_of_a_page_has_no_body(client: StrictClient) -> None:
    response = client.plain.head("/en/")

    assert response.status_code == 200
    assert response.data == b""


def test_a_request_over_the_limit_is_refused_before_it_is_read() -> None:
    app = create_app(some_settings(max_request_bytes=20_000))

    @app.post("/<_tag>/answers")
    @requires(Action.ANSWER)
    def take(_tag: str) -> str:
        raise AssertionError

    response = app.test_client().post("/en/answers", data={"a": "x" * 20_001})

    assert response.status_code == 413
