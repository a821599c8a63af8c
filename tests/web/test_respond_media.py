"""Pictures and recordings beside words: on pages, at addresses of ours, for clients."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from consult.errors import ConsultError
from consult.ids import VersionId
from consult.services.illustrating import (
    MediumFixed,
    MediumMissing,
    MediumUnusable,
    is_illustrated,
    keep_media,
)
from consult.services.offline import keep_offline
from forms.definition import Choice, ChoiceList, Kind, Medium, Text
from tests.consult.privacy.files_made import SECRET, a_photo, a_wave
from tests.questionnaires import said
from tests.questionnaires_with_body import asked, english, with_body
from tests.web.answering import Installation, agreed, installation
from tests.web.strict_client import Page

MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"


def beside(role: str, name: str, arabic: str = "") -> Medium:
    return Medium(role=role, files=said(name, arabic) if arabic else english(name))


WELLS = ChoiceList(
    name="wells",
    choices=(
        Choice(name="a", label=english("Deep"), media=(beside("image", "deep.png"),)),
        Choice(name="b", label=english("Flat"), media=(beside("image", "lost.png"),)),
    ),
)
BODY = (
    asked(
        "well",
        Kind.CHOICE,
        "Which *well*?",
        choices="wells",
        media=(beside("audio", "well.wav", "bir.wav"),),
    ),
    asked("why", Kind.TEXT, "Why?", media=(beside("image", "why.jpg"),)),
    asked("note", Kind.NOTE, "Look", media=(beside("image", "why.jpg"),)),
    asked("plain", Kind.TEXT, "Plain?"),
)
FILES = {
    "deep.png": a_photo("PNG"),
    "why.jpg": a_photo(),
    "well.wav": a_wave(),
    "bir.wav": a_wave(0.2),
}


def kept(
    place: Installation, files: Mapping[str, bytes] = FILES
) -> tuple[ConsultError, ...]:
    wave = place.wave()
    with place.database.writing() as session:
        return keep_media(session, wave.version_id, wave.questionnaire, files)


@pytest.fixture
def place(migrated_sqlite_url: str) -> Iterator[Installation]:
    plain = with_body(*BODY)
    made = replace(plain, choice_lists=(*plain.choice_lists, WELLS))
    with installation(migrated_sqlite_url, questionnaire=made) as found:
        problems = kept(found)
        assert [type(each) for each in problems] == [MediumMissing]
        yield found


def shown(page: Page) -> list[Element]:
    return [each for each in page.document.iter() if each.tag in {"img", "audio"}]


def test_a_recording_is_played_on_demand_and_a_picture_says_what_it_shows(
    place: Installation,
) -> None:
    page = agreed(place.client)

    sound, picture = shown(page)
    assert (sound.tag, sound.attrib["preload"]) == ("audio", "none")
    assert "controls" in sound.attrib
    assert sound.attrib["aria-label"] == "Which well?"
    assert (picture.tag, picture.attrib["alt"]) == ("img", "Deep")
    assert "media-src 'self'" in page.response.headers["Content-Security-Policy"]


def test_a_page_with_pictures_alone_lets_nothing_sound(place: Installation) -> None:
    client = place.client
    page = client.press(agreed(client), {"well": "a"})

    assert [each.attrib["alt"] for each in shown(page)] == ["Why?"]
    assert "media-src" not in page.response.headers["Content-Security-Policy"]
    assert shown(client.press(page, {"why": "x"})) != shown(page)


def test_a_recording_is_in_the_language_of_the_page(place: Installation) -> None:
    client = place.client
    page = agreed(client)
    arabic = client.get(page.path.replace("/en/", "/ar/"))

    addresses = {
        each.attrib["src"] for one in (page, arabic) for each in shown(one)[:1]
    }
    assert len(addresses) == 2


def test_a_file_has_an_address_for_ever_and_tells_nothing_hidden(
    place: Installation,
) -> None:
    client = place.client
    addresses = [each.attrib["src"] for each in shown(agreed(client))]

    answers = [client.plain.get(address) for address in addresses]

    assert [each.content_type for each in answers] == ["audio/wav", "image/jpeg"]
    assert {each.headers["Cache-Control"] for each in answers} == {
        "public, max-age=31536000, immutable"
    }
    assert all(SECRET not in each.data for each in answers)
    part = client.plain.get(addresses[0], headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, b"RIFF")


@pytest.mark.parametrize("name", ["no.jpg", "no", "..", "a.b.c", "é.wav"])
def test_what_is_not_there_is_not_there(place: Installation, name: str) -> None:
    assert place.client.plain.get(f"/media/{name}").status_code == 404


def test_clients_are_told_which_files_a_form_shows(place: Installation) -> None:
    with place.database.writing() as session:
        keep_offline(session, place.wave().version_id, "<form/>")
    client = place.client.plain
    listed = fromstring(client.get("/openrosa/trust/formList").data)
    form = "{http://openrosa.org/xforms/xformsList}manifestUrl"
    (address,) = [each.text for each in listed.iter(form)]

    manifest = fromstring(client.get(str(address)).data)

    files = {
        str(each.findtext(f"{MANIFEST}filename")): str(
            each.findtext(f"{MANIFEST}downloadUrl")
        )
        for each in manifest.iter(f"{MANIFEST}mediaFile")
    }
    assert list(files) == ["bir.wav", "deep.png", "well.wav", "why.jpg"]
    assert all(each.startswith("http://") for each in files.values())
    assert client.get(files["well.wav"]).status_code == 200


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        pytest.param({"lost.png": b"<svg/>"}, MediumUnusable, id="no picture"),
        pytest.param({"lost.png": a_wave()}, MediumUnusable, id="a recording"),
        pytest.param(
            {"lost.png": b"\x89PNG\r\n\x1a\n" * 300_000}, MediumUnusable, id="too large"
        ),
        pytest.param({"well.wav": a_wave(0.3)}, MediumFixed, id="another one"),
    ],
)
def test_what_cannot_be_shown_is_told(
    place: Installation, files: Mapping[str, bytes], problem: type[ConsultError]
) -> None:
    problems = kept(place, {**FILES, **files})

    assert problem in [type(each) for each in problems]
    assert kept(place, {**FILES, "lost.png": a_photo("WEBP")}) == ()


def test_words_without_pictures_ask_for_none() -> None:
    video = Medium(role="video", files=Text.of({"en": "a.mp4"}))
    plain, filmed = (
        asked("a", Kind.TEXT, "A?"),
        asked("a", Kind.TEXT, "A?", media=(video,)),
    )

    assert not is_illustrated(VersionId("plain"), with_body(plain))
    assert not is_illustrated(VersionId("filmed"), with_body(filmed))
