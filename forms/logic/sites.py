"""Lays a questionnaire out as its logic walks it: one site for every item.

A site is where an item stands in the questionnaire; a place (``forms.logic.places``)
is one filled repetition of it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from forms.definition import Group, Item, Question, Questionnaire
from forms.expressions.tokens import PLAIN_NAME
from forms.keys import keys_of

ROOT: Final = "data"
"""How the outermost node is called, as in XForms made from XLSForms."""

NAME: Final = "name"
"""The setting that calls it otherwise."""


@dataclass(slots=True, eq=False)
class Site:
    """Where an item stands: ``number`` counts the sites in document order.

    ``loops`` are the repeats around it, outermost first, itself among them where it
    is one. ``beside`` are the names of what it holds, where it holds a repeat.
    """

    number: int
    name: str
    path: str
    key: str
    item: Item | None
    parent: "Site | None"
    loops: "tuple[Site, ...]" = ()
    children: "list[Site]" = field(default_factory=list)
    beside: tuple[str, ...] = ()

    @property
    def question(self) -> Question | None:
        """The question that stands here, None for a group."""
        return self.item if isinstance(self.item, Question) else None

    @property
    def is_repeat(self) -> bool:
        """Whether a group that is answered several times stands here."""
        return isinstance(self.item, Group) and self.item.repeat is not None

    @property
    def loops_around(self) -> "tuple[Site, ...]":
        """The repeats around it, itself not among them."""
        return self.loops[:-1] if self.is_repeat else self.loops

    def upwards(self) -> "Iterator[Site]":
        """Give the site itself, then what it stands in, up to the root."""
        site: Site | None = self
        while site is not None:
            yield site
            site = site.parent

    def downwards(self) -> "Iterator[Site]":
        """Give the site itself and all that stands in it, in document order."""
        yield self
        for child in self.children:
            yield from child.downwards()


@dataclass(frozen=True, slots=True)
class Layout:
    """All sites of a questionnaire, in document order; the first is the root."""

    sites: tuple[Site, ...]
    by_key: Mapping[str, Site]
    by_name: Mapping[str, tuple[Site, ...]]

    @property
    def root(self) -> Site:
        """The site of the questionnaire itself."""
        return self.sites[0]

    def nearest(self, name: str, to: Site) -> Site | None:
        """Return the site of a name that shares most of its path with another.

        Of several that share as much the first is meant.
        """
        candidates = self.by_name.get(name, ())
        if len(candidates) <= 1:
            return candidates[0] if candidates else None
        return max(candidates, key=lambda each: len(shared(each, to)))


def shared(site: Site, other: Site) -> list[Site]:
    """Return what both stand in, the root first."""
    above, others = list(site.upwards())[::-1], list(other.upwards())[::-1]
    pairs = zip(above, others, strict=False)
    return [one for one, another in pairs if one is another]


def root_of(questionnaire: Questionnaire) -> str:
    """Return how the outermost node is called, which absolute paths begin with."""
    told = dict(questionnaire.settings).get(NAME, "")
    return told if re.fullmatch(PLAIN_NAME, told) else ROOT


def lay_out(questionnaire: Questionnaire) -> Layout:
    """Return the sites of a questionnaire: pages laid out by hand around the body."""
    keys = keys_of(questionnaire)
    root = Site(0, root_of(questionnaire), "", "", None, None)
    sites = [root]
    first, others = questionnaire.pages[:1], questionnaire.pages[1:]
    for page in first:
        _add(sites, root, page.questions, keys)
    _add(sites, root, questionnaire.body, keys)
    for page in others:
        _add(sites, root, page.questions, keys)
    for site in sites:
        if any(child.is_repeat for child in site.children):
            site.beside = tuple(child.name for child in site.children)
    names: dict[str, list[Site]] = {}
    for site in sites[1:]:
        names.setdefault(site.name, []).append(site)
    return Layout(
        tuple(sites),
        {site.key: site for site in sites[1:]},
        {name: tuple(them) for name, them in names.items()},
    )


def _add(
    sites: list[Site], parent: Site, items: Sequence[Item], keys: Mapping[str, str]
) -> None:
    for item in items:
        path = f"{parent.path}/{item.name}" if parent.path else item.name
        site = Site(len(sites), item.name, path, keys[path], item, parent, parent.loops)
        if site.is_repeat:
            site.loops = (*parent.loops, site)
        sites.append(site)
        parent.children.append(site)
        if isinstance(item, Group):
            _add(sites, site, item.items, keys)
