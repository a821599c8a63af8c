"""Positions, photos and recordings on the pages of people who answer."""

import datetime as dt
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from PIL import Image
from sqlalchemy import select

from consult.db.models import Draft, Response, Upload
from consult.services.opening import switch_attachment, switch_positions
from consult.services.retaining import remove_old_drafts, remove_what_is_due
from consult.services.withdrawing import withdraw
from forms.definition import Group, Kind, Question
from tests.consult.privacy.files_made import SECRET, a_photo, a_wave
from tests.questionnaires_with_body import asked, with_body
from tests.web.answering import Installation, agreed, installation
from tests.web.strict_client import Page, StrictClient

CONSULTATION: Final = "about-trust"
TODAY: Final = dt.date(2026, 11, 21)
EXACT: Final = ("33.513807", "36.276528")
MULTIPART: Final = "multipart/form-data"


def a_page(*, required: bool = False) -> Group:
    """Return a page with a word that is needed beside two files."""
    return Group(
        name="road",
        label=None,
        appearance="field-list",
        items=(
            Question(
                name="name",
                kind=Kind.TEXT,
                label=asked("x", Kind.TEXT, "Which road?").label,
                required=True,
            ),
            asked("photo", Kind.ATTACHMENT, "A photo?", variant="image",
                  required=required),
            asked("voice", Kind.ATTACHMENT, "Tell us", variant="audio"),
        ),
    )  # fmt: skip


WHERE: Final = asked("where", Kind.POSITION, "Where is it?", variant="geopoint")
SHOW: Final = asked(
    "show", Kind.ATTACHMENT, "Show it", variant="image", relevant="${name} != 'none'"
)
BODY: Final = with_body(WHERE, a_page(), SHOW, asked("more", Kind.TEXT, "More?"))


@pytest.fixture
def place(database_url: str) -> Iterator[Installation]:
    with installation(database_url, questionnaire=BODY) as made:
        yield made


@pytest.fixture
def opened(place: Installation) -> Installation:
    with place.database.writing() as session:
        switch_positions(session, CONSULTATION, on=True)
        for key in ("photo", "voice", "show"):
            switch_attachment(session, CONSULTATION, key, on=True)
    return place


def sent(
    client: StrictClient, page: Page, given: Mapping[str, Any], *, go: str = "on"
) -> Page:
    """Return the page after a form was sent with files; follows where it leads."""
    filled: dict[str, Any] = {
        name: value
        for name, value in page.filled().items()
        if name not in ("photo", "voice", "show")
    }
    data = {**filled, "go": go, **given}
    path = page.form().attrib["action"]
    response = client.plain.post(path, data=data, content_type=MULTIPART)
    if response.status_code == 303:
        return client.get(response.headers["Location"])
    return client._read(response, "")


def a_file(content: bytes, name: str = "IMG_2026_home.jpg") -> tuple[BytesIO, str]:
    return BytesIO(content), name


def drafts(place: Installation) -> list[Mapping[str, Any]]:
    with place.database.reading() as session:
        return [each.answers for each in session.scalars(select(Draft))]


def uploads(place: Installation) -> list[Upload]:
    with place.database.reading() as session:
        found = list(session.scalars(select(Upload)))
        session.expunge_all()
        return found


def at_files(client: StrictClient) -> Page:
    page = agreed(client)
    return client.press(page, {"where.lat": "1", "where.lon": "2"})


def test_nothing_is_asked_until_it_is_switched_on(place: Installation) -> None:
    page = agreed(place.client)

    assert "Where is it?" not in page.text
    assert "A photo?" not in page.text
    assert "enctype" not in page.form().attrib
    page = place.client.press(page, {"name": "Mill Road"})
    assert "More?" in page.text


def test_a_position_is_asked_with_two_boxes_and_a_button_for_scripts(
    opened: Installation,
) -> None:
    page = agreed(opened.client)

    assert page.heading == "Where is it?"
    assert {"where.lat", "where.lon"} <= set(page.filled())
    assert "about one kilometre" in page.text
    policy = page.response.headers["Permissions-Policy"]
    assert "geolocation=(self)" in policy
    assert "camera=()" in policy
    assert any(
        "place.js" in each.attrib["src"] for each in page.document.iter("script")
    )


