"""What the fields of a page are called, and what scripts may send under that."""

from collections.abc import Mapping

import pytest

from forms.definition import Group, Kind, Repeat
from tests.questionnaires_with_body import asked, english, with_body
from tests.web.answering import Installation, agreed, installation
from tests.web.strict_client import Page

MOMENTS = Group(
    name="moments",
    label=english("Moments"),
    appearance="field-list",
    items=(
        asked("born", Kind.DATE, "When were you born?"),
        asked("wakes", Kind.TIME, "When do you wake up?"),
        asked("moved", Kind.DATETIME, "When did you move?"),
    ),
)
ALIKE = Group(
    name="alike",
    label=english("All"),
    appearance="field-list",
    items=(
        asked("go", Kind.CHOICE, "Do you go?", choices="yes_no"),
        asked("a", Kind.DATE, "When?"),
        asked("a.d", Kind.TEXT, "Why?"),
        asked("b", Kind.RANKING, "In which order?", choices="yes_no"),
        asked("b.yes", Kind.TEXT, "Which?"),
    ),
)
PEOPLE = Group(
    name="person",
    label=english("Person ${who}"),
    repeat=Repeat(),
    items=(asked("who", Kind.TEXT, "Who?"),),
)


def stored(url: str, group: Group, sent: Mapping[str, str]) -> Mapping[str, object]:
    """Return what is stored of a page on which that was typed."""
    questionnaire = with_body(group)
    with installation(url, questionnaire=questionnaire) as place:
        page = place.client.press(agreed(place.client), sent)
        assert page.status == 200, page.problems()
        place.client.press(page)
        (found,) = place.stored()
        return found


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({"born": "1990-02-01", "wakes": "06:30", "moved": "2001-04-03T17:05"}, id="under the name"),
        pytest.param({"born.d": "1990-02-01", "wakes.h": "06:30", "moved.d": "2001-04-03T17:05"}, id="first box"),
        pytest.param({"born.y": "1990-02-01", "wakes.min": "06:30", "moved.min": "2001-04-03T17:05"}, id="last box"),
    ],
)  # fmt: skip
def test_a_whole_moment_may_be_sent_in_any_box(
    migrated_sqlite_url: str, sent: Mapping[str, str]
) -> None:
    found = stored(migrated_sqlite_url, MOMENTS, sent)

    moments = [found[name] for name in ("born", "wakes", "moved")]
    assert moments == ["1990-02-01", "06:30", "2001-04-03T17:05"]


def test_a_question_named_like_the_buttons_may_be_left_empty(
    migrated_sqlite_url: str,
) -> None:
    found = stored(migrated_sqlite_url, ALIKE, {"a.d": "", "a,d": "so"})

    assert (found["go"], found["a"], found["a.d"]) == ("skip", "skip", "so")


def test_questions_named_like_other_fields_have_fields_of_their_own(
    migrated_sqlite_url: str,
) -> None:
    sent = {",go": "yes", "a.d": "1", "a.m": "2", "a.y": "2026", "a,d": "so"}
    sent |= {"b.yes": "2", "b.no": "1", "b,yes": "both"}

    found = stored(migrated_sqlite_url, ALIKE, sent)

    names = ("go", "a", "a.d", "b", "b.yes")
    assert [found[name] for name in names] == [
        "yes",
        "2026-02-01",
        "so",
        ["no", "yes"],
        "both",
    ]


@pytest.fixture
def listed(migrated_sqlite_url: str) -> "Page":
    last = asked("last", Kind.TEXT, "Anything else?")
    made = with_body(PEOPLE, last)
    with installation(migrated_sqlite_url, questionnaire=made) as place:
        return ada_on_the_list(place)


def ada_on_the_list(place: Installation) -> Page:
    return place.client.press(agreed(place.client), {"who[1]": "Ada"})


def test_a_list_is_no_part_named_by_the_first_on_it(listed: Page) -> None:
    assert "Page 2 of 3" in listed.text
    assert listed.text.count("Ada") == len(["name", "answer", "change", "remove"])
