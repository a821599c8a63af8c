"""The words and phrases that a concern is told by, as people write them."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from nlp.clauses import CLAUSE_END, form_of
from nlp.describe import LABELLED_STATEMENTS, Telling, negators, particles
from nlp.languages.words import word_bounds
from nlp.phrases import JOINT
from nlp.statements import Span, Statement

MOSTLY_TOGETHER: Final = 0.5
"""A phrase says more than its words where so many of them come together."""

_SPACES = re.compile(r"\s+")


def terms(
    statements: Sequence[Statement], telling: Telling, *, number: int, least: float
) -> tuple[str, ...]:
    """Return the most telling words and phrases as people write them, best first.

    Function words and words below the z-score ``least`` are left out. A phrase
    stands for its words where they mostly come together.
    """
    hidden = {
        word
        for language in sorted({each.language for each in statements})
        for word in particles(language) | negators(language)
    }
    fitting = [
        term
        for term, weight in telling.weights.items()
        if weight >= least and telling.value(term) > 0.0 and _is_a_name(term, hidden)
    ]
    fitting.sort(key=lambda term: (-telling.rank(term), term))
    chosen = _without_parts(fitting, telling)[: 2 * number]
    surface = _surface_forms(statements, frozenset(chosen))
    written = (surface.get(each, "" if JOINT in each else each) for each in chosen)
    return tuple(dict.fromkeys(each for each in written if each))[:number]


def _is_a_name(term: str, hidden: Collection[str]) -> bool:
    """Tell whether a term says something alone: no particle, number, elided half."""
    whole = len(term) > 1 and not term.endswith("'")
    return whole and not term.isdigit() and term not in hidden


def _without_parts(fitting: Sequence[str], telling: Telling) -> list[str]:
    """Return terms in order, without words and phrases that others stand for."""
    told: set[str] = set()
    shown: list[str] = []
    for phrase in sorted(fitting, key=lambda term: -term.count(JOINT)):
        words = phrase.split(JOINT)
        if len(words) == 1:
            continue
        share = telling.coverage[phrase]
        usual = min(telling.coverage.get(word, share) for word in words)
        if phrase not in told and share >= MOSTLY_TOGETHER * usual:
            shown.append(phrase)
            told |= {
                part
                for part in (*words, *map(JOINT.join, pairwise(words)))
                if MOSTLY_TOGETHER * telling.coverage.get(part, 0.0) <= share
            }
    return [
        term
        for term in fitting
        if (term in shown if JOINT in term else term not in told)
    ]


def _surface_forms(
    statements: Sequence[Statement], wanted: frozenset[str]
) -> dict[str, str]:
    """Return the most frequent spelling of each wanted form outside masked spans."""
    seen: dict[str, Counter[str]] = {}
    spoken = {_spoken(form): form for form in sorted(wanted)}
    longest = _longest(spoken)
    for statement in statements[:LABELLED_STATEMENTS]:
        text = statement.text
        bounds = word_bounds(text)
        forms = [form_of(text[start:end]) for start, end in bounds]
        for first, size in _begun(forms, longest):
            form = spoken.get(JOINT.join(forms[first : first + size]))
            whole = Span(bounds[first][0], bounds[first + size - 1][1])
            if form is None or _is_masked(whole, statement):
                continue
            written = text[whole.start : whole.end]
            if size == 1 or not CLAUSE_END.search(written):
                seen.setdefault(form, Counter())[_SPACES.sub(" ", written)] += 1
    return {
        form: min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
        for form, counts in seen.items()
    }


def _longest(spoken: Collection[str]) -> dict[str, int]:
    """Return for each first word how many words the longest phrase with it has."""
    longest: dict[str, int] = {}
    for form in spoken:
        first = form.partition(JOINT)[0]
        longest[first] = max(longest.get(first, 0), 1 + form.count(JOINT))
    return longest


def _begun(
    forms: Sequence[str], longest: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    """Give (first word, number of words) of what may be a wanted phrase.

    The form of one written word may hold spaces, as in Persian.
    """
    for first, form in enumerate(forms):
        most = longest.get(form.partition(JOINT)[0], 0)
        for size in range(1, min(most, len(forms) - first) + 1):
            yield first, size


def _spoken(form: str) -> str:
    """Return a phrase with elided words where they are written: at the next."""
    return form.replace("' ", "'")


def _is_masked(span: Span, statement: Statement) -> bool:
    """Tell whether a place in the text of a statement holds personal data."""
    start, end = statement.start + span.start, statement.start + span.end
    return any(each.start < end and each.end > start for each in statement.masked)
