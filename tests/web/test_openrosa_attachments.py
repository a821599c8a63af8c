"""Places and files that clients of ODK send: taken in coarse and clean, or dropped."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from consult.db.models import Upload
from consult.services.offline import form_id_of, keep_offline
from consult.services.opening import switch_attachment, switch_positions
from forms.definition import Kind
from tests.consult.privacy.files_made import SECRET, a_photo, a_wave
from tests.questionnaires_with_body import asked, with_body
from tests.web.answering import Installation, installation

CONSULTATION: Final = "about-trust"
BODY: Final = with_body(
    asked("where", Kind.POSITION, "Where?", variant="geopoint"),
    asked("way", Kind.POSITION, "Which way?", variant="geotrace"),
    asked("photo", Kind.ATTACHMENT, "A photo?", variant="image"),
    asked("voice", Kind.ATTACHMENT, "Tell us", variant="audio"),
)
EXACT: Final = "33.513807 36.276528 690.0 4.5"


@pytest.fixture
def place(database_url: str) -> Iterator[Installation]:
    with installation(database_url, questionnaire=BODY) as made:
        yield made


@pytest.fixture
def opened(place: Installation) -> Installation:
    with place.database.writing() as session:
        switch_positions(session, CONSULTATION, on=True)
        for key in ("photo", "voice"):
            switch_attachment(session, CONSULTATION, key, on=True)
    return place


def submitted(
    place: Installation, *, instance: str = "uuid:1", **files: Any
) -> TestResponse:
    """Return the answer to a filled form with files, each named as in the form."""
    form_id = form_id_of(place.wave().version_id)
    names = "".join(f"<{key}>{name}</{key}>" for key, (_, name) in files.items())
    xml = (
        f'<data id="{form_id}"><C_OK>yes</C_OK><where>{EXACT}</where>'
        f"<way>{EXACT};{EXACT}</way>{names}"
        f"<meta><instanceID>{instance}</instanceID></meta></data>"
    )
    data: dict[str, Any] = {
        "xml_submission_file": (BytesIO(xml.encode()), "form.xml"),
        **{name: (BytesIO(content), name) for content, name in files.values()},
    }
    return place.client.plain.post("/openrosa/trust/submission", data=data)


def uploads(place: Installation) -> list[Upload]:
    with place.database.reading() as session:
        found = list(session.scalars(select(Upload)))
        session.expunge_all()
        return found


def test_closed_everything_of_it_is_dropped(place: Installation) -> None:
    answer = submitted(place, photo=(a_photo(), "1.jpg"))

    assert answer.status_code == 201
    stored = place.stored()[0]
    assert {stored[each] for each in ("where", "way", "photo", "voice")} == {"na"}
    assert uploads(place) == []


def test_open_they_are_kept_coarse_and_clean(opened: Installation) -> None:
    answer = submitted(
        opened, photo=(a_photo(), "169.jpg"), voice=(a_wave(), "rec.wav")
    )

    assert answer.status_code == 201
    stored = opened.stored()[0]
    assert stored["where"] == "33.51 36.28"
    assert stored["way"] == "na"
    held = {each.question: each for each in uploads(opened)}
    assert sorted(held) == ["photo", "voice"]
    assert stored["photo"] == held["photo"].name
    assert all(SECRET not in each.content for each in held.values())
    with Image.open(BytesIO(held["photo"].content)) as image:
        assert not image.getexif()


def test_the_same_form_again_adds_no_file(opened: Installation) -> None:
    for _ in range(2):
        assert submitted(opened, photo=(a_photo(), "1.jpg")).status_code == 201

    assert len(uploads(opened)) == 1


def test_a_name_without_a_file_is_no_answer(opened: Installation) -> None:
    form_id = form_id_of(opened.wave().version_id)
    xml = (
        f'<data id="{form_id}"><C_OK>yes</C_OK><photo>lost.jpg</photo>'
        "<meta><instanceID>uuid:2</instanceID></meta></data>"
    )
    file = (BytesIO(xml.encode()), "form.xml")

    answer = opened.client.plain.post(
        "/openrosa/trust/submission", data={"xml_submission_file": file}
    )

    assert answer.status_code == 201
    assert opened.stored()[0]["photo"] == "skip"


@pytest.mark.parametrize(
    ("files", "status", "why"),
    [
        ({"photo": (b"%PDF-1.7", "1.jpg")}, 422, "This is no photo"),
        ({"voice": (a_photo(), "1.wav")}, 422, "This is no recording"),
    ],
    ids=["a document", "a photo for a voice"],
)
def test_other_files_refuse_the_whole_form(
    opened: Installation, files: dict[str, Any], status: int, why: str
) -> None:
    answer = submitted(opened, **files)

    assert answer.status_code == status
    assert why in answer.text
    assert opened.count() == 0
    assert uploads(opened) == []


def test_clients_are_told_how_much_they_may_send(opened: Installation) -> None:
    with opened.database.writing() as session:
        keep_offline(session, opened.wave().version_id, "<x/>")

    answer = opened.client.plain.head("/openrosa/trust/submission")

    assert answer.headers["X-OpenRosa-Accept-Content-Length"] == "11000000"


def test_files_one_after_another_are_refused(opened: Installation) -> None:
    form_id = form_id_of(opened.wave().version_id)
    xml = (
        f'<data id="{form_id}"><C_OK>yes</C_OK>'
        "<meta><instanceID>uuid:3</instanceID></meta></data>"
    )
    data = {
        "xml_submission_file": (BytesIO(xml.encode()), "form.xml"),
        "*isIncomplete*": "yes",
    }

    answer = opened.client.plain.post("/openrosa/trust/submission", data=data)

    assert answer.status_code == 413
    assert opened.count() == 0
