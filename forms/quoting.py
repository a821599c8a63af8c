"""Tells which calculations may say again what somebody typed as words.

A result may hold the words where the expression passes them on: joined, cut, changed
or taken for a number, as a telephone number is. It does not where they are only
counted, compared or looked up.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from forms.definition import Group, Item, Kind, Question, Questionnaire
from forms.expressions.parsing import parse
from forms.expressions.problems import ExpressionError
from forms.expressions.syntax import (
    ANY_NAME,
    ANY_NODE,
    Call,
    Here,
    Mention,
    Negation,
    Operation,
    Path,
    Root,
    Tree,
)
from forms.keys import keys_of, walk
from forms.paging.references import Names

_PASSING: Final = frozenset({"+", "-", "*", "div", "mod", "|"})
"""The operators that make a value of their operands; the others tell true or false."""

_TELLING: Final = frozenset(
    {
        "area", "boolean", "boolean-from-string", "checklist", "contains", "count",
        "count-non-empty", "count-selected", "distance", "ends-with", "geofence",
        "intersects", "last", "local-name", "name", "not", "now", "pi", "position",
        "pulldata", "random", "regex", "selected", "starts-with", "string-length",
        "today", "uuid", "version", "weighted-checklist",
    }
)  # fmt: skip
"""The functions whose result holds nothing of the words they are given."""


def quoting(questionnaire: Questionnaire) -> frozenset[str]:
    """Return the keys of what is calculated from words, directly or not."""
    items = dict(walk(questionnaire.body))
    names = Names(items)
    held = {path: tuple(_passed_on(path, items, names)) for path in items}
    keys = keys_of(questionnaire)
    typed = frozenset(path for path, item in items.items() if _is_typed(item))
    return frozenset(
        keys[path]
        for path, item in items.items()
        if isinstance(item, Question) and held[path] and _quotes(path, held, typed)
    )


def _is_typed(item: Item) -> bool:
    return isinstance(item, Question) and item.kind is Kind.TEXT


def _quotes(
    path: str, held: Mapping[str, Sequence[str]], typed: frozenset[str]
) -> bool:
    found = {path: None}
    for here in (waiting := [path]):
        for each in held[here]:
            if each in typed and each != path:
                return True
            if each not in found:
                found[each] = None
                waiting.append(each)
    return False


def _passed_on(path: str, items: Mapping[str, Item], names: Names) -> Iterator[str]:
    """Give the paths of the items whose values an item may hold."""
    item = items[path]
    if isinstance(item, Group):
        yield from (f"{path}/{each.name}" for each in item.items)
        return
    for source in (item.calculation, item.default):
        try:
            tree = parse(source) if source else None
        except ExpressionError:
            # It is no expression, or one that nobody evaluates.
            yield from names.in_expressions([source], path)
            continue
        for end in _ends(tree) if tree is not None else ():
            yield from _meant(end, path, items, names)


def _meant(
    end: Mention | Path, asking: str, items: Mapping[str, Item], names: Names
) -> Iterable[str]:
    """Return the paths of the items that a name or a path may lead to."""
    if isinstance(end, Mention):
        return names.nearest(end.name, asking)
    last = end.steps[-1]
    is_named = last.axis == "child" and last.name not in (ANY_NAME, ANY_NODE)
    return names.called(last.name) if is_named else items


def _ends(tree: Tree) -> Iterator[Mention | Path]:
    """Give the names and paths whose values a tree may pass on."""
    match tree:
        case Mention():
            yield tree
        case Call():
            for argument in _passing(tree):
                yield from _ends(argument)
        case Operation() if tree.operator in _PASSING:
            yield from (*_ends(tree.left), *_ends(tree.right))
        case Negation():
            yield from _ends(tree.operand)
        case Path():
            yield from _at_the_end(tree)
        case _:
            return


def _passing(call: Call) -> Sequence[Tree]:
    """Return the arguments of a function that its result may hold."""
    match call.name:
        case "if":
            return call.arguments[1:]
        case "indexed-repeat":
            return call.arguments[:1]
        case name:
            return () if name in _TELLING else call.arguments


def _at_the_end(path: Path) -> Iterator[Mention | Path]:
    start = path.start
    if isinstance(start, Call) and start.name == "instance":
        # What comes of a table was typed by nobody.
        return
    if any(step.axis != "self" for step in path.steps):
        yield path
    elif not isinstance(start, Root | Here):
        yield from _ends(start)
