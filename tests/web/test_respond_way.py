"""The way through a questionnaire follows the answers, and loses none of them."""

from collections.abc import Iterator

import pytest

from consult.db.models import Draft
from forms.definition import Group, Kind, Repeat
from tests.questionnaires_with_body import asked, english, with_body
from tests.web.answering import Installation, agreed, installation
from tests.web.strict_client import Page, StrictClient, text_of

WATER = (
    asked("water", Kind.CHOICE, "Where is your water from?", choices="water"),
    asked(
        "which",
        Kind.TEXT,
        "Which other?",
        relevant="${water} = 'd'",
        required=True,
    ),
    asked("last", Kind.TEXT, "Anything else?", appearance="multiline"),
)
TANGLED = Group(
    name="tangled",
    label=english("Work"),
    appearance="field-list",
    items=(
        asked("note", Kind.NOTE, "You said ${job}.", relevant="${job} != ''"),
        asked("works", Kind.CHOICE, "Do you work?", choices="yes_no"),
        asked("job", Kind.TEXT, "As what?", relevant="${works} = 'yes'"),
        asked("other", Kind.TEXT, "Who else?", relevant="${job} != ''"),
    ),
)
PEOPLE = Group(
    name="person",
    label=english("Person"),
    repeat=Repeat(),
    items=(
        asked("who", Kind.TEXT, "Who?", required=True),
        asked("years", Kind.INTEGER, "How old is ${who}?"),
    ),
)


@pytest.fixture
def water(migrated_sqlite_url: str) -> Iterator[Installation]:
    with installation(migrated_sqlite_url, questionnaire=with_body(*WATER)) as found:
        yield found


@pytest.fixture
def tangled(migrated_sqlite_url: str) -> Iterator[Installation]:
    with installation(migrated_sqlite_url, questionnaire=with_body(TANGLED)) as found:
        yield found


@pytest.fixture
def people(migrated_sqlite_url: str) -> Iterator[Installation]:
    with installation(migrated_sqlite_url, questionnaire=with_body(PEOPLE)) as found:
        yield found


def name_of(page: Page) -> str:
    return page.path.rpartition("/")[2]


def at(page: Page, name: str) -> str:
    return page.path.rpartition("/")[0] + f"/{name}"


def other_water(client: StrictClient) -> Page:
    """Return the review of somebody who answered all, the other water too."""
    page = client.press(agreed(client), {"water": "d"})
    page = client.press(page, {"which": "rain"})
    return client.press(page, {"last": "no"})


def test_a_page_that_is_not_asked_is_left_out(water: Installation) -> None:
    client = water.client

    assert name_of(client.press(agreed(client), {"water": "a"})) == "p3"
    assert name_of(client.press(agreed(client), {"water": "d"})) == "p2"


def test_an_address_off_the_way_leads_to_the_next_page(water: Installation) -> None:
    client = water.client
    page = client.press(agreed(client), {"water": "a"})

    answer = client.plain.get(at(page, "p2"))

    assert answer.status_code == 303
    assert answer.headers["Location"] == at(page, "p3")


def test_what_is_sent_to_a_page_off_the_way_is_kept(water: Installation) -> None:
    client = water.client
    page = client.press(agreed(client), {"water": "d"})
    client.plain.post(at(page, "p1"), data={"water": "a"})

    answer = client.plain.post(page.path, data={"which": "rain"})

    assert answer.headers["Location"] == at(page, "p3")
    client.plain.post(at(page, "p1"), data={"water": "d"})
    assert client.get(page.path).filled()["which"] == "rain"


def test_back_goes_one_page_back_on_the_way(water: Installation) -> None:
    client = water.client
    page = client.press(agreed(client), {"water": "a"})

    assert name_of(client.press(page, button="Back")) == "p1"


def test_an_answer_no_longer_needed_is_told_kept_and_not_sent(
    water: Installation,
) -> None:
    client = water.client
    review = other_water(client)
    client.plain.post(at(review, "p1"), data={"water": "a"})

    page = client.get(review.path)

    assert "No longer needed" in page.text
    assert "rain" in page.text
    client.press(page)
    assert water.stored()[0]["which"] == "na"
    assert "rain" not in str(water.stored())


def test_an_answer_needed_again_is_there(water: Installation) -> None:
    client = water.client
    review = other_water(client)
    client.plain.post(at(review, "p1"), data={"water": "a"})
    client.plain.post(at(review, "p1"), data={"water": "d"})

    client.press(client.get(review.path))

    assert water.stored()[0]["which"] == "rain"


def test_the_review_leads_to_what_is_needed_and_missing(water: Installation) -> None:
    client = water.client
    page = client.press(agreed(client), {"water": "a"})
    review = client.press(page)
    client.plain.post(at(review, "p1"), data={"water": "d", "go": "back"})

    page = client.press(client.get(review.path))

    assert page.status == 422
    assert page.problems() == ["Which other?: Answer this question to go on."]
    (link,) = [each for each in page.links() if "#q-which" in each]
    assert client.get(link).problems() == ["Answer this question to go on."]


