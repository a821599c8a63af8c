"""Numbers, as ODK's own engine has them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.expressions.numbers import to_number
from forms.expressions.values import Value, to_text
from tests.forms.expressions.functions.calling import call, nodes, say

NAN = math.nan


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("number", ["12.50"], "12.5"),
        ("number", [" 7 "], "7"),
        ("number", ["0x1F"], "31"),
        ("number", ["1_000"], ""),
        ("number", ["NaN"], ""),
        ("number", [True], "1"),
        ("number", [[]], ""),
        ("number", ["2026-11-21"], "20778"),
        ("number", ["2026-11-21T12:00"], "20778.5"),
        ("number", ["2026-02-30"], ""),
        ("int", [-1.9], "-1"),
        ("int", ["2026-11-21T18:00"], "20778"),
        ("int", [math.inf], "Infinity"),
        ("floor", [-1.1], "-2"),
        ("ceiling", [-1.9], "-1"),
        ("round", [2.5], "3"),
        ("round", [-2.5], "-3"),
        ("round", [0.49999999999999994], "0"),
        ("round", [2.345, 2.0], "2.35"),
        ("round", [1234.0, -2.0], "1200"),
        ("round", [1.5, 400.0], ""),
        ("round", [1.5, -400.0], ""),
        ("round", [1.5, "x"], ""),
        ("abs", ["-3"], "3"),
        ("pow", [2.0, 10.0], "1024"),
        ("pow", [-8.0, 0.5], ""),
        ("pow", [0.0, -1.0], "Infinity"),
        ("pow", [1.0, math.inf], ""),
        ("pow", [NAN, 0.0], ""),
        ("exp10", [3.0], "1000"),
        ("log", [0.0], "-Infinity"),
        ("log", [-1.0], ""),
        ("log10", [1000.0], "3"),
        ("sqrt", [-1.0], ""),
        ("sqrt", [16.0], "4"),
        ("acos", [2.0], ""),
        ("sin", [math.inf], ""),
        ("cos", [0.0], "1"),
        ("pi", [], "3.141592653589793"),
        ("sum", [nodes("1", "2.5")], "3.5"),
        ("sum", [nodes("1", "")], ""),
        ("sum", [[]], ""),
        ("max", [nodes("1", "9"), 4.0], "9"),
        ("max", [nodes("1", "")], ""),
        ("min", ["2026-11-21", 5.0], "5"),
        ("min", [], ""),
    ],
    ids=str,
)
def test_number_is_that_of_the_engine(
    name: str, values: list[Value], expected: str
) -> None:
    assert say(name, *values) == expected


def test_angle_of_a_point_knows_its_quarter() -> None:
    assert call("atan2", 1.0, -1.0) == pytest.approx(3 * math.pi / 4)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1e20, "100000000000000000000"),
        (123456789012345680000.0, "123456789012345680000"),
        (1e21, "1e+21"),
        (0.0000012, "0.0000012"),
        (1.5e-7, "1.5e-7"),
        (-0.0, "0"),
        (0.1, "0.1"),
    ],
)
def test_number_is_written_as_the_engine_writes_it(number: float, text: str) -> None:
    assert to_text(number) == text


@given(st.floats(allow_nan=False))
def test_number_written_is_read_as_the_same(number: float) -> None:
    assert to_number(to_text(number)) == number
