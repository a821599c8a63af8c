"""Quotes that stand for a concern: typical, unlike each other, of several people."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.languages.words import word_count
from nlp.statements import Statement

Floats = NDArray[np.float64]
TYPICAL_WEIGHT = 0.7
SHORTEST, LONGEST = 3, 60
SIDES = ("negative", "positive")
OFTEN = 0.05


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
    personal data. ``vectors`` (n, d) have unit length; where several languages, or
    both good and bad ``sides`` are there, each is heard as far as there is room.
    """
    usable = _usable(statements)
    if not usable:
        return []
    middle = vectors.mean(axis=0)
    typical = vectors @ (middle / max(float(np.linalg.norm(middle)), 1e-12))
    voices = _voices(statements, sides)
    folded = [each.text.casefold() for each in statements]
    free = usable
    chosen: list[int] = []
    likeness = np.zeros(len(statements))
    while free and len(chosen) < number:
        left = number - len(chosen)
        unheard = _unheard(chosen, voices, free, left=left)
        candidates = np.array(unheard or free)
        worth = TYPICAL_WEIGHT * typical - (1.0 - TYPICAL_WEIGHT) * likeness
        quote = int(candidates[worth[candidates].argmax()])
        near = vectors @ vectors[quote]
        likeness = np.maximum(likeness, near) if chosen else near
        chosen.append(quote)
        free = [
            place
            for place in free
            if respondents[place] != respondents[quote]
            and folded[place] != folded[quote]
        ]
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


def _unheard(
    chosen: Sequence[int],
    voices: Sequence[Sequence[str]],
    free: Sequence[int],
    *,
    left: int,
) -> list[int]:
    """Return the quotes of voices not heard yet when only their places are left.

    A quote that lets most of them be heard comes first, and languages of more quotes
    before others.
    """
    heard = {voice for place in chosen for voice in voices[place]}
    said = Counter(voice for place in free for voice in voices[place])
    # One in very many is a language mistaken rather than a language heard.
    missing = {
        voice: count
        for voice, count in said.items()
        if voice not in heard and (voice in SIDES or count >= OFTEN * len(free))
    }
    if not chosen or not missing or len(missing) < left:
        return []
    worth = {
        place: (
            len(new := [voice for voice in voices[place] if voice in missing]),
            max((missing[voice] for voice in new), default=0),
        )
        for place in free
    }
    best = max(worth.values())
    return [place for place in free if worth[place] == best]


def _voices(statements: Sequence[Statement], sides: Sequence[str]) -> list[list[str]]:
    """Return what each quote lets be heard: its language, and its side if any."""
    return [
        [f"language {each.language}", *([side] if side in SIDES else [])]
        for each, side in zip(statements, sides, strict=True)
    ]
