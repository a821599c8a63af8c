"""Moments as text: read in a zone, written so that they are read as the same."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.expressions.moments import as_text, days_of, moment_after, moment_of, zone_of
from forms.expressions.numbers import to_number

ZONES = st.sampled_from(["UTC", "Africa/Nairobi", "Asia/Kathmandu", "America/Lima"])
MOMENTS = st.builds(
    dt.datetime.combine,
    st.dates(dt.date(1975, 1, 1), dt.date(2099, 12, 31)),
    st.times(),
)


@given(MOMENTS, ZONES)
def test_moment_written_is_read_as_the_same_to_the_millisecond(
    moment: dt.datetime, zone: str
) -> None:
    whole = moment.replace(
        microsecond=moment.microsecond // 1000 * 1000, tzinfo=ZoneInfo(zone)
    )

    assert moment_of(as_text(whole), ZoneInfo(zone)) == whole


@given(MOMENTS, ZONES)
def test_moment_survives_the_way_through_days(moment: dt.datetime, zone: str) -> None:
    whole = moment.replace(microsecond=0, tzinfo=ZoneInfo(zone))

    assert moment_after(days_of(whole), ZoneInfo(zone)) == whole


@pytest.mark.parametrize(
    "text",
    [
        "",
        "21.11.2026",
        "2026-11",
        "2026-13-01",
        "2026-11-21T",
        "2026-11-21T24:00",
        "2026-11-21T14:05z",
        "2026-11-21T14:05+14:60",
        "2026-11-21T14:05+15:00",
        "2026-11-21 14:05",
        "0000-01-01",
        "٢٠٢٦-١١-٢١",
    ],
)
def test_what_names_no_moment_is_none(text: str) -> None:
    assert moment_of(text, dt.UTC) is None
    assert to_number(text) != to_number(text)


@pytest.mark.parametrize(
    "number", [float("nan"), float("inf"), 1e15, -1e15, 1e308], ids=str
)
def test_moment_beyond_all_years_is_none(number: float) -> None:
    assert moment_after(number, dt.UTC) is None


def test_moment_without_a_zone_is_in_utc() -> None:
    assert zone_of(dt.datetime(2026, 11, 21)) is dt.UTC  # noqa: DTZ001 - without on purpose


def test_number_too_long_to_be_meant_is_none() -> None:
    assert to_number("1" * 1001) != to_number("1" * 1001)
    assert to_number("0x" + "f" * 900) == float("inf")
