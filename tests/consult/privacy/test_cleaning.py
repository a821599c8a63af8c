"""Nothing hidden in a photo or recording survives, and nothing else is taken in."""

import wave
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from consult.privacy.cleaning import Limits, Medium, cleaned
from consult.privacy.cleaning.refusals import (
    FileDamaged,
    FileRefused,
    FileTooLarge,
    FileUnknown,
    PictureTooLarge,
)
from tests.consult.privacy.files_made import (
    SECRET,
    a_photo,
    a_png_bomb,
    a_wave,
    an_m4a,
    an_mp3,
    an_ogg,
    ogg_checksum,
)

LIMITS = Limits(size=1_000_000, pixels=1_000_000)
RECORDINGS = {"wav": a_wave(), "ogg": an_ogg(), "mp3": an_mp3(), "m4a": an_m4a()}


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_loses_everything_but_what_is_seen(form: str) -> None:
    photo = a_photo(form)
    assert opened(photo).getexif()

    made = cleaned(photo, Medium.PICTURE, LIMITS)

    assert made.ending == "jpg"
    assert SECRET not in made.content
    with opened(made.content) as image:
        assert image.format == "JPEG"
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_photo_is_turned_before_it_forgets_which_way_is_up() -> None:
    made = cleaned(a_photo(), Medium.PICTURE, LIMITS)

    with opened(made.content) as image:
        assert image.size == (32, 64)
        top, bottom = image.getpixel((16, 8)), image.getpixel((16, 56))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200
    assert bottom[2] > 200
    assert max(top[2], bottom[0]) < 100


def test_a_large_photo_becomes_smaller() -> None:
    photo = a_photo(size=(4_000, 1_000), orientation=1)

    made = cleaned(photo, Medium.PICTURE, Limits(size=10**6, pixels=10**7))

    assert opened(made.content).size == (2_048, 512)


def test_what_can_be_seen_through_stands_on_white() -> None:
    stream = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(stream, "PNG")

    made = cleaned(stream.getvalue(), Medium.PICTURE, LIMITS)

    assert opened(made.content).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(a_png_bomb(), PictureTooLarge, id="a bomb"),
        pytest.param(a_photo(size=(2_000, 1_000)), PictureTooLarge, id="pixels"),
        pytest.param(a_photo()[:400], FileDamaged, id="cut off"),
        pytest.param(b"\xff\xd8\xff" + b"x" * 50, FileDamaged, id="no JPEG"),
        pytest.param(b"GIF89a" + bytes(50), FileUnknown, id="a GIF"),
        pytest.param(b"%PDF-1.7", FileUnknown, id="a document"),
        pytest.param(b"<svg onload=alert(1)>", FileUnknown, id="a drawing"),
        pytest.param(a_wave(), FileUnknown, id="a recording"),
        pytest.param(b"", FileUnknown, id="nothing"),
        pytest.param(bytes(1_000_001), FileTooLarge, id="bytes"),
    ],
)
def test_other_pictures_are_refused_in_plain_words(
    content: bytes, refusal: type[FileRefused]
) -> None:
    with pytest.raises(refusal) as refused:
        cleaned(content, Medium.PICTURE, LIMITS)

    assert refused.value.template


@pytest.mark.parametrize("ending", sorted(RECORDINGS))
def test_a_recording_loses_everything_but_its_sound(ending: str) -> None:
    given = RECORDINGS[ending]
    assert SECRET in given

    made = cleaned(given, Medium.RECORDING, LIMITS)

    assert made.ending == ending
    assert SECRET not in made.content
    assert made.content


@pytest.mark.parametrize("ending", sorted(RECORDINGS))
def test_cleaning_again_changes_nothing(ending: str) -> None:
    once = cleaned(RECORDINGS[ending], Medium.RECORDING, LIMITS)

    assert cleaned(once.content, Medium.RECORDING, LIMITS) == once


def test_the_sound_of_a_wave_stays_as_it_was() -> None:
    made = cleaned(a_wave(), Medium.RECORDING, LIMITS)

    with wave.open(BytesIO(made.content)) as sound:
        assert sound.getparams()[:4] == (1, 2, 8000, 800)
        assert sound.readframes(800) == b"\x01\x02" * 800


def test_the_frames_of_an_mp3_stay_as_they_were() -> None:
    made = cleaned(an_mp3(20), Medium.RECORDING, LIMITS)

    assert made.content == (b"\xff\xfb\x90\xc4" + bytes(413)) * 20


def test_the_pages_of_an_ogg_are_numbered_anew_with_right_checksums() -> None:
    content = cleaned(an_ogg(), Medium.RECORDING, LIMITS).content

    pages = [b"OggS" + each for each in content.split(b"OggS")[1:]]
    assert [int.from_bytes(each[18:22], "little") for each in pages] == list(range(7))
    assert {each[14:18] for each in pages} == {b"\1\0\0\0"}
    for page in pages:
        told = int.from_bytes(page[22:26], "little")
        assert ogg_checksum(page[:22] + bytes(4) + page[26:]) == told
    assert pages[-1].endswith(b"\xf8\xff\xfe")


def test_nothing_moves_in_an_m4a() -> None:
    given = an_m4a()
    content = cleaned(given, Medium.RECORDING, LIMITS).content

    assert len(content) == len(given)
    assert b"\x21\x10\x05" * 4 in content
    assert b"\x21\x10\x04" * 5 in content
    assert b"\xe2\x7f\xb0\x00" not in content


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(an_m4a(tracks=2), id="two tracks"),
        pytest.param(an_m4a(handler=b"vide"), id="moving pictures"),
        pytest.param(an_m4a()[:-200], id="M4A cut off"),
        pytest.param(an_ogg() + an_ogg(), id="two streams"),
        pytest.param(an_ogg()[:-2], id="Ogg cut off"),
        pytest.param(an_mp3(2), id="hardly a sound"),
        pytest.param(b"ID3\x04\0\0\0\0\0\0" + SECRET * 99, id="tags alone"),
        pytest.param(an_mp3(4) + SECRET * 1_000, id="mostly something else"),
        pytest.param(a_wave(0), id="a WAV of nothing"),
    ],
)
def test_damaged_and_doubtful_recordings_are_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        cleaned(content, Medium.RECORDING, LIMITS)


@pytest.mark.parametrize(
    "content",
    [b"\x1aE\xdf\xa3webm", b"#!AMR\n", a_photo(), b"MZ\x90", b""],
    ids=["WebM", "AMR", "a photo", "a program", "nothing"],
)
def test_other_recordings_are_unknown(content: bytes) -> None:
    with pytest.raises(FileUnknown):
        cleaned(content, Medium.RECORDING, LIMITS)


@settings(max_examples=300, deadline=None)
@given(
    content=st.sampled_from([*RECORDINGS.values(), a_photo(), a_photo("PNG")]),
    place=st.integers(0, 3_000),
    other=st.binary(max_size=12),
    medium=st.sampled_from(list(Medium)),
)
@example(content=an_m4a(), place=0, other=b"\0\0\0\0", medium=Medium.RECORDING)
def test_whatever_is_broken_is_cleaned_or_refused(
    content: bytes, place: int, other: bytes, medium: Medium
) -> None:
    place %= len(content)
    broken = content[:place] + other + content[place + len(other) :]

    try:
        made = cleaned(broken, medium, LIMITS)
    except FileRefused:
        return
    assert SECRET not in made.content