FAR = "instance('places')/root/item"
ENDLESS = tuple(
    asked(
        f"sum{each}",
        Kind.CALCULATION,
        "",
        calculation=f"count({FAR}[count({FAR}[name != '']) > 1])",
    )
    for each in range(9)
)


def test_what_cannot_be_worked_out_is_told_and_not_sent(
    migrated_sqlite_url: str,
) -> None:
    body = (asked("first", Kind.TEXT, "First?"), *ENDLESS)
    with installation(migrated_sqlite_url, questionnaire=with_body(*body)) as place:
        client = place.client
        review = client.press(agreed(client), {"first": "x"})

        page = client.press(review)

        assert page.status == 422
        assert [each[:31] for each in page.problems()] == [
            "First?: There is more here than"
        ]
        assert any("#q-first" in each for each in page.links())
        assert place.stored() == []


def test_a_repeat_beyond_the_most_says_how_many_are_asked(
    migrated_sqlite_url: str,
) -> None:
    trees = Group(
        name="tree",
        label=english("Tree"),
        repeat=Repeat(count="${n}"),
        items=(asked("height", Kind.INTEGER, "How high?"),),
    )
    body = (asked("n", Kind.INTEGER, "How many?"), trees)
    with installation(migrated_sqlite_url, questionnaire=with_body(*body)) as place:
        client = place.client
        few = client.press(agreed(client), {"n": "2"})
        many = client.press(client.get(at(few, "p1")), {"n": "5000"})

        told = "This part can be filled in 1,000 times."
        assert told in many.text
        assert told not in few.text


def test_a_later_answer_leads_back_to_what_it_made_needed(
    migrated_sqlite_url: str,
) -> None:
    first = asked("first", Kind.TEXT, "First?", required_when="${second} = 'yes'")
    second = asked("second", Kind.CHOICE, "Second?", choices="yes_no")
    made = with_body(first, second)
    with installation(migrated_sqlite_url, questionnaire=made) as place:
        client = place.client
        page = client.press(agreed(client))

        assert name_of(client.press(page, {"second": "yes"})) == "p1"


def test_the_review_lists_every_answer_with_a_way_to_change_it(
    water: Installation,
) -> None:
    page = other_water(water.client)

    terms = [text_of(each) for each in page.document.iter("dt")]
    assert terms == ["Where is your water from?", "Which other?", "Anything else?"]
    links = [each for each in page.links() if "/p" in each]
    assert [each.rpartition("/")[2] for each in links] == ["p1", "p2", "p3"]


def test_progress_is_of_the_pages_on_the_way(water: Installation) -> None:
    client = water.client

    assert "Page 2 of 2" in client.press(agreed(client), {"water": "a"}).text
    assert "Page 2 of 3" in client.press(agreed(client), {"water": "d"}).text


def test_an_update_shows_what_follows_and_judges_nothing(
    tangled: Installation,
) -> None:
    client = tangled.client
    page = agreed(client)
    assert "As what?" not in page.text

    page = client.press(page, {"works": "yes"}, button="Update this page")
    assert "As what?" in page.text
    page = client.press(page, {"job": "cook"}, button="Update this page")

    assert page.status == 200
    assert "You said cook." in page.text


def test_what_is_hidden_meanwhile_comes_back_as_it_was(tangled: Installation) -> None:
    client = tangled.client
    page = client.press(agreed(client), {"works": "yes"}, button="Update this page")
    page = client.press(page, {"job": "cook"}, button="Update this page")

    page = client.press(page, {"works": "no"}, button="Update this page")
    assert "As what?" not in page.text
    page = client.press(page, {"works": "yes"}, button="Update this page")

    assert page.filled()["job"] == "cook"


def test_only_a_page_that_needs_it_loads_a_script(
    tangled: Installation,
) -> None:
    page = agreed(tangled.client)

    (script,) = list(page.document.iter("script"))
    assert script.attrib["src"].endswith("/public.js")
    assert len(tangled.client.plain.get(script.attrib["src"]).data) <= 3_000
    assert "No script" not in page.text


def test_a_list_is_filled_changed_and_shortened(people: Installation) -> None:
    client = people.client
    page = client.press(agreed(client), {"who[1]": "Ada"})
    assert page.heading == "How old is Ada?"
    page = client.press(page, {"years[1]": "30"})
    assert "Person 1 Ada · 30" in page.text

    page = client.press(page, button="Add another")
    assert name_of(page) == "p1.2"
    assert "Person 2" in page.text
    page = client.press(client.press(page, {"who[2]": "Bob"}))
    assert "Person 2 Bob" in page.text

    change = [each for each in page.links() if each.endswith("/p1.1")]
    client.press(client.get(change[0]), {"who[1]": "Ida"})
    page = client.press(client.get(page.path))
    client.press(page)
    stored = people.stored()[0]
    assert (stored["who[1]"], stored["who[2]"], stored["#person"]) == (
        "Ida",
        "Bob",
        "2",
    )


