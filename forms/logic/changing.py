"""Tells what has to be worked out again when some answers have changed.

That is what reads them, what reads that, and all that stands in a group among them.
Where more would change than values, such as the number of repetitions or what is
kept beside the answers, everything is worked out from the start instead.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from forms.definition import Kind
from forms.expressions.compiling import Needs
from forms.logic.dependencies import Dependencies, Order
from forms.logic.expressions import Expressions
from forms.logic.filling import Course, Step
from forms.logic.sites import Site

MOST_KNOWN: Final = 1000
"""So many sets of changed answers are known by heart: those of one page each."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a change reaches: the numbers of sites, parents before what they hold.

    ``steps`` work them out, and ``calculated`` are those among them whose values
    follow from others.
    """

    sites: tuple[int, ...]
    steps: tuple[Step, ...]
    calculated: tuple[tuple[int, Kind], ...]


class Changes:
    """What every change of a questionnaire reaches, found out when it is asked."""

    def __init__(
        self,
        dependencies: Dependencies,
        in_order: Order,
        course: Course,
        calculated: tuple[tuple[int, Kind], ...],
    ) -> None:
        self._dependencies = dependencies
        self._in_order = in_order
        self._course = course
        self._calculated = calculated
        self._readers: tuple[list[int], ...] = ()
        self._wandering: list[int] = []
        self._far: frozenset[int] = frozenset()
        self._known: dict[frozenset[int], Reach | None] = {}

    def reach(self, changed: frozenset[int]) -> Reach | None:
        """Return what a change of some sites reaches, None where it is everything."""
        if not self._readers:
            self._find_readers()
        try:
            return self._known[changed]
        except KeyError:
            found = self._found(changed)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[changed] = found
        return found

    def _find_readers(self) -> None:
        # Who only reads a questionnaire never asks. Threads may both find out.
        dependencies = self._dependencies
        layout, expressions = dependencies.layout, dependencies.expressions
        wandering: list[int] = []
        readers: tuple[list[int], ...] = tuple([] for _ in layout.sites)
        for site in layout.sites[1:]:
            if site.parent is not None:
                readers[site.parent.number].append(site.number)
            for needs in _needs_of(expressions, site.number):
                if needs.wanders:
                    wandering.append(site.number)
                self._note(readers, site, needs)
        plain = frozenset(number for number, _ in self._calculated)
        self._far = _stirred(self._in_order) | {
            site.number
            for site in layout.sites[1:]
            if _reaches_far(site, expressions, plain)
        }
        self._wandering, self._readers = wandering, readers

    def _note(self, readers: Sequence[list[int]], site: Site, needs: Needs) -> None:
        for referred in self._dependencies.referred(needs):
            # The value of a group is that of all it holds.
            for each in referred.downwards():
                readers[each.number].append(site.number)

    def _found(self, changed: Iterable[int]) -> Reach | None:
        reached = set(changed) | set(self._wandering)
        ahead = list(reached)
        for number in ahead:
            if number in self._far:
                return None
            new = [each for each in self._readers[number] if each not in reached]
            reached.update(new)
            ahead.extend(new)
        return Reach(
            tuple(sorted(reached)),
            tuple(step for step in self._course.steps if step[2] in reached),
            tuple(each for each in self._calculated if each[0] in reached),
        )


def _needs_of(expressions: Expressions, number: int) -> Iterator[Needs]:
    """Give what decides the value of a site, whether it is there, and how often."""
    for table in (expressions.relevant, expressions.calculation, expressions.count):
        if number in table:
            yield table[number].needs
    if number in expressions.choice_filter:
        yield expressions.choice_filter[number].needs
    yield from (each.needs for each in expressions.trigger.get(number, ()))


def _reaches_far(site: Site, expressions: Expressions, plain: frozenset[int]) -> bool:
    """Say whether a change of a site cannot be followed step by step.

    It can where values alone change, as those of ``plain`` calculations.
    """
    number = site.number
    draws = any(each.is_volatile for each in _needs_of(expressions, number))
    is_kept = number in expressions.calculation and number not in plain
    return site.is_repeat or draws or is_kept or number in expressions.trigger


def _stirred(in_order: Order) -> frozenset[int]:
    """Return the sites that are gone through together, repetition by repetition."""
    return frozenset(
        thing // 2
        for block in in_order.blocks
        if block.repeat is not None or len(block.things) > 1
        for thing in block.things
    )
