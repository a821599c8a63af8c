"""Digests, Base64 and identifiers."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.expressions.functions.digesting import AlgorithmUnknown, EncodingUnknown
from forms.expressions.registry import FUNCTIONS
from forms.expressions.values import Value
from tests.forms.expressions.functions.calling import IDENTIFIER, call, say


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("digest", ["abc", "MD5", "hex"], "900150983cd24fb0d6963f7d28e17f72"),
        ("digest", ["abc", "SHA-1"], "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="),
        ("digest", ["é", "MD5", "base64"], "Zt3Nl8/eq7L2+4qZm0vHbw=="),
        ("digest", ["abc", "sha1"], ""),
        ("digest", ["abc", "MD5", "HEX"], ""),
        ("base64-decode", ["YWI="], "ab"),
        ("base64-decode", ["YW I"], "ab"),
        ("base64-decode", ["YQ="], ""),
        ("base64-decode", ["%"], ""),
        ("base64-decode", ["77u/YQ=="], "a"),
        ("base64-decode", ["/w=="], "\ufffd"),
        ("uuid", [], IDENTIFIER),
        ("uuid", [8.0], IDENTIFIER[:8]),
        ("uuid", [40.0], IDENTIFIER + IDENTIFIER[:4]),
        ("uuid", [0.0], ""),
        ("uuid", ["x"], IDENTIFIER),
        ("random", [], "0.25"),
    ],
    ids=str,
)
def test_text_is_turned_as_the_engine_turns_it(
    name: str, values: list[Value], expected: str
) -> None:
    assert say(name, *values) == expected


@given(st.text().filter(lambda text: not text.startswith("\ufeff")))
def test_text_survives_base64(text: str) -> None:
    encoded = base64.b64encode(text.encode()).decode()

    assert call("base64-decode", encoded) == text


@pytest.mark.parametrize(
    ("literals", "problem"),
    [
        ([None, "CRC"], AlgorithmUnknown),
        ([None, "MD5", "octal"], EncodingUnknown),
    ],
    ids=["algorithm", "encoding"],
)
def test_digest_that_nobody_can_make_is_a_problem(
    literals: list[Value | None], problem: type[Exception]
) -> None:
    check = FUNCTIONS["digest"].check

    assert check is not None
    with pytest.raises(problem):
        check(literals)


def test_digest_by_what_is_no_literal_is_none() -> None:
    check = FUNCTIONS["digest"].check

    assert check is not None
    check([None, None, None])
    check(["abc", "SHA-512", "hex"])


@pytest.mark.parametrize("name", ["uuid", "random", "now", "once"])
def test_what_differs_each_time_is_kept(name: str) -> None:
    assert FUNCTIONS[name].volatile
