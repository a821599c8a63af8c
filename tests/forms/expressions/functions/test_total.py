"""No function fails, whatever it is given."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.expressions.environment import BudgetExhausted
from forms.expressions.functions.arguments import LONGEST
from forms.expressions.nodes import Node
from forms.expressions.registry import FUNCTIONS
from forms.expressions.values import Value
from tests.forms.expressions.functions.calling import call, nodes

DATES = st.from_regex(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(T[0-9:.]{0,9}[Z+-]?)?", fullmatch=True
)
PLACES = st.from_regex(
    r"(-?[0-9]{1,3}\.?[0-9]? ?){1,3}(;(-?[0-9]{1,3} ){2})*", fullmatch=True
)
TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=30),
    st.sampled_from(
        ["", " ", "true", "hex", "SHA-1", "%Y%", "a b", "(a+)+$", "[", "\ud800"]
    ),
    st.floats().map(str),
    DATES,
    PLACES,
)
VALUES: st.SearchStrategy[Value] = st.one_of(
    TEXTS,
    st.floats(),
    st.booleans(),
    st.lists(TEXTS, max_size=4).map(lambda texts: nodes(*texts)),
)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@settings(max_examples=40)
@given(data=st.data())
def test_function_gives_a_value_for_any_arguments(
    name: str, data: st.DataObject
) -> None:
    function = FUNCTIONS[name]
    most = function.least + 4 if function.most is None else function.most
    given_values = data.draw(st.lists(VALUES, min_size=function.least, max_size=most))

    value = call(name, *given_values)

    assert type(value) in {str, float, bool, list}
    if isinstance(value, list):
        assert all(isinstance(each, Node) for each in value)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("concat", ["x" * LONGEST, "x"]),
        ("join", ["," * 600_000, "a", "b", "c"]),
        ("format-date", ["2026-11-21", "%a" * LONGEST]),
        ("normalize-space", ["x" * (LONGEST + 1)]),
        ("digest", ["x" * (LONGEST + 1), "MD5"]),
        ("regex", ["x" * (LONGEST + 1), "x"]),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_text_beyond_the_longest_ends_the_evaluation(
    name: str, values: list[Value]
) -> None:
    with pytest.raises(BudgetExhausted):
        call(name, *values)


def test_identifier_asked_for_a_thousand_million_signs_stays_bounded() -> None:
    made = call("uuid", 1e9)

    assert isinstance(made, str)
    assert len(made) == LONGEST


def test_powers_that_no_number_holds_are_without_end() -> None:
    assert call("pow", 10.0, 1e9) == math.inf
    assert call("pow", -10.0, 1e9 + 1) == -math.inf
    assert call("exp", 1e9) == math.inf


def test_many_nodes_use_up_the_budget() -> None:
    many = [Node("age", None, "1")] * 200_001

    with pytest.raises(BudgetExhausted):
        call("sum", many)
