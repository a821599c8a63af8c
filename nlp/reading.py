"""What is read of each statement alone: its words and its sentiment.

Nothing here depends on the statements beside it, so it may be done in pieces,
anywhere.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from nlp.blocks import words_of
from nlp.progress import Report, Stage
from nlp.sentiment import SentimentModel
from nlp.spread import FEWEST_PIECES, PIECE, Spread, spread_over
from nlp.spread_stages import Row, Stages
from nlp.statements import Statement


class Work(NamedTuple):
    """Reads statements, wherever that is done."""

    statements: Sequence[Statement]
    spread: Spread
    report: Report

    def begin_sentiments(self, kept: Stages) -> Callable[[], list[Row]]:
        """Return what gives the fields of each statement's sentiment.

        Of few statements they are read beside everything else, where that can be.
        """
        few = len(self.statements) < PIECE * FEWEST_PIECES
        if not (few and self.spread.is_beside) or kept.has(Stage.SENTIMENT):
            rows = kept.rows(Stage.SENTIMENT, self._sentiments)
            return lambda: rows
        waiting = self.spread.begin(_assessed, self._told())
        return lambda: kept.rows(Stage.SENTIMENT, waiting)

    def _told(self) -> list[tuple[str, str]]:
        return [(each.text, each.language) for each in self.statements]

    def _sentiments(self) -> list[Row]:
        return spread_over(
            _assessed,
            self._told(),
            spread=self.spread,
            stage=Stage.SENTIMENT,
            report=self.report,
        )

    def words(self) -> list[tuple[str, ...]]:
        """Return the words of each statement, without personal data."""
        return spread_over(
            _words,
            self.statements,
            spread=self.spread,
            stage=Stage.WORDS,
            report=self.report,
        )


def _assessed(pairs: Sequence[tuple[str, str]]) -> list[Row]:
    found = sentiment_model().assess(
        [text for text, _ in pairs], [tag for _, tag in pairs]
    )
    return [[s.label, s.score, s.confidence, s.assessed] for s in found]


def _words(statements: Sequence[Statement]) -> list[tuple[str, ...]]:
    return [words_of(each) for each in statements]


@cache
def sentiment_model() -> SentimentModel:
    """Return the model that every analysis reads with, loaded once."""
    return SentimentModel.load()
