"""Decides from where ``${name}`` is looked up, as pyxform does for ODK's clients.

pyxform works on the text of an expression, not on its tree, and every client gets
what it makes of it. So what it sees in ``indexed-repeat`` and in the brackets of an
``instance`` is followed here to the letter, where the letter is surprising too.
"""

import re
from typing import Final

_INDEXED: Final = re.compile(r"indexed-repeat\([^)]+\)")
_ARGUMENTS: Final = re.compile(r"\b[^()]+\((.*)\)$")
_INSTANCE: Final = re.compile(r"instance\([^)]+.+")
_BRACKETS: Final = re.compile(r"\[([^]]+)\]")

_OF_ALL_REPETITIONS: Final = frozenset({0, 1, 3, 5})
"""The arguments of ``indexed-repeat`` that mean every repetition."""


def means_every_repetition(source: str, start: int, end: int) -> bool:
    """Tell whether ``${name}`` at a place is looked up from the root.

    So it is as the question or the repeat that ``indexed-repeat`` is given.
    """
    if "indexed-repeat(" not in source:
        return False
    calls = _INDEXED.finditer(source)
    for call in calls:
        if end > call.end():
            # Each call that is passed over takes the next one with it.
            if next(calls, None) is None:
                return False
            continue
        if start < call.start():
            return False
        place = _place_among(call.group(), source[start:end])
        return place is None or place in _OF_ALL_REPETITIONS
    return True


def is_looked_up_for_an_item(source: str, start: int, end: int) -> bool:
    """Tell whether ``${name}`` stands in brackets of an ``instance(…)`` path.

    There it means what it does outside of the brackets.
    """
    if _INSTANCE.search(source) is None:
        return False
    return any(
        start >= found.start() and end <= found.end()
        for found in _BRACKETS.finditer(source)
    )


def _place_among(call: str, mention: str) -> int | None:
    arguments = _ARGUMENTS.search(call)
    if arguments is None:
        return None
    given = arguments[1].split(",")
    places = [place for place, argument in enumerate(given) if mention in argument]
    return places[-1] if places else None
