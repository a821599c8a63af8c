"""A small questionnaire that is filled in, to evaluate expressions in.

There are three persons, each with two visits, and a choice list of towns.
"""

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from forms.expressions.compiling import compile_expression
from forms.expressions.environment import Budget, Context, Environment
from forms.expressions.nodes import Node
from forms.expressions.scope import PlacedScope, Places
from forms.expressions.values import Value, to_text

NOON = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)

ANSWERS = {
    "age": "5",
    "needs": "water roof",
    "built": "2026-11-21",
    "empty": "",
    "weight": "71.5",
    "words": "It’s dry",
}

PLACES = Places(
    [
        *((name, False) for name in ANSWERS),
        ("home", False),
        ("home/rooms", False),
        ("home/yard", False),
        ("home/yard/trees", False),
        ("person", True),
        ("person/name", False),
        ("person/years", False),
        ("person/work", False),
        ("person/work/hours", False),
        ("person/visit", True),
        ("person/visit/cost", False),
        ("person/visit/paid", False),
        ("total-cost.of_all", False),
        ("größe", False),
    ]
)

TOWNS = (
    ("ash", "Ash", "north", "3"),
    ("birch", "Birch", "north", "12"),
    ("cedar", "Cedar", "south", "7"),
)


def filled(answers: Mapping[str, str] = ANSWERS) -> Node:
    """Return the root of the answers."""
    root = Node("data")
    for name, text in answers.items():
        Node(name, root, text, key=name)
    home = Node("home", root)
    Node("rooms", home, "4", key="rooms")
    Node("trees", Node("yard", home), "9", key="trees")
    for number, years in ((1, "30"), (2, "12"), (3, "")):
        _add_person(root, number, years)
    Node("total-cost.of_all", root, "126")
    Node("größe", root, "8")
    return root


def _add_person(root: Node, number: int, years: str) -> None:
    person = Node("person", root, number=number)
    Node("name", person, f"n{number}")
    Node("years", person, years)
    Node("hours", Node("work", person), str(number))
    for turn in (1, 2):
        visit = Node("visit", person, number=turn)
        Node("cost", visit, str(number * 10 + turn))
        Node("paid", visit, "yes" if turn == 1 else "no")


def towns() -> Node:
    """Return the choice list as a tree."""
    tree = Node("towns")
    root = Node("root", tree)
    for number, cells in enumerate(TOWNS, start=1):
        item = Node("item", root, number=number)
        for column, cell in zip(("name", "label", "area", "size"), cells, strict=True):
            Node(column, item, cell)
    return tree


def node_at(root: Node, path: str) -> Node:
    """Return a node; ``[2]`` in the path is the second repetition."""
    node = root
    for step in path.split("/"):
        name, _, number = step.rstrip("]").partition("[")
        node = node.children[name][int(number or 1) - 1]
    return node


def context_at(path: str, *, steps: int = 10_000, zone: str = "UTC") -> Context:
    """Return the context of an expression of the node at a path."""
    root = filled()
    node = node_at(root, path)
    environment = Environment(
        now=NOON.astimezone(ZoneInfo(zone)),
        draw=lambda: 0.5,
        unique=lambda: "unique",
        instances={"towns": towns()},
        choice_label=lambda key, name: f"{key}={name}",
    )
    return Context(environment, Budget(steps), node, node, root)


def scope_at(path: str) -> PlacedScope:
    """Return the scope of an expression of the item at a path."""
    steps = (step.partition("[")[0] for step in path.split("/"))
    return PLACES.at("/".join(steps))


def value_of(source: str, at: str = "age", *, zone: str = "UTC") -> Value:
    """Return the value of an expression of the node at a path."""
    expression = compile_expression(source, scope_at(at))
    return expression.evaluate(context_at(at, zone=zone))


def text_of(source: str, at: str = "age", *, zone: str = "UTC") -> str:
    """Return the value as text."""
    return to_text(value_of(source, at, zone=zone))


def texts_of(source: str, at: str = "age") -> list[str]:
    """Return the texts of the nodes that an expression finds."""
    value = value_of(source, at)
    assert isinstance(value, list)
    return [node.string() for node in value]
