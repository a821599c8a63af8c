"""Says what answers hold before anybody has answered: the defaults."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.definition import Kind
from forms.expressions.compiling import Expression
from forms.expressions.environment import BudgetExhausted
from forms.expressions.values import to_text
from forms.logic.acts import raw_of
from forms.logic.chance import chanced
from forms.logic.dependencies import Dependencies
from forms.logic.expressions import Expressions
from forms.logic.filling import Filling
from forms.logic.ordering import order
from forms.logic.readings import DAY, OFF, shaped
from forms.logic.sites import Layout, Site
from forms.logic.spots import Spot

Values = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Start:
    """The default of a site: plain words, or an expression where ``default`` is one."""

    site: Site
    kind: Kind
    words: str
    default: Expression | None


@dataclass(frozen=True, slots=True)
class Starts:
    """All defaults, in levels: a level may depend on those before it."""

    levels: tuple[tuple[Start, ...], ...]

    def due(self, filling: Filling, done: set[str]) -> Values:
        """Return the values of the first level that has any to give.

        ``done`` holds the keys that got theirs already; those met now are added.
        """
        if not filling.fresh and not filling.is_beginning:
            return {}
        for level in self.levels:
            values: Values = {}
            for start in level:
                for spot in _fresh_spots(filling, start.site):
                    if spot.key not in done:
                        done.add(spot.key)
                        value = _value(filling, start, spot)
                        if value is not None and not filling.answers.get(spot.key):
                            values[spot.key] = value
            if values:
                return values
        return {}


def starts_of(
    layout: Layout, expressions: Expressions, dependencies: Dependencies
) -> Starts:
    """Return the defaults of a questionnaire."""
    plain: list[Start] = []
    worked_out: dict[int, Start] = {}
    for site in layout.sites[1:]:
        question = site.question
        if question is None or question.kind in OFF:
            continue
        expression = expressions.default.get(site.number)
        start = Start(site, question.kind, question.default, expression)
        if expression is not None:
            worked_out[site.number] = start
        elif question.default or _is_day(start):
            plain.append(start)
    levels = _levels(worked_out, dependencies)
    return Starts((tuple(plain), *levels))


def _is_day(start: Start) -> bool:
    question = start.site.question
    if question is None:
        return False
    return question.kind is Kind.METADATA and question.variant == DAY


def _levels(
    starts: dict[int, Start], dependencies: Dependencies
) -> Iterator[tuple[Start, ...]]:
    """Give the defaults that are worked out, those first that others depend on."""
    behind = dependencies.all() if starts else {}
    edges = {each: _behind(starts, each, dependencies, behind) for each in starts}
    heights: dict[int, int] = {}
    for component in order(edges, list(starts)):
        below = [heights.get(each, -1) for one in component for each in edges[one]]
        for number in component:
            heights[number] = 1 + max(below, default=-1)
    for height in range(1 + max(heights.values(), default=-1)):
        yield tuple(starts[each] for each in starts if heights[each] == height)


def _behind(
    starts: dict[int, Start],
    number: int,
    dependencies: Dependencies,
    edges: Mapping[int, Sequence[int]],
) -> list[int]:
    """Return the other defaults that one depends on, through anything between."""
    expression = starts[number].default
    ahead = [] if expression is None else dependencies.referred(expression.needs)
    things = [2 * site.number for site in ahead]
    seen = set(things)
    for thing in things:
        fresh = [each for each in edges.get(thing, ()) if each not in seen]
        seen.update(fresh)
        things.extend(fresh)
    return sorted({thing // 2 for thing in things if thing // 2 in starts} - {number})


def _fresh_spots(filling: Filling, site: Site) -> Sequence[Spot]:
    spots = filling.spots[site.number]
    if filling.is_beginning:
        return spots
    return [spot for spot in spots if filling.is_new(spot)]


def _value(filling: Filling, start: Start, spot: Spot) -> str | list[str] | None:
    if start.default is None:
        words = start.words
        if _is_day(start):
            words = filling.environment.now.date().isoformat()
        return raw_of(start.kind, words)
    if not spot.relevant:
        return None
    context = filling.at(spot)
    environment = context.environment
    context.environment = chanced(environment, filling.seed or "", spot.key)
    try:
        text = to_text(start.default.evaluate(context))
    except BudgetExhausted:
        text = ""
    context.environment = environment
    return raw_of(start.kind, shaped(start.kind, text))
