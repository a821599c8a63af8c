"""Says of some quotes of each concern which words decided how they were read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from consult.reports.findings import ConcernFinding, FileFindings, QuoteFinding
from nlp.deciding import deciding_words

EXPLAINED: Final = 3
"""A quote is read once more for every word of it, so that not all of them are."""


def with_deciding_words(found: FileFindings) -> FileFindings:
    """Return findings where the first quotes that were judged tell what decided."""
    return replace(
        found,
        concerns=tuple(map(_explained, found.concerns)),
        rare=tuple(map(_explained, found.rare)),
    )


def _explained(concern: ConcernFinding) -> ConcernFinding:
    return replace(concern, quotes=tuple(_decided(concern.quotes)))


def _decided(quotes: Sequence[QuoteFinding]) -> Iterator[QuoteFinding]:
    left = EXPLAINED
    for quote in quotes:
        label = quote.sentiment
        if label == "not_assessed" or not left:
            yield quote
            continue
        found = deciding_words(quote.text, quote.language, label)
        left -= bool(found)
        yield replace(quote, decided=tuple((word.start, word.end) for word in found))
