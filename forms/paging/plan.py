"""Leads through a questionnaire: which pages are on the path now, in which order."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from forms.definition import Questionnaire
from forms.keys import instance_key, split_key
from forms.paging.pages import PageKind, PlannedPage, Step
from forms.paging.planning import PlannedNode, PlannedRepeat, planned_nodes
from forms.sheets import Sheet
from forms.validation import is_missing

Route: TypeAlias = tuple[Step, ...]
"""The steps after the page that asks for consent, in order."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The pages of a questionnaire; it never changes while that does not.

    ``pages`` are all of them in order, the first asks for consent.
    """

    nodes: tuple[PlannedNode, ...]
    pages: tuple[PlannedPage, ...] = field(init=False)
    _by_name: Mapping[str, PlannedPage] = field(init=False)
    _by_key: Mapping[str, PlannedPage] = field(init=False)

    def __post_init__(self) -> None:
        pages = tuple(_pages_in(self.nodes))
        by_key = {key: page for page in pages for key in page.keys}
        object.__setattr__(self, "pages", pages)
        object.__setattr__(self, "_by_name", {page.name: page for page in pages})
        object.__setattr__(self, "_by_key", by_key)

    def route(self, sheet: Sheet) -> Route:
        """Return the steps on the path now, those after consent.

        A page where nothing is to be shown is not among them; pages laid out by
        hand and lists of a relevant repeat always are.
        """
        return tuple(_steps(self.nodes[1:], sheet, ()))

    def steps_total(self, sheet: Sheet) -> int:
        """Return how many steps there are as far as is known now."""
        return len(self.route(sheet))

    def step_at(self, address: str) -> Step | None:
        """Return the step at an address, on the path or not; None for no such one."""
        name, *numbers = address.split(".")
        planned = self._by_name.get(name)
        if planned is None or len(numbers) != len(planned.repeats):
            return None
        if not all(_is_number(each) for each in numbers):
            return None
        return Step(planned, tuple(map(int, numbers)))

    def step_of(self, key: str) -> Step | None:
        """Return the step where a question is, by its key with numbers."""
        plain, numbers = split_key(key)
        planned = self._by_key.get(plain)
        if planned is None or len(numbers) != len(planned.repeats):
            return None
        return Step(planned, numbers)

    def list_of(self, repeat_key: str) -> Step | None:
        """Return the list of a repeat, by its key with the outer numbers."""
        plain, numbers = split_key(repeat_key)
        for page in self.pages:
            if page.listed == plain and len(numbers) == len(page.repeats):
                return Step(page, numbers)
        return None


def plan(questionnaire: Questionnaire) -> Plan:
    """Return the pages of a questionnaire."""
    return Plan(planned_nodes(questionnaire))


def position(route: Route, step: Step) -> int | None:
    """Return where a step is on the route, counted from 0; None where it is not."""
    place = bisect_left(route, step.place, key=_place_of)
    return place if route[place : place + 1] == (step,) else None


def after(route: Route, step: Step) -> Step | None:
    """Return the first step behind another, which need not be on the route."""
    following = bisect_right(route, step.place, key=_place_of)
    return route[following] if following < len(route) else None


def before(route: Route, step: Step) -> Step | None:
    """Return the last step before another, which need not be on the route."""
    following = bisect_left(route, step.place, key=_place_of)
    return route[following - 1] if following else None


def _place_of(step: Step) -> tuple[int, ...]:
    return step.place


def unfinished(route: Route, sheet: Sheet) -> Step | None:
    """Return the first step where something is required and not answered.

    A later answer may have made it so, after the step was passed.
    """
    for step in route:
        for key in step.keys:
            if is_missing(sheet, key):
                return step
    return None


def beginning_of(route: Route, repeat_key: str) -> Step | None:
    """Return the first step of a repetition, by the key of the repeat with numbers.

    ``person[2]`` is the second person; None where nothing of it is shown.
    """
    plain, numbers = split_key(repeat_key)
    depth = len(numbers)
    for step in route:
        is_inside = plain in step.planned.repeats[depth - 1 : depth]
        if is_inside and step.numbers[:depth] == numbers:
            return step
    return None


def _pages_in(nodes: tuple[PlannedNode, ...]) -> Iterator[PlannedPage]:
    for node in nodes:
        if isinstance(node, PlannedPage):
            yield node
            continue
        yield from _pages_in(node.nodes)
        if node.list_page is not None:
            yield node.list_page


def _steps(
    nodes: tuple[PlannedNode, ...], sheet: Sheet, numbers: tuple[int, ...]
) -> Iterator[Step]:
    for node in nodes:
        if isinstance(node, PlannedRepeat):
            yield from _steps_of_repeat(node, sheet, numbers)
            continue
        step = Step(node, numbers)
        if node.kind is PageKind.BY_HAND or any(map(sheet.is_relevant, step.keys)):
            yield step


def _steps_of_repeat(
    repeat: PlannedRepeat, sheet: Sheet, numbers: tuple[int, ...]
) -> Iterator[Step]:
    key = instance_key(repeat.key, numbers)
    for number in range(1, sheet.repetitions(key) + 1):
        yield from _steps(repeat.nodes, sheet, (*numbers, number))
    if repeat.list_page is not None and sheet.is_relevant(key):
        yield Step(repeat.list_page, numbers)


def _is_number(text: str) -> bool:
    is_plain = text.isascii() and text.isdigit()
    return is_plain and len(text) < 7 and not text.startswith("0")  # noqa: PLR2004 - as in forms.keys
