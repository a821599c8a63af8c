"""Composes indices, and decides whether their items may stand as one figure."""

from collections.abc import Sequence
from typing import Final

from consult.privacy.disclosure import (
    Reason,
    Released,
    ReleasedCount,
    Withheld,
    protect_counts,
    release_count,
)
from consult.privacy.scales import protect_scale, tells_little
from consult.reports.consultation.figures import (
    ReleasedMean,
    mean_of,
    released_share,
)
from consult.reports.consultation.findings import Estimate, IndexFinding
from consult.reports.consultation.model import (
    IndexFigures,
    IndexLine,
    ItemLine,
    Reliability,
    Standing,
)
from forms.definition import Index, Questionnaire

SHOWN_FROM: Final = 0.70
LEAST_LOW: Final = 0.60
COUNTED, LEFT_OUT = "counted", "left out"


def compose_index(
    asked: Questionnaire,
    found: IndexFinding,
    lines: Sequence[ItemLine],
    *,
    total: int,
    threshold: int,
) -> IndexLine:
    """Return an index; ``lines`` are its items, ``total`` those who were asked."""
    index = _index(asked, found.index)
    standing = standing_of(found.alpha)
    shown = standing in {Standing.FIRM, Standing.FAIR}
    return IndexLine(
        index=index.name,
        title=index.title,
        items=tuple(line.short for line in lines),
        least=index.least,
        standing=standing,
        reliability=_reliability(found.alpha, threshold),
        figures=_figures(found, lines, total, threshold) if shown else None,
    )


def standing_of(alpha: Estimate | None) -> Standing:
    """Return how well the items measure one thing, by Cronbach's alpha.

    They may stand as one figure when alpha is .70 or more and its interval does
    not begin below .60; where it begins below .70 the report says so.
    """
    if alpha is None:
        return Standing.NOT_MEASURED
    if alpha.value < SHOWN_FROM or alpha.low < LEAST_LOW:
        return Standing.TOO_LOOSE
    return Standing.FIRM if alpha.low >= SHOWN_FROM else Standing.FAIR


def _index(asked: Questionnaire, name: str) -> Index:
    (index,) = (each for each in asked.indices if each.name == name)
    return index


def _reliability(
    alpha: Estimate | None, threshold: int
) -> Released[Reliability] | Withheld | None:
    if alpha is None:
        return None
    people = release_count(alpha.people, threshold)
    if isinstance(people, Withheld):
        return people
    return people.then(lambda _: Reliability(alpha.value, alpha.low, alpha.high))


def _figures(
    found: IndexFinding, lines: Sequence[ItemLine], total: int, threshold: int
) -> IndexFigures:
    low = found.low.count if found.low else 0
    high = found.high.count if found.high else 0
    thirds = protect_scale([[low], [found.people - low - high], [high]], threshold)
    return IndexFigures(
        mean=_mean(found, lines, threshold),
        lower=released_share(thirds.sides[0]),
        upper=released_share(thirds.sides[-1]),
        people=_people(found.people, total, threshold),
    )


def _people(people: int, total: int, threshold: int) -> ReleasedCount:
    parts = {COUNTED: people, LEFT_OUT: total - people}
    return protect_counts(parts, threshold)[COUNTED]


def _mean(
    found: IndexFinding, lines: Sequence[ItemLine], threshold: int
) -> ReleasedMean:
    if found.mean is None or found.people < threshold:
        return Withheld(Reason.FEW)
    hidden = any(isinstance(step, Withheld) for line in lines for step in line.steps)
    widest = sum(len(line.steps) - 1 for line in lines)
    if hidden and not tells_little(found.people, widest, threshold):
        return Withheld(Reason.PROTECTED)
    mean = mean_of(found.mean.value, found.mean.low, found.mean.high)
    people = release_count(found.people, threshold)
    return people if isinstance(people, Withheld) else people.then(lambda _: mean)
