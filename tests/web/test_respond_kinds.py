"""Every kind of question is asked in plain HTML, and its answer stored."""

import gzip
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

import pytest

from tests.questionnaires_with_body import RIGHT, Given, with_body
from tests.web.answering import Installation, agreed, installation
from tests.web.strict_client import Page, StrictClient, text_of

LIGHT: Final = 6_000
STORED: Final = {
    "C_OK": "yes",
    "name": "Ada",
    "story": "one\ntwo",
    "age": "33",
    "share": "1.25",
    "often": "3",
    "far": "40",
    "born": "1990-02-01",
    "wakes": "06:30",
    "moved": "2001-04-03T17:05",
    "water": "d",
    "water_other": "rain",
    "uses": ["a", "c"],
    "short": "b",
    "place": "place3",
    "visits": ["place1", "place2"],
    "order": ["b", "a"],
    "read": "OK",
    "area": "b",
    "street": "s3",
    "barcode": "X-1",
    "council": "a",
    "police": "skip",
    "schools": "d",
    "sum": "66",
    "first": "yes",
    "second": "cook",
    "fixed": "here",
    "inside": "7",
    "who[1]": "Bob",
    "years[1]": "skip",
    "kind[1][1]": "cat",
    "when[1]": "skip",
    "when[2]": "2026-08-09",
    "#person": "1",
    "#animal[1]": "1",
    "#visit": "2",
}
WRONG: Final = [
    pytest.param("p1", {}, "Answer this question to go on.", id="needed"),
    pytest.param("p1", {"name": " \n"}, "Answer this question to go on.", id="blank"),
    pytest.param(
        "p3", {"age": "ten"}, "Write a whole number in digits, such as 12.", id="words"
    ),
    pytest.param("p3", {"age": "200"}, "From 5 to 120.", id="against the constraint"),
    pytest.param("p3", {"age": "110"}, "Really 100 or more?", id="unlikely"),
    pytest.param(
        "p4",
        {"share": "2"},
        "This answer does not fit. Read the question again and change it.",
        id="constraint without words",
    ),
    pytest.param(
        "p7",
        {"born.d": "31", "born.m": "2", "born.y": "1990"},
        "This is not a day of the calendar. Write day, month and year in digits, the "
        "year with four.",
        id="no such day",
    ),
    pytest.param("p12", {"uses": ["a", "b", "c"]}, "Choose no more than 2.", id="many"),
    pytest.param(
        "p14",
        {"place": "nowhere"},
        "This answer is not one of the choices. Choose one that is offered.",
        id="not offered",
    ),
    pytest.param(
        "p16",
        {"order.a": "1", "order.b": "1"},
        "Give each of these a number of its own: 1 for the first, then 2.",
        id="two first places",
    ),
]


@pytest.fixture
def place(migrated_sqlite_url: str) -> Iterator[Installation]:
    with installation(migrated_sqlite_url, questionnaire=with_body()) as found:
        yield found


def name_of(page: Page) -> str:
    return page.path.rpartition("/")[2]


def led_to(client: StrictClient, wanted: str, *, tag: str = "en") -> Page:
    """Return a page, after right answers on all before it."""
    page = agreed(client, tag=tag)
    while name_of(page) != wanted:
        page = client.press(page, RIGHT.get(name_of(page)))
    return page


def fields(page: Page, name: str) -> list[Element]:
    return [e for e in page.form().iter() if e.attrib.get("name") == name]


@pytest.mark.parametrize("tag", ["en", "ar", "pt", "sw"])
def test_every_kind_is_answered_and_stored(place: Installation, tag: str) -> None:
    page = led_to(place.client, "thanks", tag=tag)

    assert page.status == 200
    assert place.stored() == [STORED]


def test_every_page_is_light(place: Installation) -> None:
    client = place.client
    page = agreed(client, tag="ar")
    weights = {}
    while name_of(page) != "thanks":
        weights[name_of(page)] = len(gzip.compress(page.response.data))
        page = client.press(page, RIGHT.get(name_of(page)))

    assert {name: size for name, size in weights.items() if size > LIGHT} == {}


@pytest.mark.parametrize(("name", "given", "problem"), WRONG)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    place: Installation, name: str, given: Given, problem: str
) -> None:
    client = place.client
    before = led_to(client, name)

    page = client.press(before, given)

    assert (page.status, name_of(page)) == (422, name)
    assert page.problems() == [problem]
    assert page.title.startswith("Error: ")
    for field, value in given.items():
        kept = page.filled().getlist(field)
        offered = {e.attrib.get("value") for e in fields(page, field)}
        wanted = [value] if isinstance(value, str) else list(value)
        assert kept == wanted or not offered & set(wanted)
    assert name_of(client.press(page, RIGHT[name])) != name


@pytest.mark.parametrize(("name", "given", "problem"), WRONG)
def test_a_problem_is_linked_to_a_field_that_is_there(
    place: Installation, name: str, given: Given, problem: str
) -> None:
    client = place.client

    page = client.press(led_to(client, name), given)

    (link,) = [each for each in page.links() if each.startswith("#q-")]
    ids = {e.attrib["id"] for e in page.document.iter() if "id" in e.attrib}
    assert link.removeprefix("#") in ids
    told = [text_of(e) for e in page.document.iter("p") if "id" in e.attrib]
    assert any(problem in each for each in told)


def test_an_unlikely_answer_is_taken_once_and_for_all_when_it_is_right(
    place: Installation,
) -> None:
    client = place.client
    doubted = client.press(led_to(client, "p3"), {"age": "110"})

    assert name_of(client.press(doubted)) == "p3"
    after = client.press(doubted, {"age.sure": "1"})
    assert name_of(after) == "p4"

    again = client.get(f"{doubted.path}?checked=1")
    assert again.problems() == []
    assert name_of(client.press(again)) == "p4"
    assert name_of(client.press(again, {"age": "111"})) == "p3"
    assert name_of(client.press(again, {"age": "110"})) == "p3"


