"""XPath 1.0, 3 (the grammar of expressions), less what no questionnaire uses."""

import pytest

from forms.expressions.parsing import DEEPEST, MOST_STEPS, parse
from forms.expressions.problems import (
    BreaksOff,
    ExpressionError,
    ExpressionTooDeep,
    Misplaced,
    MisspelledOperator,
    Unclosed,
    UnsupportedStep,
)
from forms.expressions.syntax import (
    Call,
    Here,
    Mention,
    Negation,
    Number,
    Operation,
    Path,
    Root,
    Step,
    Text,
    Tree,
)
from forms.expressions.writing import written

A, B = Mention("a"), Mention("b")
PARENT = Step("parent", "node()")


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        pytest.param("'a'", Text("a"), id="text"),
        pytest.param("1.50", Number(1.5), id="number"),
        pytest.param("${a}", A, id="reference"),
        pytest.param("${last-saved#a}", Mention("a", is_saved=True), id="last saved"),
        pytest.param("(${a})", A, id="brackets leave no trace"),
        pytest.param("today()", Call("today", ()), id="call of nothing"),
        pytest.param("not (${a})", Call("not", (A,)), id="space before the bracket"),
        pytest.param("f(${a}, 1)", Call("f", (A, Number(1.0))), id="call of two"),
        pytest.param("-1", Negation(Number(1.0)), id="minus"),
        pytest.param("--1", Negation(Negation(Number(1.0))), id="two minuses"),
        pytest.param(".", Path(Here(), (Step("self", "node()"),)), id="self"),
        pytest.param("..", Path(Here(), (PARENT,)), id="parent"),
        pytest.param("../b", Path(Here(), (PARENT, Step("child", "b"))), id="sibling"),
        pytest.param("/", Path(Root(), ()), id="document"),
        pytest.param(
            "/data/a",
            Path(Root(), (Step("child", "data"), Step("child", "a"))),
            id="absolute path",
        ),
        pytest.param(
            "a/*",
            Path(Here(), (Step("child", "a"), Step("child", "*"))),
            id="any child",
        ),
        pytest.param(
            "* * *",
            Operation(
                "*",
                Path(Here(), (Step("child", "*"),)),
                Path(Here(), (Step("child", "*"),)),
            ),
            id="a star is a step or an operator",
        ),
        pytest.param(
            "div div mod",
            Operation(
                "div",
                Path(Here(), (Step("child", "div"),)),
                Path(Here(), (Step("child", "mod"),)),
            ),
            id="an operator's name can be that of a child",
        ),
        pytest.param("parent::*", Path(Here(), (Step("parent", "*"),)), id="axis"),
        pytest.param(
            "self::node()", Path(Here(), (Step("self", "node()"),)), id="node test"
        ),
        pytest.param(
            "a[1][2]",
            Path(Here(), (Step("child", "a", (Number(1.0), Number(2.0))),)),
            id="conditions",
        ),
        pytest.param(
            "${a}[1]", Path(A, (), (Number(1.0),)), id="condition on a reference"
        ),
        pytest.param(
            "${a}/b", Path(A, (Step("child", "b"),)), id="step from a reference"
        ),
        pytest.param(
            "current()/../a",
            Path(Call("current", ()), (PARENT, Step("child", "a"))),
            id="steps from a call",
        ),
        pytest.param(
            "instance('t')/root/item[a = ${b}]/c",
            Path(
                Call("instance", (Text("t"),)),
                (
                    Step("child", "root"),
                    Step(
                        "child",
                        "item",
                        (Operation("=", Path(Here(), (Step("child", "a"),)), B),),
                    ),
                    Step("child", "c"),
                ),
            ),
            id="look-up",
        ),
        pytest.param(
            "-${a}|${b}", Negation(Operation("|", A, B)), id="union binds before minus"
        ),
        pytest.param("${a}and${b}", Operation("and", A, B), id="no spaces around and"),
        pytest.param("${a} or(${b})", Operation("or", A, B), id="or before a bracket"),
    ],
)
def test_an_expression_has_its_tree(source: str, tree: Tree) -> None:
    assert parse(source) == tree


@pytest.mark.parametrize(
    ("source", "grouped"),
    [
        ("1 + 2 * 3", "1 + (2 * 3)"),
        ("1 * 2 + 3", "(1 * 2) + 3"),
        ("1 - 2 - 3", "(1 - 2) - 3"),
        ("8 div 4 div 2", "(8 div 4) div 2"),
        ("8 mod 5 * 2", "(8 mod 5) * 2"),
        ("1 = 2 = 3", "(1 = 2) = 3"),
        ("3 > 2 > 1", "(3 > 2) > 1"),
        ("1 < 2 = 2 < 3", "(1 < 2) = (2 < 3)"),
        ("1 or 2 and 3", "1 or (2 and 3)"),
        ("1 and 2 = 3", "1 and (2 = 3)"),
        ("1 != 2 + 3", "1 != (2 + 3)"),
        ("-1 + 2", "(-1) + 2"),
        ("-2 * 3", "(-2) * 3"),
        ("2 * -3", "2 * (-3)"),
        ("1 - -1", "1 - (-1)"),
        ("a | b = c", "(a | b) = c"),
    ],
)
def test_operators_bind_as_the_specification_has_it(source: str, grouped: str) -> None:
    assert parse(source) == parse(grouped)


