"""Compares values and calculates with them.

Source: XPath 1.0, 3.4 (comparisons) and 3.5 (numbers). Dates take part as days
since 1970, as the ODK XForms specification has it. Where a node is compared with a
truth by ``<`` and the like, its number counts, as in ODK's clients.
"""

import math
import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from forms.expressions.environment import Context
from forms.expressions.moments import zone_of
from forms.expressions.nodes import Node
from forms.expressions.numbers import NOT_A_NUMBER, to_number
from forms.expressions.values import Nodes, Value, to_boolean

Single: TypeAlias = str | float | bool

Comparison = Callable[[Context, Value, Value], bool]

_MOST_DIGITS: Final = 15


def number_of(context: Context, value: Value) -> float:
    """Return a value as a number, a date in the zone of the consultation."""
    if isinstance(value, float):
        return value
    if isinstance(value, list):
        return number_in(context, value[0].string()) if value else NOT_A_NUMBER
    return to_number(value, zone_of(context.environment.now))


def number_in(context: Context, text: str) -> float:
    """Return what an answer is as a number; white space around it does not count."""
    if len(text) <= _MOST_DIGITS and text.isascii() and text.isdecimal():
        return float(text)
    return to_number(text.strip(), zone_of(context.environment.now))


def equal(context: Context, left: Value, right: Value) -> bool:
    """Tell whether two values are equal; of nodes, whether any one of them is."""
    if isinstance(left, list):
        return _any_is(context, left, right, equal_wanted=True)
    if isinstance(right, list):
        return _any_is(context, right, left, equal_wanted=True)
    return _single_equal(context, left, right)


def unequal(context: Context, left: Value, right: Value) -> bool:
    """Tell whether two values differ; of nodes, whether any one of them does."""
    if isinstance(left, list):
        return _any_is(context, left, right, equal_wanted=False)
    if isinstance(right, list):
        return _any_is(context, right, left, equal_wanted=False)
    return not _single_equal(context, left, right)


def _single_equal(context: Context, left: Single, right: Single) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return number_of(context, left) == number_of(context, right)


def _any_is(
    context: Context, nodes: Nodes, value: Value, *, equal_wanted: bool
) -> bool:
    context.budget.spend(len(nodes))
    if isinstance(value, bool):
        return (bool(nodes) == value) is equal_wanted
    if isinstance(value, str):
        return any((node.string() == value) is equal_wanted for node in nodes)
    if isinstance(value, list):
        return _any_pair(context, nodes, value, equal_wanted=equal_wanted)
    return any(
        (number_in(context, node.string()) == value) is equal_wanted for node in nodes
    )


def _any_pair(
    context: Context, nodes: Nodes, others: Nodes, *, equal_wanted: bool
) -> bool:
    context.budget.spend(len(others))
    texts = [other.string() for other in others]
    if equal_wanted:
        known = frozenset(texts)
        return any(node.string() in known for node in nodes)
    # Two lists hold something unequal unless all texts in both are the same one.
    return bool(nodes and texts) and (
        any(text != texts[0] for text in texts)
        or any(node.string() != texts[0] for node in nodes)
    )


def _ordering(test: Callable[[float, float], bool]) -> Comparison:
    def compare(context: Context, left: Value, right: Value) -> bool:
        if not isinstance(left, list) and not isinstance(right, list):
            return test(number_of(context, left), number_of(context, right))
        rights = _numbers(context, right)
        return any(
            test(mine, theirs)
            for mine in _numbers(context, left)
            for theirs in _spent(context, rights)
        )

    return compare


def _spent(context: Context, numbers: list[float]) -> list[float]:
    context.budget.spend(len(numbers))
    return numbers


def _numbers(context: Context, value: Value) -> list[float]:
    if isinstance(value, list):
        context.budget.spend(len(value))
        return [number_in(context, node.string()) for node in value]
    return [number_of(context, value)]


ORDERINGS: Final[Mapping[str, Callable[[float, float], bool]]] = MappingProxyType(
    {
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }
)

COMPARISONS: Final[Mapping[str, Comparison]] = MappingProxyType(
    {"=": equal, "!=": unequal}
    | {sign: _ordering(test) for sign, test in ORDERINGS.items()}
)


def divided(left: float, right: float) -> float:
    """Return a quotient; by zero it is infinite. Source: IEEE 754."""
    if right:
        return left / right
    if not left or math.isnan(left) or math.isnan(right):
        return NOT_A_NUMBER
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def remainder(left: float, right: float) -> float:
    """Return what is left of a division, with the sign of what was divided."""
    if not right or math.isinf(left):
        return NOT_A_NUMBER
    return math.fmod(left, right)


ARITHMETIC: Final[Mapping[str, Callable[[float, float], float]]] = MappingProxyType(
    {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "div": divided,
        "mod": remainder,
    }
)


def united(context: Context, lists: list[Nodes]) -> Nodes:
    """Return the nodes of all lists, each once, in the order of the document."""
    found: dict[int, Node] = {}
    for nodes in lists:
        context.budget.spend(len(nodes))
        found.update((id(node), node) for node in nodes)
    return sorted(found.values(), key=_place_in_document)


def _place_in_document(node: Node) -> list[tuple[int, int]]:
    """Return where a node is: its place below each node above it, from the root."""
    places: list[tuple[int, int]] = []
    while node.parent is not None:
        names = list(node.parent.children)
        places.append((names.index(node.name), node.number))
        node = node.parent
    return places[::-1]
