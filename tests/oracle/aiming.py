"""Finds which answers could make an expression give something else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.oracle.engine import Place
from tests.oracle.filling import without_numbers
from tests.oracle.xform import NAME, NUMBER, QUOTED, XForm

DEEP = 5


@dataclass(frozen=True, slots=True)
class Aim:
    """A place to answer, and what stands beside it in the expression aimed at."""

    place: Place
    words: tuple[str, ...]
    numbers: tuple[str, ...]


def aims(
    xform: XForm,
    goal: tuple[str, str],
    places: Mapping[str, Place],
    askable: Mapping[str, Place],
) -> list[Aim]:
    """Return what to answer to reach a goal, an expression by reference and aspect.

    ``askable`` are the places that can be answered now, by name. Where what the
    expression asks for cannot be answered yet, that becomes the goal, and so on.
    """
    found: dict[str, Aim] = {}
    todo, known = [goal], {goal}
    for _ in range(DEEP):
        more: list[tuple[str, str]] = []
        for reference, aspect in todo:
            source = _blocking(xform, reference, places) or xform.expression(
                reference, aspect
            )
            words, numbers = constants(source)
            own = reference.rpartition("/")[2]
            for name in dict.fromkeys([*names(source), own]):
                place = askable.get(name)
                if place is not None:
                    found.setdefault(name, Aim(place, words, numbers))
                else:
                    more += _behind(xform, name)
        todo = [each for each in dict.fromkeys(more) if each not in known]
        known |= set(todo)
        if found:
            break
    return list(found.values())


def names(source: str) -> list[str]:
    """Return the names in an expression, those of functions among them."""
    return NAME.findall(QUOTED.sub("", source))


def constants(source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words and the numbers in an expression."""
    words = tuple(a or b for a, b in QUOTED.findall(source))
    return words, tuple(NUMBER.findall(QUOTED.sub("", source)))


def _blocking(xform: XForm, reference: str, places: Mapping[str, Place]) -> str:
    """Return the expression that keeps a place from being relevant."""
    relevant = {without_numbers(key): each.relevant for key, each in places.items()}
    steps = reference.split("/")
    for length in range(3, len(steps) + 1):
        above = "/".join(steps[:length])
        source = xform.expression(above, "relevant")
        if source and not relevant.get(above, True):
            return source
    return ""


def _behind(xform: XForm, name: str) -> Iterator[tuple[str, str]]:
    """Give the expressions on which it depends what a name stands for."""
    for reference in xform.logic:
        if reference.rpartition("/")[2] == name:
            yield reference, "value"
            yield reference, "relevant"
