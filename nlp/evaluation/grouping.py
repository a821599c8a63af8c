"""Texts into groups: the analysis as it is shipped, whatever suite asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from nlp.evaluation.sets import UNDETERMINED
from nlp.meaning import Understanding
from nlp.pipeline import OUR_OWN, analyse, prepare
from nlp.recipe import Recipe
from nlp.results import Analysis
from nlp.statements import Answer

TRAY: Final = 60  # rare entries that somebody is asked to read


@dataclass(frozen=True, slots=True)
class Grouped:
    """What a method says of texts.

    ``primary`` names one group per text; a text in none stands alone. ``groups``
    are the places of the texts of every group, the rare ones last; ``main`` and
    ``rare`` count them.
    """

    primary: tuple[str, ...]
    groups: tuple[tuple[int, ...], ...]
    main: int
    rare: int = 0

    def within_tray(self) -> tuple[tuple[int, ...], ...]:
        """Return the groups without the rare ones that no tray would hold."""
        return self.groups[: self.main + TRAY]


# Texts and how many groups there are to be, or None where the method decides.
Grouper = Callable[[Sequence[str], int | None], Grouped]


def consult(
    recipe: Recipe,
    languages: Sequence[str],
    understanding: Understanding = OUR_OWN,
) -> Grouper:
    """Return the analysis by a recipe, one text per person."""

    def group(texts: Sequence[str], concerns: int | None) -> Grouped:
        return grouped(analysed(texts, recipe, concerns, languages, understanding))

    return group


def analysed(
    texts: Sequence[str],
    recipe: Recipe,
    concerns: int | None,
    languages: Sequence[str],
    understanding: Understanding = OUR_OWN,
) -> Analysis:
    """Return the analysis of texts, one per person.

    ``languages`` are those of the set; if it is one, the forms were in it.
    """
    known = [tag for tag in languages if tag != UNDETERMINED]
    declared = known[0] if len(known) == 1 else None
    chosen = replace(recipe, concerns=concerns)
    answers = [Answer(str(n), text, declared) for n, text in enumerate(texts)]
    prepared = prepare(answers, chosen, languages=known or None)
    return analyse(prepared, chosen, understanding=understanding)


def grouped(analysis: Analysis) -> Grouped:
    """Return the groups of an analysis."""
    primary = tuple(
        each.concerns[0] if each.concerns else f"none {place}"
        for place, each in enumerate(analysis.answers)
    )
    groups = tuple(
        tuple(
            dict.fromkeys(
                analysis.statements[place].statement.answer
                for place in concern.statements
            )
        )
        for concern in (*analysis.concerns, *analysis.rare)
    )
    return Grouped(primary, groups, len(analysis.concerns), len(analysis.rare))


def from_labels(labels: Sequence[int]) -> Grouped:
    """Return the groups of a method that numbers them; below 0 is no group."""
    primary = tuple(
        str(label) if label >= 0 else f"none {place}"
        for place, label in enumerate(labels)
    )
    places: dict[int, list[int]] = {}
    for place, label in enumerate(labels):
        if label >= 0:
            places.setdefault(label, []).append(place)
    groups = tuple(tuple(places[label]) for label in sorted(places))
    return Grouped(primary, groups, len(groups))
