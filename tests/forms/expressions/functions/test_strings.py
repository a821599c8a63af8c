"""Text, as XPath and ODK's own engine have it."""

import pytest

from forms.expressions.values import Value
from tests.forms.expressions.functions.calling import call, nodes, say


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("string", [1.0], "1"),
        ("string", [True], "true"),
        ("string", [], "own words"),
        ("concat", [], ""),
        ("concat", ["a", 1.5, True], "a1.5true"),
        ("concat", [nodes("5", "", "7"), "!"], "57!"),
        ("join", [", ", nodes("5", "", "7"), "x"], "5, , 7, x"),
        ("join", ["-"], ""),
        ("substr", ["abcdef", 2.0], "cdef"),
        ("substr", ["abcdef", 2.0, 4.0], "cd"),
        ("substr", ["abcdef", -2.0], "ef"),
        ("substr", ["abcdef", 0.0, -2.0], "abcd"),
        ("substr", ["abcdef", 4.0, 2.0], ""),
        ("substr", ["abcdef", "1x"], "bcdef"),
        ("substr", ["abcdef", "x"], ""),
        ("substring", ["12345", 2.0, 3.0], "234"),
        ("substring", ["12345", 1.5, 2.6], "234"),
        ("substring", ["12345", 0.0, 3.0], "12"),
        ("substring", ["12345", 2.0, -1.0], ""),
        ("substring", ["12345", float("nan")], ""),
        ("substring", ["12345", float("-inf"), float("inf")], ""),
        ("substring-before", ["1999/04/01", "/"], "1999"),
        ("substring-before", ["1999", "/"], ""),
        ("substring-after", ["1999/04/01", "/"], "04/01"),
        ("substring-after", ["a::b", "::"], "b"),
        ("substring-after", ["1999", ""], "1999"),
        ("translate", ["bar", "abc", "AB"], "BAr"),
        ("translate", ["--aaa--", "abc-", "ABC"], "AAA"),
        ("translate", ["aab", "aa", "bc"], "bbb"),
        ("string-length", ["𝒳yz"], "3"),
        ("string-length", [], "9"),
        ("normalize-space", ["  a\t\n b  "], "a b"),
        ("normalize-space", ["\u00a0a"], "\u00a0a"),
        ("contains", ["abc", ""], "true"),
        ("starts-with", ["abc", "b"], "false"),
        ("ends-with", ["abc", "bc"], "true"),
        ("coalesce", ["", "b"], "b"),
        ("coalesce", [nodes("5"), "b"], "5"),
        ("coalesce", ["", ""], ""),
    ],
    ids=str,
)
def test_text_is_as_the_specification_says(
    name: str, values: list[Value], expected: str
) -> None:
    assert say(name, *values) == expected


def test_answer_of_no_repetition_joins_to_nothing() -> None:
    assert call("join", ", ", []) == ""
