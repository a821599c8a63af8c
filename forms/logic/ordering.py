"""Puts what depends on one another in order, and finds the circles among it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Edges = Mapping[int, Sequence[int]]
"""What each thing depends on. Things are numbers."""


def order(edges: Edges, things: Sequence[int]) -> list[list[int]]:
    """Return the things so that each stands after what it depends on.

    Things that depend on one another stand together, in the order in which they
    were given. Source: R. Tarjan, Depth-first search and linear graph algorithms,
    SIAM Journal on Computing 1 (1972), without recursion.
    """
    search = _Search(edges)
    for thing in things:
        if thing not in search.found:
            search.run(thing)
    return [sorted(each) for each in search.components]


@dataclass(slots=True)
class _Search:
    edges: Edges
    found: dict[int, int] = field(default_factory=dict)
    lowest: dict[int, int] = field(default_factory=dict)
    open_: list[int] = field(default_factory=list)
    is_open: set[int] = field(default_factory=set)
    components: list[list[int]] = field(default_factory=list)

    def run(self, start: int) -> None:
        """Visit all that a thing depends on, then the thing."""
        way = [(start, self._enter(start))]
        while way:
            thing, ahead = way[-1]
            onward = next((each for each in ahead if self._is_new(thing, each)), None)
            if onward is not None:
                way.append((onward, self._enter(onward)))
                continue
            way.pop()
            if way:
                above = way[-1][0]
                self.lowest[above] = min(self.lowest[above], self.lowest[thing])
            if self.lowest[thing] == self.found[thing]:
                self._close(thing)

    def _enter(self, thing: int) -> Iterator[int]:
        self.found[thing] = self.lowest[thing] = len(self.found)
        self.open_.append(thing)
        self.is_open.add(thing)
        return iter(self.edges.get(thing, ()))

    def _is_new(self, thing: int, onward: int) -> bool:
        if onward not in self.found:
            return True
        if onward in self.is_open:
            self.lowest[thing] = min(self.lowest[thing], self.found[onward])
        return False

    def _close(self, thing: int) -> None:
        component: list[int] = []
        while not component or component[-1] != thing:
            component.append(self.open_.pop())
            self.is_open.discard(component[-1])
        self.components.append(component)


def circle(edges: Edges, among: Sequence[int]) -> list[int]:
    """Return a way from the first of some things back to itself, among them alone.

    The things depend on one another; the shortest way is taken.
    """
    start, within = among[0], set(among)
    came_from: dict[int, int] = {}
    ahead = [start]
    for thing in ahead:
        for onward in edges.get(thing, ()):
            if onward == start:
                return _way(came_from, start, thing)
            if onward in within and onward not in came_from:
                came_from[onward] = thing
                ahead.append(onward)
    return [start]


def _way(came_from: Mapping[int, int], start: int, end: int) -> list[int]:
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]
