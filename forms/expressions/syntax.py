"""Holds expressions as trees, and writes a tree as an expression again.

Two trees are equal when they mean the same, wherever they stood in their source.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Axis: TypeAlias = Literal["child", "parent", "self"]

ANY_NODE: Final = "node()"
ANY_NAME: Final = "*"

PRECEDENCE: Final = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
"""How strongly each operator binds; a minus sign before one operand binds by 7."""

NEGATION: Final = 7


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotes."""

    words: str
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number without a sign."""

    value: float
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """``${name}``; ``is_saved`` where it is ``${last-saved#name}``."""

    name: str
    is_saved: bool = False
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is given."""

    name: str
    arguments: "tuple[Tree, ...]"
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator between two operands."""

    operator: str
    left: "Tree"
    right: "Tree"
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negation:
    """A minus sign before an operand."""

    operand: "Tree"
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Root:
    """The slash an absolute path begins with."""

    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Here:
    """Where a relative path begins."""

    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path; the name is ``*`` or ``node()`` where any will do."""

    axis: Axis
    name: str
    conditions: "tuple[Tree, ...]" = ()
    offset: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from somewhere; ``conditions`` are those on the start itself."""

    start: "Root | Here | Tree"
    steps: tuple[Step, ...]
    conditions: "tuple[Tree, ...]" = ()
    offset: int = field(default=0, compare=False)


Tree: TypeAlias = Text | Number | Mention | Call | Operation | Negation | Path

SELF: Final = Path(Here(), (Step("self", ANY_NODE),))
"""The ``.``"""


def parts(tree: Tree) -> Iterator[Tree]:
    """Give the trees right below one."""
    match tree:
        case Call():
            yield from tree.arguments
        case Operation():
            yield from (tree.left, tree.right)
        case Negation():
            yield tree.operand
        case Path():
            if not isinstance(tree.start, Root | Here):
                yield tree.start
            yield from tree.conditions
            for step in tree.steps:
                yield from step.conditions
        case _:
            return
