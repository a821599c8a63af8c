"""Answers cut into idea units: spans that say one thing each.

Sentence marks of all scripts, lines, bullets and numbering part ideas, and so
does a contrast after a comma when both sides have enough to say. Nothing is
dropped: every letter and digit of the answer is inside exactly one span.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from nlp.languages import LanguagePack, load
from nlp.languages.signs import (
    BULLETS,
    COLONS,
    COMMAS,
    DASHES,
    INVISIBLE,
    LINE_ENDS,
    SEPARATORS,
)
from nlp.languages.words import dense_pattern, word_bounds, word_count
from nlp.normalise import matching_form
from nlp.sentence_ends import Break, breaks
from nlp.statements import Span

_COMMA = re.compile(f"[{COMMAS}]")
_EDGE = " \t\xa0\x1f" + LINE_ENDS
_LEADING = BULLETS + DASHES + SEPARATORS + "·*"
_TRAILING = BULLETS + DASHES + SEPARATORS.replace(":", "") + "·*"

MINIMUM_WORDS = 2
MINIMUM_CLAUSE_CONTENT = 2
_LONGEST_CONNECTOR = 5
_LONGEST_HEADING = 6


@dataclass(slots=True)
class _Piece:
    start: int
    end: int
    listed: bool  # a list or line break stands before it
    words: int
    content: int


# Where a word starts and ends, its matching form, about how many words it is (more
# than one in scripts without spaces), and as how many it counts that are no function
# words. Millions are made, so it is a plain tuple.
_Word: TypeAlias = tuple[int, int, str, int, int]


def split(text: str, *, language: str) -> tuple[Span, ...]:
    """Return the idea units of ``text``, in order, as spans of code points.

    Spans are trimmed of white space, bullets and separators, never overlap, and
    together hold every letter and digit of ``text``. A piece of fewer than two
    words, or of function words only, joins its neighbour, unless the writer set
    it apart as a line or an item of a list. A text without letters and digits is
    one span; a blank text has none.
    """
    pack = load(language)
    cuts = breaks(text, pack)
    has_clauses = _COMMA.search(text) and _connectors(pack.tag)
    if not cuts and not has_clauses:
        pieces = [_Piece(0, len(text), listed=False, words=1, content=1)]
    else:
        pieces = _joined(text, _pieces(text, cuts, pack))
    spans = (_trimmed(text, piece) for piece in pieces)
    return tuple(span for span in spans if span.start < span.end)


def _pieces(text: str, cuts: list[Break], pack: LanguagePack) -> list[_Piece]:
    all_words = _words(text, pack)
    starts = [Break(0, listed=False), *cuts]
    ends = [cut.position for cut in cuts] + [len(text)]
    found = []
    reached = 0
    for cut, end in zip(starts, ends, strict=True):
        first = reached
        while reached < len(all_words) and all_words[reached][0] < end:
            reached += 1
        inside = all_words[first:reached]
        bounds = [cut.position, *_clause_cuts(text, inside, pack), end]
        for number, (left, right) in enumerate(pairwise(bounds)):
            listed = cut.listed and number == 0
            found.append(_measured(left, right, inside, listed=listed))
    return found


def _words(text: str, pack: LanguagePack) -> list[_Word]:
    return [
        (start, end, *_facts(text[start:end], pack.tag))
        for start, end in word_bounds(text)
    ]


@lru_cache(maxsize=65536)
def _facts(word: str, language: str) -> tuple[str, int, int]:
    """Return the matching form of a word, its weight and its weight as content."""
    form = matching_form(word)
    weight = 0 if form.isdigit() else word_count(word)
    return form, weight, 0 if form in _function_words(language) else weight


def _measured(start: int, end: int, inside: list[_Word], *, listed: bool) -> _Piece:
    weight = content = 0
    for first, _, _, words, own_content in inside:
        if start <= first < end:
            weight += words
            content += own_content
    return _Piece(start, end, listed, weight, content)


@lru_cache(maxsize=64)
def _function_words(language: str) -> frozenset[str]:
    return frozenset(load(language).function_words)


@lru_cache(maxsize=64)
def _connectors(language: str) -> frozenset[str]:
    pack = load(language)
    return frozenset(pack.contrastive + pack.additive)


def _clause_cuts(text: str, inside: list[_Word], pack: LanguagePack) -> list[int]:
    """Return where clauses opened by a connector after a comma begin."""
    connectors = _connectors(pack.tag)
    cuts: list[int] = []
    if not inside or not _COMMA.search(text, inside[0][1], inside[-1][0]):
        return cuts
    left = 0
    right = sum(word[-1] for word in inside)
    for number, (word, following) in enumerate(pairwise(inside), 1):
        _, end, _, _, content = word
        left += content
        right -= content
        if min(left, right) < MINIMUM_CLAUSE_CONTENT:
            continue
        comma = _COMMA.search(text, end, following[0])
        if comma and _opens_with_connector(
            inside[number : number + _LONGEST_CONNECTOR], connectors
        ):
            cuts.append(comma.end())
            left = 0
    return cuts


def _opens_with_connector(clause: list[_Word], connectors: frozenset[str]) -> bool:
    forms = [form for _, _, form, _, _ in clause]
    if dense_pattern().match(forms[0]):
        return any(
            forms[0][:length] in connectors for length in range(1, len(forms[0]))
        )
    return any(
        " ".join(forms[:length]) in connectors for length in range(1, len(forms) + 1)
    )


def _joined(text: str, pieces: list[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and _belong_together(text, joined[-1], piece):
            joined[-1].end = piece.end
            joined[-1].words += piece.words
            joined[-1].content += piece.content
        else:
            joined.append(piece)
    return joined


def _belong_together(text: str, first: _Piece, second: _Piece) -> bool:
    if first.words == 0 or second.words == 0:
        return True
    heading = text[first.start : first.end].rstrip(_EDGE).endswith(COLONS)
    if heading and first.words <= _LONGEST_HEADING:
        return True
    if second.listed:
        return first.content == 0
    return _is_weak(first) or _is_weak(second)


def _is_weak(piece: _Piece) -> bool:
    return piece.words < MINIMUM_WORDS or piece.content == 0


def _trimmed(text: str, piece: _Piece) -> Span:
    start, end = piece.start, piece.end
    while start < end and _is_edge(text, start, _LEADING):
        start += 1
    while end > start and _is_edge(text, end - 1, _TRAILING):
        end -= 1
    if start == end:
        return _trimmed_of_space(text, piece)
    return Span(start, end)


def _is_edge(text: str, position: int, separators: str) -> bool:
    character = text[position]
    if character == "-" and text[position + 1 : position + 2].isdigit():
        return False
    return character.isspace() or character in separators or character in INVISIBLE


def _trimmed_of_space(text: str, piece: _Piece) -> Span:
    inside = text[piece.start : piece.end].strip(_EDGE + INVISIBLE)
    start = text.index(inside, piece.start)
    return Span(start, start + len(inside))
