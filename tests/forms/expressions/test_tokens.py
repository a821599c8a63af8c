"""XPath 1.0, 3.7 (lexical structure), and ``${name}`` of XLSForm."""

import pytest

from forms.expressions.problems import (
    ExpressionError,
    ExpressionTooLong,
    NotAReference,
    Unclosed,
    UnknownSign,
)
from forms.expressions.tokens import LONGEST, Mark, tokenise


def marks(source: str) -> list[tuple[str, str]]:
    return [(token.mark.value, token.text) for token in tokenise(source)[:-1]]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(".5", [("number", ".5")], id="a number may begin with its point"),
        pytest.param("1.", [("number", "1.")], id="and end with it"),
        pytest.param("12.50", [("number", "12.50")], id="decimals"),
        pytest.param("a-b", [("name", "a-b")], id="a hyphen belongs to the name"),
        pytest.param(
            "a - b", [("name", "a"), ("sign", "-"), ("name", "b")], id="minus in spaces"
        ),
        pytest.param("a.b", [("name", "a.b")], id="a point belongs to the name"),
        pytest.param(
            "${a}-1",
            [("mention", "a"), ("sign", "-"), ("number", "1")],
            id="minus after a reference",
        ),
        pytest.param("${größe}", [("mention", "größe")], id="letters with marks"),
        pytest.param("${الاسم}", [("mention", "الاسم")], id="letters of Arabic"),
        pytest.param(
            "${last-saved#a}", [("mention", "last-saved#a")], id="the last saved answer"
        ),
        pytest.param(
            "jr:choice-name(",
            [("name", "jr:choice-name"), ("sign", "(")],
            id="a prefix belongs to the name",
        ),
        pytest.param(
            "self::a",
            [("name", "self"), ("sign", "::"), ("name", "a")],
            id="an axis is no prefix",
        ),
        pytest.param(
            "../..", [("sign", ".."), ("sign", "/"), ("sign", "..")], id="parents"
        ),
        pytest.param("'a\"b'", [("text", 'a"b')], id="a double quote in single ones"),
        pytest.param('"a\'b"', [("text", "a'b")], id="a single quote in double ones"),
        pytest.param("''", [("text", "")], id="an empty text"),
        pytest.param(
            "‘yes’ “no”", [("text", "yes"), ("text", "no")], id="curly quotes"
        ),
        pytest.param("’yes'", [("text", "yes")], id="one curly quote and one straight"),
        pytest.param(
            "\n1\t+\u00a02\u200b\ufeff",
            [("number", "1"), ("sign", "+"), ("number", "2")],
            id="white space of every kind",
        ),
        pytest.param("", [], id="nothing"),
    ],
)
def test_an_expression_is_divided_into_tokens(
    source: str, expected: list[tuple[str, str]]
) -> None:
    assert marks(source) == expected


def test_tokens_know_where_they_stand() -> None:
    places = [(token.offset, token.end) for token in tokenise(" ${a} = 'b' ")]

    assert places == [(1, 5), (6, 7), (8, 11), (12, 12)]


def test_the_last_token_marks_the_end() -> None:
    assert tokenise("1")[-1].mark is Mark.END


@pytest.mark.parametrize(
    ("source", "problem", "offset"),
    [
        pytest.param("1 + 'a", Unclosed, 4, id="a text is not closed"),
        pytest.param("1 = ${a", Unclosed, 4, id="a reference is not closed"),
        pytest.param("${ a }", NotAReference, 0, id="spaces in a reference"),
        pytest.param("${}", NotAReference, 0, id="nothing in a reference"),
        pytest.param("1 # 2", UnknownSign, 2, id="a sign without a meaning"),
        pytest.param("$a", UnknownSign, 0, id="a variable"),
        pytest.param("1;", UnknownSign, 1, id="a semicolon"),
    ],
)
def test_what_is_no_token_is_told_with_its_place(
    source: str, problem: type[ExpressionError], offset: int
) -> None:
    with pytest.raises(problem) as caught:
        tokenise(source)

    assert caught.value.offset == offset
    assert caught.value.params["place"] == offset + 1


def test_an_expression_longer_than_a_cell_is_refused() -> None:
    tokenise("1" * LONGEST)

    with pytest.raises(ExpressionTooLong):
        tokenise("1" * (LONGEST + 1))
