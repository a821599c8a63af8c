"""Cuts texts into clauses and written words, from which labels are taken.

spaCy reads the words. Loading it takes longer than cutting the texts of an analysis,
so that a process beside this one may load it and cut texts ahead of their use.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from nlp.normalise import matching_form
from nlp.spread import Spread
from nlp.statements import Span
from nlp.tokens import written_words

# Marks of several scripts, and a dash between spaces.
CLAUSE_END = re.compile(
    '[,;:.!?()\\[\\]{}«»"\u201c\u201d\u201e\u2026\u060c\u061b\u061f\u06d4\u0964\u00b7|/\n\r\t]'
    "|\\s[-\u2013\u2014]\\s"
)
# Where a clause stands in its text, where its words stand in it, and their forms.
Clause = tuple[Span, tuple[Span, ...], tuple[str, ...]]
Clauses = tuple[Clause, ...]
# A text and its language.
Told = tuple[str, str]


@lru_cache(maxsize=32768)
def form_of(word: str) -> str:
    """Return the matching form of a word, which many statements repeat."""
    return matching_form(word)


def is_letter(form: str) -> bool:
    """Tell whether a word is half an abbreviation, whose dot ended the clause."""
    return len(form) == 1 and form.isascii() and form.isalpha()


def is_cut_beside() -> bool:
    """Tell whether texts that are cut ahead are cut meanwhile."""
    return _BESIDE.get() is not None


def cut(text: str, language: str) -> Clauses:
    """Return the clauses of a text with their words and the forms of these."""
    beside = _BESIDE.get()
    return beside.cut((text, language)) if beside else _cut(text, language)


def get_ready() -> None:
    """Have spaCy loaded where texts are cut, if that is not here."""
    beside = _BESIDE.get()
    if beside:
        beside.ahead([("", "xx")])


def cut_ahead(told: Iterable[Told]) -> None:
    """Begin to cut texts that are probably needed, where that is done elsewhere."""
    beside = _BESIDE.get()
    if beside:
        beside.ahead(told)


@contextmanager
def cutting_beside(spread: Spread) -> Iterator[None]:
    """Have texts cut in a process beside this one, if there is one."""
    token = _BESIDE.set(_Beside(spread) if spread.is_beside else None)
    try:
        yield
    finally:
        _BESIDE.reset(token)


class _Beside:
    """Has texts cut elsewhere and remembers them."""

    def __init__(self, spread: Spread) -> None:
        self._spread = spread
        self._found: dict[Told, Clauses] = {}
        self._begun: list[Callable[[], dict[Told, Clauses]]] = []
        self._asked: set[Told] = set()

    def ahead(self, told: Iterable[Told]) -> None:
        wanted = [each for each in dict.fromkeys(told) if each not in self._asked]
        if wanted:
            self._asked.update(wanted)
            self._begun.append(self._spread.begin(cut_all, wanted))

    def cut(self, told: Told) -> Clauses:
        self.ahead([told])
        while told not in self._found:
            self._found.update(self._begun.pop(0)())
        return self._found[told]


def cut_all(told: Sequence[Told]) -> dict[Told, Clauses]:
    """Return the clauses of each text."""
    written_words("", told[0][1])
    return {each: _cut(*each) for each in told}


@lru_cache(maxsize=8192)
def _cut(text: str, language: str) -> Clauses:
    found: list[Clause] = []
    for clause in _clauses(text):
        part = text[clause.start : clause.end]
        words = written_words(part, language)
        forms = tuple(form_of(part[each.start : each.end]) for each in words)
        while forms and is_letter(forms[-1]):
            words, forms = words[:-1], forms[:-1]
        if words:
            found.append((clause, words, forms))
    return tuple(found)


def _clauses(text: str) -> list[Span]:
    starts = [0, *(match.end() for match in CLAUSE_END.finditer(text))]
    ends = [*(match.start() for match in CLAUSE_END.finditer(text)), len(text)]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if b > a]


_BESIDE: ContextVar[_Beside | None] = ContextVar("beside", default=None)
