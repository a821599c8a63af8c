"""Quotes that stand for a concern: typical, unlike each other, of several people."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.languages.words import word_count
from nlp.statements import Statement

Floats = NDArray[np.float64]
TYPICAL_WEIGHT = 0.7
SHORTEST, LONGEST = 3, 60


def choose_quotes(
    statements: Sequence[Statement],
    respondents: Sequence[str],
    vectors: Floats,
    sides: Sequence[str],
    *,
    number: int,
) -> list[int]:
    """Return positions of up to ``number`` quotes, the most typical first.

    By maximal marginal relevance (Carbonell and Goldstein 1998): near the middle
    of the concern, far from what is quoted already, one per respondent, none with
    personal data. ``vectors`` (n, d) have unit length; where both good and bad
    ``sides`` are there, each is heard.
    """
    usable = _usable(statements)
    if not usable:
        return []
    middle = vectors.mean(axis=0)
    typical = vectors @ (middle / max(float(np.linalg.norm(middle)), 1e-12))
    chosen: list[int] = []
    while len(chosen) < number:
        free = _free(usable, chosen, statements, respondents)
        if not free:
            break
        missing = _missing_side(chosen, sides, free, left=number - len(chosen))
        chosen.append(_next(missing or free, chosen, typical, vectors))
    return chosen


def _usable(statements: Sequence[Statement]) -> list[int]:
    """Return statements fit to be quoted; lengths are relaxed if none is left."""
    clean = [place for place, each in enumerate(statements) if not each.masked]
    fitting = [
        place
        for place in clean
        if SHORTEST <= word_count(statements[place].text) <= LONGEST
    ]
    return fitting or clean


def _free(
    usable: Sequence[int],
    chosen: Sequence[int],
    statements: Sequence[Statement],
    respondents: Sequence[str],
) -> list[int]:
    people = {respondents[place] for place in chosen}
    texts = {statements[place].text.casefold() for place in chosen}
    return [
        place
        for place in usable
        if respondents[place] not in people
        and statements[place].text.casefold() not in texts
    ]


def _missing_side(
    chosen: Sequence[int], sides: Sequence[str], free: Sequence[int], *, left: int
) -> list[int]:
    """Return the quotes of a side not heard yet when only its places are left."""
    heard = {sides[place] for place in chosen}
    missing = [
        side
        for side in ("negative", "positive")
        if side not in heard and any(sides[place] == side for place in free)
    ]
    if not chosen or not missing or len(missing) < left:
        return []
    return [place for place in free if sides[place] == missing[0]]


def _next(
    free: Sequence[int], chosen: Sequence[int], typical: Floats, vectors: Floats
) -> int:
    candidates = np.array(free)
    worth = TYPICAL_WEIGHT * typical[candidates]
    if chosen:
        likeness = (vectors[candidates] @ vectors[list(chosen)].T).max(axis=1)
        worth = worth - (1.0 - TYPICAL_WEIGHT) * likeness
    return int(candidates[worth.argmax()])
