"""Finds out which item of a newer version is which item of an older one."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from forms.definition import Choice, Group, Item, Questionnaire, Text
from forms.keys import walk
from forms.xlsform.columns import PAGE, PART
from forms.xlsform.pages import as_groups


@dataclass(frozen=True, slots=True)
class Placed:
    """An item and what belongs to its wording: the label of the table it stands in."""

    item: Item
    stem: Text | None
    choices: tuple[Choice, ...]


def placed(questionnaire: Questionnaire) -> Mapping[str, Placed]:
    """Return every item by its path, in order; pages laid out by hand are groups.

    The path of a question on such a page is its name, as in ``forms.keys``.
    """
    lists = {each.name: each.choices for each in questionnaire.choice_lists}
    grouped = as_groups(questionnaire)
    pages = {each.name for each in grouped.body if PAGE in dict(each.columns)}
    found: dict[str, Placed] = {}
    stems: dict[str, Text | None] = {}
    for path, item in walk(grouped.body):
        above, _, _ = path.rpartition("/")
        if isinstance(item, Group):
            stems[path] = item.label if "table-list" in item.appearance else None
            found[path] = Placed(replace(item, items=()), None, ())
        else:
            choices = lists.get(item.choices or "", ())
            is_asked_by_hand = above in pages and PART not in dict(item.columns)
            key = item.name if is_asked_by_hand else path
            found[key] = Placed(item, stems.get(above), choices)
    return found


def matched(old: Mapping[str, Placed], new: Mapping[str, Placed]) -> Mapping[str, str]:
    """Return the path in the older version for paths in the newer, where it has one.

    Items are the same by their path, else by a name that only one has in each
    version, else where everything but the name is the same.
    """
    pairs = {path: path for path in new if path in old and _alike(old[path], new[path])}
    for key_of in (_name, _content):
        left_old = _single(old, set(pairs.values()), key_of)
        left_new = _single(new, set(pairs), key_of)
        pairs |= {
            path: left_old[key]
            for key, path in left_new.items()
            if key in left_old and _alike(old[left_old[key]], new[path])
        }
    return {path: pairs[path] for path in new if path in pairs}


def _alike(one: Placed, other: Placed) -> bool:
    return isinstance(one.item, Group) == isinstance(other.item, Group)


def _name(placed_: Placed) -> object:
    return placed_.item.name


def _content(placed_: Placed) -> object:
    """Return what an item says; nothing for groups, which say too little."""
    if isinstance(placed_.item, Group) or not placed_.item.label.in_languages:
        return None
    return replace(placed_.item, name=""), placed_.choices


def _single(
    items: Mapping[str, Placed], taken: set[str], key_of: Callable[[Placed], object]
) -> dict[object, str]:
    """Return the paths that are left by their key, where it is told apart."""
    left = {path: key_of(each) for path, each in items.items() if path not in taken}
    counted = Counter(left.values())
    return {
        key: path for path, key in left.items() if key is not None and counted[key] == 1
    }


def moved(pairs: Mapping[str, str], old: Sequence[str]) -> tuple[str, ...]:
    """Return the paths in the newer version of what stands elsewhere now.

    These are the fewest that have to be taken out for the rest to stand in the same
    order.
    """
    places = {path: place for place, path in enumerate(old)}
    staying = _longest_rising([(places[pairs[path]], path) for path in pairs])
    return tuple(
        path
        for path in pairs
        if path not in staying or _above(path) != _above(pairs[path])
    )


def _above(path: str) -> str:
    return path.rpartition("/")[0]


def _longest_rising(numbered: Sequence[tuple[int, str]]) -> set[str]:
    """Return the names of a longest run of rising numbers (patience sorting)."""
    tops: list[int] = []
    top_at: list[int] = []
    before: list[int | None] = []
    for index, (number, _) in enumerate(numbered):
        pile = bisect_left(tops, number)
        before.append(top_at[pile - 1] if pile else None)
        tops[pile : pile + 1] = [number]
        top_at[pile : pile + 1] = [index]
    kept: set[str] = set()
    index_: int | None = top_at[-1] if top_at else None
    while index_ is not None:
        kept.add(numbered[index_][1])
        index_ = before[index_]
    return kept
