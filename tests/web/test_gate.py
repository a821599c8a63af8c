import io
import string
from collections.abc import Iterable
from typing import Any

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

from consult.app import create_app
from consult.services.accessing import Action
from consult.web.gate import MOST_FIELDS, is_readable
from consult.web.policy import requires
from tests.builders import some_settings
from tests.web.strict_client import problems_of_headers

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"


def with_a_form(app: Flask) -> Flask:
    """Return the app with an address that repeats what was sent to it."""

    @app.post("/<_tag>/echo")
    @requires(Action.ANSWER)
    def echo(_tag: str) -> str:
        return "|".join(request.form.values())

    return app


SHARED_APP = with_a_form(create_app(some_settings(max_request_bytes=50_000)))


def answer_to(**environ: Any) -> Response:
    """Return the answer to a request whose WSGI environment is changed by hand."""
    raw = EnvironBuilder(path="/en/echo").get_environ() | environ
    return Response(*run_wsgi_app(SHARED_APP, raw, buffered=True))


def send(body: bytes, content_type: str = FORM, **environ: Any) -> Response:
    sent = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    return answer_to(**(sent | environ))


def part(name: str, value: bytes) -> bytes:
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
    return head.encode() + value + b"\r\n"


MALFORMED_ADDRESSES: Iterable[Any] = [
    pytest.param({"PATH_INFO": "/en/\x00"}, 400, id="NUL in the path"),
    pytest.param({"PATH_INFO": "/en/\x1b[2J"}, 400, id="escape in the path"),
    pytest.param(
        {"PATH_INFO": "/en/\r\nSet-Cookie: a=b"}, 400, id="new line in the path"
    ),
    pytest.param({"PATH_INFO": "/\xff\xfe"}, 400, id="path that is not UTF-8"),
    pytest.param({"PATH_INFO": "/\xed\xa0\x80"}, 400, id="surrogate in the path"),
    pytest.param({"PATH_INFO": "/\xc0\xaf"}, 400, id="overlong slash in the path"),
    pytest.param({"PATH_INFO": ""}, 200, id="no path"),
    pytest.param({"PATH_INFO": "en"}, 200, id="path without a slash"),
    pytest.param({"PATH_INFO": "//"}, 200, id="two slashes"),
    pytest.param({"PATH_INFO": "/en//"}, 200, id="slash after slash"),
    pytest.param({"PATH_INFO": "/../../etc/passwd"}, 404, id="way up"),
    pytest.param({"PATH_INFO": "/static/x/../../app.py"}, 404, id="way out of static"),
    pytest.param({"PATH_INFO": "/" + "a" * 100_000}, 404, id="endless path"),
    pytest.param({"PATH_INFO": "/{{7*7}}"}, 404, id="template in the path"),
    pytest.param({"PATH_INFO": "/", "QUERY_STRING": "a=%00"}, 400, id="NUL in query"),
    pytest.param({"PATH_INFO": "/", "QUERY_STRING": "%00"}, 400, id="NUL as a name"),
    pytest.param(
        {"PATH_INFO": "/", "QUERY_STRING": "a=%ff"}, 400, id="query not UTF-8"
    ),
    pytest.param(
        {"PATH_INFO": "/", "QUERY_STRING": "\xff"}, 400, id="raw byte in query"
    ),
    pytest.param(
        {"PATH_INFO": "/", "QUERY_STRING": "a=%ED%A0%80"}, 400, id="surrogate in query"
    ),
    pytest.param(
        {"PATH_INFO": "/", "QUERY_STRING": "a=%zz%"}, 200, id="broken percent"
    ),
    pytest.param({"PATH_INFO": "/", "QUERY_STRING": "a" * 5_000}, 414, id="huge query"),
    pytest.param({"REQUEST_METHOD": "PUT"}, 405, id="PUT"),
    pytest.param({"REQUEST_METHOD": "OPTIONS"}, 405, id="OPTIONS"),
    pytest.param({"REQUEST_METHOD": "TRACE"}, 405, id="TRACE"),
    pytest.param({"REQUEST_METHOD": "PROPFIND"}, 405, id="PROPFIND"),
    pytest.param({"REQUEST_METHOD": "get"}, 405, id="small letters"),
    pytest.param({"REQUEST_METHOD": "É\x00"}, 405, id="no method at all"),
    pytest.param(
        {"PATH_INFO": "/", "HTTP_HOST": "a b:c:d"}, 200, id="host is nonsense"
    ),
    pytest.param({"PATH_INFO": "/", "HTTP_HOST": ""}, 200, id="no host"),
    pytest.param(
        {"PATH_INFO": "/", "HTTP_COOKIE": "=;;\xff=\x00"}, 200, id="broken cookie"
    ),
    pytest.param(
        {"PATH_INFO": "/", "HTTP_ACCEPT_LANGUAGE": "\xff;q=é" * 99},
        200,
        id="broken language",
    ),
    pytest.param(
        {"PATH_INFO": "/", "HTTP_ACCEPT_ENCODING": "gzip;q=x,\xff"},
        200,
        id="broken encoding",
    ),
    pytest.param(
        {"PATH_INFO": "/", "HTTP_RANGE": "bytes=9-1,x"}, 200, id="broken range"
    ),
    pytest.param({"PATH_INFO": "/", "HTTP_IF_NONE_MATCH": '"'}, 200, id="broken tag"),
    pytest.param(
        {"PATH_INFO": "/", "HTTP_IF_MODIFIED_SINCE": "soon"}, 200, id="broken date"
    ),
    pytest.param({"PATH_INFO": "/", "CONTENT_LENGTH": "many"}, 200, id="broken length"),
    pytest.param(
        {"PATH_INFO": "/", "HTTP_EXPECT": "miracles"}, 200, id="odd expectation"
    ),
]


