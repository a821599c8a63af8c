"""The whole report, and the figures withheld in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from consult.privacy.disclosure import Released, ReleasedCount, Withheld
from consult.reports.consultation.model.asked import Asked
from consult.reports.consultation.model.concerns import Concern, Concerns
from consult.reports.consultation.model.participation import Participation
from consult.reports.consultation.model.results import Results
from consult.reports.model import Score
from forms.definition import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What it takes to repeat the analysis; ``recipe`` is JSON with sorted keys."""

    number: int
    digest: str
    answers: ReleasedCount
    seed: int
    recipe: str
    versions: tuple[tuple[str, str], ...]
    sentiment_scores: tuple[tuple[str, Score], ...]
    language_mixing: Score | None


MOST_IN_FULL: Final = 12
"""How many concerns a report tells all of; of the others it tells the size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationReport:
    """The whole report.

    ``hidden`` counts the figures that are withheld in it, ``is_draft`` tells that
    texts were shown which no second translator has looked at. The tables of who
    raises what have the concerns ``in_full`` alone.
    """

    asked: Asked
    participation: Participation
    results: Results
    concerns: Concerns | None
    run: Run | None
    hidden: int
    is_draft: bool

    @property
    def foremost(self) -> tuple[Concern, ...]:
        """The concerns with a share that is told, the largest first."""
        return _with_share(self.concerns)

    @property
    def in_full(self) -> tuple[Concern, ...]:
        """The concerns that the report tells all of, the largest first."""
        return self.concerns.concerns[:MOST_IN_FULL] if self.concerns else ()

    @property
    def in_brief(self) -> tuple[Concern, ...]:
        """The concerns after those, of which it tells the size."""
        return self.concerns.concerns[MOST_IN_FULL:] if self.concerns else ()

    @property
    def divided(self) -> tuple[Concern, ...]:
        """The concerns that many speak of critically and many with favour."""
        return tuple(each for each in self.in_full if each.is_divided)


def _with_share(concerns: Concerns | None) -> tuple[Concern, ...]:
    found = concerns.concerns if concerns else ()
    return tuple(each for each in found if isinstance(each.share, Released))


def withheld_in(part: object) -> Iterator[Withheld]:
    """Give every withheld figure of a part of the tree."""
    if isinstance(part, Withheld):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from withheld_in(each)
    elif hasattr(part, "__slots__") and not isinstance(part, Text | Released):
        for name in part.__slots__:
            yield from withheld_in(getattr(part, name))
