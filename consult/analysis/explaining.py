"""Says of the first quotes of each concern which words decided how they were read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from consult.reports.findings import ConcernFinding, FileFindings, QuoteFinding
from nlp.deciding import deciding_words

EXPLAINED: Final = 3
"""A quote is read once more for every word of it, so that not all of them are."""


def with_deciding_words(found: FileFindings) -> FileFindings:
    """Return findings whose first quotes tell what decided, where that may be shown."""
    return replace(
        found,
        concerns=tuple(map(_explained, found.concerns)),
        rare=tuple(map(_explained, found.rare)),
    )


def _explained(concern: ConcernFinding) -> ConcernFinding:
    first, others = concern.quotes[:EXPLAINED], concern.quotes[EXPLAINED:]
    return replace(concern, quotes=(*_decided(first), *others))


def _decided(quotes: Sequence[QuoteFinding]) -> list[QuoteFinding]:
    return [
        quote
        if quote.sentiment == "not_assessed"
        else replace(
            quote,
            decided=tuple(
                (word.start, word.end)
                for word in deciding_words(quote.text, quote.language, quote.sentiment)
            ),
        )
        for quote in quotes
    ]
