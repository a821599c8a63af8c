"""Makes an analysis anew from what each statement is said to speak of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score

from nlp.accounting import account
from nlp.earlier import RARE_PREFIX
from nlp.likeness import Floats
from nlp.quotes import choose_quotes
from nlp.results import AnalysedStatement, Analysis, Assignment, Concern

SPEAKERS = 150
Spoken = Sequence[Mapping[str, float]]
"""By statement, the concerns it speaks of and how surely (0 to 1)."""


def redrawn(
    analysis: Analysis,
    concerns: Sequence[Concern],
    spoken: Spoken,
    vectors: Floats,
) -> Analysis:
    """Return the analysis with these concerns and assignments in the place of its own.

    ``concerns`` have ids, labels, terms and, where they are known, quotes; those
    nobody speaks of are left out. ``vectors`` (statements, d) have unit length.
    Concerns stand in the order of the people behind them.
    """
    members = _members(spoken)
    quoting = _Quoting(analysis, vectors)
    drawn = [
        replace(
            concern,
            statements=tuple(members[concern.id]),
            quotes=quoting.of(concern, members[concern.id], spoken),
        )
        for concern in concerns
        if concern.id in members
    ]
    ordered = _largest_first(drawn, analysis)
    order = {concern.id: place for place, concern in enumerate(ordered)}
    statements = tuple(
        replace(each, assignments=_assignments(said, order))
        for each, said in zip(analysis.statements, spoken, strict=True)
    )
    return replace(
        analysis,
        answers=tuple(account(each.prepared, statements) for each in analysis.answers),
        statements=statements,
        concerns=tuple(each for each in ordered if not is_rare(each.id)),
        rare=tuple(each for each in ordered if is_rare(each.id)),
        language_mixing=_language_mixing(statements),
    )


def is_rare(concern: str) -> bool:
    """Tell whether an id is that of a rare concern."""
    return concern.startswith(RARE_PREFIX)


def spoken_in(analysis: Analysis) -> list[dict[str, float]]:
    """Return what each statement of an analysis speaks of."""
    return [
        {assigned.concern: assigned.confidence for assigned in each.assignments}
        for each in analysis.statements
    ]


def person_of(analysis: Analysis, place: int) -> str:
    """Return who made the statement at a place."""
    answer = analysis.statements[place].statement.answer
    return analysis.answers[answer].prepared.answer.respondent


def people_behind(analysis: Analysis, places: Sequence[int]) -> int:
    """Return how many respondents made the statements at some places."""
    return len({person_of(analysis, place) for place in places})


def main_language(analysis: Analysis, places: Sequence[int]) -> str:
    """Return the language of most of the statements at some places."""
    counts = Counter(analysis.statements[place].statement.language for place in places)
    return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]


def _members(spoken: Spoken) -> dict[str, list[int]]:
    members: dict[str, list[int]] = {}
    for place, said in enumerate(spoken):
        for concern in said:
            members.setdefault(concern, []).append(place)
    return members


def _assignments(
    said: Mapping[str, float], order: Mapping[str, int]
) -> tuple[Assignment, ...]:
    """Return main concerns before rare ones, the most certain first."""
    ordered = sorted(said, key=lambda c: (is_rare(c), -said[c], order[c]))
    return tuple(Assignment(concern, said[concern]) for concern in ordered)


def _largest_first(concerns: Sequence[Concern], analysis: Analysis) -> list[Concern]:
    def size(concern: Concern) -> tuple[int, int, int, str]:
        people = people_behind(analysis, concern.statements)
        return -people, -len(concern.statements), len(concern.id), concern.id

    return sorted(concerns, key=size)


def _language_mixing(statements: Sequence[AnalysedStatement]) -> float:
    """Return the adjusted mutual information of language and first concern."""
    grouped = [each for each in statements if each.assignments]
    languages = [each.statement.language for each in grouped]
    if len(set(languages)) < 2:  # noqa: PLR2004 - one language mixes with nothing
        return 0.0
    concerns = [each.assignments[0].concern for each in grouped]
    return float(adjusted_mutual_info_score(languages, concerns))


class _Quoting:
    """Keeps the quotes of a concern that are still its own, or chooses others."""

    def __init__(self, analysis: Analysis, vectors: Floats) -> None:
        self.analysis = analysis
        self.vectors = vectors

    def of(
        self, concern: Concern, members: Sequence[int], spoken: Spoken
    ) -> tuple[int, ...]:
        own = frozenset(members)
        kept = tuple(place for place in concern.quotes if place in own)
        if kept:
            return kept
        certain = sorted(members, key=lambda p: (-spoken[p][concern.id], p))
        first = np.array(certain[:SPEAKERS], dtype=np.int64)
        chosen = choose_quotes(
            [self.analysis.statements[place].statement for place in first],
            [person_of(self.analysis, place) for place in first],
            self.vectors[first],
            [self.analysis.statements[place].sentiment.label for place in first],
            number=self.analysis.recipe.quotes,
        )
        quotes = tuple(int(first[index]) for index in chosen)
        return quotes or self._any_clean(certain[SPEAKERS:])

    def _any_clean(self, places: Sequence[int]) -> tuple[int, ...]:
        clean = (p for p in places if not self.analysis.statements[p].statement.masked)
        return tuple(place for place in [next(clean, None)] if place is not None)
