"""What holds for every expression, and for every text that is none."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.expressions.compiling import compile_expression, compile_filter, compile_text
from forms.expressions.environment import BudgetExhausted
from forms.expressions.operators import equal, unequal
from forms.expressions.parsing import parse
from forms.expressions.problems import ExpressionError
from forms.expressions.registry import FUNCTIONS
from forms.expressions.scope import Scope
from forms.expressions.syntax import (
    PRECEDENCE,
    Axis,
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
from forms.expressions.values import Value
from forms.expressions.writing import written
from tests.forms.expressions.household import (
    ANSWERS,
    context_at,
    filled,
    scope_at,
    towns,
)

HERE = "person[2]/name"
KNOWN = (
    *ANSWERS,
    "rooms",
    "trees",
    "person",
    "name",
    "years",
    "visit",
    "cost",
    "größe",
)

NAMES = (*KNOWN, "root", "item", "div", "a-b", "x.1", "self")
FEW = sorted(name for name, function in FUNCTIONS.items() if function.least <= 4)
TEXTS = ("", "a", "5", "2026-11-21", "it's", 'say "x"', "${age}", " ", "é", "%Y")
NUMBERS = (0.0, 1.0, 2.0, 3.5, 0.1, 1e18)

Draw = st.DrawFn


@st.composite
def trees(draw: Draw, depth: int = 3) -> Tree:
    """Return the tree of an expression, at most so deep."""
    kinds: list[Callable[[Draw, int], Tree]] = [_text, _number, _mention]
    if depth:
        kinds += [_operation, _negation, _call, _call, _path, _path]
    return draw(st.sampled_from(kinds))(draw, depth - 1)


def _text(draw: Draw, _depth: int) -> Tree:
    return Text(draw(st.sampled_from(TEXTS)))


def _number(draw: Draw, _depth: int) -> Tree:
    return Number(draw(st.sampled_from(NUMBERS)))


def _mention(draw: Draw, _depth: int) -> Tree:
    return Mention(draw(st.sampled_from(KNOWN)), is_saved=draw(st.booleans()))


def _operation(draw: Draw, depth: int) -> Tree:
    operator = draw(st.sampled_from(sorted(PRECEDENCE)))
    return Operation(operator, draw(trees(depth)), draw(trees(depth)))


def _negation(draw: Draw, depth: int) -> Tree:
    return Negation(draw(trees(depth)))


def _call(draw: Draw, depth: int) -> Tree:
    name = draw(st.sampled_from(FEW))
    function = FUNCTIONS[name]
    most = function.least + 2 if function.most is None else function.most
    number = draw(st.integers(function.least, min(most, 4)))
    return Call(name, tuple(draw(trees(depth)) for _ in range(number)))


def _path(draw: Draw, depth: int) -> Tree:
    starts: list[Root | Here | Tree] = [Root(), Here(), draw(trees(depth))]
    start = draw(st.sampled_from(starts))
    steps = tuple(_step(draw, depth) for _ in range(draw(st.integers(1, 3))))
    if isinstance(start, Path):
        return Path(start.start, (*start.steps, *steps), start.conditions)
    if isinstance(start, Root | Here):
        return Path(start, steps)
    return Path(start, steps, _conditions(draw, depth))


def _step(draw: Draw, depth: int) -> Step:
    axes: list[Axis] = ["child", "parent", "self"]
    axis = draw(st.sampled_from(axes))
    name = draw(st.sampled_from((*NAMES, "*", "node()")))
    return Step(axis, name, _conditions(draw, depth))


def _conditions(draw: Draw, depth: int) -> tuple[Tree, ...]:
    return tuple(draw(trees(depth)) for _ in range(draw(st.integers(0, 1))))


pieces = st.lists(
    st.sampled_from(
        [
            *("${age}", "${years}", "${", "${x}", "'a'", "'", '"', "1", ".5", "1."),
            *(
                "+",
                "-",
                "*",
                "div",
                "mod",
                "and",
                "or",
                "=",
                "!=",
                "<",
                ">=",
                "|",
                "==",
            ),
            *(
                "(",
                ")",
                "[",
                "]",
                ",",
                "/",
                "//",
                ".",
                "..",
                "::",
                "@",
                "$",
                " ",
                "\u00a0",
            ),
            *("if(", "selected(", "count(", "position(", "not(", "concat(", "quux("),
            *("instance('towns')", "current()", "/data/", "person", "name", "self"),
            *("’", "”", "é", "\x00", "\ud800", "\U0001f600", "node()", "regex(., '"),
        ]
    ),
    max_size=14,
).map("".join)


@given(trees())
def test_a_tree_is_written_as_an_expression_that_has_it(tree: Tree) -> None:
    assert parse(written(tree)) == tree


def _error_of(
    compiled: Callable[[str, Scope], object], source: str
) -> ExpressionError | None:
    try:
        compiled(source, scope_at(HERE))
    except ExpressionError as error:
        return error
    return None


@given(st.text(max_size=40) | pieces)
def test_any_text_is_an_expression_or_an_error_with_a_place(source: str) -> None:
    for compiled in (compile_expression, compile_filter, compile_text):
        error = _error_of(compiled, source)
        assert error is None or 0 <= error.offset <= len(source)


@settings(max_examples=300)
@given(trees())
def test_every_expression_comes_to_an_end(tree: Tree) -> None:
    context = context_at(HERE, steps=3_000)
    try:
        value = compile_expression(written(tree), scope_at(HERE)).evaluate(context)
    except (ExpressionError, BudgetExhausted):
        return

    assert isinstance(value, str | float | bool | list)
    assert context.node is context.current


@given(trees())
def test_the_same_expression_gives_the_same(tree: Tree) -> None:
    try:
        expression = compile_expression(written(tree), scope_at(HERE))
        context = context_at(HERE, steps=20_000)
        first = expression.evaluate(context)
        second = expression.evaluate(context)
    except (ExpressionError, BudgetExhausted):
        return

    assert repr(first) == repr(second)


values: st.SearchStrategy[Value] = (
    st.sampled_from(["", "a", "5", "2026-11-21", "true"])
    | st.sampled_from([0.0, 5.0, 20778.0, float("nan")])
    | st.booleans()
    | st.sampled_from(
        [
            [],
            filled().children["age"],
            filled().children["empty"],
            filled().children["person"],
            towns().children["root"],
        ]
    )
)


@given(values, values)
def test_it_does_not_matter_which_side_of_an_equation_comes_first(
    left: Value, right: Value
) -> None:
    context = context_at(HERE)

    assert equal(context, left, right) is equal(context, right, left)
    assert unequal(context, left, right) is unequal(context, right, left)
