"""Truth, and what is evaluated only where it is needed."""

import pytest

from forms.expressions.environment import Context
from forms.expressions.functions.logical import PairsIncomplete
from forms.expressions.nodes import Node
from forms.expressions.registry import FUNCTIONS
from forms.expressions.values import Value
from tests.forms.expressions.functions.calling import call, context, nodes, say


def never(_context: Context) -> Value:
    pytest.fail("This was not to be evaluated.")


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("true", [], "true"),
        ("false", [], "false"),
        ("boolean", ["false"], "true"),
        ("boolean", [nodes("")], "true"),
        ("boolean", [[]], "false"),
        ("boolean", [float("nan")], "false"),
        ("boolean-from-string", ["true"], "true"),
        ("boolean-from-string", [1.0], "true"),
        ("boolean-from-string", ["TRUE"], "false"),
        ("not", [""], "true"),
        ("if", ["x", 1.0, 2.0], "1"),
        ("if", [0.0, 1.0, 2.0], "2"),
        ("checklist", [1.0, 2.0, True, True, False], "true"),
        ("checklist", [1.0, 2.0, True, True, True], "false"),
        ("checklist", [-1.0, -1.0], "true"),
        ("checklist", [2.0, -1.0, True], "false"),
        ("checklist", [2.0, -1.0, nodes("0", "", " ", "x")], "true"),
        ("weighted-checklist", [3.0, 5.0, True, 2.0, "x", 1.0, "", 9.0], "true"),
        ("weighted-checklist", [3.0, 5.0, True, 2.0], "false"),
        ("weighted-checklist", [0.0, 5.0, True, 6.0], "false"),
        ("weighted-checklist", [1.0, 5.0, nodes("a", "b"), nodes("1", "2")], "true"),
        ("weighted-checklist", [0.0, 5.0, nodes("a"), nodes("1", "2")], "false"),
    ],
    ids=str,
)
def test_truth_is_that_of_the_engine(
    name: str, values: list[Value], expected: str
) -> None:
    assert say(name, *values) == expected


def test_only_the_way_that_is_taken_is_evaluated() -> None:
    branch = FUNCTIONS["if"].call

    assert branch(context(), lambda _: True, lambda _: "yes", never) == "yes"
    assert branch(context(), lambda _: False, never, lambda _: "no") == "no"


def test_second_text_is_evaluated_only_where_the_first_is_empty() -> None:
    assert FUNCTIONS["coalesce"].call(context(), lambda _: "first", never) == "first"


def test_what_is_there_already_is_not_made_anew() -> None:
    kept = context(node=Node("seed", None, "0.75"))

    assert FUNCTIONS["once"].call(kept, never) == "0.75"


def test_what_is_empty_is_made_once() -> None:
    empty = context(node=Node("seed", None, ""))

    assert call("once", 0.25, where=empty) == "0.25"


def test_answer_without_a_weight_is_a_problem() -> None:
    check = FUNCTIONS["weighted-checklist"].check

    assert check is not None
    check([1.0, 2.0, None, 3.0])
    with pytest.raises(PairsIncomplete) as caught:
        check([1.0, 2.0, None])
    assert caught.value.code == "F469"
