"""Chooses the words that speak for a concern, of people who allow it alone."""

from collections.abc import Iterable, Sequence
from typing import Final

from nlp.languages.words import word_count
from nlp.quotes import LONGEST, SHORTEST
from nlp.results import Analysis, Concern

SIDES: Final = frozenset({"negative", "positive"})


class Quoting:
    """Chooses quotes in one analysis; ``may_be_quoted`` stands beside its answers.

    No quote holds personal data, nobody is quoted twice for one concern, and no
    words are quoted twice.
    """

    def __init__(
        self, analysis: Analysis, may_be_quoted: Sequence[bool], *, number: int
    ) -> None:
        self._analysis = analysis
        self._may_be_quoted = may_be_quoted
        self._number = number

    def of_concern(self, concern: Concern) -> list[int]:
        """Return the statements to quote, the representative ones first.

        Those come from the analysis. Where their writers do not allow it, others
        follow: a language not heard yet first, then a side not heard yet, then
        what most certainly speaks of the concern.
        """
        chosen: list[int] = []
        for place in concern.quotes:
            if self.allows(place) and self._is_new(place, chosen):
                chosen.append(place)
        others = self._fitting(self.by_certainty(concern))
        return self._filled(chosen, others)

    def not_yet_grouped(self, places: Iterable[int]) -> list[int]:
        """Return the statements to quote of those that stand in no concern."""
        return self._filled([], self._fitting(list(places)))

    def by_certainty(self, concern: Concern) -> list[int]:
        """Return the statements of a concern, the most certain ones first."""
        certain = {
            place: assigned.confidence
            for place in concern.statements
            for assigned in self._analysis.statements[place].assignments
            if assigned.concern == concern.id
        }
        return sorted(certain, key=lambda place: (-certain[place], place))

    def allows(self, place: int) -> bool:
        """Tell whether the words of a statement may be shown."""
        statement = self._analysis.statements[place].statement
        return self._may_be_quoted[statement.answer] and not statement.masked

    def _fitting(self, places: Sequence[int]) -> list[int]:
        """Return what may be shown; lengths are relaxed if nothing is left."""
        allowed = [place for place in places if self.allows(place)]
        fitting = [
            place
            for place in allowed
            if SHORTEST <= word_count(self._text(place)) <= LONGEST
        ]
        return fitting or allowed

    def _filled(self, chosen: list[int], others: Sequence[int]) -> list[int]:
        while len(chosen) < self._number:
            free = [place for place in others if self._is_new(place, chosen)]
            if not free:
                break
            languages = {self._language(place) for place in chosen}
            sides = {self._side(place) for place in chosen}
            # The first of equals is the most certain one.
            chosen.append(
                min(
                    free,
                    key=lambda place: (
                        self._language(place) in languages,
                        self._side(place) not in SIDES - sides,
                    ),
                )
            )
        return chosen[: self._number]

    def _is_new(self, place: int, chosen: Sequence[int]) -> bool:
        return all(
            self._person(place) != self._person(other)
            and self._text(place).casefold() != self._text(other).casefold()
            for other in chosen
        )

    def _text(self, place: int) -> str:
        return self._analysis.statements[place].statement.text

    def _language(self, place: int) -> str:
        return self._analysis.statements[place].statement.language

    def _side(self, place: int) -> str:
        sentiment = self._analysis.statements[place].sentiment
        return sentiment.label if sentiment.assessed else ""

    def _person(self, place: int) -> str:
        answer = self._analysis.statements[place].statement.answer
        return self._analysis.answers[answer].prepared.answer.respondent
