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


Row = tuple[Site, str, str, int, Reading | None, tuple[str, ...]]
"""A site with its name and key, the place of its parent in the region, how its
answer is read (None for a group), and the names of the repeats it holds."""


@dataclass(frozen=True, slots=True)
class Region:
    """What comes into being together: the questionnaire, or one repetition.

    ``rows`` are its sites but the first, parents before what they hold. Repeats
    inside stay out: they are regions of their own.
    """

    top: Site
    rows: tuple[Row, ...]


def region(top: Site, readings: Sequence[Reading | None]) -> Region:
    """Return the region of the root or of a repeat."""
    rows: list[Row] = []
    sites = [top]
    for parent_place, parent in enumerate(sites):
        for site in parent.children:
            if not site.is_repeat:
                sites.append(site)
                reading = readings[site.number]
                place = (site, site.name, site.key, parent_place)
                rows.append((*place, reading, site.beside))
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
    spot.children = {name: [] for name in site.beside}
    return spot


def fill(region: Region, top: Spot, answers: Raw, spots: Sequence[list[Spot]]) -> None:
    """Make the places of a region below its first, and read the answers into them.

    Each is put into the ``spots`` of its site.
    """
    made = [top]
    suffix, relevant, new = top.suffix, top.relevant, Spot.__new__
    given, add = answers.get, made.append
    for site, name, name_as_key, parent_place, reading, beside in region.rows:
        spot = new(Spot)
        spot.name = name
        spot.site = site
        spot.suffix = suffix
        spot.key = key = name_as_key + suffix
        spot.number = 1
        spot.relevant = relevant
        if reading is None:
            spot.text = ""
            spot.children = {each: [] for each in beside}
        else:
            raw = given(key)
            spot.text = reading(raw) if raw and relevant else ""
            spot.children = _NO_CHILDREN
        spot.parent = parent = made[parent_place]
        parent.children[name] = [spot]
        add(spot)
        spots[site.number].append(spot)
