"""However many questions an answer leads to, every page stays small and comes soon."""

from forms.definition import Group, Item, Kind, Repeat
from tests.questionnaires_with_body import asked, english, with_body
from tests.web.answering import Installation, agreed, installation
from tests.web.strict_client import text_of

QUESTIONS = tuple(asked(f"about{n}", Kind.TEXT, f"What about {n}?") for n in range(3))
PEOPLE = Group(
    name="person",
    label=english("Person"),
    repeat=Repeat(count="${many}"),
    items=QUESTIONS,
)


def review_of(place: Installation, many: str) -> str:
    client = place.client
    page = client.press(agreed(client), {"many": many})
    page = client.press(page, {"about0[1]": "The first"})
    review = client.get(page.path.rpartition("/")[0] + "/review")
    return " ".join(text_of(review.document).split())


def survey() -> tuple[Item, ...]:
    return (asked("many", Kind.INTEGER, "How many live here?"), PEOPLE)


def test_a_short_review_lists_what_was_left_empty(migrated_sqlite_url: str) -> None:
    with installation(migrated_sqlite_url, questionnaire=with_body(*survey())) as place:
        review = review_of(place, "2")

    assert "The first" in review
    assert "What about 1?" in review


def test_a_review_of_thousands_lists_what_was_answered(
    migrated_sqlite_url: str,
) -> None:
    with installation(migrated_sqlite_url, questionnaire=with_body(*survey())) as place:
        review = review_of(place, "9999999999")

    assert "The first" in review
    assert "What about 1?" not in review
