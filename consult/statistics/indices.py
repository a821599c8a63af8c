"""Indices: one score for a person from the items that person answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consult.statistics.intervals import Proportion, wilson
from consult.statistics.means import FEWEST, Mean, mean
from consult.statistics.reliability import Alpha, alpha

HIGH_FROM = 66.7
LOW_BELOW = 33.3
# Two steps of three are 66.66…, which is written and meant as 66.7.
DECIMALS = 1

Scores = Sequence[float | None]
"""The points of one person, from 0 to 100 item by item; None where none is given."""


@dataclass(frozen=True, slots=True)
class IndexFigures:
    """What an index says of ``people`` who answered enough of its items.

    ``high`` and ``low`` are shares of people and stand beside the mean, since a
    mean hides that views are far apart. None where nobody is left to tell of.
    """

    people: int
    mean: Mean | None
    high: Proportion | None
    low: Proportion | None
    alpha: Alpha | None


def person_mean(scores: Scores, *, least: int) -> float | None:
    """Return the mean of the items answered, if at least ``least`` were.

    What is missing is not made up: a person with fewer answers has no score. The
    classic person-mean rule, M. C. Parent, Handling item-level missing data,
    The Counseling Psychologist 41 (2013), 568-600.
    """
    given = [each for each in scores if each is not None]
    if len(given) < max(least, 1):
        return None
    return sum(sorted(given)) / len(given)


def index_figures(people: Iterable[Scores], *, least: int) -> IndexFigures:
    """Return the figures of an index; reversed items are given reversed."""
    rows = list(people)
    found = [person_mean(scores, least=least) for scores in rows]
    means = [each for each in found if each is not None]
    return IndexFigures(
        people=len(means),
        mean=mean(means) if len(means) >= FEWEST else None,
        high=_share(sum(is_high(each) for each in means), len(means)),
        low=_share(sum(is_low(each) for each in means), len(means)),
        alpha=alpha(_complete(rows)),
    )


def is_high(points: float) -> bool:
    """Tell whether a score is 66.7 or more when told to one decimal."""
    return round(points, DECIMALS) >= HIGH_FROM


def is_low(points: float) -> bool:
    """Tell whether a score is below 33.3 when told to one decimal."""
    return round(points, DECIMALS) < LOW_BELOW


def _share(count: int, of: int) -> Proportion | None:
    return wilson(count, of) if of else None


def _complete(rows: Sequence[Scores]) -> list[list[float]]:
    """Return the people who answered every item."""
    complete: list[list[float]] = []
    for row in rows:
        given = [each for each in row if each is not None]
        if len(given) == len(row):
            complete.append(given)
    return complete
