"""Days and times, in the zone of the consultation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.expressions.values import Value
from tests.forms.expressions.functions.calling import call, context, environment, say


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("today", [], "2026-11-21"),
        ("now", [], "2026-11-21T12:30:05.25+00:00"),
        ("date", ["2026-11-21"], "2026-11-21"),
        ("date", ["2026-1-5"], "2026-01-05"),
        ("date", ["2026-11-21T00:00:00.000+00:00"], "2026-11-21"),
        ("date", ["2026-11-21T14:05"], "2026-11-21T14:05:00.000+00:00"),
        ("date", [20778.0], "2026-11-21"),
        ("date", [20778.5], "2026-11-21T12:00:00.000+00:00"),
        ("date", [""], ""),
        ("date", ["soon"], ""),
        ("date", ["2026-02-30"], ""),
        ("date", [float("nan")], ""),
        ("date", [1e15], ""),
        ("date", [True], ""),
        ("date-time", ["2026-11-21"], "2026-11-21"),
        ("decimal-date-time", ["2026-11-21T12:00:00Z"], "20778.5"),
        ("decimal-date-time", ["2026-11-21T12:00:00+06:00"], "20778.25"),
        ("decimal-date-time", [0.25], "0.25"),
        ("decimal-date-time", ["12:00"], ""),
        ("decimal-date-time", ["2026-11-21T12:00:00+15:00"], ""),
        ("decimal-time", ["18:00"], "0.75"),
        ("decimal-time", ["06:00:00.000+00:00"], "0.25"),
        ("decimal-time", ["25:00"], ""),
        ("decimal-time", ["noon"], ""),
        ("format-date", ["2026-01-05", "%Y %y %m %n %d %e"], "2026 26 01 1 05 5"),
        ("format-date", ["2026-11-22", "%a, %e %b"], "Sun, 22 Nov"),
        ("format-date", ["2026-11-21", "100%% %Q"], "100%% %Q"),
        ("format-date", ["soon", "%Y"], ""),
        ("format-date", ["", "%Y"], ""),
        (
            "format-date-time",
            ["2026-01-05T04:07:09.050", "%H:%h:%M:%S.%3"],
            "04:4:07:09.050",
        ),
    ],
    ids=str,
)
def test_moment_is_that_of_the_engine(
    name: str, values: list[Value], expected: str
) -> None:
    assert say(name, *values) == expected


@pytest.mark.parametrize(
    ("zone", "name", "values", "expected"),
    [
        ("Pacific/Auckland", "today", [], "2026-11-22"),
        ("Africa/Nairobi", "now", [], "2026-11-21T15:30:05.25+03:00"),
        ("Africa/Nairobi", "number", ["2026-11-21"], "20777.875"),
        ("Africa/Nairobi", "date", [20777.875], "2026-11-21"),
        ("Africa/Nairobi", "decimal-time", ["12:00"], "0.5"),
        ("Africa/Nairobi", "decimal-time", ["12:00+00:00"], "0.625"),
        ("America/New_York", "format-date", ["2026-11-21T02:00Z", "%e"], "20"),
        # In the night when clocks go forward there is no 02:30.
        (
            "Europe/Paris",
            "date",
            ["2026-03-29T02:30:00"],
            "2026-03-29T03:30:00.000+02:00",
        ),
    ],
    ids=str,
)
def test_moment_without_an_offset_is_local(
    zone: str, name: str, values: list[Value], expected: str
) -> None:
    assert say(name, *values, where=context(environment(zone=zone))) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "sam. 21 nov. 2026"),
        ("pt-BR", "sáb. 21 nov. 2026"),
        ("ar", "السبت 21 نوفمبر 2026"),
        ("fa", "شنبه 21 نوامبر 2026"),
        ("xx", "Sat 21 Nov 2026"),
        ("no such tag", "Sat 21 Nov 2026"),
    ],
)
def test_names_are_in_the_language_and_digits_western(
    language: str, expected: str
) -> None:
    where = context(environment(language=language))

    assert say("format-date", "2026-11-21", "%a %e %b %Y", where=where) == expected


@given(st.dates(), st.sampled_from(["UTC", "Africa/Nairobi", "Asia/Kathmandu"]))
def test_day_survives_the_way_through_a_number(day: object, zone: str) -> None:
    where = context(environment(zone=zone))
    written = str(day)

    days = call("decimal-date-time", written, where=where)

    if not isinstance(days, float) or days != days:  # noqa: PLR0124 - NaN is not itself
        assert written.startswith(("0001-01-01", "9999-12-31"))
    else:
        assert say("date", days, where=where)[:10] == written
