"""Distinct statements, language by language.

Statements with the same words are one row, so that a copied text weighs once and
the order of the input plays no part: rows are sorted by their words.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from nlp.redact import mask
from nlp.statements import MaskedSpan, Statement
from nlp.tokens import tokens

OTHER_LANGUAGES = "mul"


@dataclass(frozen=True, slots=True)
class Block:
    """The distinct statements of one language, or of several together.

    ``documents`` holds their words, ``languages`` their tags, ``members`` the
    positions of the statements behind each row, ``respondents`` who made them,
    ``independent`` who made them in an answer that is no copy of others.
    """

    language: str
    documents: tuple[tuple[str, ...], ...]
    languages: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]
    respondents: tuple[frozenset[str], ...]
    independent: tuple[frozenset[str], ...]


def spoken(statement: Statement) -> str:
    """Return the text of a statement, without personal data."""
    inside = [
        MaskedSpan(
            max(span.start, statement.start) - statement.start,
            min(span.end, statement.end) - statement.start,
            span.kind,
        )
        for span in statement.masked
    ]
    return mask(statement.text, inside) if inside else statement.text


def words_of(statement: Statement) -> tuple[str, ...]:
    """Return the words of a statement for features, without personal data."""
    return tuple(tokens(spoken(statement), statement.language))


def texts_of(block: "Block", statements: Sequence[Statement]) -> list[str]:
    """Return one text for every row of a block, the first of those with its words."""
    return [min(spoken(statements[place]) for place in row) for row in block.members]


Key = tuple[tuple[str, ...], str]
Rows = dict[Key, list[int]]


def language_blocks(
    statements: Sequence[Statement],
    documents: Sequence[tuple[str, ...]],
    respondents: Sequence[str],
    copied: Sequence[bool],
    *,
    smallest: int,
    shared: Collection[str] = (),
) -> list[Block]:
    """Return one block per language, largest first; ``shared`` languages make one.

    A language with fewer than ``smallest`` distinct statements joins the largest
    block: there its statements can still form a rare concern, and a language
    mistaken in a short answer does no harm. ``documents`` and ``respondents``
    stand beside ``statements``; a statement without words is in no block.
    """
    rows: dict[str, Rows] = {}
    for place, (statement, words) in enumerate(zip(statements, documents, strict=True)):
        if words:
            language = statement.language
            block = OTHER_LANGUAGES if language in shared else language
            rows.setdefault(block, {}).setdefault((words, language), []).append(place)
    ordered = sorted(rows.items(), key=lambda item: (-len(item[1]), item[0]))
    if not ordered:
        return []
    largest = ordered[0][1]
    blocks = [ordered[0]]
    for language, found in ordered[1:]:
        if len(found) >= smallest:
            blocks.append((language, found))
            continue
        for key, places in found.items():
            largest.setdefault(key, []).extend(places)
    return [_block(found, respondents, copied) for _, found in blocks]


def _block(found: Rows, respondents: Sequence[str], copied: Sequence[bool]) -> Block:
    ordered = sorted(found.items())
    languages = tuple(language for (_, language), _ in ordered)
    return Block(
        _leading(languages),
        tuple(words for (words, _), _ in ordered),
        languages,
        tuple(tuple(sorted(places)) for _, places in ordered),
        tuple(frozenset(respondents[p] for p in places) for _, places in ordered),
        tuple(
            frozenset(respondents[p] for p in places if not copied[p])
            for _, places in ordered
        ),
    )


def _leading(languages: Sequence[str]) -> str:
    """Return the commonest language of rows, the first by name of several."""
    counts = Counter(languages)
    return min(counts, key=lambda tag: (-counts[tag], tag))


def apportion(concerns: int, sizes: Sequence[int]) -> list[int]:
    """Return how many of ``concerns`` each block gets, at least one, at most its rows.

    Largest remainders (Hamilton's method) in proportion to the rows. The number
    of concerns must be at least the number of blocks and at most all rows.
    """
    total = sum(sizes)
    exact = [concerns * size / total for size in sizes]
    shares = [
        min(size, max(1, int(part))) for part, size in zip(exact, sizes, strict=True)
    ]
    while sum(shares) != concerns:
        step = 1 if sum(shares) < concerns else -1
        movable = [
            place
            for place, share in enumerate(shares)
            if (share < sizes[place] if step > 0 else share > 1)
        ]
        best = max(movable, key=lambda p: (step * (exact[p] - shares[p]), -p))
        shares[best] += step
    return shares


def pooled_to(blocks: Sequence[Block], number: int) -> list[Block]:
    """Return at most ``number`` blocks, the smallest pooled into one."""
    if len(blocks) <= number:
        return list(blocks)
    kept, rest = blocks[: number - 1], blocks[number - 1 :]
    together: dict[Key, list[tuple[int, int]]] = {}
    for part, block in enumerate(rest):
        pairs = zip(block.documents, block.languages, strict=True)
        for row, key in enumerate(pairs):
            together.setdefault(key, []).append((part, row))
    rows = [found for _, found in sorted(together.items())]
    pool = Block(
        OTHER_LANGUAGES,
        tuple(words for words, _ in sorted(together)),
        tuple(language for _, language in sorted(together)),
        tuple(
            tuple(sorted(p for part, row in found for p in rest[part].members[row]))
            for found in rows
        ),
        tuple(_union(rest[part].respondents[row] for part, row in f) for f in rows),
        tuple(_union(rest[part].independent[row] for part, row in f) for f in rows),
    )
    return [*kept, pool]


def _union(groups: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*groups)
