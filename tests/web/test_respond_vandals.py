"""Whatever is sent to a questionnaire made elsewhere, nothing breaks or is lost."""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

import numpy as np
import pytest

from tests.questionnaires_with_body import with_body
from tests.web.answering import Installation, agreed, installation
from tests.web.vandal import FORM

SENDINGS: Final = 600
KEYS: Final = [
    "name",
    "age",
    "share",
    "often",
    "far",
    "born",
    "wakes",
    "moved",
    "water",
    "uses",
    "place",
    "visits",
    "order",
    "read",
    "street",
    "council",
    "police",
    "schools",
    "first",
    "second",
    "fixed",
    "inside",
    "who[1]",
    "who[2]",
    "years[1]",
    "kind[1][1]",
    "kind[2][9]",
    "when[1]",
    "when[2]",
    "C_OK",
    "sum",
    "told",
    "nothing",
    "go",
    "remove",
    "remove-now",
    "checked",
    "#person",
    "#visit",
    "##seed",
    "person[1]",
]
ENDS: Final = ("",) * 6 + (
    ".d", ".m", ".y", ".h", ".min", ".a", ".b", ".zz", ".find", ".found", ".sure",
    "[1]", "[-1]", "[999999]", "[1][1][1]", "[", "]",
)  # fmt: skip
VALUES: Final = (
    "", "yes", "a", "b", "d", "place7", "1", "-1", "0", "31", "2", "1990", "1e999",
    "NaN", "Infinity", "9" * 400, "0." + "0" * 300 + "1", "1,5", "١٢", "۱۲", "१२",
    "২", "²", "x" * 3_000, "two\nlines", "\u202e\u200f", "🌾", "<b>", "${name}",
    "on", "back", "update", "find", "add", "language", "skip", "OK", "2026-13-45",
    "2026-02-30T25:61", "' or 1=1 --", "{{7*7}}", "%(name)s", " ", "\t",
)  # fmt: skip
PAGES: Final = (
    *(f"p{number}" for number in range(1, 29)),
    "p23.1", "p23.2", "p24.1", "p25.1.1", "p25.1.2", "p26.1", "p27", "p28.1", "p28.2",
    "p28.3", "p999999.99999", "p23.-1", "p23.1.1.1", "review", "thanks", "p23.", ".",
)  # fmt: skip


@pytest.fixture
def place(migrated_sqlite_url: str) -> Iterator[Installation]:
    with installation(migrated_sqlite_url, questionnaire=with_body()) as found:
        yield found


class Vandal:
    """Sends fields that are right, wrong and of nobody, the same from the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)

    def pick(self, things: Any) -> Any:
        return things[int(self.random.integers(len(things)))]

    def sending(self) -> str:
        count = int(self.random.integers(9))
        fields = [
            (self.pick(KEYS) + self.pick(ENDS), self.pick(VALUES)) for _ in range(count)
        ]
        return urlencode(fields)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_no_sending_is_a_defect(place: Installation, seed: int) -> None:
    client, vandal = place.client, Vandal(seed)
    base = agreed(client).path.rpartition("/")[0]
    statuses: dict[int, int] = {}

    for _ in range(SENDINGS):
        path = f"{base}/{vandal.pick(PAGES)}"
        tag = vandal.pick(("en", "ar", "pt"))
        path = path.replace("/en/", f"/{tag}/", 1)
        if vandal.random.random() < 0.3:
            answer = client.plain.get(path, query_string=vandal.pick(("", "checked=1")))
        else:
            answer = client.plain.post(path, data=vandal.sending(), content_type=FORM)
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        assert answer.status_code < 500, path
        if answer.headers.get("Location", "").endswith("/thanks"):
            base = agreed(client).path.rpartition("/")[0]

    assert {200, 303, 404, 422} <= statuses.keys()


def test_the_address_of_a_page_holds_no_answer(place: Installation) -> None:
    client = place.client
    page = agreed(client)

    page = client.press(page, {"name": "Ada"})

    assert "Ada" not in page.path
    assert page.response.request.query_string == b""
