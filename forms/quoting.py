"""Tells which calculations may hold the words of an answer."""

from collections.abc import Mapping

from forms.definition import Item, Kind, Question, Questionnaire
from forms.keys import keys_of, walk
from forms.paging.references import Names


def quoting(questionnaire: Questionnaire) -> frozenset[str]:
    """Return the keys of what is calculated from words, directly or not."""
    items = dict(walk(questionnaire.body))
    names = Names(items)
    keys = keys_of(questionnaire)
    return frozenset(
        keys[path]
        for path, item in items.items()
        if isinstance(item, Question) and _quotes(path, items, names)
    )


def _quotes(path: str, items: Mapping[str, Item], names: Names) -> bool:
    found = {path}
    waiting = [path]
    while waiting:
        here = waiting.pop()
        item = items[here]
        if not isinstance(item, Question):
            continue
        if item.kind is Kind.TEXT and here != path:
            return True
        sources = (item.calculation, item.default)
        for each in names.in_expressions(sources, here):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return False
