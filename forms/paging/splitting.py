"""Cuts a page so that all of it can be decided before it is shown.

Everything here is about places on one page, counted from 0.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chunk:
    """The places from ``start`` up to, not including, ``end``.

    With ``needs_update`` some of them depend on others among them.
    """

    start: int
    end: int
    needs_update: bool


def split(
    depends: Sequence[AbstractSet[int]],
    *,
    is_told: Sequence[bool],
    together: Sequence[tuple[int, int]] = (),
) -> tuple[Chunk, ...]:
    """Return the chunks of a page.

    ``depends`` names for each place the others that it depends on, ``is_told``
    whether it only tells something: such go with what follows them. What is
    ``together``, first and last place each, is not cut; nor is what depends on a
    later place, since no order of pages would decide it.
    """
    glued = [*together, *_forward(depends)]
    cuts = [0]
    for place in range(1, len(depends)):
        if any(cuts[-1] <= other < place for other in depends[place]):
            cut = _before_what_is_told(place, cuts[-1], is_told, glued)
            if cut is not None:
                cuts.append(cut)
    ends = [*cuts[1:], len(depends)]
    return tuple(
        Chunk(start, end, _is_tangled(depends, start, end))
        for start, end in zip(cuts, ends, strict=True)
    )


def _forward(depends: Sequence[AbstractSet[int]]) -> list[tuple[int, int]]:
    return [
        (place, max(others))
        for place, others in enumerate(depends)
        if others and max(others) > place
    ]


def _before_what_is_told(
    place: int,
    start: int,
    is_told: Sequence[bool],
    glued: Sequence[tuple[int, int]],
) -> int | None:
    """Return where to cut so that ``place`` is on the next page; None for nowhere."""
    if _is_glued(place, glued):
        return None
    while place - 1 > start and is_told[place - 1] and not _is_glued(place - 1, glued):
        place -= 1
    return place


def _is_glued(cut: int, glued: Sequence[tuple[int, int]]) -> bool:
    return any(first < cut <= last for first, last in glued)


def _is_tangled(depends: Sequence[AbstractSet[int]], start: int, end: int) -> bool:
    return any(
        start <= other < end and other != place
        for place in range(start, end)
        for other in depends[place]
    )