def two_people(client: StrictClient) -> Page:
    """Return the list with two people on it."""
    page = client.press(client.press(agreed(client), {"who[1]": "Ada"}))
    page = client.press(page, button="Add another")
    return client.press(client.press(page, {"who[2]": "Bob"}))


def test_removing_asks_first(people: Installation) -> None:
    client = people.client
    page = two_people(client)

    asked_first = client.press(page, button="Remove – Person 1")
    assert "Remove Person 1?" in asked_first.text
    kept = client.press(asked_first, button="Keep it")
    assert "Ada" in kept.text
    gone = client.press(
        client.press(kept, button="Remove – Person 1"), button="Remove it"
    )

    assert "Ada" not in gone.text
    assert "Person 1 Bob" in gone.text


def test_pressing_remove_twice_removes_one(people: Installation) -> None:
    client = people.client
    asked_first = client.press(two_people(client), button="Remove – Person 1")

    client.press(asked_first, button="Remove it")
    page = client.press(asked_first, button="Remove it")

    assert "Ada" not in page.text
    assert "Person 1 Bob" in page.text


@pytest.mark.parametrize("button", ["Continue", "Back"])
def test_a_page_shown_before_a_removal_replaces_nobody(
    people: Installation, button: str
) -> None:
    client = people.client
    page = client.press(two_people(client), button="Add another")
    listed = client.press(client.press(page, {"who[3]": "Cem"}))
    open_before = client.get(at(listed, "p1.2"))
    client.press(client.press(listed, button="Remove – Person 1"), button="Remove it")

    told = client.press(open_before, {"who[2]": "Bobby"}, button=button)

    assert "What you wrote on that page was not kept." in told.text
    assert "Person 1 Bob Change" in told.text
    assert "Person 2 Cem" in told.text
    again = client.press(client.get(at(listed, "p1.1")), {"who[1]": "Bobby"})
    assert again.heading == "How old is Bobby?"


def test_removals_are_not_sent(people: Installation) -> None:
    client = people.client
    asked_first = client.press(two_people(client), button="Remove – Person 1")
    client.press(client.press(client.press(asked_first, button="Remove it")))

    assert not any(key.startswith("##") for key in people.stored()[0])


def test_a_list_shown_before_a_removal_removes_nobody(people: Installation) -> None:
    client = people.client
    page = two_people(client)
    open_before = client.press(page, button="Remove – Person 1")
    client.press(open_before, button="Remove it")
    page = client.press(client.get(page.path), button="Add another")
    client.press(client.press(page, {"who[2]": "Cem"}))

    page = client.press(open_before, button="Remove it")

    assert "Person 1 Bob" in page.text
    assert "Person 2 Cem" in page.text


def test_pressing_add_twice_adds_one(people: Installation) -> None:
    client = people.client
    page = two_people(client)

    first = client.press(page, button="Add another")
    again = client.press(page, button="Add another")

    assert name_of(first) == name_of(again) == "p1.3"
    assert "Person 4" not in client.get(page.path).text


def test_a_list_may_be_emptied_and_left(people: Installation) -> None:
    client = people.client
    page = client.press(client.press(agreed(client), {"who[1]": "Ada"}))

    page = client.press(
        client.press(page, button="Remove – Person 1"), button="Remove it"
    )

    assert "Nothing is on this list yet." in page.text
    assert "Add one" in page.buttons()
    assert name_of(client.press(page)) == "review"


NOWHERE = (
    "p1.3 p1.999999 p2.2 p3.1 p1 p1.0 p1.-1 p1.1.1 p999999.99999 p1.٢ p1.1e3 p1. .1 "
    "p1.01 p01.1 %00 p1.99999999999999999999"
)


@pytest.mark.parametrize("name", NOWHERE.split())
def test_a_repetition_that_is_not_there_is_no_defect(
    people: Installation, name: str
) -> None:
    client = people.client
    page = agreed(client)

    for answer in (
        client.plain.get(at(page, name)),
        client.plain.post(at(page, name), data={"who[3]": "x", "go": "add"}),
        client.plain.post(at(page, name), data={"remove-now": "1"}),
    ):
        assert answer.status_code in {303, 400, 404}
    with people.database.reading() as session:
        (draft,) = session.query(Draft)
        assert not any("[3]" in key for key in draft.answers)


@pytest.mark.parametrize("number", ["0", "-1", "3", "x", "", "٢", "9" * 30])
@pytest.mark.parametrize("name", ["remove", "remove-now"])
def test_removing_what_is_not_there_removes_nothing(
    people: Installation, name: str, number: str
) -> None:
    client = people.client
    page = two_people(client)

    client.plain.post(page.path, data={name: number})

    assert "Ada" in client.get(page.path).text
    assert "Bob" in client.get(page.path).text
