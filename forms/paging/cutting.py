"""Cuts the pages of a body before whatever depends on what they ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.appearances import is_told
from forms.paging.dependencies import Dependencies
from forms.paging.grids import tables_among
from forms.paging.leaves import Leaf, Place
from forms.paging.splitting import split


@dataclass(frozen=True, slots=True)
class Cut:
    """What stands on one page; with ``needs_update`` some of it depends on the rest."""

    places: tuple[Place, ...]
    needs_update: bool = False


def cut(leaf: Leaf, dependencies: Dependencies) -> tuple[Cut, ...]:
    """Return the pages that a leaf is cut into."""
    places = leaf.places
    if len(places) == 1:
        return (Cut(places),)
    chunks = split(
        _depends(leaf, dependencies),
        is_told=[is_told(each.question) for each in places],
        together=[*_uncut(places), *(table.span for table in tables_among(places))],
    )
    return tuple(
        Cut(places[chunk.start : chunk.end], chunk.needs_update) for chunk in chunks
    )


def _depends(leaf: Leaf, dependencies: Dependencies) -> list[frozenset[int]]:
    """Return for each place the others whose answers decide how it is shown."""
    at = {
        each.path: place
        for place, each in enumerate(leaf.places)
        if not is_told(each.question)
    }
    return [
        frozenset(
            at[path]
            for path in dependencies.of_showing(each.path, below=leaf.group)
            if path in at and path != each.path
        )
        for each in leaf.places
    ]


def _uncut(places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Give the first and last place of each group that must not be cut."""
    for group in dict.fromkeys(each.uncut for each in places if each.uncut):
        inside = [at for at, each in enumerate(places) if each.uncut == group]
        yield inside[0], inside[-1]
