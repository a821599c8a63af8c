"""Names the answers: one key for each question, and for each of its repetitions.

The key of a question is its name where no other item of the questionnaire has it,
else its path, as in ``household/age``. In a repetition the number of each repeat
around it follows, counted from 1 and from the outermost: ``age[2][1]``. Keys name
fields on pages, answers in the database, and columns of an export.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from forms.definition import Group, Item, Questionnaire

COUNTED: Final = "#"
"""Stands before the key of a repeat where its number of repetitions is kept."""

_INSTANCE: Final = re.compile(r"^(?P<key>.*?)(?P<numbers>(?:\[[1-9][0-9]{0,5}\])*)$")


def keys_of(questionnaire: Questionnaire) -> Mapping[str, str]:
    """Return the key of every item, by its path."""
    by_hand = (each.name for page in questionnaire.pages for each in page.questions)
    paths = [*by_hand, *(path for path, _ in walk(questionnaire.body))]
    names = Counter(_name_in(path) for path in paths)
    return {
        path: _name_in(path) if names[_name_in(path)] == 1 else path for path in paths
    }


def walk(items: Sequence[Item], above: str = "") -> Iterator[tuple[str, Item]]:
    """Give every item of a body with its path, groups before what they hold."""
    for item in items:
        path = f"{above}/{item.name}" if above else item.name
        yield path, item
        if isinstance(item, Group):
            yield from walk(item.items, path)


def instance_key(key: str, numbers: Sequence[int]) -> str:
    """Return the key of one repetition, each number counting from 1."""
    return key + "".join(f"[{number}]" for number in numbers)


def split_key(instance: str) -> tuple[str, tuple[int, ...]]:
    """Return the key of the question and the numbers of its repetition."""
    found = _INSTANCE.match(instance)
    if found is None:
        return instance, ()
    numbers = re.findall(r"\d+", found["numbers"])
    return found["key"], tuple(int(number) for number in numbers)


def count_key(key: str, numbers: Sequence[int] = ()) -> str:
    """Return under what the number of repetitions of a repeat is kept.

    ``numbers`` are those of the repeats around it.
    """
    return COUNTED + instance_key(key, numbers)


def _name_in(path: str) -> str:
    return path.rpartition("/")[2]
