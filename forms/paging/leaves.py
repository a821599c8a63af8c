"""Puts the items of a body onto pages, as their author grouped them.

A page is a group that says ``field-list``, or one question. What only tells
something stands on the page of the question that follows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from forms.appearances import UNSEEN, is_told, looks_of
from forms.definition import Group, Item, Question

TOGETHER: Final = frozenset({"table-list", "together"})
ONE_PAGE: Final = TOGETHER | {"field-list"}


@dataclass(frozen=True, slots=True)
class Place:
    """A question on a page.

    ``uncut`` is the path of the group around it that must not be cut, ``table`` of
    the one whose questions are the rows of a table.
    """

    path: str
    question: Question
    uncut: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page before it is cut; ``is_whole`` says that it is the whole group."""

    places: tuple[Place, ...]
    group: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Repeated:
    """A repeat, with the pages of each repetition."""

    path: str
    group: Group
    leaves: "tuple[Leaf | Repeated, ...]"


Laid: TypeAlias = Leaf | Repeated


def laid_out(items: Sequence[Item], above: str = "") -> tuple[Laid, ...]:
    """Return the pages of some items, which are those of the group ``above``."""
    return tuple(_Layer(above).of(items))


class _Layer:
    """Lays out the items of one group; ``waiting`` is for the next question."""

    def __init__(self, group: str, waiting: Sequence[Place] = ()) -> None:
        self.group = group
        self.waiting = list(waiting)

    def of(self, items: Sequence[Item]) -> Iterator[Laid]:
        for item in items:
            path = f"{self.group}/{item.name}" if self.group else item.name
            if isinstance(item, Question):
                yield from self._of_question(path, item)
            elif item.repeat is not None:
                yield from self._of_repeat(path, item)
            elif looks_of(item) & ONE_PAGE:
                yield from self._of_page(path, item)
            else:
                yield from self._of_group(path, item)
        yield from self._what_waits()

    def _of_question(self, path: str, question: Question) -> Iterator[Leaf]:
        if question.kind in UNSEEN:
            return
        self.waiting.append(Place(path, question))
        if not is_told(question):
            yield from self._what_waits()

    def _of_repeat(self, path: str, group: Group) -> Iterator[Laid]:
        yield from self._what_waits()
        if looks_of(group) & ONE_PAGE:
            inner = _Layer(path)
            leaves = tuple(inner._of_page(path, group))
        else:
            leaves = laid_out(group.items, path)
        if leaves:
            yield Repeated(path, group, leaves)

    def _of_group(self, path: str, group: Group) -> Iterator[Laid]:
        inner = _Layer(path, self.waiting)
        self.waiting = []
        yield from inner.of(group.items)

    def _of_page(self, path: str, group: Group) -> Iterator[Laid]:
        for each in _flattened(path, group):
            if isinstance(each, Place):
                self.waiting.append(each)
            else:
                yield from self._what_waits(whole=path)
                yield from self._of_repeat(*each)
        yield from self._what_waits(whole=path)

    def _what_waits(self, *, whole: str = "") -> Iterator[Leaf]:
        if self.waiting:
            yield Leaf(tuple(self.waiting), whole or self.group, bool(whole))
            self.waiting = []


def _flattened(
    above: str, group: Group, uncut: str = "", table: str = ""
) -> Iterator[Place | tuple[str, Group]]:
    """Give what stands in a group and in the groups in it; a repeat as a whole."""
    looks = looks_of(group)
    uncut = above if looks & TOGETHER else uncut
    table = above if "table-list" in looks else table
    for item in group.items:
        path = f"{above}/{item.name}"
        if isinstance(item, Question):
            if item.kind not in UNSEEN:
                yield Place(path, item, uncut, table)
        elif item.repeat is not None:
            yield path, item
        else:
            yield from _flattened(path, item, uncut, table)
