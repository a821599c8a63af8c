"""Works out in which order everything has to be worked out.

There are two things to know of a site: how many repetitions there are, and all
else (whether it is relevant, then what it holds). An expression waits for the sites
it refers to; everything waits for what it stands in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.expressions.compiling import ChoiceFilter, Expression, Needs
from forms.logic.expressions import Expressions
from forms.logic.ordering import circle, order
from forms.logic.problems import Fault, LogicProblem, found
from forms.logic.sites import Layout, Site

Deciding = Expression | ChoiceFilter

Thing = int
"""Twice the number of a site, and one more for the number of its repetitions."""


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
    """What each thing of a questionnaire waits for."""

    def __init__(self, layout: Layout, expressions: Expressions) -> None:
        self.layout = layout
        self.by_path = {site.path: site for site in layout.sites[1:]}
        self.expressions = expressions
        self.within: dict[Thing, list[Thing]] = {}
        self.near: dict[Thing, list[Thing]] = {}
        self.far: dict[Thing, list[Thing]] = {}
        for site in layout.sites[1:]:
            self._stand(site)
            for deciding in self._deciding(site):
                self._wait(2 * site.number, deciding)
            count = expressions.count.get(site.number)
            if count is not None:
                self._wait(2 * site.number + 1, count)

    def _stand(self, site: Site) -> None:
        parent = 2 * site.parent.number if site.parent else 0
        if site.is_repeat:
            self.within[2 * site.number + 1] = [parent]
            self.within[2 * site.number] = [2 * site.number + 1]
        else:
            self.within[2 * site.number] = [parent]

    def _deciding(self, site: Site) -> Iterator[Deciding]:
        """Give what decides about a site."""
        expressions, number = self.expressions, site.number
        deciding: tuple[Deciding | None, ...] = (
            expressions.relevant.get(number),
            expressions.calculation.get(number),
            *expressions.trigger.get(number, ()),
            expressions.choice_filter.get(number),
        )
        yield from filter(None, deciding)

    def _wait(self, thing: Thing, deciding: Deciding) -> None:
        """Let a thing wait for what an expression needs.

        What may lead to another repetition of the same repeat is ``far``. The
        brackets of a choice filter hold conditions on choices, not on repetitions.
        """
        is_far = "indexed-repeat" in deciding.needs.functions or (
            "[" in deciding.source and isinstance(deciding, Expression)
        )
        into = self.far if is_far else self.near
        for site in self.referred(deciding.needs):
            into.setdefault(thing, []).append(
                2 * site.number + 1 if site.is_repeat else 2 * site.number
            )

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
        return self.of(self.within, self.near, self.far)

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
    repeat = _repeat_around(dependencies.layout, things)
    near = _among(dependencies.of(dependencies.within, dependencies.near), things)
    ordered: list[Thing] = []
    for component in order(near, things):
        if len(component) > 1 or component[0] in near[component[0]]:
            problems.extend(_circular(dependencies, near, component))
        ordered.extend(component)
    if repeat is None and _among(edges, things) != near:
        problems.extend(_circular(dependencies, edges, things))
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
    field = _field_of(dependencies.expressions, first)
    if len(sites) == 1:
        if not _keeps_its_value(dependencies.expressions, first):
            fault = Fault.REFERS_TO_ITSELF
            yield found(first.path, field, fault, name=first.name)
        return
    chain = " → ".join([site.name for site in sites] + [first.name])
    yield found(first.path, field, Fault.CIRCLE, chain=chain)


def _field_of(expressions: Expressions, site: Site) -> str:
    for name in ("calculation", "relevant", "choice_filter", "trigger"):
        if site.number in getattr(expressions, name):
            return name
    return "count"


def _keeps_its_value(expressions: Expressions, site: Site) -> bool:
    calculation = expressions.calculation.get(site.number)
    if site.number in expressions.trigger:
        return True
    return calculation is not None and "once" in calculation.needs.functions
