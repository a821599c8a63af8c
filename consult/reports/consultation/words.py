"""Takes the words of answers out of findings, and puts back those still there.

Findings are stored with the places where words stand and never with the words:
whoever takes an answer back takes its quotes and titles out of every report.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, NewType, TypeAlias

from consult.ids import ResponseId
from consult.reports.consultation.findings import ConcernsFinding
from consult.reports.findings import (
    BorderlineFinding,
    ConcernFinding,
    QuoteFinding,
)

AnswerKey = NewType("AnswerKey", str)
"""Names one open answer: the response and the question, with a slash between."""

Quotes: TypeAlias = tuple[QuoteFinding, ...]
Borderline: TypeAlias = tuple[BorderlineFinding, ...]

TERMS_IN_TITLE: Final = 4
TERM_SEPARATOR: Final = " · "
NO_TITLE: Final = "…"
_SPACES = re.compile(r"\s+")


def answer_key(response: ResponseId, question: str) -> AnswerKey:
    """Return the name of an answer, which a quote holds as its response."""
    return AnswerKey(f"{response}/{question}")


def split_key(key: AnswerKey) -> tuple[ResponseId, str]:
    """Return response and question of an answer."""
    response, _, question = key.partition("/")
    return ResponseId(response), question


def take_out_words(finding: ConcernsFinding) -> ConcernsFinding:
    """Return the finding with places alone: no quote and no title has its words.

    A title that has no place stays, since several people use its words.
    """

    def bare(concern: ConcernFinding) -> str:
        return "" if concern.id in finding.titles else concern.label

    titles = {key: replace(place, text="") for key, place in finding.titles.items()}
    return _rewritten(replace(finding, titles=titles), bare, _without_text)


def put_back_words(
    finding: ConcernsFinding, texts: Mapping[AnswerKey, str]
) -> ConcernsFinding:
    """Return the finding with the words that ``texts`` has, by answer.

    A quote whose answer is gone is left out; a title whose answer is gone gives
    way to the terms of its concern.
    """

    def filled(quotes: Quotes) -> Quotes:
        return _with_text(quotes, texts)

    def titled(concern: ConcernFinding) -> str:
        if concern.id in titles:
            return title_of(titles[concern.id].text)
        if concern.id in finding.titles:
            return title_of_terms(concern.terms)
        return concern.label

    titles = {
        key: quote
        for key, place in finding.titles.items()
        for quote in filled((place,))
    }
    return _rewritten(replace(finding, titles=titles), titled, filled)


def answers_named(finding: ConcernsFinding) -> tuple[AnswerKey, ...]:
    """Return the answers whose words the finding shows, each once, in order."""
    quotes = list(finding.titles.values())
    for concern in (*finding.found.concerns, *finding.found.rare):
        quotes += concern.quotes
        quotes += (each.quote for each in (*concern.unsure, *concern.nearly))
    quotes += finding.found.not_yet_grouped_quotes
    return tuple(dict.fromkeys(AnswerKey(quote.response_id) for quote in quotes))


def title_of(words: str) -> str:
    """Return words as a title: on one line, one space between them."""
    return _SPACES.sub(" ", words).strip()


def title_of_terms(terms: tuple[str, ...]) -> str:
    """Return a title made of the words a concern is told by."""
    return TERM_SEPARATOR.join(terms[:TERMS_IN_TITLE]) or NO_TITLE


def _rewritten(
    finding: ConcernsFinding,
    label: Callable[[ConcernFinding], str],
    quotes: Callable[[Quotes], Quotes],
) -> ConcernsFinding:
    def rewritten(concern: ConcernFinding) -> ConcernFinding:
        return replace(
            concern,
            label=label(concern),
            quotes=quotes(concern.quotes),
            unsure=borderline(concern.unsure),
            nearly=borderline(concern.nearly),
        )

    def borderline(cases: Borderline) -> Borderline:
        return tuple(
            replace(case, quote=quote)
            for case in cases
            for quote in quotes((case.quote,))
        )

    found = replace(
        finding.found,
        concerns=tuple(map(rewritten, finding.found.concerns)),
        rare=tuple(map(rewritten, finding.found.rare)),
        not_yet_grouped_quotes=quotes(finding.found.not_yet_grouped_quotes),
    )
    return replace(finding, found=found)


def _without_text(quotes: Quotes) -> Quotes:
    return tuple(replace(quote, text="") for quote in quotes)


def _with_text(quotes: Quotes, texts: Mapping[AnswerKey, str]) -> Quotes:
    return tuple(
        replace(quote, text=texts[key][quote.start : quote.end])
        for quote in quotes
        if (key := AnswerKey(quote.response_id)) in texts
    )
