"""Whatever is sent to the addresses of people who answer, nothing breaks."""

import itertools
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Response

from consult.db.models import Draft
from tests.web.answering import Installation, agreed, installation
from tests.web.strict_client import problems_of_headers
from tests.web.vandal import FORM, Vandal

REQUESTS = 3_000


@pytest.fixture
def place(migrated_sqlite_url: str) -> Iterator[Installation]:
    with installation(migrated_sqlite_url) as found:
        yield found


def answer_to(place: Installation, environ: dict[str, Any]) -> Response:
    return Response(*run_wsgi_app(place.app, environ, buffered=True))


def known_paths(place: Installation) -> list[bytes]:
    """Return real addresses, among them those of drafts."""
    drafts = [agreed(place.client).path for _ in range(3)]
    pages = ("worry", "people", "actors", "about", "review", "thanks", "consent", "x")
    paths = ["/", "/en/", "/en/c/trust", "/ar/c/trust", "/en/c/trust/no", "/en/receipt"]
    paths += [
        draft.replace("worry", page) for draft, page in itertools.product(drafts, pages)
    ]
    return [path.encode() for path in paths]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_no_malformed_request_is_a_defect(place: Installation, seed: int) -> None:
    vandal = Vandal(seed, known_paths(place))
    statuses: dict[int, int] = {}

    for _ in range(REQUESTS):
        response = answer_to(place, vandal.request())

        statuses[response.status_code] = statuses.get(response.status_code, 0) + 1
        assert response.status_code < 500
        assert list(problems_of_headers(response)) == []
        assert b"Traceback" not in response.data
    # The requests reached what they were to try.
    assert {200, 303, 400, 404, 405, 422} <= statuses.keys()


def test_after_the_vandals_somebody_answers_as_before(place: Installation) -> None:
    page = agreed(place.client)
    vandal = Vandal(3, known_paths(place))
    for _ in range(200):
        answer_to(place, vandal.request())

    client = place.client
    while page.path.rpartition("/")[2] != "thanks":
        page = client.press(page)

    assert page.heading == "Thank you. Your answer is held."


def test_too_large_an_answer_is_refused_whole(place: Installation) -> None:
    client = place.client
    page = agreed(client)

    answer = client.plain.post(page.path, data={"TO1": "x" * 1_100_000})

    assert answer.status_code == 413
    assert client.get(page.path).filled()["TO1"] == ""


def test_a_text_in_a_part_of_a_form_counts_like_any_other(place: Installation) -> None:
    client = place.client
    page = agreed(client)

    client.plain.post(
        page.path, data={"TO1": "lamps"}, content_type="multipart/form-data"
    )

    assert client.get(page.path).filled()["TO1"] == "lamps"


def test_the_same_name_many_times_is_one_answer(place: Installation) -> None:
    client = place.client
    page = client.press(agreed(client))
    sent = urlencode([("TR01", "1")] * 500)

    answer = client.plain.post(page.path, data=sent, content_type=FORM)

    assert answer.status_code == 303
    assert client.get(page.path).filled().getlist("TR01") == ["1"]


def test_a_guessed_token_finds_no_draft(place: Installation) -> None:
    agreed(place.client)
    tokens = ["2" * 26, "z" * 26, "' OR token_hash LIKE '%", "%", "_" * 26]

    found = {place.client.get(f"/en/c/trust/{each}/worry").status for each in tokens}

    assert found == {404}
    assert place.count(Draft) == 1