@pytest.mark.parametrize(
    "source",
    [
        "(1 + 2) * 3",
        "1 - (2 - 3)",
        "-(1 + 2)",
        "(a | b)/c",
        "(${a} = 1)[2]",
        '"it\'s"',
        "/data/a[b = 1]/..",
        ".[1]/self::b",
        "f(a[g()], -1, ${last-saved#a})",
        "1 = (2 = 3)",
    ],
)
def test_a_tree_is_written_as_an_expression_that_has_it(source: str) -> None:
    assert parse(written(parse(source))) == parse(source)


@pytest.mark.parametrize(
    ("source", "problem", "offset"),
    [
        pytest.param("", BreaksOff, 0, id="nothing"),
        pytest.param("1 +", BreaksOff, 3, id="no second operand"),
        pytest.param("../", BreaksOff, 3, id="no step after the slash"),
        pytest.param("${a} = ", BreaksOff, 7, id="nothing to compare with"),
        pytest.param("1 + (2", Unclosed, 4, id="a bracket is not closed"),
        pytest.param("f(1, g(2)", Unclosed, 1, id="a call is not closed"),
        pytest.param("a[1", Unclosed, 1, id="a condition is not closed"),
        pytest.param("1)", Misplaced, 1, id="nothing to close"),
        pytest.param("(1]", Misplaced, 2, id="the wrong bracket"),
        pytest.param("f(1,)", Misplaced, 4, id="a comma too many"),
        pytest.param("(1, 2)", Misplaced, 2, id="a comma outside of a call"),
        pytest.param("()", Misplaced, 1, id="empty brackets"),
        pytest.param("1 2", Misplaced, 2, id="no operator between numbers"),
        pytest.param("${a} ${b}", Misplaced, 5, id="no operator between references"),
        pytest.param("= 1", Misplaced, 0, id="nothing before the operator"),
        pytest.param("f(if)(1)", Misplaced, 5, id="a call of a call"),
        pytest.param("self::1", Misplaced, 6, id="no name after the axis"),
        pytest.param("node(1)", Misplaced, 5, id="something in a node test"),
        pytest.param("1 == 2", MisspelledOperator, 2, id="two equal signs"),
        pytest.param("1 <> 2", MisspelledOperator, 2, id="unequal of other languages"),
        pytest.param("1 && 2", MisspelledOperator, 2, id="and of other languages"),
        pytest.param("1 || 2", MisspelledOperator, 2, id="or of other languages"),
        pytest.param("${a} AND ${b}", MisspelledOperator, 5, id="AND"),
        pytest.param("${a} Or ${b}", MisspelledOperator, 5, id="Or"),
        pytest.param("//a", UnsupportedStep, 0, id="any descendant"),
        pytest.param("a//b", UnsupportedStep, 1, id="any descendant of a child"),
        pytest.param("@id", UnsupportedStep, 0, id="an attribute"),
        pytest.param("a/@id", UnsupportedStep, 2, id="an attribute of a child"),
        pytest.param("ancestor::a", UnsupportedStep, 0, id="another axis"),
        pytest.param("text()", UnsupportedStep, 0, id="another node test"),
        pytest.param("a/1", UnsupportedStep, 2, id="a number as a step"),
    ],
)
def test_what_is_no_expression_is_told_with_its_place(
    source: str, problem: type[ExpressionError], offset: int
) -> None:
    with pytest.raises(problem) as caught:
        parse(source)

    assert type(caught.value) is problem
    assert caught.value.offset == offset


def test_the_right_operator_is_proposed() -> None:
    with pytest.raises(MisspelledOperator) as caught:
        parse("1 == 2")

    assert str(caught.value) == 'Write "=" instead of "==" at sign 3.'


def test_brackets_may_stand_in_one_another_so_often_and_no_more() -> None:
    parse("(" * DEEPEST + "1" + ")" * DEEPEST)

    with pytest.raises(ExpressionTooDeep):
        parse("(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1))


@pytest.mark.parametrize("more", ["/a", "[1]"], ids=["steps", "conditions"])
def test_a_path_may_be_so_long_and_no_longer(more: str) -> None:
    parse("a" + more * (MOST_STEPS - 1))

    with pytest.raises(ExpressionTooDeep):
        parse("a" + more * (MOST_STEPS + 1))
