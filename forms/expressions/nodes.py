"""The places that expressions walk: questions and groups as they are filled.

Choices and side files are trees of the same kind, so that a predicate does not
care what it looks at.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Node:
    """One question, group, repetition, choice or row, and what it holds.

    ``text`` is the value as the specification writes it, empty for a group, for
    what is not answered, and, as the logic keeps it, for what is not relevant.
    ``number`` is the place among the siblings of the same name, from 1.
    """

    __slots__ = ("children", "key", "name", "number", "parent", "relevant", "text")

    def __init__(
        self,
        name: str,
        parent: "Node | None" = None,
        text: str = "",
        *,
        key: str = "",
        number: int = 1,
    ) -> None:
        self.name = name
        self.parent = parent
        self.text = text
        self.key = key
        self.number = number
        self.relevant = True
        self.children: dict[str, list[Node]] = {}
        if parent is not None:
            parent.children.setdefault(name, []).append(self)

    def __repr__(self) -> str:
        return f"Node({self.name!r}, {self.text!r})"

    def named(self, name: str) -> "list[Node]":
        """Return the children of a name; all of them for ``*``."""
        if name == "*":
            return [each for them in self.children.values() for each in them]
        return self.children.get(name, [])

    def string(self) -> str:
        """Return the string value: that of all places below, in order."""
        if not self.children:
            return self.text
        return "".join(each.text for each in self.leaves())

    def leaves(self) -> "Iterator[Node]":
        """Give the places below that hold no others."""
        for them in self.children.values():
            for each in them:
                if each.children:
                    yield from each.leaves()
                else:
                    yield each