def test_what_is_required_is_said_in_words(place: Installation) -> None:
    client = place.client
    page = agreed(client)

    assert "(required)" in page.text
    assert fields(page, "name")[0].attrib["aria-required"] == "true"
    assert "Skip this question" not in page.buttons()
    assert "(required)" not in client.press(page, RIGHT["p1"]).text


@pytest.mark.parametrize(
    ("name", "field", "wanted"),
    [
        ("p3", "age", {"inputmode": "numeric", "dir": "ltr", "type": "text"}),
        ("p4", "share", {"inputmode": "decimal", "dir": "ltr"}),
        ("p1", "name", {"dir": "auto"}),
        ("p7", "born.d", {"inputmode": "numeric", "dir": "ltr"}),
    ],
)
def test_a_field_calls_the_right_keyboard(
    place: Installation, name: str, field: str, wanted: Mapping[str, str]
) -> None:
    (found,) = fields(led_to(place.client, name, tag="ar"), field)

    assert wanted.items() <= found.attrib.items()


def test_an_answer_stands_in_the_words_that_follow(place: Installation) -> None:
    client = place.client

    assert led_to(client, "p2").heading == "Tell Ada’s story"
    assert "Twice your age is 66." in led_to(client, "p21").text


def test_marks_of_the_author_are_tags_and_tags_in_answers_are_not(
    place: Installation,
) -> None:
    client = place.client
    page = agreed(client)
    assert "What shall we <b>call</b> you?" in page.response.text
    assert "<li>first name</li>" in page.response.text

    page = client.press(page, {"name": "<img src=x>"})

    assert list(page.document.iter("img")) == []


def test_a_sign_in_an_answer_is_no_mark(place: Installation) -> None:
    client = place.client

    page = client.press(agreed(client), {"name": "*Ada* _B_ <i>"})

    assert page.heading == "Tell *Ada* _B_ <i>’s story"


def test_text_without_a_translation_is_marked_as_what_it_is(
    place: Installation,
) -> None:
    page = led_to(place.client, "p4", tag="ar")

    (heading,) = list(page.document.iter("h1"))
    assert (heading.attrib["lang"], heading.attrib["dir"]) == ("en", "ltr")


def test_rows_with_the_same_choices_are_a_grid(place: Installation) -> None:
    page = led_to(place.client, "p21")

    (grid,) = [e for e in page.document.iter("div") if e.attrib.get("class") == "grid"]
    legends = [text_of(each) for each in grid.iter("legend")]
    assert legends == ["The council", "The police", "The schools"]
    assert len(list(grid.iter("input"))) == 12


def test_a_fixed_answer_is_shown_and_cannot_be_changed(place: Installation) -> None:
    client = place.client
    page = led_to(client, "p22")

    assert "Where" in page.text
    assert "here" in page.text
    assert fields(page, "fixed") == []
    given = {"fixed": "there", "first": "no"}
    client.plain.post(page.path, data=given)
    while name_of(page) != "thanks":
        page = client.press(page, RIGHT.get(name_of(page)))
    assert place.stored()[0]["fixed"] == "here"


def shown_options(page: Page, name: str) -> list[str]:
    return [e.attrib["value"] for e in fields(page, name)]


def test_a_long_list_is_searched_without_a_script(place: Installation) -> None:
    client = place.client
    page = led_to(client, "p14")
    assert len(shown_options(page, "place")) == 30
    assert "30 of 200 are shown." in page.text

    found = client.press(page, {"place.find": "EVORA 1"}, button="Find")

    assert found.status == 200
    assert "place1" in shown_options(found, "place")
    assert all((int(each[5:]) - 1) % 5 == 0 for each in shown_options(found, "place"))
    assert name_of(client.press(found, {"place": "place11"})) == "p15"


def test_enter_in_the_field_of_a_search_searches(place: Installation) -> None:
    client = place.client

    found = client.press(led_to(client, "p14"), {"place.find": "Quay"})

    assert name_of(found) == "p14"
    assert found.problems() == []
    assert "Nothing fits “Quay”." in found.text
    assert len(shown_options(found, "place")) == 30


def test_what_is_chosen_stays_in_sight_while_something_else_is_searched(
    place: Installation,
) -> None:
    client = place.client
    page = client.press(
        led_to(client, "p15"),
        {"visits": ["place2"], "visits.find": "station"},
        button="Find",
    )

    assert "place2" in shown_options(page, "visits")
    assert "place5" in shown_options(page, "visits")
    assert page.filled().getlist("visits") == ["place2"]
    assert client.get(page.path).filled().getlist("visits") == ["place2"]


def test_the_numbers_of_a_short_scale_are_chosen(place: Installation) -> None:
    page = led_to(place.client, "p5")

    assert shown_options(page, "often") == ["0", "1", "2", "3", "4", "5"]
    assert fields(led_to(place.client, "p6"), "far")[0].attrib["type"] == "text"


def test_limits_are_told_before_anybody_gets_them_wrong(place: Installation) -> None:
    client = place.client

    assert "Choose 1 to 2." in led_to(client, "p12").text
    assert "From 0 to 100." in led_to(client, "p6").text


def test_few_choices_in_short_are_a_list_to_open(place: Installation) -> None:
    (select,) = list(led_to(place.client, "p13").document.iter("select"))

    assert [text_of(each) for each in select] == [
        "Choose one",
        "Tap",
        "Well",
        "River",
        "Other",
    ]
