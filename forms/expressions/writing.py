"""Writes the tree of an expression as an expression again."""

from decimal import Decimal

from forms.expressions.syntax import (
    ANY_NODE,
    NEGATION,
    PRECEDENCE,
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

_ABBREVIATED = {("self", ANY_NODE): ".", ("parent", ANY_NODE): ".."}


def written(tree: Tree) -> str:
    """Return an expression that has this tree."""
    match tree:
        case Text() | Number() | Mention():
            return _single(tree)
        case Call():
            return f"{tree.name}({', '.join(map(written, tree.arguments))})"
        case Negation():
            return f"-{_within(tree.operand, NEGATION)}"
        case Operation():
            return _operation(tree)
        case Path():
            return _path(tree)


def _single(tree: Text | Number | Mention) -> str:
    if isinstance(tree, Number):
        return f"{Decimal(tree.value):f}"
    if isinstance(tree, Mention):
        return f"${{{'last-saved#' if tree.is_saved else ''}{tree.name}}}"
    quote = '"' if "'" in tree.words else "'"
    return f"{quote}{tree.words}{quote}"


def _operation(tree: Operation) -> str:
    binding = PRECEDENCE[tree.operator]
    left = _within(tree.left, binding)
    return f"{left} {tree.operator} {_within(tree.right, binding + 1)}"


def _within(tree: Tree, binding: int) -> str:
    """Return an operand, in brackets where it would fall apart without them."""
    match tree:
        case Operation():
            own = PRECEDENCE[tree.operator]
        case Negation():
            own = NEGATION
        case _:
            return written(tree)
    return written(tree) if own >= binding else f"({written(tree)})"


def _path(path: Path) -> str:
    steps = "/".join(_step(step) for step in path.steps)
    match path.start:
        case Here():
            return steps
        case Root():
            return f"/{steps}"
        case Mention() | Call():
            start = written(path.start)
        case _:
            start = f"({written(path.start)})"
    start += _conditions(path.conditions)
    return f"{start}/{steps}" if steps else start


def _step(step: Step) -> str:
    short = _ABBREVIATED.get((step.axis, step.name))
    if short is None:
        short = step.name if step.axis == "child" else f"{step.axis}::{step.name}"
    return short + _conditions(step.conditions)


def _conditions(conditions: tuple[Tree, ...]) -> str:
    return "".join(f"[{written(each)}]" for each in conditions)