def test_an_exact_position_is_nowhere_in_the_database(
    opened: Installation, database_url: str
) -> None:
    client = opened.client
    page = agreed(client)

    page = client.press(page, {"where.lat": EXACT[0], "where.lon": EXACT[1]})

    assert "Which road?" in page.text
    assert drafts(opened)[0]["where"] == "33.51 36.28"
    if database_url.startswith("sqlite"):
        folder = Path(database_url.removeprefix("sqlite:///")).parent
        for file in folder.glob("consult.sqlite3*"):
            assert not any(each.encode() in file.read_bytes() for each in EXACT)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"where.lat": "٣٣٫٥١٣", "where.lon": "٣٦٫٢٧٦"}, "33.51 36.28"),
        ({"where.lat": "33,513", "where.lon": "36,276"}, "33.51 36.28"),
        ({"where": "33.513807 36.276528 690 5"}, "33.51 36.28"),
    ],
    ids=["Arabic digits", "commas", "a script"],
)
def test_positions_are_read_as_people_type_them(
    opened: Installation, given: Mapping[str, str], kept: str
) -> None:
    client = opened.client

    client.press(agreed(client), given)

    assert drafts(opened)[0]["where"] == kept


def test_what_is_no_position_is_shown_again_and_not_kept(
    opened: Installation,
) -> None:
    client = opened.client

    page = client.press(
        agreed(client), {"where.lat": "12 Mill Road", "where.lon": EXACT[1]}
    )

    assert page.status == 422
    assert "Write latitude and longitude" in page.problems()[0]
    assert page.filled()["where.lat"] == "12 Mill Road"
    assert page.filled()["where.lon"] == "36.28"
    assert drafts(opened)[0]["where"] == ["?", "36.28"]


def test_files_are_kept_when_something_else_on_the_page_is_wrong(
    opened: Installation,
) -> None:
    client = opened.client
    page = at_files(client)
    assert page.form().attrib["enctype"] == MULTIPART

    given = {"photo": a_file(a_photo()), "voice": a_file(a_wave(), "memo.wav")}
    page = sent(client, page, given)

    assert page.status == 422
    assert "Kept: photo 1." in page.text
    assert "Kept: recording 1." in page.text
    held = uploads(opened)
    assert sorted(each.name.rpartition(".")[2] for each in held) == ["jpg", "wav"]
    assert all(SECRET not in each.content for each in held)
    assert all(each.response_id is None for each in held)

    page = sent(client, page, {"name": "Mill Road"})
    assert page.heading == "Show it"
    assert len(uploads(opened)) == 2


def answered(client: StrictClient, **files: Any) -> Page:
    """Return the review after everything was answered."""
    page = sent(client, at_files(client), {"name": "Mill Road", **files})
    page = sent(client, page, {})
    return client.press(page, {"more": "no"})


def test_answers_are_sent_with_their_files_under_other_names(
    opened: Installation,
) -> None:
    client = opened.client
    review = answered(client, photo=a_file(a_photo()))
    (draft,) = uploads(opened)

    assert "A photo" in review.text
    assert "1.00, 2.00, to about one kilometre" in review.text
    assert draft.name not in review.response.text
    client.press(review)

    (held,) = uploads(opened)
    stored = opened.stored()[0]
    assert stored["photo"] == held.name != draft.name
    assert stored["voice"] == stored["show"] == "skip"
    assert stored["where"] == "1.00 2.00"
    assert held.question == "photo"
    assert held.draft_hash is None
    assert held.content == draft.content
    with Image.open(BytesIO(held.content)) as image:
        assert not image.getexif()


def test_a_file_is_removed_and_replaced(opened: Installation) -> None:
    client = opened.client
    page = sent(client, at_files(client), {"photo": a_file(a_photo())})
    (first,) = uploads(opened)

    page = sent(client, page, {"photo": a_file(a_photo("PNG"))})
    (second,) = uploads(opened)
    assert second.name != first.name

    page = sent(client, page, {"photo.remove": "1"})
    assert uploads(opened) == []
    assert "Kept" not in page.text
    assert "photo" not in drafts(opened)[0]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7 " + SECRET, "This is no photo"),
        (a_photo()[:300], "damaged"),
        (a_photo(size=(1_200, 1_200)), "too many pixels"),
        (b"\xff\xd8\xff" + bytes(200_000), "too large"),
    ],
    ids=["a document", "cut off", "pixels", "bytes"],
)
def test_other_files_are_refused_and_nobody_is_led_on(
    database_url: str, content: bytes, why: str
) -> None:
    limits = {"max_upload_bytes": 150_000, "max_upload_pixels": 1_000_000}
    with installation(database_url, questionnaire=BODY, settings=limits) as place:
        with place.database.writing() as session:
            switch_attachment(session, CONSULTATION, "photo", on=True)
        client = place.client
        page = agreed(client)

        page = sent(client, page, {"name": "Mill Road", "photo": a_file(content)})

        assert page.status == 422
        assert why in page.problems()[0]
        assert page.filled()["name"] == "Mill Road"
        assert uploads(place) == []
        assert "More?" in sent(client, page, {}).text


