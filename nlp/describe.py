"""Labels of concerns: phrases that people wrote."""

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from nlp.clauses import cut, cut_ahead, is_letter
from nlp.languages import load
from nlp.normalise import matching_form
from nlp.phrases import JOINT
from nlp.recipe import Recipe
from nlp.statements import Statement
from nlp.tokens import tokens

_SPACES = re.compile(r"\s+")
_JOINTS = re.compile("[-']")
SHORTEST, FEWEST, WHOLE_BONUS, EDGE_BONUS = 3, 2, 1.35, 1.12
# One telling word among particles names a matter and says nothing of it.
ONE_WORD_ALONE = 0.7
NAMING = 0.05
# A longer phrase has to earn its words, a short one need not say everything.
LENGTH_COST = 5.0
LONGEST_WITHOUT_WORDS = 40
LABELLED_STATEMENTS = 50
CUT_TOGETHER = 16
WORTHLESS = 1e-12
NO_LABEL = "…"


@dataclass(frozen=True, slots=True)
class Telling:
    """How telling each term is for one concern, and how common inside it.

    ``relevance`` is what a term has to do with the concern by its meaning, from 0
    to 1, and 1 for a term that is not in it. A term of several words is a phrase.
    """

    weights: Mapping[str, float]
    coverage: Mapping[str, float]
    relevance: Mapping[str, float] = field(default_factory=dict)

    def within(self, words: Collection[str]) -> "Telling":
        """Return what is left when only ``words`` may tell."""
        return Telling(
            {term: weight for term, weight in self.weights.items() if term in words},
            {term: share for term, share in self.coverage.items() if term in words},
            self.relevance,
        )

    def value(self, term: str) -> float:
        """Return the term's worth for a label; a word of others is worth nothing."""
        weight = max(self.weights.get(term, 0.0), 0.0)
        common = math.sqrt(self.coverage.get(term, 0.0))
        return weight * common * self.relevance.get(term, 1.0)

    def rank(self, term: str) -> float:
        """Return how far to the front of the list of terms a term belongs."""
        return self.weights[term] * math.sqrt(self.relevance.get(term, 1.0))


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
    best, earliest, worth = "", 0, 0.0
    shown = promising(statements, telling, recipe)
    for turn, (place, statement, most) in enumerate(shown):
        if most < worth:
            break
        if turn % CUT_TOGETHER == 0:
            together = shown[turn : turn + CUT_TOGETHER]
            cut_ahead((one.text, one.language) for _, one, _ in together)
        for phrase, value in _phrases(statement, telling, recipe, least=worth):
            better = value > worth or place < earliest
            if better and matching_form(phrase) not in taken:
                best, earliest, worth = phrase, place, value
    return best or _beginning(statements[:LABELLED_STATEMENTS], taken)


def promising(
    statements: Sequence[Statement], telling: Telling, recipe: Recipe
) -> list[tuple[int, Statement, float]]:
    """Return statements that may give the label, with place and most that it is worth.

    Whoever may say most comes first: most of the others need not be cut then.
    """
    shown = [each for each in statements[:LABELLED_STATEMENTS] if not each.masked]
    most = [_most(each, telling, recipe) for each in shown]
    order = sorted(range(len(shown)), key=lambda place: (-most[place], place))
    return [(place, shown[place], most[place]) for place in order]


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
    statement: Statement, telling: Telling, recipe: Recipe, *, least: float
) -> Iterator[tuple[str, float]]:
    """Give phrases of a statement that are worth ``least`` or more, and how much."""
    hidden = particles(statement.language)
    nothing = negators(statement.language)
    for clause, words, forms in cut(statement.text, statement.language):
        values = [
            0.0 if form in hidden or form in nothing else _worth(form, telling)
            for form in forms
        ]
        for first, last, worth in _windows(forms, values, hidden, recipe):
            if worth >= max(least, WORTHLESS):
                start = clause.start + words[first].start
                end = clause.start + words[last].end
                yield _SPACES.sub(" ", statement.text[start:end]), worth


@lru_cache(maxsize=128)
def particles(language: str) -> frozenset[str]:
    """Return the words of a language that a phrase neither begins nor ends with."""
    pack = load(language)
    polite = (word for word in pack.polite if JOINT not in word)
    return frozenset((*pack.function_words, *polite)) - negators(language)


@lru_cache(maxsize=128)
def negators(language: str) -> frozenset[str]:
    """Return the words of a language that deny something; alone they name nothing."""
    return frozenset(load(language).negators)


def _most(statement: Statement, telling: Telling, recipe: Recipe) -> float:
    """Return what no phrase of a statement can be worth more than.

    A phrase of some length holds at best as many of the most telling words.
    """
    hidden, nothing = particles(statement.language), negators(statement.language)
    words = dict.fromkeys(tokens(statement.text, statement.language))
    told = [each for each in words if each not in hidden and each not in nothing]
    values = sorted(map(telling.value, told), reverse=True)
    total, most = 0.0, 0.0
    for length, value in enumerate(values[: recipe.label_words], 1):
        total += value
        most = max(most, total / (max(length, FEWEST) + LENGTH_COST))
    return WHOLE_BONUS * most


def _worth(form: str, telling: Telling) -> float:
    """Return the worth of a written word, which may hold several words."""
    return max(telling.value(part) for part in (form, *_JOINTS.split(form)))


def _windows(
    forms: Sequence[str],
    values: Sequence[float],
    hidden: Collection[str],
    recipe: Recipe,
) -> Iterator[tuple[int, int, float]]:
    """Give (first, last, worth) of word windows that read as a phrase."""
    size = len(forms)
    firm = sum(not _is_loose(form, hidden) for form in forms)
    shortest = max(FEWEST, min(SHORTEST, firm))
    for first in range(size):
        head = forms[first].rpartition("'")
        opens = not _is_loose(forms[first], hidden) and "".join(head[:2]) not in hidden
        if first > 0 and not opens:
            continue
        for length, total, named in _sums(forms, values, first, recipe.label_words):
            last = first + length - 1
            ends = last == size - 1 or values[last] > 0.0
            is_loose = not opens or not ends or _is_loose(forms[last], hidden)
            if not named or length < shortest or (length < size and is_loose):
                continue
            at_edge = first == 0 or last == size - 1
            is_whole = opens and length == size
            bonus = _bonus(is_whole=is_whole, at_edge=opens and at_edge)
            alone = ONE_WORD_ALONE if named == 1 else 1.0
            yield first, last, alone * bonus * total / (length + LENGTH_COST)


def _sums(
    forms: Sequence[str], values: Sequence[float], first: int, longest: int
) -> Iterator[tuple[int, float, int]]:
    """Give lengths from a word on with what their words are worth, each word once.

    The third figure is how many of them are worth something beside the best one.
    """
    least = NAMING * max(values, default=0.0)
    seen: set[str] = set()
    total, named = 0.0, 0
    for last in range(first, min(len(forms), first + longest)):
        if forms[last] not in seen:
            seen.add(forms[last])
            total += values[last]
            named += values[last] > least
        yield last - first + 1, total, named


def _bonus(*, is_whole: bool, at_edge: bool) -> float:
    if is_whole:
        return WHOLE_BONUS
    return EDGE_BONUS if at_edge else 1.0


def _is_loose(form: str, hidden: Collection[str]) -> bool:
    """Tell whether a word leaves a phrase unfinished where it stands at its edge."""
    return form in hidden or is_letter(form)
