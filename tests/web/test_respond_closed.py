"""A survey that takes no answers says so, and until when; nothing is lost by it."""

import datetime as dt
from collections.abc import Iterator

import pytest

from consult.db.models import Draft, Response
from consult.services.fielding import WaveState
from tests.web.answering import (
    Installation,
    agreed,
    installation,
    receipt_of,
    reviewing,
    thanked,
)

FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 30)
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def place(migrated_sqlite_url: str) -> Iterator[Installation]:
    with installation(migrated_sqlite_url) as found:
        yield found


@pytest.mark.parametrize(
    ("state", "day", "status", "said"),
    [
        pytest.param(
            WaveState.OPEN, FIRST - ONE_DAY, 409, "It opens on 1 November", id="early"
        ),
        pytest.param(
            WaveState.OPEN, LAST + ONE_DAY, 410, "until 30 November 2026", id="late"
        ),
        pytest.param(
            WaveState.CLOSED, FIRST, 410, "Answers are no longer taken.", id="closed"
        ),
        pytest.param(WaveState.PAUSED, FIRST, 409, "for a while", id="paused"),
    ],
)
def test_nobody_begins_when_no_answers_are_taken(
    place: Installation, state: WaveState, day: dt.date, status: int, said: str
) -> None:
    client = place.client
    first = client.get("/en/c/trust")
    if state is not WaveState.OPEN:
        place.set_state(state)
    place.go_to(day)

    for page in (client.get("/en/c/trust"), client.press(first, {"C_OK": "yes"})):
        assert page.status == status
        assert said in page.text
        assert "At the library desk." in page.text
    assert place.count(Draft) == 0


def test_a_survey_that_was_never_opened_has_no_page(migrated_sqlite_url: str) -> None:
    with installation(migrated_sqlite_url, state=WaveState.DRAFT) as place:
        assert place.client.get("/en/c/trust").status == 404


def test_a_pause_keeps_what_was_typed_and_stores_no_answer(
    place: Installation,
) -> None:
    client = place.client
    page = agreed(client)
    place.set_state(WaveState.PAUSED)

    paused = client.press(page, {"TO1": "typed during the pause"})

    assert paused.status == 409
    assert paused.heading == "This survey is paused"
    assert "kept at this address" in paused.text
    assert client.get(page.path).status == 409
    place.set_state(WaveState.OPEN)
    assert client.get(page.path).filled()["TO1"] == "typed during the pause"


def test_nothing_is_sent_during_a_pause(place: Installation) -> None:
    client = place.client
    review = reviewing(client)
    place.set_state(WaveState.PAUSED)

    assert client.press(review).status == 409
    assert client.get(review.path).status == 409
    assert place.count(Response) == 0
    place.set_state(WaveState.OPEN)
    assert receipt_of(client.press(review))


def test_what_was_begun_may_be_sent_on_the_day_after_closing(
    place: Installation,
) -> None:
    client = place.client
    place.go_to(LAST)
    review = reviewing(client)
    place.set_state(WaveState.CLOSED)
    place.go_to(LAST + ONE_DAY)

    assert receipt_of(client.press(review))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_two_days_after_closing_nothing_is_taken(
    place: Installation, method: str
) -> None:
    client = place.client
    place.go_to(LAST)
    page = agreed(client)
    place.go_to(LAST + 2 * ONE_DAY)

    answer = client.get(page.path) if method == "GET" else client.press(page)

    assert answer.status == 410
    assert "until 30 November 2026" in answer.text


def test_a_draft_of_the_day_before_yesterday_is_gone(place: Installation) -> None:
    client = place.client
    page = agreed(client)
    place.go_to(dt.date(2026, 11, 5))

    gone = client.press(page, {"TO1": "late"})

    assert gone.status == 404
    assert "What was begun here is not kept any more." in gone.text


@pytest.mark.parametrize("state", [WaveState.PAUSED, WaveState.CLOSED])
def test_the_receipt_stays_whatever_becomes_of_the_survey(
    place: Installation, state: WaveState
) -> None:
    client = place.client
    page = thanked(client)
    place.set_state(state)

    assert receipt_of(client.get(page.path)) == receipt_of(page)
