"""Tells what the names in an expression mean where the expression stands.

``${name}`` means the question in the same repetition where the expression and the
question share a repeat, and every repetition of it elsewhere, as pyxform resolves
it for ODK's clients. ``Places`` holds the layout of a questionnaire; ``Places.at``
gives the scope of one of its expressions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

Steps = tuple[str, ...]
"""A path as its names, the outermost first, the root of the questionnaire excluded."""


@dataclass(frozen=True, slots=True)
class Reference:
    """How to get to what a name means: ``up`` parents, then ``down`` by names.

    ``up`` is None where the way starts at the root. ``is_repeated`` tells that the
    way down goes through a repeat, or ends at one, so that it leads to several
    places.
    """

    path: Steps
    up: int | None
    down: Steps
    is_repeated: bool


class Scope(Protocol):
    """What an expression can refer to, and from where."""

    @property
    def place(self) -> Steps:
        """Return the path of what the expression belongs to; its ``.``."""

    @property
    def root(self) -> str:
        """Return the name that absolute paths begin with."""

    def reference(self, name: str) -> Reference | None:
        """Return what ``${name}`` means; None when nothing has the name."""

    def has(self, path: Steps) -> bool:
        """Tell whether there is anything with this path."""

    def is_repeat(self, path: Steps) -> bool:
        """Tell whether a path is that of a repeat."""

    def names(self) -> Iterable[str]:
        """Give every name that ``${name}`` could have meant."""


class Places:
    """Where everything in a questionnaire is."""

    def __init__(
        self, items: Iterable[tuple[str, bool]], *, root: str = "data"
    ) -> None:
        """Take paths with ``/``, each with whether it is that of a repeat."""
        by_name: dict[str, list[Steps]] = {}
        paths: dict[Steps, bool] = {}
        for written, is_repeat in items:
            path = tuple(written.split("/"))
            paths[path] = is_repeat
            by_name.setdefault(path[-1], []).append(path)
        self.paths: Mapping[Steps, bool] = MappingProxyType(paths)
        self.by_name: Mapping[str, Sequence[Steps]] = MappingProxyType(by_name)
        self.root = root

    def at(self, path: str) -> "PlacedScope":
        """Return the scope of an expression of the item with this path."""
        return PlacedScope(self, tuple(path.split("/")) if path else ())

    def between(self, place: Steps, target: Steps) -> Reference:
        """Return how to get from one place to another.

        Where both are inside the same repeat the way goes up to what they share, so
        that it stays within the repetition; everywhere else it starts at the root.
        """
        shared = _shared(place[:-1], target[:-1])
        if any(self.paths.get(target[:length]) for length in range(1, shared + 1)):
            return self._reference(target, shared, len(place) - shared)
        return self._reference(target, 0, None)

    def _reference(self, target: Steps, shared: int, up: int | None) -> Reference:
        lengths = range(shared + 1, len(target) + 1)
        is_repeated = any(self.paths.get(target[:length]) for length in lengths)
        return Reference(target, up, target[shared:], is_repeated)


@dataclass(frozen=True, slots=True)
class PlacedScope:
    """The scope of one place of a questionnaire."""

    places: Places
    place: Steps

    @property
    def root(self) -> str:
        """Return the name that absolute paths begin with."""
        return self.places.root

    def reference(self, name: str) -> Reference | None:
        """Return what ``${name}`` means, the nearest where several have the name."""
        named = self.places.by_name.get(name)
        if not named:
            return None
        nearest = max(named, key=lambda path: _shared(self.place[:-1], path[:-1]))
        return self.places.between(self.place, nearest)

    def has(self, path: Steps) -> bool:
        """Tell whether there is anything with this path."""
        return path in self.places.paths

    def is_repeat(self, path: Steps) -> bool:
        """Tell whether a path is that of a repeat."""
        return self.places.paths.get(path, False)

    def names(self) -> Iterable[str]:
        """Give every name that ``${name}`` could have meant."""
        return self.places.by_name


def _shared(one: Steps, other: Steps) -> int:
    """Return how many names two paths have in common from the outermost on."""
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length
