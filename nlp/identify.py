"""Which language each answer is written in, with "undetermined" as a legal value.

py3langid is joined by the word lists of the language packs and read within the
languages that can be there: those of the consultation, or those the answers
themselves show. No answer is refused for its language.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nlp.identification.evidence import (
    Evidence,
    open_languages,
    read_evidence,
)
from nlp.identification.shares import language_shares, shares_among
from nlp.languages import primary_subtag
from nlp.languages.scripts import scripts_of
from nlp.spread import Here, Spread, in_pieces

UNDETERMINED = "und"
FEWEST_WORDS = 4  # under these a declared language stands
OVERRIDE = 0.9

_DECLARED_PRIOR = 2.0
_LATIN = "Latn"
_UNSURE = 0.5
_DIGITS = 4

_CONFIDENT = 0.8
_CONFIDENT_WORDS = 5
_FEWEST_CONFIDENT = 3
_LEAST_SHARE = 0.02
_LEAST_PART = 0.1
_DAMPING = 0.35
_LEAST_CONFIDENT = 0.25
_LEAST_SHARE_OF_FEW = 0.1

# Tags for which py3langid and our packs use another.
_SAME = {"nb": "no", "fil": "tl", "iw": "he", "in": "id", "prs": "fa", "pes": "fa"}


@dataclass(frozen=True, slots=True)
class Identification:
    """The language of a text as a BCP 47 tag, and how sure that is, from 0 to 1.

    ``und`` with confidence 0 stands for a text in which no language shows.
    """

    language: str
    confidence: float


# The evidence of texts, and how often each of them occurs.
_Weighed: TypeAlias = tuple[Evidence, NDArray[np.float64]]

_NOTHING = Identification(UNDETERMINED, 0.0)


@dataclass(frozen=True, slots=True)
class Expected:
    """The tags of the languages expected, and the logarithms of their odds."""

    tags: Mapping[str, str]
    odds: Mapping[str, float]


def identify(
    texts: Sequence[str],
    *,
    candidates: Sequence[str] | None = None,
    declared: Sequence[str | None] | None = None,
    spread: Spread | None = None,
) -> list[Identification]:
    """Return the language of each text, in order.

    ``candidates`` are the languages of the consultation. A text whose writing
    none of them uses, or which is clearly in another language, still gets its
    own. Without candidates, the languages that the texts show are found first.
    ``declared`` holds per text the language of its form, or None: it stands under
    four words, and beyond until the text clearly is in another; it never stands
    against the writing. ``spread`` reads the texts, here if nothing else is said.
    """
    read = _Read.of(texts, spread or Here())
    expected = _expected(texts, read, candidates)
    return _each(texts, declared, read, expected)


def expect(
    texts: Sequence[str], *, candidates: Sequence[str] | None = None
) -> Expected:
    """Return the languages that `identify` would look for in these texts.

    A sample of very many texts tells as much as all of them.
    """
    return _expected(texts, _Read.of(texts, Here()), candidates)


def identify_expected(
    texts: Sequence[str],
    expected: Expected,
    *,
    declared: Sequence[str | None] | None = None,
) -> list[Identification]:
    """Return the language of each text as `identify` does, whatever stands beside it.

    With the languages that all texts of a file show, its parts may be read one by
    one.
    """
    return _each(texts, declared, _Read.of(texts, Here()), expected)


@dataclass(frozen=True, slots=True)
class _Read:
    """Different texts in pieces, and the evidence of each piece."""

    pieces: Sequence[Sequence[str]]
    evidence: Sequence[Evidence]

    @classmethod
    def of(cls, texts: Sequence[str], spread: Spread) -> "_Read":
        pieces = in_pieces(tuple(dict.fromkeys(texts)))
        return cls(pieces, list(spread.map(read_evidence, pieces)))


def _expected(
    texts: Sequence[str], read: _Read, candidates: Sequence[str] | None
) -> Expected:
    counts = Counter(texts)
    weighed = [
        (part, np.array([counts[text] for text in piece], dtype=np.float64))
        for piece, part in zip(read.pieces, read.evidence, strict=True)
    ]
    return _named(candidates, weighed) if candidates else _shown(weighed)


def _each(
    texts: Sequence[str],
    declared: Sequence[str | None] | None,
    read: _Read,
    expected: Expected,
) -> list[Identification]:
    forms = declared if declared is not None else [None] * len(texts)
    pairs = list(zip(texts, forms, strict=True))
    asked = dict.fromkeys(pairs)
    found: dict[tuple[str, str | None], Identification] = {}
    for piece, evidence in zip(read.pieces, read.evidence, strict=True):
        for form in dict.fromkeys(forms):
            rows = [row for row, text in enumerate(piece) if (text, form) in asked]
            decided = _decided(evidence.rows(rows), expected, form)
            for row, each in zip(rows, decided, strict=True):
                found[piece[row], form] = each
    return [found[pair] for pair in pairs]


def _language(tag: str) -> str:
    primary = primary_subtag(tag)
    return _SAME.get(primary, primary)


def _named(candidates: Sequence[str], weighed: Sequence[_Weighed]) -> Expected:
    """Return the languages of the consultation, with mild odds from its texts.

    What most answers are in helps to read the short ones; the odds are damped and
    bounded, so that a few voices in another language stay in theirs.
    """
    tags = {_language(tag): tag for tag in reversed(candidates)}
    sums = np.zeros(len(tags))
    for block, often in weighed:
        sums += often @ shares_among(block, tuple(tags)).values
    parts = np.maximum(sums / max(sums.max(initial=0.0), 1.0), _LEAST_PART)
    return Expected(
        tags,
        {tag: _DAMPING * math.log(part) for tag, part in zip(tags, parts, strict=True)},
    )


def _shown(weighed: Sequence[_Weighed]) -> Expected:
    """Return the languages that texts show, with their odds.

    Longer texts that are surely in one language decide. If there are too few of
    them, every text adds what it shows.
    """
    clearly = np.zeros(len(open_languages()))
    best = np.zeros(len(open_languages()))
    for block, often in weighed:
        values = shares_among(block).values
        long = np.asarray(block.words) >= _CONFIDENT_WORDS
        clearly += often @ ((values >= _CONFIDENT) & long[:, np.newaxis])
        highest = values.max(axis=1, keepdims=True, initial=0.0)
        best += often @ np.where(values == highest, values, 0.0)
    total = sum(float(often.sum()) for _, often in weighed)
    sure = clearly
    kept = sure >= max(_FEWEST_CONFIDENT, _LEAST_SHARE * sure.sum())
    if not kept.any() or sure.sum() < _LEAST_CONFIDENT * total:
        sure = best
        kept = (sure > 0) & (sure >= _LEAST_SHARE_OF_FEW * sure.sum())
    odds = {
        tag: math.log(amount / sure[kept].sum())
        for tag, amount, stays in zip(open_languages(), sure, kept, strict=True)
        if stays
    }
    return Expected({tag: tag for tag in odds}, odds)


def _decided(
    evidence: Evidence, expected: Expected, declared: str | None
) -> list[Identification]:
    plain = _detected(evidence, expected)
    if declared is None:
        return plain
    language = _language(declared)
    wider = _with_declared(expected, declared)
    leaning = _detected(evidence, wider)
    own = language_shares(evidence, wider.odds)
    shares = own.values[:, own.tags.index(language)].tolist()
    decided = []
    for row, script in enumerate(evidence.scripts):
        clearly = leaning[row].confidence >= OVERRIDE
        if script is None or script not in (_LATIN, *scripts_of(language)):
            # Any language may be typed in Latin letters, but not in any others.
            decided.append(plain[row])
        elif evidence.words[row] >= FEWEST_WORDS and clearly:
            decided.append(leaning[row])
        else:
            share = round(max(shares[row], _UNSURE), _DIGITS)
            decided.append(Identification(declared, share))
    return decided


def _with_declared(expected: Expected, tag: str) -> Expected:
    language = _language(tag)
    odds = max(expected.odds.values(), default=0.0) + _DECLARED_PRIOR
    return Expected({**expected.tags, language: tag}, {**expected.odds, language: odds})


def _detected(evidence: Evidence, expected: Expected) -> list[Identification]:
    shares = language_shares(evidence, expected.odds)
    tags = [expected.tags[tag] for tag in shares.tags]
    detected = []
    for row, values in enumerate(shares.values.tolist()):
        share = max(values, default=0.0)
        found = Identification(tags[values.index(share)], share) if share else _NOTHING
        other = shares.outside[row]
        clear = not share or evidence.words[row] > FEWEST_WORDS
        if other and clear and other[1] > max(share, _UNSURE):
            found = Identification(*other)
        detected.append(
            Identification(found.language, round(found.confidence, _DIGITS))
        )
    return detected
