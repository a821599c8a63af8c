"""ODK's own engine fetches, fills and sends a survey, over HTTP alone."""

from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, Final

import pytest

from tests.journeys.offline import (
    ANSWERS,
    WORDS,
    Collector,
    Fielded,
    fielding,
    needs_module,
)

pytestmark = pytest.mark.browser

ARABIC: Final = "العربية (ar)"
AGREED: Final = ("set", "/data/consent/C_OK", "yes")
DECLINED: Final = ("set", "/data/consent/C_OK", "no")
PERSON: Final = "/data/person"
STEPS: Final = (
    AGREED,
    ("set", "/data/street", "River road"),
    ("set", "/data/worry", "The lamps stay off.\nأخاف ليلا"),
    ("set", "/data/age", "42"),
    ("set", "/data/distance", "2.5"),
    ("set", "/data/trust", "7"),
    ("set", "/data/moved", "2011-02-28"),
    ("set", "/data/wakes", "06:30:00.000+02:00"),
    ("set", "/data/flood", "2019-08-01T23:15:00.000+02:00"),
    ("set", "/data/well", "y"),
    ("set", "/data/well_name", "Old well"),
    ("set", "/data/needs", "road water"),
    ("set", "/data/order", "road light water"),
    ("set", "/data/region", "north"),
    ("set", "/data/place", "mill"),
    ("set", "/data/read", "OK"),
    ("set", "/data/home/people", "2"),
    ("set", f"{PERSON}[1]/first", "Amal"),
    ("add", f"{PERSON}[1]/trip"),
    ("set", f"{PERSON}[1]/trip[1]/way", "foot"),
    ("set", f"{PERSON}[1]/trip[1]/minutes", "10"),
    ("set", f"{PERSON}[1]/trip[2]/way", "bus"),
    ("set", f"{PERSON}[1]/trip[2]/minutes", "25"),
    ("set", f"{PERSON}[2]/first", "Basim"),
    ("add", f"{PERSON}[2]/trip"),
    ("set", f"{PERSON}[2]/trip[1]/minutes", "5"),
)


@pytest.fixture(scope="module")
def fielded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fielded]:
    needs_module("@getodk/xforms-engine")
    with fielding(tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture(scope="module")
def collector(fielded: Fielded) -> Iterator[Collector]:
    with Collector(fielded.address) as found:
        yield found


def statuses(told: Mapping[str, Any]) -> list[int]:
    return [each["status"] for each in told["answers"]]


def test_a_form_that_is_filled_by_the_engine_is_stored_once_as_it_was_filled(
    fielded: Fielded, collector: Collector
) -> None:
    before = fielded.on_the_desk()

    told = collector.answer(STEPS, times=2, files={"photo.jpg": "a picture"})

    assert told["violations"] == []
    assert statuses(told) == [201, 201]
    assert fielded.on_the_desk() == before + 1
    [*_, (answers, words)] = fielded.stored()
    assert answers == ANSWERS
    assert words == WORDS


def test_the_engine_finds_all_that_it_looks_for(collector: Collector) -> None:
    told = collector.answer([DECLINED], language=ARABIC)

    assert told["isWhole"]
    assert told["media"] == 0
    assert told["languages"] == ["English (en)", ARABIC]
    for headers in (told["headers"], told["answers"][0]["headers"]):
        assert headers["x-openrosa-version"] == "1.0"
        assert headers["content-type"] == "text/xml; charset=utf-8"
        assert parsedate_to_datetime(headers["date"]).tzinfo is not None
    assert told["labels"]["/data/consent"] == "قبل أن تبدأ"


def test_who_says_no_is_asked_nothing_more_and_can_finish(
    fielded: Fielded, collector: Collector
) -> None:
    before = fielded.on_the_desk()

    told = collector.answer([DECLINED])

    asked = {name for name, label in told["labels"].items() if label}
    assert {name for name in asked if not name.startswith("/data/consent")} == set()
    assert told["violations"] == []
    assert statuses(told) == [201]
    assert told["answers"][0]["message"] == "Nothing was stored"
    assert fielded.on_the_desk() == before


def test_the_form_promises_no_receipt(collector: Collector) -> None:
    told = collector.answer([DECLINED])

    said = " ".join([*told["labels"].values(), *told["hints"].values()])
    assert "cannot be taken back" in said
    assert "you get a receipt code" not in said
    assert "Leave quickly" not in said


def test_a_form_against_the_rules_is_refused_with_the_reasons(
    fielded: Fielded, collector: Collector
) -> None:
    before = fielded.on_the_desk()

    told = collector.answer([*STEPS, ("set", "/data/age", "7")])

    assert told["violations"] == ["/data/age"]
    assert statuses(told) == [422]
    assert "Your age?: Between 18 and 119." in told["answers"][0]["message"]
    assert fielded.on_the_desk() == before
