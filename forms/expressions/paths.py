"""Finds places: the way of a reference, the steps of a path, and conditions.

Source: XPath 1.0, 2 (location paths), the axes child, parent and self only. A
number as a condition counts through all that a step found, as in ODK's clients.
"""

from collections.abc import Callable, Sequence

from forms.expressions.environment import Context
from forms.expressions.nodes import Node
from forms.expressions.registry import Evaluator, function
from forms.expressions.scope import Reference, Steps
from forms.expressions.syntax import ANY_NAME, ANY_NODE, Step
from forms.expressions.values import Nodes, Value, to_text

Finder = Callable[[Context], Nodes]
"""Finds nodes. What it returns belongs to the tree and is not to be changed."""

Filter = Callable[[Context, Nodes], Nodes]
"""Keeps some of the nodes."""


def nothing(_context: Context) -> Nodes:
    """Find nothing."""
    return []


def here(context: Context) -> Nodes:
    """Find the node that ``.`` means."""
    return [context.node]


def root(context: Context) -> Nodes:
    """Find the root."""
    return [context.root]


@function("current", most=0)
def current(context: Context) -> Nodes:
    """Find the node whose expression it is."""
    return [context.current]


@function("instance", least=1, most=1)
def instance(context: Context, name: Value) -> Nodes:
    """Find a choice list or a side file: the tree above its ``root``."""
    found = context.environment.instances.get(to_text(name))
    return [] if found is None else [found]


def follow(reference: Reference, *, from_current: bool) -> Finder:
    """Return what finds the nodes that a reference means.

    ``from_current`` sets out from the node whose expression it is even where ``.``
    means another one.
    """
    if reference.up is None:
        return descend_from_root(reference.down, is_repeated=reference.is_repeated)
    if reference.is_repeated or not reference.down:
        return _climb_and_spread(reference.up, reference.down, from_current)
    if len(reference.down) == 1:
        return _climb_to_child(reference.up, reference.down[0], from_current)
    return _climb_and_descend(reference.up, reference.down, from_current)


def descend_from_root(down: Steps, *, is_repeated: bool) -> Finder:
    """Return what finds the nodes with a path, every repetition of them."""
    if is_repeated or not down:
        return lambda context: _spread(context, [context.root], down)
    *above, last = down
    if not above:
        return lambda context: context.root.children.get(last, [])

    def find(context: Context) -> Nodes:
        node = context.root
        for name in above:
            named = node.children.get(name)
            if not named:
                return []
            node = named[0]
        return node.children.get(last, [])

    return find


def _climb_to_child(up: int, name: str, from_current: bool) -> Finder:  # noqa: FBT001 - a choice made while compiling
    if up == 1 and not from_current:

        def beside(context: Context) -> Nodes:
            parent = context.node.parent
            return [] if parent is None else parent.children.get(name, [])

        return beside

    def find(context: Context) -> Nodes:
        node = _climb(context, up, from_current)
        return [] if node is None else node.children.get(name, [])

    return find


def _climb_and_descend(up: int, down: Steps, from_current: bool) -> Finder:  # noqa: FBT001 - as above
    *above, last = down

    def find(context: Context) -> Nodes:
        node = _climb(context, up, from_current)
        if node is None:
            return []
        for name in above:
            named = node.children.get(name)
            if not named:
                return []
            node = named[0]
        return node.children.get(last, [])

    return find


def _climb_and_spread(up: int, down: Steps, from_current: bool) -> Finder:  # noqa: FBT001 - as above
    def find(context: Context) -> Nodes:
        node = _climb(context, up, from_current)
        return [] if node is None else _spread(context, [node], down)

    return find


def _climb(context: Context, up: int, from_current: bool) -> Node | None:  # noqa: FBT001 - as above
    node: Node | None = context.current if from_current else context.node
    for _ in range(up):
        if node is None:
            return None
        node = node.parent
    return node


def _spread(context: Context, nodes: Nodes, down: Steps) -> Nodes:
    for name in down:
        nodes = [child for node in nodes for child in node.children.get(name, ())]
        context.budget.spend(len(nodes))
    return nodes


def walk(start: Finder, filters: Sequence[Filter]) -> Finder:
    """Return what finds what steps and conditions lead to, one after another."""
    every = tuple(filters)

    def find(context: Context) -> Nodes:
        nodes = start(context)
        for each in every:
            if not nodes:
                return nodes
            nodes = each(context, nodes)
        return nodes

    return find


def given(evaluate: Evaluator) -> Finder:
    """Return what finds the nodes that something gives; none where it gives none."""

    def find(context: Context) -> Nodes:
        value = evaluate(context)
        return value if isinstance(value, list) else []

    return find


def step_filter(step: Step) -> Filter:
    """Return what makes the one step, its conditions aside."""
    if step.axis == "child":
        return _to_children(ANY_NAME if step.name == ANY_NODE else step.name)
    move = _to_parents if step.axis == "parent" else _to_itself
    if step.name in (ANY_NODE, ANY_NAME):
        return move

    def named(context: Context, nodes: Nodes) -> Nodes:
        return [node for node in move(context, nodes) if node.name == step.name]

    return named


def _to_children(name: str) -> Filter:
    def move(context: Context, nodes: Nodes) -> Nodes:
        if len(nodes) == 1:
            found = nodes[0].named(name)
        else:
            found = [child for node in nodes for child in node.named(name)]
        context.budget.spend(len(nodes) + len(found))
        return found

    return move


def _to_parents(context: Context, nodes: Nodes) -> Nodes:
    context.budget.spend(len(nodes))
    parents = {id(node.parent): node.parent for node in nodes}
    return [parent for parent in parents.values() if parent is not None]


def _to_itself(_context: Context, nodes: Nodes) -> Nodes:
    return nodes
