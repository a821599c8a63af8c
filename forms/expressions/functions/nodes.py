"""Functions of places: how many there are, where they stand, in what order."""

from collections.abc import Sequence

from forms.expressions.environment import Context
from forms.expressions.functions.arguments import number_of
from forms.expressions.functions.shuffling import seed_of, shuffled
from forms.expressions.nodes import Node
from forms.expressions.numbers import NOT_A_NUMBER
from forms.expressions.registry import function
from forms.expressions.values import Nodes, Value


@function("count", least=1, most=1)
def count(_context: Context, value: Value) -> float:
    """Return how many places there are."""
    return float(len(value)) if isinstance(value, list) else NOT_A_NUMBER


@function("count-non-empty", least=1, most=1)
def count_non_empty(context: Context, value: Value) -> float:
    """Return how many places hold something."""
    if not isinstance(value, list):
        return NOT_A_NUMBER
    context.budget.spend(len(value))
    return float(sum(1 for node in value if node.string()))


@function("position", most=1)
def position(context: Context, *given: Value) -> float:
    """Return the place among the candidates, or that of a node among its like."""
    if not given:
        return float(context.place)
    nodes = given[0]
    if isinstance(nodes, list) and nodes:
        return float(nodes[0].number)
    return NOT_A_NUMBER


@function("last", most=0)
def last(context: Context) -> float:
    """Return how many candidates there are."""
    return float(context.size)


@function("local-name", most=1)
@function("name", most=1)
def name(context: Context, *given: Value) -> str:
    """Return the name of a place."""
    if not given:
        return context.node.name
    nodes = given[0]
    return nodes[0].name if isinstance(nodes, list) and nodes else ""


@function("randomize", least=1, most=2)
def randomize(context: Context, value: Value, *seed: Value) -> Nodes:
    """Return the places in an order of chance, always the same one for a seed."""
    if not isinstance(value, list):
        return []
    context.budget.spend(len(value))
    if not seed:
        return shuffled(value, context.environment.draw)
    number = number_of(context, seed[0])
    return shuffled(value, seed_of(number, seed[0]))


@function("indexed-repeat", least=3)
def indexed_repeat(context: Context, target: Value, *pairs: Value) -> Nodes:
    """Return the places in one repetition, given by repeats and numbers from 1.

    ``target`` and the repeats are all places of that path, whatever the repetition.
    """
    chosen: Node | None = None
    for repeats, number in _outermost_first(context, pairs):
        found = _at(repeats, number, chosen)
        if found is None:
            return []
        chosen = found
    if chosen is None or not isinstance(target, list):
        return []
    context.budget.spend(len(target))
    return [node for node in target if _is_within(node, chosen)]


def _outermost_first(
    context: Context, pairs: Sequence[Value]
) -> list[tuple[Nodes, float]]:
    found = []
    for repeats, number in zip(pairs[::2], pairs[1::2], strict=False):
        nodes = repeats if isinstance(repeats, list) else []
        context.budget.spend(len(nodes))
        found.append((nodes, number_of(context, number)))
    return sorted(found, key=lambda pair: _depth(pair[0]))


def _at(repeats: Nodes, number: float, within: Node | None) -> Node | None:
    if within is not None:
        repeats = [each for each in repeats if _is_within(each, within)]
    if not 1 <= number <= len(repeats) or number % 1:
        return None
    return repeats[int(number) - 1]


def _depth(nodes: Nodes) -> int:
    depth, node = 0, nodes[0] if nodes else None
    while node is not None:
        depth, node = depth + 1, node.parent
    return depth


def _is_within(node: Node, outer: Node) -> bool:
    here: Node | None = node
    while here is not None:
        if here is outer:
            return True
        here = here.parent
    return False
