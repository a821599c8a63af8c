"""The language can be changed on every page, and nothing typed is lost."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from consult.app import create_app
from consult.db.models import Draft, Response
from consult.i18n import LANGUAGES, PSEUDO
from consult.i18n.pseudo import CLOSING, OPENING
from consult.settings import INTERFACE_LOCALES
from consult.web.respond.wording import Wording
from forms.definition import Text
from tests.builders import StoppedClock, some_settings
from tests.questionnaires import LONGEST, a_questionnaire, said, some_details
from tests.web.answering import (
    ON_PAGES,
    Installation,
    agreed,
    installation,
    reviewing,
    thanked,
)
from tests.web.strict_client import Page, StrictClient, text_of

ARABIC = LANGUAGES["ar"].endonym
ENGLISH = LANGUAGES["en"].endonym


@pytest.fixture
def place(migrated_sqlite_url: str) -> Iterator[Installation]:
    with installation(migrated_sqlite_url) as found:
        yield found


def is_arabic(page: Page) -> bool:
    return page.document.attrib["lang"] == "ar" and page.path.startswith("/ar/")


def test_the_first_page_keeps_choice_and_nonce(place: Installation) -> None:
    client = place.client
    first = client.get("/en/c/trust")

    page = client.press(first, {"C_OK": "yes"}, button=ARABIC)

    assert page.status == 200
    assert is_arabic(page)
    assert page.filled() == first.filled() | {"C_OK": "yes"}
    assert client.press(page).path.endswith("/worry")


@pytest.mark.parametrize("place_of_page", range(len(ON_PAGES)))
def test_every_page_keeps_what_was_typed(
    place: Installation, place_of_page: int
) -> None:
    client = place.client
    page = agreed(client)
    for given in ON_PAGES[:place_of_page]:
        page = client.press(page, given)
    name = page.path.rpartition("/")[2]

    page = client.press(page, ON_PAGES[place_of_page], button=ARABIC)

    assert is_arabic(page)
    assert page.path.endswith(f"/{name}")
    for question, value in ON_PAGES[place_of_page].items():
        wanted = [value] if isinstance(value, str) else value
        assert page.filled().getlist(question) == wanted


def test_changing_the_language_does_not_judge_what_was_typed(
    place: Installation,
) -> None:
    page = place.client.press(
        agreed(place.client), {"TO1": "x" * (LONGEST + 1)}, button=ARABIC
    )

    assert page.status == 200
    assert page.problems() == []


def test_a_page_that_shows_errors_shows_them_in_the_other_language(
    place: Installation,
) -> None:
    client = place.client
    typed = "x" * (LONGEST + 38)
    wrong = client.press(agreed(client), {"TO1": typed})

    page = client.press(wrong, button=ARABIC)

    assert is_arabic(page)
    assert page.status == 422
    assert page.filled()["TO1"] == typed
    assert "٣٨" in page.problems()[0]


def test_errors_are_gone_once_the_text_is_mended_in_the_other_language(
    place: Installation,
) -> None:
    client = place.client
    wrong = client.press(agreed(client), {"TO1": "x" * (LONGEST + 1)})

    page = client.press(wrong, {"TO1": "short"}, button=ARABIC)

    assert page.status == 200
    assert page.filled()["TO1"] == "short"


def test_review_and_thanks_change_their_language(place: Installation) -> None:
    client = place.client

    review = client.press(reviewing(client), button=ARABIC)
    assert is_arabic(review)
    assert place.count(Response) == 0
    thanks = client.press(review)
    english = next(path for path in thanks.links() if path.startswith("/en/c/"))

    assert client.get(english).heading == "Thank you. Your answer is held."


def test_consent_was_given_in_the_language_of_the_first_page(
    place: Installation,
) -> None:
    client = place.client
    page = client.press(agreed(client, tag="ar"), button=ENGLISH)
    for given in ON_PAGES:
        page = client.press(page, given)
    client.press(page)

    with place.database.reading() as session:
        assert session.query(Response.language).all() == [("ar",)]


def test_every_page_names_itself_in_every_language(place: Installation) -> None:
    client = place.client
    pages = [client.get("/en/c/trust"), agreed(client), reviewing(client)]
    pages += [thanked(client), client.get("/en/receipt"), client.get("/en/keeping")]

    for page in pages:
        alternates = {
            link.attrib["hreflang"]: link.attrib["href"]
            for link in page.document.iter("link")
            if link.attrib["rel"] == "alternate"
        }
        assert list(alternates) == list(INTERFACE_LOCALES)
        for tag, path in alternates.items():
            assert path == re.sub("^/en/", f"/{tag}/", page.path)


def test_the_groups_of_a_telephone_number_keep_their_order_among_arabic(
    migrated_sqlite_url: str,
) -> None:
    contact = said("Call 0800 555 010.", "اتصلوا بالرقم 0800 555 010.")
    with installation(
        migrated_sqlite_url, details=some_details(contact=contact)
    ) as place:
        page = place.client.get("/ar/c/trust/no")

    codes = [e for e in page.document.iter("span") if e.attrib.get("class") == "code"]
    assert [text_of(code) for code in codes] == ["0800 555 010"]
    assert "اتصلوا بالرقم 0800 555 010." in page.text


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        pytest.param("Call +44 (0)20 7946-0018 now", ["+44 (0)20 7946-0018"], id="one"),
        pytest.param("112 or 116 117", ["116 117"], id="in one piece"),
        pytest.param("12 June 2027, 10 people", [], id="none"),
        pytest.param("٠٨٠٠ ٥٥٥ ٠١٠", ["٠٨٠٠ ٥٥٥ ٠١٠"], id="Arabic digits"),
    ],
)
def test_a_number_in_groups_is_told_from_words(words: str, numbers: list[str]) -> None:
    pieces = Wording(words, "ar", "rtl").pieces

    assert "".join(pieces) == words
    assert list(pieces[1::2]) == numbers


def test_questions_without_a_translation_are_marked_as_what_they_are(
    place: Installation,
) -> None:
    page = agreed(place.client, tag="sw")

    (heading,) = list(page.document.iter("h1"))
    assert text_of(heading) == "What worries you most about life in your area?"
    assert (heading.attrib["lang"], heading.attrib["dir"]) == ("en", "ltr")


def test_the_marked_language_is_that_of_the_consent(place: Installation) -> None:
    agreed(place.client, tag="sw")

    with place.database.reading() as session:
        assert session.query(Draft.language).all() == [("en",)]


@pytest.fixture
def pseudo(migrated_sqlite_url: str) -> Iterator[StrictClient]:
    """Return a browser where the interface is disguised and no question is."""
    with installation(migrated_sqlite_url):
        settings = some_settings(
            database_url=migrated_sqlite_url, locales=("en", PSEUDO.tag)
        )
        yield StrictClient(create_app(settings, clock=StoppedClock()))


MONTHS = {"February", "June", "November"}
NAMES = {"Talvera", "English", "Pseudo"}
MARK = re.compile(r"[0-9a-f]{4}·[0-9a-f]{4}")


def words_of(value: object) -> Iterator[str]:
    """Give every English text that a value of a questionnaire holds."""
    if isinstance(value, Text):
        yield value.said_in("en", otherwise="en").words
    elif isinstance(value, tuple):
        for each in value:
            yield from words_of(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from words_of(getattr(value, field.name))


def left_in(page: Page) -> str:
    """Return the text that is neither from a catalogue nor of the survey."""
    known = {*words_of(a_questionnaire()), *words_of(some_details()), *MONTHS, *NAMES}
    left = MARK.sub("", re.sub(f"{OPENING}.*?{CLOSING}", "", page.text))
    for words in sorted(known, key=len, reverse=True):
        left = left.replace(words, "")
    return re.sub(r"[\d–✕:,+\s]+", "", left)


def test_every_text_around_the_questions_comes_from_the_catalogue(
    pseudo: StrictClient,
) -> None:
    first = pseudo.get("/xx/c/trust")
    pages = [first, pseudo.press(first)]
    pages += [pseudo.press(first, {"C_OK": "no"})]
    page = agreed(pseudo, tag="xx")
    pages += [page, pseudo.press(page, {"TO1": "7" * 300})]
    page = pseudo.press(page, {"TO1": "7"})
    while page.path.rpartition("/")[2] != "thanks":
        pages.append(page)
        page = pseudo.press(page)
    pages += [page, pseudo.press(page), pseudo.get("/xx/receipt")]
    pages += [pseudo.press(pseudo.get("/xx/receipt"), {"code": "7"})]

    assert {each.path: left_in(each) for each in pages if left_in(each)} == {}
