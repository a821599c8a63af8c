"""Labels that are phrases people wrote, and the words a concern is told by."""

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from nlp.languages import load
from nlp.languages.words import word_spans
from nlp.normalise import matching_form
from nlp.recipe import Recipe
from nlp.statements import Span, Statement
from nlp.tokens import written_words

# Marks of several scripts, and a dash between spaces.
_CLAUSE_END = re.compile(
    '[,;:.!?()\\[\\]{}«»"\u201c\u201d\u201e\u2026\u060c\u061b\u061f\u06d4\u0964\u00b7|/\n\r\t]'
    "|\\s[-\u2013\u2014]\\s"
)
_SPACES = re.compile(r"\s+")
SHORTEST, FEWEST, WHOLE_BONUS, EDGE_BONUS = 3, 2, 1.35, 1.12
# A longer phrase has to earn its words, a short one need not say everything.
LENGTH_COST = 5.0
LONGEST_WITHOUT_WORDS = 40
LABELLED_STATEMENTS = 150
NO_LABEL = "…"


@dataclass(frozen=True, slots=True)
class Telling:
    """How telling each term is for one concern, and how common inside it."""

    weights: dict[str, float]
    coverage: dict[str, float]

    def within(self, words: Collection[str]) -> "Telling":
        """Return what is left when only ``words`` may tell."""
        return Telling(
            {term: weight for term, weight in self.weights.items() if term in words},
            {term: share for term, share in self.coverage.items() if term in words},
        )

    def value(self, term: str) -> float:
        """Return the term's worth for a label; a word of others is worth nothing."""
        weight = max(self.weights.get(term, 0.0), 0.0)
        return weight * math.sqrt(self.coverage.get(term, 0.0))


def label(
    statements: Sequence[Statement],
    telling: Telling,
    recipe: Recipe,
    *,
    taken: frozenset[str] = frozenset(),
) -> str:
    """Return the phrase of somebody's that says best what the statements share.

    ``statements`` come most typical first; a phrase in ``taken`` (matching form)
    is another concern's. Phrases with personal data are never chosen.
    """
    best = ("", -1.0)
    for statement in statements[:LABELLED_STATEMENTS]:
        if statement.masked:
            continue
        for phrase, worth in _phrases(statement, telling, recipe):
            if worth > best[1] and matching_form(phrase) not in taken:
                best = (phrase, worth)
    return best[0] or _beginning(statements[:LABELLED_STATEMENTS], taken)


def _beginning(statements: Sequence[Statement], taken: frozenset[str]) -> str:
    """Return how the most typical statement begins that gives no other label.

    A statement with personal data gives none.
    """
    starts = [_shortened(each.text) for each in statements if not each.masked]
    free = [start for start in starts if matching_form(start) not in taken]
    return next(iter(free or starts), NO_LABEL)


def _shortened(text: str) -> str:
    """Return the whole words at the start of a text."""
    squeezed = _SPACES.sub(" ", text).strip()
    if len(squeezed) <= LONGEST_WITHOUT_WORDS:
        return squeezed
    words = squeezed[: LONGEST_WITHOUT_WORDS + 1].rpartition(" ")[0]
    return words or squeezed[:LONGEST_WITHOUT_WORDS]


def _phrases(
    statement: Statement, telling: Telling, recipe: Recipe
) -> list[tuple[str, float]]:
    function_words = frozenset(load(statement.language).function_words)
    found: list[tuple[str, float]] = []
    for clause in _clauses(statement.text):
        words = written_words(
            statement.text[clause.start : clause.end], statement.language
        )
        forms = [
            matching_form(statement.text[clause.start + w.start : clause.start + w.end])
            for w in words
        ]
        values = [
            0.0 if form in function_words else _worth(form, telling) for form in forms
        ]
        for first, last, worth in _windows(forms, values, function_words, recipe):
            start = clause.start + words[first].start
            end = clause.start + words[last].end
            found.append((_SPACES.sub(" ", statement.text[start:end]), worth))
    return found


def _worth(form: str, telling: Telling) -> float:
    return max(telling.value(part) for part in form.split("-"))


def _clauses(text: str) -> list[Span]:
    starts = [0, *(match.end() for match in _CLAUSE_END.finditer(text))]
    ends = [*(match.start() for match in _CLAUSE_END.finditer(text)), len(text)]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if b > a]


def _windows(
    forms: Sequence[str],
    values: Sequence[float],
    function_words: frozenset[str],
    recipe: Recipe,
) -> list[tuple[int, int, float]]:
    """Return (first, last, worth) of word windows that read as a phrase."""
    found: list[tuple[int, int, float]] = []
    size = len(forms)
    for first in range(size):
        if first > 0 and forms[first] in function_words:
            continue
        seen: set[str] = set()
        total = 0.0
        for last in range(first, min(size, first + recipe.label_words)):
            if forms[last] not in seen:
                seen.add(forms[last])
                total += values[last]
            length = last - first + 1
            if length < max(FEWEST, min(SHORTEST, size)) or total <= 0.0:
                continue
            if last < size - 1 and forms[last] in function_words:
                continue
            bonus = WHOLE_BONUS if length == size else 1.0
            if bonus == 1.0 and (first == 0 or last == size - 1):
                bonus = EDGE_BONUS
            found.append((first, last, bonus * total / (length + LENGTH_COST)))
    return found


def terms(
    statements: Sequence[Statement], telling: Telling, *, number: int, least: float
) -> tuple[str, ...]:
    """Return the most telling words as people write them, most telling first.

    Function words and words below the z-score ``least`` are left out.
    """
    hidden = {
        word
        for language in sorted({each.language for each in statements})
        for word in (*load(language).function_words, *load(language).negators)
    }
    order = sorted(telling.weights.items(), key=lambda item: (-item[1], item[0]))
    chosen = [
        term for term, weight in order if weight >= least and _is_a_name(term, hidden)
    ][:number]
    surface = _surface_forms(statements, frozenset(chosen))
    return tuple(surface.get(term, term) for term in chosen)


def _is_a_name(term: str, hidden: Collection[str]) -> bool:
    """Tell whether a term says something alone: no particle, no elided half."""
    return len(term) > 1 and term not in hidden and not term.endswith("'")


def _surface_forms(
    statements: Sequence[Statement], wanted: frozenset[str]
) -> dict[str, str]:
    """Return the most frequent spelling of each wanted form outside masked spans."""
    seen: dict[str, Counter[str]] = {}
    for statement in statements:
        for span in word_spans(statement.text):
            written = statement.text[span.start : span.end]
            form = matching_form(written)
            if form in wanted and not _is_masked(span, statement):
                seen.setdefault(form, Counter())[written] += 1
    return {
        form: min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
        for form, counts in seen.items()
    }


def _is_masked(span: Span, statement: Statement) -> bool:
    """Tell whether a place in the text of a statement holds personal data."""
    start, end = statement.start + span.start, statement.start + span.end
    return any(each.start < end and each.end > start for each in statement.masked)
