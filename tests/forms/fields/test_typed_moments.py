import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definition import Kind, Question
from forms.typed_moments import (
    Part,
    boxes_from,
    is_moment,
    parts_of,
    read_boxes,
    read_moment,
)
from tests.forms.filled import an_item

DATE = an_item("q", Kind.DATE)
TIME = an_item("q", Kind.TIME)
BOTH = an_item("q", Kind.DATETIME)
MONTH = an_item("q", Kind.DATE, appearance="month-year")
YEAR = an_item("q", Kind.DATE, appearance="year no-calendar")


@pytest.mark.parametrize(
    ("question", "language", "parts"),
    [
        (DATE, "en", "d m y"),
        (DATE, "en-US", "m d y"),
        (DATE, "ar", "d m y"),
        (DATE, "fa", "y m d"),
        (DATE, "tlh", "d m y"),
        (MONTH, "en", "m y"),
        (MONTH, "zh", "y m"),
        (YEAR, "en", "y"),
        (TIME, "en", "h min"),
        (BOTH, "en", "d m y h min"),
    ],
)
def test_boxes_stand_as_the_language_orders_them(
    question: Question, language: str, parts: str
) -> None:
    assert " ".join(parts_of(question, language)) == parts


@pytest.mark.parametrize(
    ("day", "month", "year", "kept"),
    [
        ("21", "11", "2026", "2026-11-21"),
        (" 1", "02 ", "2026", "2026-02-01"),
        ("٢١", "١١", "٢٠٢٦", "2026-11-21"),
        ("29", "2", "2024", "2024-02-29"),
        ("29", "2", "2026", None),
        ("0", "1", "2026", None),
        ("1", "13", "2026", None),
        ("1", "1", "26", None),
        ("1", "1", "20266", None),
        ("", "1", "2026", None),
        ("1", "May", "2026", None),
        ("-1", "1", "2026", None),
    ],
)
def test_a_day_of_the_calendar_is_read(
    day: str, month: str, year: str, kept: str | None
) -> None:
    boxes = {Part.DAY: day, Part.MONTH: month, Part.YEAR: year}

    assert read_boxes(DATE, boxes) == kept


def test_of_a_month_or_year_its_first_day_is_kept() -> None:
    assert read_boxes(MONTH, {Part.MONTH: "5", Part.YEAR: "2026"}) == "2026-05-01"
    assert read_boxes(YEAR, {Part.YEAR: "2026"}) == "2026-01-01"


@pytest.mark.parametrize(
    ("question", "typed", "kept"),
    [
        pytest.param(DATE, "2026-11-21", "2026-11-21", id="a date"),
        pytest.param(DATE, "2026-1-2", "2026-01-02", id="short"),
        pytest.param(DATE, "2026-11-21T14:05", "2026-11-21", id="a date of more"),
        pytest.param(DATE, "21.11.2026", None, id="another order"),
        pytest.param(TIME, "14:05", "14:05", id="a time"),
        pytest.param(TIME, "9:05:30.000+02:00", "09:05", id="a time of more"),
        pytest.param(TIME, "2026-11-21T14:05", "14:05", id="of a moment"),
        pytest.param(TIME, "24:00", None, id="no such hour"),
        pytest.param(BOTH, "2026-11-21 14:05", "2026-11-21T14:05", id="by a space"),
        pytest.param(BOTH, "2026-11-21", "2026-11-21T00:00", id="midnight"),
        pytest.param(BOTH, "14:05", None, id="no date"),
    ],
)
def test_what_scripts_send_is_read(
    question: Question, typed: str, kept: str | None
) -> None:
    assert read_moment(question, typed) == kept


@given(
    st.datetimes(dt.datetime(1000, 1, 1), dt.datetime(9999, 1, 1)),  # noqa: DTZ001 - bounds have no zone
    st.sampled_from([DATE, TIME, BOTH]),
)
def test_the_boxes_of_what_is_kept_are_read_again(
    moment: dt.datetime, question: Question
) -> None:
    kept = read_moment(question, moment.isoformat(" ", "minutes"))

    assert kept is not None
    assert is_moment(question, kept)
    assert read_boxes(question, boxes_from(question, kept)) == kept
