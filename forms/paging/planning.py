"""Makes the pages of a questionnaire: those laid out by hand, and those of its body."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from forms.appearances import is_told
from forms.definition import Group, Layout, Page, Questionnaire, Text
from forms.keys import keys_of, walk
from forms.paging.cutting import Cut, cut
from forms.paging.dependencies import Dependencies
from forms.paging.grids import tables_among
from forms.paging.leaves import Laid, Leaf, Repeated, laid_out
from forms.paging.pages import REPETITION, Grid, PageKind, PlannedPage

OF_THE_BODY: Final = "/"
"""Begins the names of sections that are groups of the body."""


@dataclass(frozen=True, slots=True)
class PlannedRepeat:
    """A repeat: the pages of a repetition, and the page that lists them, if any."""

    key: str
    nodes: "tuple[PlannedNode, ...]"
    list_page: PlannedPage | None


PlannedNode = PlannedPage | PlannedRepeat
"""What a plan consists of."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What a page stands in."""

    trail: tuple[int, ...]
    repeats: tuple[str, ...] = ()

    def at(self, place: int) -> "_Around":
        return _Around((*self.trail, place), self.repeats)

    def within(self, repeat: str) -> "_Around":
        return _Around((*self.trail, REPETITION), (*self.repeats, repeat))


def planned_nodes(questionnaire: Questionnaire) -> tuple[PlannedNode, ...]:
    """Return the pages in order; the first asks for consent."""
    sections = {each.name: each.title for each in questionnaire.sections}
    by_hand = [
        _by_hand(page, 2 * place, sections)
        for place, page in enumerate(questionnaire.pages)
    ]
    return (*by_hand[:1], *_Planner(questionnaire).of_body(), *by_hand[1:])


def _by_hand(page: Page, place: int, sections: Mapping[str, Text]) -> PlannedPage:
    keys = tuple(each.name for each in page.questions)
    return PlannedPage(
        page=page,
        kind=PageKind.BY_HAND,
        keys=keys,
        grids=(Grid(keys),) if page.layout is Layout.GRID else (),
        section_title=sections.get(page.section),
        trail=(place,),
    )


class _Planner:
    """Plans a body; names its pages p1, p2 and so on, in order."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._body = questionnaire.body
        self._items = dict(walk(questionnaire.body))
        self._keys = keys_of(questionnaire)
        self._dependencies = Dependencies(questionnaire)
        self._taken = {page.name for page in questionnaire.pages}
        self._made = 0

    def of_body(self) -> tuple[PlannedNode, ...]:
        """Return the pages of the body; they come after the first one by hand."""
        around = _Around((1,))
        return tuple(
            node
            for at, laid in enumerate(laid_out(self._body))
            for node in self._nodes_of(laid, around.at(at))
        )

    def _nodes_of(self, laid: Laid, around: _Around) -> Iterator[PlannedNode]:
        if isinstance(laid, Repeated):
            yield self._repeat(laid, around)
            return
        for at, each in enumerate(cut(laid, self._dependencies)):
            yield self._page(laid, each, around.at(at))

    def _repeat(self, laid: Repeated, around: _Around) -> PlannedRepeat:
        key = self._keys[laid.path]
        inside = around.within(key)
        nodes = [
            node
            for at, each in enumerate(laid.leaves)
            for node in self._nodes_of(each, inside.at(at))
        ]
        is_counted = laid.group.repeat is not None and laid.group.repeat.count
        listing = None if is_counted else self._list_page(laid, around)
        return PlannedRepeat(key, tuple(nodes), listing)

    def _list_page(self, laid: Repeated, around: _Around) -> PlannedPage:
        return PlannedPage(
            page=Page(
                name=self._next_name(),
                section=_section_of(f"{laid.path}/"),
                questions=(),
                title=laid.group.label,
            ),
            kind=PageKind.LIST,
            keys=(),
            group_path=laid.path,
            groups=self._groups(laid.path),
            repeats=around.repeats,
            listed=self._keys[laid.path],
            section_title=self._section_title(laid.path),
            trail=(*around.trail, REPETITION),
        )

    def _page(self, leaf: Leaf, cut_out: Cut, around: _Around) -> PlannedPage:
        keys = tuple(self._keys[each.path] for each in cut_out.places)
        questions = tuple(each.question for each in cut_out.places)
        first = cut_out.places[0].path
        grids = tuple(
            Grid(
                tuple(keys[row] for row in table.rows),
                None if table.header is None else keys[table.header],
            )
            for table in tables_among(cut_out.places)
        )
        groups = self._groups(leaf.group)
        return PlannedPage(
            page=Page(
                name=self._next_name(),
                section=_section_of(first),
                questions=questions,
                title=_title_of(groups) if leaf.is_whole else None,
                layout=_layout_of(grids, keys),
            ),
            kind=PageKind.QUESTIONS,
            keys=keys,
            told=frozenset(
                key
                for key, question in zip(keys, questions, strict=True)
                if is_told(question)
            ),
            group_path=leaf.group,
            groups=groups,
            repeats=around.repeats,
            grids=grids,
            needs_update=cut_out.needs_update,
            section_title=self._section_title(first),
            trail=around.trail,
        )

    def _groups(self, path: str) -> tuple[Group, ...]:
        names = path.split("/") if path else []
        paths = ("/".join(names[: depth + 1]) for depth in range(len(names)))
        items = (self._items[each] for each in paths)
        return tuple(each for each in items if isinstance(each, Group))

    def _section_title(self, path: str) -> Text | None:
        item = self._items[path.partition("/")[0]]
        return item.label if isinstance(item, Group) else None

    def _next_name(self) -> str:
        self._made += 1
        while f"p{self._made}" in self._taken:
            self._made += 1
        return f"p{self._made}"


def _section_of(path: str) -> str:
    """Return the name of the section: that of the outermost group, if any."""
    outermost, slash, _ = path.partition("/")
    return OF_THE_BODY + (outermost if slash else "")


def _title_of(groups: tuple[Group, ...]) -> Text | None:
    labels = (group.label for group in reversed(groups))
    return next((label for label in labels if label is not None), None)


def _layout_of(grids: tuple[Grid, ...], keys: tuple[str, ...]) -> Layout:
    is_grid = len(grids) == 1 and len(grids[0].keys) == len(keys)
    return Layout.GRID if is_grid else Layout.LIST
