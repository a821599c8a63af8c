"""A page that is made once shows everybody their own answers, and nobody another's."""

from collections.abc import Iterator

import pytest

from consult.services.fielding import WaveState
from forms.definition import Kind
from tests.forms.filled import a_field_list, an_item, with_body
from tests.web.answering import Installation, agreed, installation
from tests.web.strict_client import Page

ASKED = with_body(
    a_field_list(
        "all",
        an_item("name", Kind.TEXT),
        an_item("story", Kind.TEXT, appearance="multiline"),
        an_item("age", Kind.INTEGER),
        an_item("born", Kind.DATE),
        an_item("one", Kind.CHOICE),
        an_item("few", Kind.CHOICE, appearance="minimal"),
        an_item("some", Kind.CHOICES),
        an_item("read", Kind.ACKNOWLEDGE),
    ),
    an_item("last", Kind.TEXT),
)
PAUSED = 409
ADA: dict[str, str | list[str]] = {
    "name": '<b>Ada</b> & "co"',
    "story": "one\ntwo </textarea>",
    "age": "33",
    "born.d": "1",
    "born.m": "2",
    "born.y": "1990",
    "one": "tap",
    "few": "well",
    "some": ["tap", "na"],
    "read": "OK",
}
BOB: dict[str, str | list[str]] = {
    "name": "Bob 0-",
    "age": "",
    "one": "well",
    "some": ["well"],
}
EMPTY: dict[str, str | list[str]] = {}


@pytest.fixture
def place(database_url: str) -> Iterator[Installation]:
    with installation(database_url, questionnaire=ASKED) as place:
        yield place


def back_on(place: Installation, given: dict[str, str | list[str]]) -> Page:
    """Return the page of somebody who answered it, went on, and came back."""
    client = place.client
    page = agreed(client)
    after = client.press(page, given)
    assert after.path != page.path
    return client.get(page.path)


def what_stands_in(page: Page) -> dict[str, list[str]]:
    """Return what somebody gave, as the page would send it again."""
    filled = page.filled().to_dict(flat=False)
    given = {name: [each for each in filled[name] if each] for name in filled}
    return {name: each for name, each in given.items() if each and name[0] != "."}


def as_lists(given: dict[str, str | list[str]]) -> dict[str, list[str]]:
    return {
        name: [value] if isinstance(value, str) else value
        for name, value in given.items()
        if value
    }


def test_everybody_finds_their_own_answers(place: Installation) -> None:
    for given in (ADA, BOB, EMPTY, ADA):
        assert what_stands_in(back_on(place, given)) == as_lists(given)


def test_no_page_holds_the_address_of_another(place: Installation) -> None:
    first, second = back_on(place, ADA), back_on(place, BOB)

    tokens = [page.path.split("/")[-2] for page in (first, second)]
    assert tokens[0] not in second.response.text
    assert tokens[1] in second.response.text
    assert "Ada" not in second.response.text


def test_a_survey_that_is_paused_is_so_on_the_next_page(place: Installation) -> None:
    page = back_on(place, BOB)

    place.set_state(WaveState.PAUSED)
    paused = place.client.get(page.path)
    place.set_state(WaveState.OPEN)

    assert paused.status == PAUSED
    assert "Bob" not in paused.response.text
    assert "Bob" in place.client.get(page.path).response.text
