"""Patterns: JavaScript's, in linear time."""

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.errors import FormsError
from forms.expressions.functions.patterns import translated
from forms.expressions.functions.unusable import PatternUnusable
from forms.expressions.registry import FUNCTIONS
from tests.forms.expressions.functions.calling import call


@pytest.mark.parametrize(
    ("pattern", "found", "missed"),
    [
        ("b", "abc", "xyz"),
        ("^[0-9]{2}[/][0-9]{4}$", "11/2026", "11/20261"),
        (r"^[\w-\.]+@x$", "a.b-c@x", "a b@x"),
        (r"^\+?[0-9]{9,15}$", "+123456789", "12345678"),
        (r"^[^\W_]+$", "ab1", "a_1"),
        (r"^\s$", "\u00a0", "_"),
        (r"^\S+$", "ä", "\u2003"),
        ("^.$", "é", "\n"),
        ("a$", "ba", "a\n"),
        ("^[^]$", "\n", ""),
        ("x[]y|a", "a", "xy"),
        ("^a{,2}$", "a{,2}", "aa"),
        ("^{}]$", "{}]", "]"),
        (r"^\u00e9\x41\t\0$", "éA\t\0", "e"),
        (r"^\p{L}+$", "Žluťoučký", "a1"),
        (r"^\P{L}+$", "12", "a"),
        (r"^[\p{L} ]+$", "Žlu ť", "a1"),
        (r"^\p{Alpha}+$", "abc", "ä"),
        (r"^\p{IsCyrillic}+$", "да", "da"),
        ("^(?=.*[0-9])(?!.*x)[a-z0-9]{3,}$", "ab1", "ax1"),
        ("^(?!0{1,3}$)[0-9]{1,3}$", "10", "000"),
        ("^(?!a)b|c$", "xc", "ad"),
        ("^.{1,2500}$", "x" * 2500, "x" * 2501),
        ("^[0-9]{1001}$", "1" * 1001, "1" * 1000),
        ("^[0-9]++$", "12", "1a"),
        ("(?i)^yes$", "YES", "yess"),
        ("^(?<day>[0-9]+)$", "12", "x"),
        ("^a+?b*?c??$", "aab", "b"),
    ],
)
def test_pattern_finds_what_javascript_finds(
    pattern: str, found: str, missed: str
) -> None:
    assert call("regex", found, pattern) is True
    assert call("regex", missed, pattern) is False


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        ")",
        "[a",
        "*a",
        "a**",
        "a{3,1}",
        "[z-a]",
        "\\",
        r"(a)\1",
        r"\k<a>",
        "a(?=b)c",
        "(?<=a)b",
        "a++b",
        "(?>a)",
        "a{20000}",
        "x" * 5000,
        "(" * 60 + ")" * 60,
        r"\x{110000}",
        r"\p{Klingon}",
        "((a{1000}){1000}){1000}",
        "(" * 30 + "a" + "{4999})" * 30,
        "\ud800",
    ],
    ids=lambda pattern: pattern[:20].encode("ascii", "backslashreplace").decode(),
)
def test_pattern_that_cannot_be_used_is_a_problem_and_finds_nothing(
    pattern: str,
) -> None:
    check = FUNCTIONS["regex"].check

    assert check is not None
    with pytest.raises(PatternUnusable) as caught:
        check([None, pattern])
    assert isinstance(caught.value, FormsError)
    assert caught.value.code == "F466"
    assert call("regex", "a", pattern) is False


def test_pattern_that_is_no_literal_is_not_looked_at_early() -> None:
    check = FUNCTIONS["regex"].check

    assert check is not None
    check([None, None])


@pytest.mark.parametrize(
    "pattern", ["^(a+)+$", "^(a|a)*$", "^(.*)*x$", "^(a?){50}a{50}$"]
)
def test_pattern_that_ruins_others_is_over_in_no_time(pattern: str) -> None:
    assert call("regex", "a" * 20_000 + "b", pattern) is False


ATOMS = [
    "a",
    "b",
    "1",
    ".",
    r"\d",
    r"\w",
    r"\s",
    r"\D",
    r"\W",
    "[a-c]",
    "[^a-c]",
    r"[\d_]",
    "(?:ab)",
    "(a|b)",
    r"\.",
    r"\-",
    "x{2}",
]
REPEATS = ["", "", "*", "+", "?", "{2}", "{1,2}", "*?", "+?"]
PIECES = [
    atom + repeat for atom, repeat in product(ATOMS, REPEATS) if "{2}" not in atom
]


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join),
    st.text("ab1c.-_ x\n", max_size=8),
    st.sampled_from([("", ""), ("^", ""), ("^", "$"), ("", "$")]),
)
def test_pattern_of_the_common_kind_finds_what_python_finds(
    body: str, text: str, ends: tuple[str, str]
) -> None:
    pattern = ends[0] + body + ends[1]
    python = ends[0] + body + (r"\Z" if ends[1] else "")

    expected = re.search(python, text, re.ASCII) is not None

    assert call("regex", text, pattern) is expected


def test_looking_ahead_becomes_conditions_of_their_own() -> None:
    ((first, second, third),) = translated("^(?=a)(?!b)c")

    assert [first.wanted, second.wanted, third.wanted] == [True, False, True]
