"""With a receipt code, and nothing else, somebody finds and takes back an answer."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from consult.db.models import OpenAnswer, Response
from consult.i18n import LANGUAGES
from consult.settings import INTERFACE_LOCALES
from consult.web.respond.patience import MOST, REFILL, Patience
from tests.builders import StoppedClock
from tests.questionnaires import ANSWERS
from tests.web.answering import Installation, installation, receipt_of, thanked
from tests.web.strict_client import Page, StrictClient

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WRONG = "0000 0000 0000 0000"


@pytest.fixture
def place(migrated_sqlite_url: str) -> Iterator[Installation]:
    with installation(migrated_sqlite_url) as found:
        yield found


def looked_up(client: StrictClient, code: str, *, tag: str = "en") -> Page:
    return client.press(client.get(f"/{tag}/receipt"), {"code": code})


def test_a_code_tells_what_is_held_and_since_when_but_not_what_it_says(
    place: Installation,
) -> None:
    code = receipt_of(thanked(place.client))

    page = looked_up(place.client, code)

    assert page.status == 200
    assert page.heading == "Your answer is held"
    assert "Trust and daily life" in page.text
    assert "3 November 2026" in page.text
    assert "12 June 2027" in page.text
    assert str(ANSWERS["TO1"]) not in page.text


def test_the_code_is_found_in_the_digits_it_was_shown_in(place: Installation) -> None:
    code = receipt_of(thanked(place.client, tag="ar")).translate(ARABIC_DIGITS)

    assert looked_up(place.client, code, tag="ar").status == 200


def test_an_answer_is_taken_back_with_every_word(place: Installation) -> None:
    client = place.client
    code = receipt_of(thanked(client))

    page = client.press(looked_up(client, code), button="Take it back")

    assert page.heading == "Your answer was taken back"
    assert place.count(Response) == place.count(OpenAnswer) == 0
    assert place.wave().withdrawn == 1


def test_the_words_are_in_no_file_once_they_are_taken_back(
    place: Installation, migrated_sqlite_url: str
) -> None:
    client = place.client
    file = Path(migrated_sqlite_url.partition("///")[2])
    code = receipt_of(thanked(client))
    assert words_in(file)

    client.press(looked_up(client, code), button="Take it back")

    assert not words_in(file)


def words_in(file: Path) -> bool:
    words = str(ANSWERS["TO1"]).encode()
    return any(words in each.read_bytes() for each in file.parent.glob("consult*"))


def test_taking_back_twice_says_that_nothing_is_held(place: Installation) -> None:
    client = place.client
    held = looked_up(client, receipt_of(thanked(client)))
    client.press(held, button="Take it back")

    again = client.press(held, button="Take it back")

    assert again.status == 422
    assert "We hold no answer with this code." in again.problems()[0]
    assert place.wave().withdrawn == 1


def test_the_receipt_page_of_an_answer_taken_back_is_gone(place: Installation) -> None:
    client = place.client
    thanks = thanked(client)
    client.press(looked_up(client, receipt_of(thanks)), button="Take it back")

    assert client.get(thanks.path).status == 404


def test_looking_does_not_take_back(place: Installation) -> None:
    client = place.client
    held = looked_up(client, receipt_of(thanked(client)))

    assert next(iter(held.buttons())) == "Take it back"
    assert place.count(Response) == 1


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        pytest.param("", "What you typed has 0 digits.", id="nothing"),
        pytest.param("1234", "What you typed has 4 digits.", id="too few"),
        pytest.param("<b>", "What you typed has 0 digits.", id="markup"),
        pytest.param("1" * 5_000, "What you typed has 5,000 digits.", id="too many"),
    ],
)
def test_a_code_that_is_none_is_explained_and_kept(
    place: Installation, typed: str, problem: str
) -> None:
    page = looked_up(place.client, typed)

    assert page.status == 422
    assert page.problems() == [f"The code has 16 digits and no letters. {problem}"]
    assert page.filled()["code"] == typed
    assert page.title.startswith("Error: ")


def test_an_unknown_code_is_not_held(place: Installation) -> None:
    page = looked_up(place.client, WRONG)

    assert page.status == 422
    assert page.filled()["code"] == WRONG


def test_the_code_never_stands_in_an_address(place: Installation) -> None:
    client = place.client
    code = receipt_of(thanked(client))
    pages = [looked_up(client, code), looked_up(client, WRONG)]

    for page in pages:
        assert page.path == "/en/receipt"
        assert not any(code.replace(" ", "") in path for path in page.links())


def test_the_language_changes_and_the_typed_code_stays(place: Installation) -> None:
    client = place.client
    first = client.get("/en/receipt")

    page = client.press(first, {"code": "12 34"}, button=LANGUAGES["ar"].endonym)

    assert page.path == "/ar/receipt"
    assert page.status == 200
    assert page.filled()["code"] == "12 34"


def test_the_language_changes_and_the_answer_stays_found(place: Installation) -> None:
    client = place.client
    held = looked_up(client, receipt_of(thanked(client)))

    page = client.press(held, button=LANGUAGES["ar"].endonym)

    assert page.path == "/ar/receipt"
    assert "الثقة والحياة اليومية" in page.text
    assert place.count(Response) == 1


@pytest.mark.parametrize("tag", INTERFACE_LOCALES)
def test_the_page_speaks_every_language(place: Installation, tag: str) -> None:
    assert place.client.get(f"/{tag}/receipt").document.attrib["lang"] == tag


def test_who_tries_many_codes_has_to_wait(place: Installation) -> None:
    client = place.client
    code = receipt_of(thanked(client))
    sent = [
        client.plain.post("/en/receipt", data={"code": WRONG}).status_code
        for _ in range(MOST + 5)
    ]
    assert sent == [422] * MOST + [429] * 5

    # The right one waits as well, or else a wait would tell that it is wrong.
    assert looked_up(client, code).status == 429
    place.clock.advance(dt.timedelta(minutes=1))
    assert looked_up(client, code).status == 200


def test_right_codes_cost_no_patience(place: Installation) -> None:
    client = place.client
    code = receipt_of(thanked(client))

    assert {looked_up(client, code).status for _ in range(MOST + 5)} == {200}


def test_patience_comes_back_and_never_beyond_its_measure() -> None:
    clock = StoppedClock()
    patience = Patience(clock)

    def spend_all() -> int:
        spent = 0
        while patience.is_left():
            patience.spend()
            spent += 1
        return spent

    assert spend_all() == MOST
    clock.advance(REFILL * 3)
    assert spend_all() == 3
    clock.advance(dt.timedelta(days=30))
    assert spend_all() == MOST
    clock.advance(dt.timedelta(days=-1))
    assert spend_all() == 0
