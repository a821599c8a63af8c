"""Which parts of a text are filled in."""

import pytest

from forms.expressions.compiling import compile_text
from forms.expressions.pieces import divided
from forms.expressions.problems import MisspelledName
from tests.forms.expressions.household import context_at, scope_at


def said(text: str, at: str = "age") -> str:
    filled = compile_text(text, scope_at(at))
    return text if filled is None else filled.fill(context_at(at))


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        pytest.param("How old?", "age", "How old?", id="nothing to fill"),
        pytest.param("You are ${age}.", "age", "You are 5.", id="an answer"),
        pytest.param("${age}", "age", "5", id="nothing but an answer"),
        pytest.param("${age}${weight}", "age", "571.5", id="two answers"),
        pytest.param("<${empty}>", "age", "<>", id="no answer"),
        pytest.param("${name} is", "person[2]/years", "n2 is", id="of this repetition"),
        pytest.param("It’s ${age}", "age", "It’s 5", id="words are left as they are"),
        pytest.param(
            "Pay ${ age } or $5", "age", "Pay ${ age } or $5", id="no reference"
        ),
        pytest.param(
            "To instance('towns')/root/item[name = 'ash']/label then.",
            "age",
            "To Ash then.",
            id="a look-up",
        ),
        pytest.param(
            "instance('towns')/root/item[size = ${rooms} - 1]/label, ${age}",
            "age",
            "Ash, 5",
            id="a look-up with an answer in it",
        ),
        pytest.param(
            "see instance('towns')", "age", "see instance('towns')", id="no path"
        ),
    ],
)
def test_answers_stand_in_texts(text: str, at: str, expected: str) -> None:
    assert said(text, at) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "${a}",
        "a${b}c",
        "instance('t')/root/item[a = ']']/b c",
        "instance('t')/a[",
    ],
)
def test_no_sign_of_a_text_is_lost(text: str) -> None:
    assert "".join(piece.words for piece in divided(text)) == text


def test_a_text_needs_what_is_filled_in() -> None:
    filled = compile_text("${age} and ${name}", scope_at("built"))

    assert filled is not None
    assert filled.needs.references == {"age", "person/name"}


def test_a_name_that_nothing_has_is_told() -> None:
    with pytest.raises(MisspelledName, match="Perhaps you mean age"):
        compile_text("You are ${agee}.", scope_at("age"))
