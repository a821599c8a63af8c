"""Works out in which order everything has to be worked out.

There are two things to know of a site: how many repetitions there are, and all
else (whether it is relevant, then what it holds). An expression waits for the sites
it refers to; everything waits for what it stands in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.expressions.compiling import ChoiceFilter, Expression, Needs
from forms.logic.expressions import Expressions, looks_elsewhere
from forms.logic.ordering import circle, order
from forms.logic.problems import Fault, LogicProblem, found
from forms.logic.sites import Layout, Site

Deciding = Expression | ChoiceFilter

Thing = int
"""Twice the number of a site, and one more for the number of its repetitions."""

Waiting = dict[Thing, list[Thing]]
"""What things wait for."""


@dataclass(frozen=True, slots=True)
class Block:
    """Things that are worked out together.

    ``repeat`` is the site of the repeat whose repetitions are gone through one after
    the other, as a running total wants it; None for a single thing.
    """

    things: tuple[Thing, ...]
    repeat: Site | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """The blocks, those first that others wait for.

    ``late`` are the sites of repeats whose number depends on what they hold.
    """

    blocks: tuple[Block, ...]
    late: tuple[Site, ...]
    problems: tuple[LogicProblem, ...]


class Dependencies:
    """What each thing of a questionnaire waits for.

    ``near`` is what it needs, ``far`` what it may need of another repetition of the
    same repeat, ``weak`` what it does without where there is a circle otherwise.
    """

    def __init__(self, layout: Layout, expressions: Expressions) -> None:
        self.layout = layout
        self.by_path = {site.path: site for site in layout.sites[1:]}
        self.expressions = expressions
        self.within: Waiting = {}
        self.near: Waiting = {}
        self.far: Waiting = {}
        self.weak: Waiting = {}
        for site in layout.sites[1:]:
            self._stand(site)
            self._wait_for_all(site)

    def _stand(self, site: Site) -> None:
        parent = 2 * site.parent.number if site.parent else 0
        if site.is_repeat:
            self.within[2 * site.number + 1] = [parent]
            self.within[2 * site.number] = [2 * site.number + 1]
        else:
            self.within[2 * site.number] = [parent]

    def _wait_for_all(self, site: Site) -> None:
        expressions, number = self.expressions, site.number
        relevant = expressions.relevant.get(number)
        if relevant is not None:
            self._wait(2 * number, relevant, self._into(relevant))
            self._forget_own(site)
        calculation = expressions.calculation.get(number)
        if calculation is not None:
            self._wait(2 * number, calculation, self._into(calculation))
        for trigger in expressions.trigger.get(number, ()):
            self._wait(2 * number, trigger, self._into(trigger))
        choice_filter = expressions.choice_filter.get(number)
        if choice_filter is not None:
            self._wait(2 * number, choice_filter, self.weak)
        count = expressions.count.get(number)
        if count is not None:
            self._wait(2 * number + 1, count, self._into(count))

    def _into(self, expression: Expression) -> Waiting:
        return self.far if looks_elsewhere(expression) else self.near

    def _wait(self, thing: Thing, deciding: Deciding, into: Waiting) -> None:
        """Let a thing wait for what an expression needs."""
        for site in self.referred(deciding.needs):
            into.setdefault(thing, []).append(
                2 * site.number + 1 if site.is_repeat else 2 * site.number
            )

    def _forget_own(self, site: Site) -> None:
        """Let the relevance of a group wait for nothing that the group holds.

        All that is empty until it is known whether the group is relevant.
        """
        own = {2 * each.number for each in site.downwards()} - {2 * site.number}
        for table in (self.near, self.far):
            waited = table.get(2 * site.number, [])
            table[2 * site.number] = [each for each in waited if each not in own]

    def referred(self, needs: Needs) -> list[Site]:
        """Return the sites that an expression needs, in document order."""
        paths = needs.references | needs.counted
        sites = [self.by_path[path] for path in paths if path in self.by_path]
        return sorted(sites, key=lambda site: site.number)

    def of(self, *tables: Mapping[Thing, Sequence[Thing]]) -> dict[Thing, list[Thing]]:
        """Return what each thing waits for by some of the tables."""
        return {
            thing: [each for table in tables for each in table.get(thing, ())]
            for thing in self.things()
        }

    def all(self) -> dict[Thing, list[Thing]]:
        """Return what each thing waits for, for whatever reason."""
        return self.of(self.within, self.near, self.far, self.weak)

    def things(self) -> list[Thing]:
        """Return everything there is to work out, in document order."""
        return sorted({0, *self.within})


def put_in_order(dependencies: Dependencies) -> Order:
    """Return the order, with a problem for each circle."""
    late = _late(dependencies)
    for site in late:
        dependencies.near.pop(2 * site.number + 1, None)
        dependencies.far.pop(2 * site.number + 1, None)
    edges = dependencies.all()
    blocks: list[Block] = []
    problems: list[LogicProblem] = []
    for things in order(edges, dependencies.things()):
        blocks.extend(_blocks(dependencies, edges, things, problems))
    return Order(tuple(blocks), late, tuple(problems))


def _late(dependencies: Dependencies) -> tuple[Site, ...]:
    edges = dependencies.all()
    sites = dependencies.layout.sites
    return tuple(
        sites[thing // 2]
        for things in order(edges, dependencies.things())
        for thing in things
        if thing % 2 and len(things) > 1
    )


def _blocks(
    dependencies: Dependencies,
    edges: Mapping[Thing, Sequence[Thing]],
    things: Sequence[Thing],
    problems: list[LogicProblem],
) -> Iterator[Block]:
    alone = things[0]
    if len(things) == 1 and alone not in edges[alone]:
        yield Block((alone,))
        return
    near = _among(dependencies.of(dependencies.within, dependencies.near), things)
    needed = _among(
        dependencies.of(dependencies.within, dependencies.near, dependencies.far),
        things,
    )
    repeat = _repeat_around(dependencies.layout, things) if needed != near else None
    edges = needed if repeat is None else near
    ordered: list[Thing] = []
    for component in order(edges, things):
        if len(component) > 1:
            problems.extend(_circular(dependencies, edges, component))
        ordered.extend(component)
    yield Block(tuple(ordered), repeat)


def _among(
    edges: Mapping[Thing, Sequence[Thing]], things: Sequence[Thing]
) -> dict[Thing, list[Thing]]:
    within = set(things)
    return {
        thing: [each for each in edges[thing] if each in within] for thing in things
    }


def _repeat_around(layout: Layout, things: Sequence[Thing]) -> Site | None:
    """Return the innermost repeat that all of the things stand in."""
    sites = [layout.sites[thing // 2] for thing in things]
    common = [
        loop
        for loop in sites[0].loops_around
        if all(loop in site.loops_around for site in sites)
    ]
    return common[-1] if common else None


def _circular(
    dependencies: Dependencies,
    edges: Mapping[Thing, Sequence[Thing]],
    things: Sequence[Thing],
) -> Iterator[LogicProblem]:
    sites = [dependencies.layout.sites[each // 2] for each in circle(edges, things)]
    first = sites[0]
    chain = " → ".join([site.name for site in sites] + [first.name])
    field = _field_of(dependencies.expressions, first)
    yield found(first.path, field, Fault.CIRCLE, chain=chain)


def _field_of(expressions: Expressions, site: Site) -> str:
    for name in ("calculation", "relevant", "choice_filter", "trigger"):
        if site.number in getattr(expressions, name):
            return name
    return "count"
