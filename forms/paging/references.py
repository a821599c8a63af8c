"""Finds which items an expression or a text names, without evaluating anything.

It may find one too many (a path that only looks like one), never one too few: what
is built on it, the splitting of pages, errs on the side of one page more.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final

from forms.definition import Item, Text
from forms.expressions.tokens import NAME_SIGNS

_NAMED: Final = re.compile(r"\$\{\s*(?P<last>last-saved#)?\s*(?P<name>[^}\s]+)\s*\}")
_STEPS: Final = re.compile(rf"(?<![\w)\]])(?:(?:\.\.?/)+|/)[{NAME_SIGNS}/]+")
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_PREDICATE: Final = re.compile(r"\[[^\[\]]*\]")


class Names:
    """The items of a body, found by the names that expressions call them."""

    def __init__(self, items: Mapping[str, Item]) -> None:
        self._paths: dict[str, list[str]] = defaultdict(list)
        for path in items:
            self._paths[path.rpartition("/")[2]].append(path)

    def in_expressions(self, sources: Iterable[str], asking: str) -> Iterator[str]:
        """Give the paths that expressions of the item ``asking`` name."""
        for source in sources:
            if source:
                for name in _names_in(source):
                    yield from self.nearest(name, asking)
                for name in _names_on_paths(source):
                    yield from self.nearest(name, asking)

    def in_texts(self, texts: Iterable[Text | None], asking: str) -> Iterator[str]:
        """Give the paths that texts of the item ``asking`` name, in any language."""
        for text in texts:
            for _, words in text.in_languages if text else ():
                if "${" in words:
                    for name in _names_in(words):
                        yield from self.nearest(name, asking)

    def called(self, name: str) -> Sequence[str]:
        """Return all items of a name."""
        return self._paths.get(name, ())

    def nearest(self, name: str, asking: str) -> list[str]:
        """Return the items of a name that are fewest steps away from who asks."""
        paths = self._paths.get(name, [])
        if len(paths) < 2:  # noqa: PLR2004 - one alone is the nearest
            return paths
        near = {path: _nearness(path, asking) for path in paths}
        nearest = max(near.values())
        return [path for path in paths if near[path] == nearest]


def _nearness(path: str, asking: str) -> tuple[int, int]:
    """Return how many groups two items share, and how few more are around the one."""
    groups = path.split("/")[:-1]
    pairs = zip(groups, asking.split("/")[:-1], strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return shared, -len(groups)


def _names_in(source: str) -> Iterator[str]:
    for found in _NAMED.finditer(source):
        if not found["last"]:
            yield found["name"]


def _names_on_paths(source: str) -> Iterator[str]:
    if "/" not in source:
        return
    plain = _QUOTED.sub("''", source)
    for readable in {plain: None, _PREDICATE.sub("", plain): None}:
        for steps in _STEPS.findall(readable):
            yield steps.rstrip("/").rpartition("/")[2]
