"""Positions on Earth."""

import pytest

from forms.expressions.values import Value
from tests.forms.expressions.functions.calling import call, nodes, say

SQUARE = "0 0 0 0;0 1 0 0;1 1 0 0;1 0 0 0;0 0 0 0"
BOW_TIE = "0 0;1 1;0 1;1 0;0 0"


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("area", [SQUARE], "12391256135.81"),
        ("area", [nodes("0 0", "0 1", "1 1", "1 0")], "12391256135.81"),
        ("area", ["0 0;1 1"], "0"),
        ("area", [""], "0"),
        ("distance", ["0 0;0 1"], "111318.85"),
        ("distance", ["0 0", "0 1"], "111318.85"),
        ("distance", [nodes("0 0", "0 1", "0 2")], "222637.69"),
        ("distance", ["7.9377 -11.5845;7.9377 -11.5845"], "0"),
        ("distance", ["91 0;1 1"], ""),
        ("distance", ["0 0 0 0 0;1 1"], ""),
        ("distance", [""], ""),
        ("geofence", ["0.5 0.5 0 0", SQUARE], "true"),
        ("geofence", ["0.5 1.5", SQUARE], "false"),
        ("geofence", ["0.5 0.5", "0 0;0 1;1 1"], "false"),
        ("geofence", ["", SQUARE], "false"),
        ("intersects", [SQUARE], "false"),
        ("intersects", [BOW_TIE], "true"),
        ("intersects", ["here"], "false"),
    ],
    ids=str,
)
def test_earth_is_measured_as_the_engine_measures_it(
    name: str, values: list[Value], expected: str
) -> None:
    assert say(name, *values) == expected


def test_point_counts_once_however_it_is_written() -> None:
    assert call("distance", "0 0 ; 0 1 ;; ") == call("distance", "0 0;0 1")
