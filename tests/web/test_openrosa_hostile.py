"""Whatever is sent to the address for filled forms, no defect comes of it."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from consult.app import create_app
from consult.db.migrate import upgrade
from consult.db.models import Response
from consult.db.session import open_database
from consult.services.fielding import WaveState, change_state
from consult.services.importing import take_in
from consult.services.offline import form_id_of, keep_offline
from forms.xlsform.reading import read_questionnaire
from tests.builders import StoppedClock, some_settings

FORM: Final = b"""
| survey |
| | type | name | label | relevant | constraint | repeat_count | choice_filter |
| | text | street | Street? | | | | |
| | integer | people | How many? | | . < 6 | | |
| | decimal | far | How far? | | | | |
| | date | moved | Since when? | | | | |
| | datetime | flood | Flood? | | | | |
| | select_multiple needs | needs | Needs? | | | | |
| | rank needs | order | Order? | | | | |
| | select_one place | place | Place? | | | | name != ${street} |
| | begin_repeat | person | Person | ${people} > 0 | | ${people} | |
| | text | first | First name? | | | | |
| | begin_repeat | trip | Trip | | | | |
| | integer | minutes | Minutes? | | | | |
| | end_repeat | | | | | | |
| | end_repeat | | | | | | |
| choices |
| | list_name | name | label |
| | needs | water | Water |
| | needs | light | Light |
| | place | hill | Hill |
| | place | port | Port |
"""
ADDRESS: Final = "/openrosa/valley/submission"
DEFECT: Final = 500

HEAD: Final = (
    '<data id="{form}"><consent><C_OK>yes</C_OK></consent><street>River</street>'
    "<people>2</people><far>2.5</far><moved>2011-02-28</moved>"
    "<flood>2019-08-01T23:15:00.000+02:00</flood><needs>water light</needs>"
    "<order>light water</order><place>hill</place>"
)
PEOPLE: Final = (
    "<person><first>A</first><trip><minutes>5</minutes></trip></person>"
    "<person><first>B</first></person>"
)
TAIL: Final = "<meta><instanceID>{name}</instanceID></meta></data>"
PIECES: Final = re.compile(rb"(<[^>]*>)")

BITS: Final = st.one_of(
    st.binary(max_size=6),
    st.text(max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(
        [
            *(
                b"<",
                b"&",
                b"]]>",
                b"<![CDATA[",
                b"<!--",
                b"<?a?>",
                b"&#0;",
                b"&#xD800;",
            ),
            *(
                b"<!DOCTYPE a>",
                b"9" * 400,
                b"1e308",
                b"NaN",
                b"-",
                b"no",
                b"0000-00-00",
            ),
            *(b"<person/>" * 300, b"<trip>" * 40, b' xmlns="a"', b' jr:template=""'),
            *(b"\r\n", b"--b", b'name="', b"; filename*=utf-8''%ff", b"\x00", b"\xff"),
        ]
    ),
)

Edit: TypeAlias = tuple[int, str, bytes]
EDITS: Final = st.lists(
    st.tuples(
        st.integers(0, 100),
        st.sampled_from(["out", "double", "instead", "after"]),
        BITS,
    ),
    min_size=1,
    max_size=5,
)
ENVELOPE: Final = (
    b'--b|\r\n|Content-Disposition: |form-data|; name="|xml_submission_file|"|'
    b'; filename="|form.xml|"|\r\nContent-Type: text/xml|\r\n\r\n'
)
TYPES: Final = (
    *["multipart/form-data; boundary=b"] * 5,
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/mixed; boundary=b",
    "application/x-www-form-urlencoded",
    "text/xml",
    "",
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile')}/consult.sqlite3"
    upgrade(url)
    clock = StoppedClock()
    made = create_app(some_settings(database_url=url), clock=clock)
    database = open_database(url)
    questionnaire = read_questionnaire(FORM, name="valley.md").questionnaire
    with database.writing() as session:
        imported = take_in(
            session,
            questionnaire,
            consultation="valley",
            threshold=10,
            today=clock().date(),
        )
        change_state(session, imported.survey, WaveState.OPEN)
        keep_offline(session, imported.version_id, "<form/>")
    database.close()
    made.config["FORM"] = form_id_of(imported.version_id)
    yield made
    made.extensions["database"].close()


def whole(app: Flask, people: str = PEOPLE, name: str = "uuid:1") -> bytes:
    head, tail = HEAD.format(form=app.config["FORM"]), TAIL.format(name=name)
    return f"{head}{people}{tail}".encode()


def send(app: Flask, source: bytes) -> TestResponse:
    return send_raw(app, *enveloped(source))


def send_raw(app: Flask, body: bytes, content_type: str) -> TestResponse:
    return app.test_client().post(ADDRESS, data=body, content_type=content_type)


def enveloped(source: bytes) -> tuple[bytes, str]:
    """Return a form as it is sent, and the type of what is sent."""
    head = ENVELOPE.replace(b"|", b"")
    return head + source + b"\r\n--b--\r\n", TYPES[0]


def edited(pieces: list[bytes], edits: list[Edit]) -> bytes:
    """Return pieces with some left out, doubled, replaced or followed by another."""
    for where, what, bit in edits:
        place = where % len(pieces)
        was = pieces[place]
        pieces[place] = {
            "out": b"",
            "double": was * 2,
            "instead": bit,
            "after": was + bit,
        }[what]
    return b"".join(pieces)


def stored(app: Flask) -> int:
    with app.extensions["database"].reading() as session:
        return session.scalar(select(func.count()).select_from(Response)) or 0


@settings(max_examples=150, deadline=None)
@given(EDITS)
def test_a_spoilt_form_is_taken_in_or_refused(app: Flask, edits: list[Edit]) -> None:
    source = edited(PIECES.split(whole(app)), edits)

    assert send(app, source).status_code < DEFECT


@settings(max_examples=100, deadline=None)
@given(EDITS, st.sampled_from(TYPES))
def test_a_spoilt_envelope_is_taken_in_or_refused(
    app: Flask, edits: list[Edit], content_type: str
) -> None:
    body = edited([*ENVELOPE.split(b"|"), whole(app), b"\r\n--b--", b"\r\n"], edits)

    assert send_raw(app, body, content_type).status_code < DEFECT


@pytest.mark.parametrize(
    ("people", "status"),
    [
        pytest.param("<person/>" * 100_000, 400, id="100,000 repetitions"),
        pytest.param("<person/>" * 40_000, 400, id="more than there can be"),
        pytest.param(
            f"<person><first>A</first>{'<trip/>' * 40_000}</person>",
            400,
            id="more in one of them",
        ),
        pytest.param("<a>" * 60_000 + "</a>" * 60_000, 400, id="very deep"),
        pytest.param("<x>" + "y" * 1_000_000 + "</x>", 413, id="larger than is read"),
    ],
)
def test_what_is_far_too_much_is_refused(app: Flask, people: str, status: int) -> None:
    before = stored(app)

    assert send(app, whole(app, people, "uuid:2")).status_code == status
    assert stored(app) == before


def test_nothing_of_a_form_is_laid_on_the_disk(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody can make a file there, so trying to would show.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    source = whole(app, f"{PEOPLE}<x>{'y' * 900_000}</x>", "uuid:3")

    assert send(app, source).status_code == 201


def test_a_part_without_a_name_is_refused(app: Flask) -> None:
    body = b"--b\r\nContent-Disposition: form-data\r\n\r\nwords\r\n--b--\r\n"

    assert send_raw(app, body, "multipart/form-data; boundary=b").status_code == 400


@pytest.mark.parametrize(
    ("encoding", "status"),
    [
        pytest.param("utf-16", 201, id="with a mark"),
        pytest.param("utf-32", 400, id="unknown to XML"),
    ],
)
def test_other_encodings_are_read_or_refused(
    app: Flask, encoding: str, status: int
) -> None:
    assert send(app, whole(app).decode().encode(encoding)).status_code == status


@pytest.mark.parametrize("path", ["formList", "forms/none", "submission"])
def test_every_answer_names_the_version_of_the_interface(app: Flask, path: str) -> None:
    for place in ("valley", "nowhere"):
        answered = app.test_client().get(f"/openrosa/{place}/{path}")
        assert answered.headers["X-OpenRosa-Version"] == "1.0"
