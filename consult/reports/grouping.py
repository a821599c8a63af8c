"""Names broad groups of concerns by words that their concerns share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consult.reports.model import BroadGroup, Words

GROUPED_FROM: Final = 13
"""So many concerns are more than a list holds at one glance."""

WORDS_IN_NAME: Final = 3
SEPARATOR: Final = " · "


@dataclass(frozen=True, slots=True)
class Placed:
    """A concern as far as its group goes; ``broader`` is the id of that group."""

    id: str
    label: Words
    terms: tuple[str, ...]
    broader: str | None


def broad_groups(concerns: Sequence[Placed]) -> tuple[BroadGroup, ...]:
    """Return the groups that at least two of these concerns are in.

    ``concerns`` stand in the order of their size, and so do the groups by their
    largest concern. A name is in the language of that one.
    """
    inside: dict[str, list[Placed]] = {}
    for each in concerns:
        if each.broader is not None:
            inside.setdefault(each.broader, []).append(each)
    return tuple(
        BroadGroup(key, _title(found), tuple(each.id for each in found))
        for key, found in inside.items()
        if len(found) > 1
    )


def _title(concerns: Sequence[Placed]) -> Words:
    """Return the words that most concerns are told by, early ones of large first."""
    language = concerns[0].label.language
    worth: dict[str, float] = {}
    written: dict[str, str] = {}
    for place, each in enumerate(concerns):
        if each.label.language == language:
            for rank, term in enumerate(each.terms):
                key = term.casefold()
                written.setdefault(key, term)
                worth[key] = worth.get(key, 0.0) + 1.0 / ((rank + 1) * (place + 2))
    best = _apart(sorted(worth, key=lambda key: -worth[key]))
    name = SEPARATOR.join(written[key] for key in best[:WORDS_IN_NAME])
    return Words(name or concerns[0].label.text, language)


def _apart(keys: Sequence[str]) -> list[str]:
    """Return words without those that are part of one before, or hold one."""
    kept: list[str] = []
    for key in keys:
        if not any(key in other or other in key for other in kept):
            kept.append(key)
    return kept


def group_most(number: int, groups: Sequence[BroadGroup]) -> bool:
    """Tell whether so many concerns are easier to read under these groups.

    A few small groups would only stand in front of larger concerns.
    """
    inside = sum(len(group.concerns) for group in groups)
    return number >= GROUPED_FROM and 2 * inside >= number


def shared_words(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """Return the terms of one concern that another is told by as well."""
    theirs = {term.casefold() for term in other}
    return tuple(term for term in one if term.casefold() in theirs)


def by_group(
    concerns: Sequence[str], groups: Sequence[BroadGroup]
) -> tuple[tuple[BroadGroup | None, tuple[str, ...]], ...]:
    """Return ids of concerns by their group, in order, those of none at the end."""
    group_of: Mapping[str, BroadGroup] = {
        concern: group for group in groups for concern in group.concerns
    }
    shown: dict[str | None, list[str]] = {group.id: [] for group in groups}
    shown[None] = []
    for concern in concerns:
        group = group_of.get(concern)
        shown[group.id if group else None].append(concern)
    named = {group.id: group for group in groups}
    return tuple(
        (named[key] if key else None, tuple(ids)) for key, ids in shown.items() if ids
    )
