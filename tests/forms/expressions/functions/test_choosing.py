"""Answers that are choices."""

import pytest

from forms.expressions.values import Value
from tests.forms.expressions.functions.calling import (
    call,
    context,
    environment,
    nodes,
    say,
)


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("selected", ["bread rice", "rice"], "true"),
        ("selected", ["bread rice", "ric"], "false"),
        ("selected", ["bread  rice\n", " rice "], "true"),
        ("selected", ["bread rice", "bread rice"], "false"),
        ("selected", ["", "rice"], "false"),
        ("selected", ["", ""], "true"),
        ("selected", [nodes("bread", "rice"), "rice"], "false"),
        ("selected-at", ["bread rice", 0.0], "bread"),
        ("selected-at", ["bread rice", 1.9], "rice"),
        ("selected-at", ["bread rice", 2.0], ""),
        ("selected-at", ["bread rice", -1.0], ""),
        ("selected-at", ["bread rice", "x"], ""),
        ("count-selected", [""], "0"),
        ("count-selected", [" bread  rice "], "2"),
        ("jr:itext", ["hello"], ""),
    ],
    ids=str,
)
def test_choices_are_names_between_spaces(
    name: str, values: list[Value], expected: str
) -> None:
    assert say(name, *values) == expected


def test_label_of_a_choice_is_that_of_the_question_in_its_repetition() -> None:
    where = context(environment(choice_label=lambda key, name: f"{key}={name}"))

    assert call("jr:choice-name", "rice", nodes("x")[:1], where=where) == "age[1]=rice"


@pytest.mark.parametrize("question", [[], "age", 1.0], ids=str)
def test_label_without_a_question_is_empty(question: Value) -> None:
    assert call("jr:choice-name", "rice", question) == ""


def test_label_of_no_choice_is_empty() -> None:
    assert call("jr:choice-name", "", nodes("x")) == ""
