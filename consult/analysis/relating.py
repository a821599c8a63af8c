"""Says how concerns stand to each other, and which statements to look at first."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from consult.reports.findings import (
    BorderlineFinding,
    ConcernFinding,
    QuoteFinding,
    TwinFinding,
)
from nlp.relations import Relations
from nlp.results import Analysis, Concern

UNSURE_BELOW: Final = 0.5
"""A statement that belongs less surely than this is worth a look."""

LOOKED_AT_FIRST: Final = 5
BROAD_PREFIX: Final = "b"

Allows = Callable[[int], bool]
Places = Sequence[tuple[int, float]]


def unsure_of(analysis: Analysis, concern: Concern, allows: Allows) -> Places:
    """Return statements that hardly belong to a concern, the least sure first.

    ``allows`` tells whether the words of a statement may be shown.
    """
    sure = [
        (place, assigned.confidence)
        for place in concern.statements
        for assigned in analysis.statements[place].assignments
        if assigned.concern == concern.id and assigned.confidence < UNSURE_BELOW
    ]
    # Where two are as sure the words decide, for places follow ids of answers.
    sure.sort(key=lambda case: (case[1], _text(analysis, case[0]), case[0]))
    return _first(analysis, sure, allows)


def nearly_in(analysis: Analysis, concern: Concern, allows: Allows) -> Places:
    """Return statements that nearly belong to a concern, the nearest first."""
    inside = frozenset(concern.statements)
    outside = [case for case in concern.nearly if case[0] not in inside]
    return _first(analysis, outside, allows)


def _first(analysis: Analysis, cases: Places, allows: Allows) -> Places:
    """Return the first cases that may be shown, the same words only once."""
    found: dict[str, tuple[int, float]] = {}
    for place, confidence in cases:
        text = _text(analysis, place).casefold()
        if len(found) < LOOKED_AT_FIRST and allows(place):
            found.setdefault(text, (place, confidence))
    return tuple(found.values())


def _text(analysis: Analysis, place: int) -> str:
    return analysis.statements[place].statement.text


def with_borderline(
    found: ConcernFinding,
    analysis: Analysis,
    concern: Concern,
    *,
    allows: Allows,
    quote: Callable[[int], QuoteFinding],
) -> ConcernFinding:
    """Return a main concern with the statements to look at first."""

    def told(cases: Places) -> tuple[BorderlineFinding, ...]:
        return tuple(BorderlineFinding(quote(place), sure) for place, sure in cases)

    return replace(
        found,
        unsure=told(unsure_of(analysis, concern, allows)),
        nearly=told(nearly_in(analysis, concern, allows)),
    )


def with_relations(found: ConcernFinding, relations: Relations) -> ConcernFinding:
    """Return a main concern with its broad group and those that may be the same."""
    numbered = enumerate(relations.broad, 1)
    broader = (f"{BROAD_PREFIX}{n}" for n, ids in numbered if found.id in ids)
    return replace(
        found,
        broader=next(broader, None),
        twins=tuple(TwinFinding(*twin) for twin in relations.twins.get(found.id, ())),
    )
