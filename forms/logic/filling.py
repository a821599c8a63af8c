"""Works a questionnaire out for given answers, once through, in its order.

What comes of it is a ``Filling``: every place with its value, what has to be kept
for the next time, and which repetitions are new.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from forms.expressions.environment import Budget, BudgetExhausted, Context, Environment
from forms.expressions.nodes import Node
from forms.logic.keeping import MOST_PLACES, begun_key, number_in, seed_in
from forms.logic.readings import Reading
from forms.logic.sites import Layout, Site
from forms.logic.spots import Region, Spot, fill, standing
from forms.logic.tables import Tables
from forms.typed import Raw

Act = Callable[["Filling", Spot, Context], None]
"""What is done at each place of a site. The context stands at the place."""

Step = tuple[int, Act, int]
"""The number of a site, what is done at all its places, and the number of the site
that this decides about; ``REPETITIONS`` where it makes places."""

REPETITIONS: Final = -1


@dataclass(frozen=True, slots=True)
class Course:
    """What is done to fill a questionnaire, in order."""

    layout: Layout
    readings: tuple[Reading | None, ...]
    regions: tuple[Region | None, ...]
    steps: tuple[Step, ...]


class Filling:
    """A questionnaire filled with answers and worked out.

    ``spots`` are the places by the number of their site. ``kept`` is what the
    answers have to hold beside what was given, None for what they must not hold.
    ``fresh`` are the repetitions that are there for the first time. Where the budget
    was used up it ``stopped`` at a place, and is not complete.
    """

    __slots__ = (
        "answers",
        "context",
        "course",
        "environment",
        "fresh",
        "is_beginning",
        "is_complete",
        "kept",
        "room",
        "root",
        "seed",
        "spots",
        "stopped",
        "tables",
    )

    def __init__(
        self,
        course: Course,
        answers: Raw,
        environment: Environment,
        tables: Tables,
        *,
        is_beginning: bool = False,
    ) -> None:
        self.course = course
        self.answers = answers
        self.environment = environment
        self.tables = tables
        self.spots: list[list[Spot]] = [[] for _ in course.layout.sites]
        self.kept: dict[str, str | list[str] | None] = {}
        self.fresh: list[Spot] = []
        self.seed = seed_in(answers)
        self.is_beginning = is_beginning
        self.is_complete = True
        self.stopped: Node | None = None
        self.root = standing(course.layout.root, None, "")
        self.spots[0].append(self.root)
        self.room = Budget(MOST_PLACES)
        self.context = Context(environment, Budget(), self.root, self.root, self.root)
        self._work_out()

    def again(self, values: Raw) -> "Filling":
        """Return the filling of the same answers with some more."""
        return Filling(
            self.course,
            {**self.answers, **values},
            self.environment,
            self.tables,
            is_beginning=self.is_beginning,
        )

    def at(self, spot: Node) -> Context:
        """Return the context of an expression that belongs to a place."""
        context = self.context
        context.node = context.current = spot
        return context

    def is_new(self, spot: Spot) -> bool:
        """Say whether a place is there for the first time."""
        if self.is_beginning:
            return True
        here: Node | None = spot if self.fresh else None
        while here is not None:
            if here in self.fresh:
                return True
            here = here.parent
        return False

    def repeat(self, site: Site, parent: Spot, number: int) -> None:
        """Make the repetitions of a repeat in one place, and read their answers."""
        region = self.course.regions[site.number]
        if region is None:
            return
        made = parent.children[site.name]
        begun = number_in(self.answers, begun_key(site.key + parent.suffix), 0)
        for each in range(len(made) + 1, number + 1):
            self.room.spend(1 + len(region.rows))
            spot = standing(site, parent, f"{parent.suffix}[{each}]", each)
            made.append(spot)
            self.spots[site.number].append(spot)
            fill(region, spot, self.answers, self.spots)
            if each > begun:
                self.fresh.append(spot)

    def stop(self) -> None:
        """Note that the budget was used up at the place where the context stands."""
        if self.is_complete:
            self.is_complete, self.stopped = False, self.context.current

    def _work_out(self) -> None:
        region = self.course.regions[0]
        if region is not None:
            fill(region, self.root, self.answers, self.spots)
        context, spots = self.context, self.spots
        try:
            for number, act, _ in self.course.steps:
                for spot in spots[number]:
                    context.node = context.current = spot
                    act(self, spot, context)
        except BudgetExhausted:
            self.stop()

    def work_out_again(
        self, answers: Raw, sites: Sequence[int], steps: Sequence[Step]
    ) -> bool:
        """Take other answers, where they change nothing but some sites.

        ``steps`` work those out. Returns whether what is relevant stayed the same.
        """
        self.answers = answers
        self.context.budget = Budget()
        again = [spot for number in sites for spot in self.spots[number]]
        were_relevant = [spot.relevant for spot in again]
        for spot in again:
            reading, parent = self.course.readings[spot.site.number], spot.parent
            spot.relevant = parent is None or parent.relevant
            raw = answers.get(spot.key) if reading and spot.relevant else None
            spot.text = reading(raw) if reading and raw else ""
        context, spots = self.context, self.spots
        try:
            for number, act, _ in steps:
                for spot in spots[number]:
                    context.node = context.current = spot
                    act(self, spot, context)
        except BudgetExhausted:
            self.stop()
        return were_relevant == [spot.relevant for spot in again]


def going_through(steps: Sequence[tuple[Site, Act]]) -> Act:
    """Return what takes steps one after the other in one repetition of a repeat.

    Done at all places of the repeat, it goes through them as a running total wants.
    """

    def act(filling: Filling, outer: Spot, context: Context) -> None:
        for site, each in steps:
            for spot in _within(outer, site):
                context.node = context.current = spot
                each(filling, spot, context)

    return act


def _within(outer: Spot, site: Site) -> Iterator[Spot]:
    """Give the places of a site inside a repetition."""
    if site is outer.site:
        yield outer
        return
    parents: Sequence[Spot] = list(_within(outer, site.parent)) if site.parent else ()
    for parent in parents:
        for spot in parent.children.get(site.name, ()):
            if isinstance(spot, Spot):
                yield spot
