"""What a planned page and a step are: a page, and which repetition it is shown for."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from forms.definition import Group, Page, Text
from forms.keys import instance_key

REPETITION: Final = -1
"""Stands in a trail for the number of a repetition."""

LAST: Final = 1 << 40
"""More than any number of repetitions: the list page comes after all of them."""


class PageKind(StrEnum):
    """What a page is there for."""

    BY_HAND = "by hand"
    QUESTIONS = "questions"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Grid:
    """Questions of a page with the same choices, as the rows of a table.

    ``header`` is the key of a question that only names the columns.
    """

    keys: tuple[str, ...]
    header: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlannedPage:
    """A page with what is around it.

    ``keys`` are those of its questions, without numbers, and ``told`` those among
    them that ask nothing. ``groups`` are around all of it, the outermost first, and
    ``repeats`` the keys of those among them that are repeated. A ``LIST`` page has no
    questions: there repetitions of the repeat with the key ``listed`` are added,
    changed and removed. A page that ``needs_update`` holds questions that depend on
    others on it. ``trail`` is its place in the questionnaire; in a repeat, one
    number stands for the repetition.
    """

    page: Page
    kind: PageKind
    keys: tuple[str, ...]
    told: frozenset[str] = frozenset()
    group_path: str = ""
    groups: tuple[Group, ...] = ()
    repeats: tuple[str, ...] = ()
    listed: str | None = None
    grids: tuple[Grid, ...] = ()
    needs_update: bool = False
    section_title: Text | None = None
    trail: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """Return the name of the page, the first part of its address."""
        return self.page.name

    @property
    def repeat_key(self) -> str | None:
        """Return the key of the repeat that it stands in or, of a list, lists."""
        return self.listed or (self.repeats[-1] if self.repeats else None)


@dataclass(frozen=True, slots=True)
class Step:
    """A page for one repetition: ``numbers`` count from 1, the outermost first."""

    planned: PlannedPage
    numbers: tuple[int, ...] = ()
    keys: tuple[str, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        keys = self.planned.keys
        if self.numbers:
            numbered = instance_key("", self.numbers)
            keys = tuple(each + numbered for each in keys)
        object.__setattr__(self, "keys", keys)

    @property
    def page(self) -> Page:
        """Return the page."""
        return self.planned.page

    @property
    def address(self) -> str:
        """Return the last part of its address, as in ``p4`` and ``p4.2``."""
        return ".".join([self.page.name, *map(str, self.numbers)])

    @property
    def listed(self) -> str | None:
        """Return the key of the repeat that a list page lists, with outer numbers."""
        if self.planned.listed is None:
            return None
        return instance_key(self.planned.listed, self.numbers)

    @property
    def place(self) -> tuple[int, ...]:
        """Return where it stands among all steps: those before it have less."""
        numbers = iter((*self.numbers, LAST))
        return tuple(
            next(numbers) if each == REPETITION else each for each in self.planned.trail
        )
