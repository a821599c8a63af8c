"""The tray of what was recorded and is not typed yet, and what becomes of the words."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

import pytest
from sqlalchemy import select

from consult.analysis.stored import read_stored
from consult.analysis.written import read_written
from consult.db.models import Consultation, OpenAnswer, Upload
from consult.ids import ConsultationId
from consult.roles import Role
from consult.services.auditing import newest
from consult.services.offline import form_id_of
from consult.services.opening import switch_attachment
from consult.services.staffing import STAFF_ROLES
from forms.definition import Kind, Use
from tests.consult.privacy.files_made import a_photo, a_wave
from tests.desks import add_consultation, add_staff
from tests.questionnaires_with_body import asked, with_body
from tests.web.answering import Installation, installation
from tests.web.desk_browser import DeskBrowser

CONSULTATION: Final = "about-trust"
TRAY: Final = f"/en/desk/{CONSULTATION}/untyped"
WORDS: Final = "The bridge shakes when a lorry passes."
BODY: Final = with_body(
    asked("voice", Kind.ATTACHMENT, "What worries you?", "ما يقلقك؟",
          variant="audio", use=Use.CONCERNS),
    asked("photo", Kind.ATTACHMENT, "A photo?", variant="image"),
)  # fmt: skip


@pytest.fixture
def place(database_url: str) -> Iterator[Installation]:
    with installation(database_url, questionnaire=BODY) as made:
        with made.database.writing() as session:
            add_consultation(session, "other")
            for role in STAFF_ROLES:
                add_staff(session, role.value, {CONSULTATION: [role]})
            add_staff(session, "stranger", {"other": [Role.FACILITATOR]})
        yield made


@pytest.fixture
def held(place: Installation) -> Installation:
    """Return an installation with one answer that holds a recording and a photo."""
    with place.database.writing() as session:
        for key in ("voice", "photo"):
            switch_attachment(session, CONSULTATION, key, on=True)
    form_id = form_id_of(place.wave().version_id)
    xml = (
        f'<data id="{form_id}"><C_OK>yes</C_OK><voice>v</voice><photo>p</photo>'
        "<meta><instanceID>uuid:1</instanceID></meta></data>"
    )
    files = {
        "xml_submission_file": (BytesIO(xml.encode()), "form.xml"),
        "v": (BytesIO(a_wave()), "v"),
        "p": (BytesIO(a_photo()), "p"),
    }
    answer = place.client.plain.post("/openrosa/trust/submission", data=files)
    assert answer.status_code == 201
    return place


def come_in(place: Installation, name: str = "facilitator") -> DeskBrowser:
    return DeskBrowser(place.app).come_in(name)


def named(place: Installation, ending: str) -> str:
    with place.database.reading() as session:
        names = session.scalars(select(Upload.name)).all()
    return next(name for name in names if name.endswith(ending))


def typed(place: Installation) -> list[tuple[str, str, bool]]:
    with place.database.reading() as session:
        return [
            (each.question, each.text, each.typed_by_staff)
            for each in session.scalars(select(OpenAnswer))
        ]


def consultation(place: Installation) -> ConsultationId:
    with place.database.reading() as session:
        return session.scalars(
            select(Consultation.id).where(Consultation.slug == CONSULTATION)
        ).one()


def test_there_is_a_tab_only_where_files_are_asked_for(place: Installation) -> None:
    browser = come_in(place)
    overview = f"/en/desk/{CONSULTATION}/overview"
    assert TRAY not in browser.get(overview).links()

    with place.database.writing() as session:
        switch_attachment(session, CONSULTATION, "voice", on=True)

    assert TRAY in browser.get(overview).links()
    assert "Nothing waits" in browser.get(TRAY).text


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_tray_plays_recordings_and_shows_photos(
    held: Installation, tag: str
) -> None:
    page = come_in(held).get(TRAY.replace("/en/", f"/{tag}/"))

    (player,) = page.document.iter("audio")
    assert player.attrib["src"].endswith(named(held, ".wav"))
    (picture,) = (each for each in page.document.iter("img"))
    assert picture.attrib["src"].endswith(named(held, ".jpg"))
    assert len(list(page.document.iter("textarea"))) == 2
    policy = page.response.headers["Content-Security-Policy"]
    assert policy.endswith("media-src 'self'")


def test_a_recording_can_be_played_in_parts_and_every_look_is_written_down(
    held: Installation,
) -> None:
    browser, name = come_in(held), named(held, ".wav")
    path = f"/en/desk/{CONSULTATION}/files/{name}"

    whole = browser.plain.get(path)
    part = browser.plain.get(path, headers={"Range": "bytes=0-3"})

    assert whole.mimetype == "audio/wav"
    assert whole.data.startswith(b"RIFF")
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert whole.headers["Cache-Control"] == "no-store"
    assert (part.status_code, part.data) == (206, b"RIFF")
    with held.database.reading() as session:
        entries = newest(session, most=2)
    assert all(each.about.endswith(f"/files/{name}") for each in entries)


def test_what_is_typed_becomes_the_words_of_the_answer(held: Installation) -> None:
    browser, name = come_in(held), named(held, ".wav")
    with held.database.reading() as session:
        assert read_written(read_stored(session, consultation(held))) == ()

    answer = browser.post(TRAY, file=name, words=f"  {WORDS}\r\n")

    assert answer.status_code == 303
    assert typed(held) == [("voice", WORDS, True)]
    with held.database.reading() as session:
        (written,) = read_written(read_stored(session, consultation(held)))
        entry = newest(session, most=1)[0]
    assert written.text == WORDS
    assert entry.deed == "answer.typed"
    assert entry.about == f"{consultation(held)}/{name}"
    page = browser.get(TRAY)
    assert "Typed by staff" in page.text
    assert page.text.index("Photo 1") < page.text.index("Typed by staff")


def test_words_can_be_corrected(held: Installation) -> None:
    browser, name = come_in(held), named(held, ".wav")
    for words in ("The bridge shook.", WORDS):
        assert browser.post(TRAY, file=name, words=words).status_code == 303

    assert typed(held) == [("voice", WORDS, True)]


@pytest.mark.parametrize(
    ("words", "why"), [("  ", "If nothing can be made out"), ("x" * 20_001, "too long")]
)
def test_nothing_and_too_much_are_refused(
    held: Installation, words: str, why: str
) -> None:
    answer = come_in(held).post(TRAY, file=named(held, ".wav"), words=words)

    assert answer.status_code == 422
    assert why in answer.text
    assert typed(held) == []


@pytest.mark.parametrize("name", ["coordinator", "stranger"])
def test_nobody_else_sees_hears_or_types(held: Installation, name: str) -> None:
    browser, file = come_in(held, name), named(held, ".wav")

    for answer in (
        browser.plain.get(TRAY),
        browser.plain.get(f"/en/desk/{CONSULTATION}/files/{file}"),
        browser.post(TRAY, file=file, words=WORDS),
    ):
        assert answer.status_code in {403, 404}
    assert typed(held) == []


def test_a_file_is_found_in_its_own_consultation_only(held: Installation) -> None:
    browser, file = come_in(held, "stranger"), named(held, ".wav")

    answer = browser.plain.get(f"/en/desk/other/files/{file}")
    words = browser.post("/en/desk/other/untyped", file=file, words=WORDS)

    assert answer.status_code == words.status_code == 404
    assert typed(held) == []


def test_files_of_drafts_are_in_no_tray(held: Installation) -> None:
    answer = come_in(held).plain.get(f"/en/desk/{CONSULTATION}/files/{'a' * 26}.jpg")

    assert answer.status_code == 404
