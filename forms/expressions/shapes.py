"""Tells what can be told of an expression from its tree alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeGuard

from forms.expressions.operators import COMPARISONS
from forms.expressions.scope import Steps
from forms.expressions.syntax import (
    ANY_NAME,
    ANY_NODE,
    PRECEDENCE,
    Call,
    Here,
    Number,
    Operation,
    Path,
    Root,
    Step,
    Text,
    Tree,
    parts,
)
from forms.expressions.values import Value

_COUNTING: Final = frozenset({"position", "last"})


@dataclass(frozen=True, slots=True)
class ColumnTest:
    """The condition that what is below a name is what is sought."""

    column: str
    sought: Tree


def column_test(tree: Tree) -> ColumnTest | None:
    """Return the test that a condition is, either side first; None for others."""
    if not isinstance(tree, Operation) or tree.operator != "=":
        return None
    for side, other in ((tree.left, tree.right), (tree.right, tree.left)):
        match side:
            case Path(Here(), (Step("child", name, ()),), ()):
                if name not in (ANY_NAME, ANY_NODE):
                    return ColumnTest(name, other)
            case _:
                pass
    return None


def conjuncts(tree: Tree) -> list[Tree]:
    """Return what is joined by ``and``; the tree itself where nothing is."""
    if isinstance(tree, Operation) and tree.operator == "and":
        return chain(tree)[0]
    return [tree]


def counts_nodes(tree: Tree) -> bool:
    """Tell whether a condition depends on which of how many nodes it looks at.

    Conditions within it count nodes of their own.
    """
    waiting = [tree]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Call) and each.name in _COUNTING:
            return True
        if not isinstance(each, Path):
            waiting.extend(parts(each))
        elif not isinstance(each.start, Root | Here):
            waiting.append(each.start)
    return False


def literals(trees: Sequence[Tree]) -> list[Value | None]:
    """Return the values of the literals among arguments, None for the others."""
    return [
        tree.words
        if isinstance(tree, Text)
        else tree.value
        if isinstance(tree, Number)
        else None
        for tree in trees
    ]


def chain(tree: Operation) -> tuple[list[Tree], list[str]]:
    """Return the operands and signs of a chain of operators that bind alike.

    Chains are as long as authors like; they must not nest as deep.
    """
    binding = PRECEDENCE[tree.operator]
    operands: list[Tree] = [tree.right]
    signs = [tree.operator]
    left = tree.left
    while _continues(left, binding):
        operands.append(left.right)
        signs.append(left.operator)
        left = left.left
    operands.append(left)
    return operands[::-1], signs[::-1]


def _continues(tree: Tree, binding: int) -> TypeGuard[Operation]:
    return (
        isinstance(tree, Operation)
        and PRECEDENCE[tree.operator] == binding
        and tree.operator not in COMPARISONS
    )


def is_root(step: Step, root: str) -> bool:
    """Tell whether a step leads from the document to its root."""
    return step.axis == "child" and step.name in (root, ANY_NAME)


def plain_way(tree: Path) -> tuple[int, Steps] | None:
    """Return how many parents up and which names down a plain path leads.

    None where it is more than that.
    """
    is_current = isinstance(tree.start, Call) and tree.start.name == "current"
    if not (is_current or isinstance(tree.start, Here)) or tree.conditions:
        return None
    up, down = 0, list[str]()
    for step in tree.steps:
        if step.conditions:
            return None
        if step.axis == "child" and step.name not in (ANY_NAME, ANY_NODE):
            down.append(step.name)
        elif step.axis == "parent" and step.name == ANY_NODE and not down:
            up += 1
        elif step.axis != "self" or step.name != ANY_NODE:
            return None
    return (up, tuple(down)) if down else None


def after(place: Steps | None, step: Step) -> Steps | None:
    """Return where a step leads; None where that cannot be told beforehand."""
    if place is None or step.axis == "self":
        return place
    if step.axis == "parent":
        return place[:-1] if place else None
    return (*place, step.name)
