"""Keeps the nodes that fulfil a condition in brackets, or a choice filter.

Source: XPath 1.0, 2.4 (predicates). A condition that asks for what a column holds,
as most choice filters do, looks at nothing else of the thousands of rows.
"""

from collections.abc import Callable, Sequence
from typing import Final

from forms.expressions.environment import Context
from forms.expressions.nodes import Node
from forms.expressions.paths import Filter
from forms.expressions.registry import Evaluator
from forms.expressions.values import Nodes, Value, to_boolean

ROWS_A_STEP: Final = 10
"""So many rows whose column is looked at cost one step of the budget."""


def condition_filter(condition: Evaluator) -> Filter:
    """Return what keeps the nodes that fulfil a condition.

    A condition that gives a number keeps the node at that place, counted from 1.
    """

    def keep(context: Context, nodes: Nodes) -> Nodes:
        within = inner(context, len(nodes))
        return [
            node
            for place, node in enumerate(nodes, start=1)
            if _holds(condition(moved(within, node, place)), place)
        ]

    return keep


def truth_filter(condition: Callable[[Context], bool]) -> Filter:
    """Return what keeps the nodes for which a condition is true."""

    def keep(context: Context, nodes: Nodes) -> Nodes:
        within = inner(context, len(nodes))
        return [
            node
            for place, node in enumerate(nodes, start=1)
            if condition(moved(within, node, place))
        ]

    return keep


def place_filter(place: float) -> Filter:
    """Return what keeps the node at a place, counted from 1."""

    def keep(_context: Context, nodes: Nodes) -> Nodes:
        if place != int(place) or not 1 <= place <= len(nodes):
            return []
        return [nodes[int(place) - 1]]

    return keep


def column_filter(name: str, sought: Evaluator) -> Filter:
    """Return what keeps the nodes that have a text below a name.

    ``sought`` gives the text, or nodes any of which has it, and does not depend on
    the node in question.
    """

    def keep(context: Context, nodes: Nodes) -> Nodes:
        value = sought(context)
        known = [node.string() for node in value] if isinstance(value, list) else []
        wanted = {value} if isinstance(value, str) else set(known)
        context.budget.spend(1 + len(nodes) // ROWS_A_STEP)
        return [node for node in nodes if _has(node.children.get(name), wanted)]

    return keep


def _has(cells: Nodes | None, wanted: set[str]) -> bool:
    if not cells:
        return False
    if len(cells) == 1:
        return cells[0].string() in wanted
    return any(cell.string() in wanted for cell in cells)


def all_filters(filters: Sequence[Filter]) -> Filter:
    """Return what keeps the nodes that every filter keeps, asked one by one."""
    if len(filters) == 1:
        return filters[0]

    def keep(context: Context, nodes: Nodes) -> Nodes:
        for each in filters:
            if not nodes:
                break
            nodes = each(context, nodes)
        return nodes

    return keep


def inner(context: Context, size: int) -> Context:
    """Return the context in which a condition looks at each of so many nodes."""
    return Context(
        context.environment,
        context.budget,
        context.current,
        context.node,
        context.root,
        size=size,
    )


def moved(within: Context, node: Node, place: int) -> Context:
    """Return the same context, standing at another node. Costs a step."""
    within.budget.spend()
    within.node = node
    within.place = place
    return within


def _holds(value: Value, place: int) -> bool:
    if isinstance(value, float):
        return value == place
    return to_boolean(value)
