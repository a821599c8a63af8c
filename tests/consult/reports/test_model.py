"""No bare number about people has a place in a report."""

import dataclasses
from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints

from consult.privacy.disclosure import Released, Withheld
from consult.reports import model

FIGURES = (model.WorkingCount, model.WorkingShare, Released, Withheld)
# A score measures the analysis; a threshold and a seed are settings.
ABOUT_NOBODY = {
    ("Score", "value"),
    ("Breakdown", "threshold"),
    ("Changes", "rare_gone"),
    ("Changes", "rare_new"),
    ("Method", "seed"),
}


def kinds_in(annotation: Any) -> Iterator[Any]:
    """Yield the types in an annotation; what a figure wraps is its own affair."""
    origin = get_origin(annotation)
    yield annotation if origin is None else origin
    if origin in FIGURES:
        return
    for argument in get_args(annotation):
        yield from kinds_in(argument)


def nodes_of(root: type) -> set[type]:
    found, waiting = set(), [root]
    while waiting:
        node = waiting.pop()
        if node in found or node in FIGURES or not dataclasses.is_dataclass(node):
            continue
        found.add(node)
        for annotation in get_type_hints(node).values():
            waiting += [kind for kind in kinds_in(annotation) if isinstance(kind, type)]
    return found


def test_every_number_in_a_report_says_who_may_see_it() -> None:
    bare = {
        (node.__name__, name)
        for node in nodes_of(model.FileReport)
        for name, annotation in get_type_hints(node).items()
        if {int, float} & set(kinds_in(annotation))
        and not {*FIGURES} & set(kinds_in(annotation))
    }

    assert bare == ABOUT_NOBODY


def test_the_whole_tree_was_looked_at() -> None:
    names = {node.__name__ for node in nodes_of(model.FileReport)}

    assert {"Concern", "Breakdown", "BreakdownRow", "Group", "Method"} <= names


def test_figures_of_groups_are_released_or_withheld() -> None:
    groups = get_type_hints(model.Group)["people"]
    shares = get_type_hints(model.BreakdownRow)["shares"]

    assert Withheld in set(kinds_in(groups)) & set(kinds_in(shares))