def test_no_request_is_larger_than_the_settings_allow(database_url: str) -> None:
    limits = {"max_upload_bytes": 100_000, "max_request_bytes": 20_000}
    with installation(database_url, questionnaire=BODY, settings=limits) as place:
        client = place.client
        path = agreed(client).form().attrib["action"]

        def status(size: int) -> int:
            data = {"photo": a_file(bytes(size))}
            response = client.plain.post(path, data=data, content_type=MULTIPART)
            return response.status_code

        assert status(110_000) == 422
        assert status(130_000) == 413
        plain = client.plain.post(path, data={"name": "x" * 30_000})
        assert plain.status_code == 413


def test_the_name_of_a_file_cannot_be_given_by_hand(opened: Installation) -> None:
    client, other = opened.client, opened.client
    sent(other, at_files(other), {"photo": a_file(a_photo())})
    (held,) = uploads(opened)

    page = sent(client, at_files(client), {"name": "x", "photo": held.name})

    assert page.heading == "Show it"
    assert [each.get("photo") for each in drafts(opened)].count(held.name) == 1


def test_a_required_photo_counts_only_where_it_is_switched_on(
    database_url: str,
) -> None:
    whole = with_body(a_page(required=True), asked("more", Kind.TEXT, "More?"))
    with installation(database_url, questionnaire=whole) as place:
        client = place.client
        assert "More?" in client.press(agreed(client), {"name": "x"}).text
        with place.database.writing() as session:
            switch_attachment(session, CONSULTATION, "photo", on=True)

        page = sent(client, agreed(client), {"name": "x"})

        assert page.status == 422
        given = {"photo": a_file(a_photo())}
        assert "More?" in sent(client, page, given).text


def test_a_photo_that_is_asked_no_more_is_deleted_when_the_answers_are_sent(
    opened: Installation,
) -> None:
    client = opened.client
    page = sent(client, at_files(client), {"name": "Mill Road"})
    files = page.path
    page = sent(client, page, {"show": a_file(a_photo())})
    assert "More?" in page.text
    back = client.get(files.rpartition("/")[0] + "/p2")

    page = sent(client, back, {"name": "none"})
    review = client.press(page, {"more": "no"})
    assert len(uploads(opened)) == 1
    client.press(review)

    assert opened.stored()[0]["show"] == "na"
    assert uploads(opened) == []


def test_files_go_with_the_draft(opened: Installation) -> None:
    client = opened.client
    sent(client, at_files(client), {"photo": a_file(a_photo())})
    assert len(uploads(opened)) == 1

    with opened.database.writing() as session:
        remove_old_drafts(session, today=TODAY + dt.timedelta(days=2))

    assert uploads(opened) == []


@pytest.mark.parametrize("how", ["withdrawn", "due"])
def test_files_go_with_the_response(opened: Installation, how: str) -> None:
    client = opened.client
    client.press(answered(client, photo=a_file(a_photo())))
    assert len(uploads(opened)) == 1

    with opened.database.writing() as session:
        if how == "due":
            remove_what_is_due(session, today=dt.date(2030, 1, 1))
        else:
            held = session.scalars(select(Response.receipt_hash)).one()
            assert withdraw(session, receipt_hash=held)

    assert uploads(opened) == []


def test_what_was_given_counts_no_more_when_it_is_switched_off(
    opened: Installation,
) -> None:
    client = opened.client
    review = answered(client, photo=a_file(a_photo()))
    with opened.database.writing() as session:
        switch_positions(session, CONSULTATION, on=False)
        switch_attachment(session, CONSULTATION, "photo", on=False)

    client.press(review)

    stored = opened.stored()[0]
    assert stored["where"] == stored["photo"] == "na"
    assert uploads(opened) == []
