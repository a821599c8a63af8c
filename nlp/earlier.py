"""What an earlier analysis found, as far as a later one goes on from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from nlp.normalise import matching_form
from nlp.results import Analysis
from nlp.statements import MaskedSpan, Statement

MAIN_PREFIX: Final = "c"
RARE_PREFIX: Final = "r"

Held = tuple[str, ...] | None
"""The concerns a statement spoke of before; None for one that was not there."""


@dataclass(frozen=True, slots=True)
class EarlierConcern:
    """A concern as it was called; ``stability`` is 0 to 1."""

    id: str
    label: str
    language: str
    terms: tuple[str, ...]
    stability: float


@dataclass(frozen=True, slots=True)
class EarlierStatement:
    """A statement of the answer named ``key``, and the concerns it spoke of."""

    key: str
    start: int
    end: int
    text: str
    language: str
    masked: tuple[MaskedSpan, ...]
    concerns: tuple[str, ...]

    def as_statement(self) -> Statement:
        """Return the statement as the analysis has it, of no answer of its own."""
        return Statement(0, self.start, self.end, self.text, self.language, self.masked)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier analysis.

    ``numbered`` has, by prefix, the highest number that any concern ever bore,
    those included that are gone.
    """

    concerns: tuple[EarlierConcern, ...]
    statements: tuple[EarlierStatement, ...]
    numbered: Mapping[str, int] = field(default_factory=dict)

    def next_number(self, prefix: str) -> int:
        """Return the first number that no concern with the prefix ever bore."""
        borne = (
            int(each.id.removeprefix(prefix))
            for each in self.concerns
            if each.id.startswith(prefix)
        )
        return 1 + max((self.numbered.get(prefix, 0), *borne))


def held_before(
    analysis: Analysis, keys: Sequence[str], earlier: Earlier
) -> tuple[Held, ...]:
    """Return what every statement spoke of before; ``keys`` name the answers.

    The same span of the same answer with the same words is the same statement.
    Where there is none, the same words in another answer stand for it: what they
    spoke of every time they were said.
    """
    same = {(each.key, each.start, each.text): each for each in earlier.statements}
    alike = _by_words(earlier.statements)
    held: list[Held] = []
    for each in analysis.statements:
        statement = each.statement
        found = same.get((keys[statement.answer], statement.start, statement.text))
        if found is not None:
            held.append(found.concerns)
        else:
            held.append(alike.get(matching_form(statement.text)))
    return tuple(held)


def _by_words(statements: Iterable[EarlierStatement]) -> dict[str, tuple[str, ...]]:
    """Return, by the words of statements, the concerns that all of them share."""
    shared: dict[str, tuple[str, ...]] = {}
    for each in statements:
        words = matching_form(each.text)
        before = shared.get(words, each.concerns)
        shared[words] = tuple(c for c in before if c in each.concerns)
    return shared


def numbered_after(analysis: Analysis, earlier: Earlier | None) -> dict[str, int]:
    """Return the highest numbers ever borne, by prefix, after an analysis."""
    prefixes = (MAIN_PREFIX, RARE_PREFIX)
    highest = dict.fromkeys(prefixes, 0)
    if earlier is not None:
        highest = {prefix: earlier.next_number(prefix) - 1 for prefix in prefixes}
    for concern in (*analysis.concerns, *analysis.rare):
        prefix, number = concern.id[0], int(concern.id[1:])
        highest[prefix] = max(highest[prefix], number)
    return highest