@pytest.mark.parametrize(("environ", "status"), MALFORMED_ADDRESSES)
def test_a_malformed_request_gets_a_page_and_never_a_defect(
    environ: dict[str, str], status: int
) -> None:
    response = answer_to(**environ)

    assert response.status_code == status
    assert list(problems_of_headers(response)) == []


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        pytest.param(b"a=%00", FORM, 400, id="NUL"),
        pytest.param(b"a=\x00", FORM, 400, id="raw NUL"),
        pytest.param(b"a=%07", FORM, 400, id="bell"),
        pytest.param(b"%0A=a", FORM, 400, id="new line in a name"),
        pytest.param(b"a=%ED%A0%80", FORM, 400, id="lone surrogate"),
        pytest.param(b"a=%ff", FORM, 400, id="not UTF-8"),
        pytest.param(b"a=\xff", FORM, 400, id="raw byte that is not UTF-8"),
        pytest.param(b"a=%EF%BF%BF", FORM, 400, id="no character"),
        pytest.param(
            b"&".join([b"a=1"] * (MOST_FIELDS + 1)), FORM, 413, id="same name"
        ),
        pytest.param(
            b"&".join(b"a%d=1" % n for n in range(MOST_FIELDS + 1)),
            FORM,
            413,
            id="too many fields",
        ),
        pytest.param(b"a=" + b"x" * 60_000, FORM, 413, id="too large"),
        pytest.param(part("a", b"x")[:-9], MULTIPART, 400, id="multipart cut short"),
        pytest.param(part("a", b"x"), MULTIPART, 400, id="multipart without an end"),
        pytest.param(part("a", b"x"), "multipart/form-data", 400, id="no boundary"),
        pytest.param(
            part("a", b"\x00") + b"--b--\r\n", MULTIPART, 400, id="multipart NUL"
        ),
        pytest.param(
            part("\x07", b"x") + b"--b--\r\n", MULTIPART, 400, id="multipart name"
        ),
        pytest.param(
            part('a"; filename="\x1b', b"x") + b"--b--\r\n",
            MULTIPART,
            400,
            id="file name",
        ),
        pytest.param(
            part("a", b"x") * 1_001 + b"--b--\r\n", MULTIPART, 413, id="too many parts"
        ),
        pytest.param(b"", "multipart/form-data; boundary=\xe9", 400, id="odd boundary"),
    ],
)
def test_a_form_that_cannot_be_read_whole_is_refused(
    body: bytes, content_type: str, status: int
) -> None:
    response = send(body, content_type)

    assert response.status_code == status
    assert list(problems_of_headers(response)) == []


