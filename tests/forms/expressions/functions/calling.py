"""Calls functions by name, with a moment and a language that stand still."""

import datetime as dt
from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

import forms.expressions.functions  # noqa: F401 - enters the functions
from forms.expressions.environment import Budget, Context, Environment
from forms.expressions.nodes import Node
from forms.expressions.registry import FUNCTIONS, Evaluator
from forms.expressions.values import Nodes, Value, to_text

NOON = dt.datetime(2026, 11, 21, 12, 30, 5, 250_000, tzinfo=dt.UTC)
IDENTIFIER = "0f8fad5b-d9cb-469f-a165-70867728950e"


def environment(
    *,
    zone: str = "UTC",
    language: str = "en",
    instances: Mapping[str, Node] | None = None,
    choice_label: Callable[[str, str], str] = lambda key, name: f"{key}:{name}",
) -> Environment:
    return Environment(
        now=NOON.astimezone(ZoneInfo(zone)),
        language=language,
        draw=lambda: 0.25,
        unique=lambda: IDENTIFIER,
        instances=instances or {},
        choice_label=choice_label,
        settings={"version": "7"},
    )


def context(known: Environment | None = None, *, node: Node | None = None) -> Context:
    here = node or Node("question", Node("data"), "own words")
    return Context(
        environment=known or environment(),
        budget=Budget(),
        current=here,
        node=here,
        root=here.parent or here,
    )


def call(name: str, *values: Value, where: Context | None = None) -> Value:
    function = FUNCTIONS[name]
    given = [_always(value) for value in values] if function.lazy else values
    return function.call(where or context(), *given)


def say(name: str, *values: Value, where: Context | None = None) -> str:
    return to_text(call(name, *values, where=where))


def nodes(*texts: str) -> Nodes:
    """Return the answers of a question, one for each repetition."""
    root = Node("data")
    found = []
    for number, text in enumerate(texts, start=1):
        repetition = Node("person", root, number=number)
        found.append(Node("age", repetition, text, key=f"age[{number}]"))
    return found


def _always(value: Value) -> Evaluator:
    return lambda _context: value
