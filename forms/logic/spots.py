"""The places of one filled questionnaire: a node for each item and repetition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from forms.expressions.nodes import Node
from forms.logic.readings import Reading
from forms.logic.sites import Site
from forms.typed import Raw

_NO_CHILDREN: Final[dict[str, list[Node]]] = {}
"""What all places that hold no others share; nothing is ever put in."""


class Spot(Node):
    """The place where one repetition of a site stands.

    ``suffix`` numbers the repetitions around it, as in ``[2][1]``.
    """

    __slots__ = ("site", "suffix")

    site: Site
    suffix: str

    def held(self) -> "Iterator[Spot]":
        """Give the places in it, in document order, repetitions by number."""
        for site in self.site.children:
            for spot in self.children.get(site.name, ()):
                if isinstance(spot, Spot):
                    yield spot

    def downwards(self) -> "Iterator[Spot]":
        """Give the place itself and all in it, in document order."""
        yield self
        for spot in self.held():
            yield from spot.downwards()

    def exclude(self) -> None:
        """Make it not relevant, and with it all that it holds."""
        ahead: list[Node] = [self]
        for node in ahead:
            node.relevant = False
            node.text = ""
            for them in node.children.values():
                ahead.extend(them)


@dataclass(frozen=True, slots=True)
class Region:
    """What comes into being together: the questionnaire, or one repetition.

    ``rows`` are its sites but the first, parents before what they hold, each with
    the place of its parent in the region and how its answer is read, None for a
    group. Repeats inside stay out: they are regions of their own.
    """

    top: Site
    rows: tuple[tuple[Site, int, Reading | None], ...]


def region(top: Site, readings: Sequence[Reading | None]) -> Region:
    """Return the region of the root or of a repeat."""
    rows: list[tuple[Site, int, Reading | None]] = []
    sites = [top]
    for parent_place, parent in enumerate(sites):
        for site in parent.children:
            if not site.is_repeat:
                sites.append(site)
                rows.append((site, parent_place, readings[site.number]))
    return Region(top, tuple(rows))


def standing(site: Site, parent: Node | None, suffix: str, number: int = 1) -> Spot:
    """Return a place that no other holds as yet, though it knows where it stands."""
    spot = Spot.__new__(Spot)
    spot.name = site.name
    spot.site = site
    spot.parent = parent
    spot.suffix = suffix
    spot.key = site.key + suffix
    spot.number = number
    spot.text = ""
    spot.relevant = True if parent is None else parent.relevant
    # Repeats are filled later than what stands beside them, but keep their place.
    spot.children = {child.name: [] for child in site.children}
    return spot


def fill(region: Region, top: Spot, answers: Raw, spots: Sequence[list[Spot]]) -> None:
    """Make the places of a region below its first, and read the answers into them.

    Each is put into the ``spots`` of its site.
    """
    made = [top]
    suffix, relevant, new = top.suffix, top.relevant, Spot.__new__
    given = answers.get
    for site, parent_place, reading in region.rows:
        spot = new(Spot)
        name = site.name
        spot.name = name
        spot.site = site
        parent = spot.parent = made[parent_place]
        spot.suffix = suffix
        key = spot.key = site.key + suffix if suffix else site.key
        spot.number = 1
        spot.relevant = relevant
        spot.text = ""
        if reading is None:
            spot.children = {child.name: [] for child in site.children}
        else:
            spot.children = _NO_CHILDREN
            raw = given(key)
            if raw and relevant:
                spot.text = reading(raw)
        if parent is not None:
            parent.children[name] = [spot]
        made.append(spot)
        spots[site.number].append(spot)