@pytest.mark.parametrize(
    ("body", "content_type", "received"),
    [
        pytest.param(b"a=%0D%0Atwo%09lines", FORM, "\r\ntwo\tlines", id="lines"),
        pytest.param(b"a=%E2%80%AEx", FORM, "\u202ex", id="direction marks"),
        pytest.param(b"a=%F0%9F%8C%BE", FORM, "🌾", id="beyond the first plane"),
        pytest.param("a=تعبنا".encode(), FORM, "تعبنا", id="Arabic"),
        pytest.param(b"a=100%25+sure", FORM, "100% sure", id="percent"),
        pytest.param(b"a=50%+of", FORM, "50% of", id="percent left open"),
        pytest.param(
            part("a", "été".encode()) + b"--b--\r\n", MULTIPART, "été", id="multipart"
        ),
    ],
)
def test_what_people_write_arrives_unchanged(
    body: bytes, content_type: str, received: str
) -> None:
    response = send(body, content_type)

    assert response.status_code == 200
    assert response.get_data(as_text=True) == received


def test_a_body_shorter_than_announced_is_no_answer() -> None:
    response = send(b"a=1", CONTENT_LENGTH="500")

    assert response.status_code == 400


def test_a_form_to_nowhere_is_not_even_read() -> None:
    response = send(b"a=%00", PATH_INFO="/en/nowhere")

    assert response.status_code == 404


latin = st.text(st.characters(max_codepoint=255), max_size=60)
method = st.one_of(st.sampled_from(["GET", "POST", "HEAD"]), latin)
header = st.sampled_from(
    [
        "HTTP_ACCEPT",
        "HTTP_ACCEPT_ENCODING",
        "HTTP_ACCEPT_LANGUAGE",
        "HTTP_COOKIE",
        "HTTP_HOST",
        "HTTP_RANGE",
        "HTTP_IF_NONE_MATCH",
        "HTTP_AUTHORIZATION",
        "HTTP_X_FORWARDED_FOR",
        "HTTP_TRANSFER_ENCODING",
        "HTTP_CONTENT_ENCODING",
        "CONTENT_LENGTH",
    ]
)
start = st.sampled_from(["", "/", "/en/", "/ar/", "/static/", "/health", "/en/echo"])


@given(start, latin, latin, method, st.dictionaries(header, latin))
def test_no_address_method_or_header_is_a_defect(
    start: str, path: str, query: str, method: str, headers: dict[str, str]
) -> None:
    response = answer_to(
        PATH_INFO=start + path, QUERY_STRING=query, REQUEST_METHOD=method, **headers
    )

    assert response.status_code < 500
    assert "Traceback" not in response.get_data(as_text=True)
    assert list(problems_of_headers(response)) == []


content_type = st.one_of(st.sampled_from([FORM, MULTIPART, "", "text/xml"]), latin)


@given(st.binary(max_size=300), content_type)
def test_no_body_is_a_defect(body: bytes, content_type: str) -> None:
    assert send(body, content_type).status_code < 500


@given(st.text())
def test_a_readable_text_can_be_stored_and_written_out(text: str) -> None:
    if is_readable(text):
        assert text.encode().decode() == text
        assert "\x00" not in text


@pytest.mark.parametrize(
    "character", ["\x00", "\x0b", "\x1f", "\x7f", "\ud800", "\uffff"]
)
def test_a_character_that_cannot_be_kept_is_seen(character: str) -> None:
    assert not is_readable(f"a{character}b")


@pytest.mark.parametrize(
    "text", ["", "a\tb\r\nc", string.printable[:-2], "\u200f\u061c", "नमस्ते", "🌾"]
)
def test_a_text_of_people_is_readable(text: str) -> None:
    assert is_readable(text)
