"""Adds repetitions to answers and takes them out, the others moving up."""

from forms.keys import COUNTED, count_key, instance_key, split_key
from forms.logic.keeping import MOST_REPETITIONS, begun_key, number_in, parted
from forms.logic.sites import Layout, Site
from forms.typed import Raw

Answers = dict[str, str | list[str]]


def added(layout: Layout, answers: Raw, key: str) -> Answers:
    """Return answers with one more repetition of a repeat, nothing in it yet.

    The key is that of the repeat, with the numbers of the repeats around it. Raises
    KeyError when there is no such repeat; at the most there can be, nothing is added.
    """
    _repeat(layout, split_key(key)[0])
    number = min(number_in(answers, COUNTED + key, 1) + 1, MOST_REPETITIONS)
    return {**answers, COUNTED + key: str(number)}


def removed(layout: Layout, answers: Raw, key: str) -> Answers:
    """Return answers without one repetition; those after it move up by one.

    The key is that of the repetition, as in ``child[2]``. Raises KeyError when there
    is no such repeat; a repetition that is not there leaves all as it is.
    """
    name, numbers = split_key(key)
    site = _repeat(layout, name)
    if len(numbers) != len(site.loops):
        raise KeyError(key)
    around, number = numbers[:-1], numbers[-1]
    counted = count_key(name, around)
    there = number_in(answers, counted, 1)
    if number > there:
        return dict(answers)
    kept: Answers = {}
    for each, value in answers.items():
        moved = _moved(layout, each, site, numbers)
        if moved is not None:
            kept[moved] = value
    kept[counted] = str(there - 1)
    begun = begun_key(instance_key(name, around))
    if begun in kept:
        kept[begun] = str(max(0, number_in(answers, begun, 0) - 1))
    return kept


def _repeat(layout: Layout, key: str) -> Site:
    site = layout.by_key[key]
    if not site.is_repeat:
        raise KeyError(key)
    return site


def _moved(
    layout: Layout, key: str, repeat: Site, removed_: tuple[int, ...]
) -> str | None:
    """Return the key after a repetition is gone, None where it went with it."""
    before, name_and_numbers = parted(key)
    name, numbers = split_key(name_and_numbers)
    site = layout.by_key.get(name)
    level = len(removed_)
    if site is None or repeat not in site.loops or len(numbers) < level:
        return key
    if numbers[: level - 1] != removed_[:-1] or numbers[level - 1] < removed_[-1]:
        return key
    if numbers[level - 1] == removed_[-1]:
        return None
    changed = (*numbers[: level - 1], numbers[level - 1] - 1, *numbers[level:])
    return before + instance_key(name, changed)
