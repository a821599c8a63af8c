"""How likely each expected language is for each text, as shares that sum to one.

A language's weight is its tempered score, the votes of words from the language
packs and the logarithm of its prior odds; shares are the softmax of weights. The
likeliest language that nobody expects takes part with a handicap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.identification.evidence import (
    COUNTED_WITH,
    Evidence,
    known_languages,
    open_languages,
)
from nlp.languages import available
from nlp.languages.scripts import scripts_of

_LATIN = "Latn"
_VOTE = 1.4
_SHORT = 20.0  # bytes: about three words
_ROMANISED_HANDICAP = 1.0
_UNKNOWN_HANDICAP = 4.0
_OUTSIDE_HANDICAP = 6.0
_OUTSIDE_RATE = 0.4  # per byte: a neighbour of an expected language leads by less


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of languages per text: ``values[row, column]`` is ``tags[column]``'s.

    ``outside`` names per row the likeliest language that nobody expects and its
    share, or None. A row in which no language can be has only zeros.
    """

    tags: tuple[str, ...]
    values: NDArray[np.float64]
    outside: tuple[tuple[str, float] | None, ...]


def language_shares(evidence: Evidence, expected: Mapping[str, float]) -> Shares:
    """Return the shares of the expected languages and of one other per text.

    ``expected`` gives the logarithm of the prior odds per language. A language
    that is not written as the text is has no share of it.
    """
    tags = tuple(expected)
    odds = np.array([expected[tag] for tag in tags], dtype=np.float64)
    # What is expected weighs less, the more a text says for itself.
    fading = _SHORT / np.maximum(evidence.sizes, _SHORT)[:, np.newaxis]
    weights = _scored(evidence, tags) + _votes(evidence, tags) + odds * fading
    others = tuple(tag for tag in open_languages() if tag not in expected)
    strange = _scored(evidence, others)
    # Words that many languages share must not lead away from those expected.
    none = ~np.isfinite(weights).any(axis=1)
    strange[none] += _votes(evidence, others)[none]
    best = strange.argmax(axis=1)
    lead = np.maximum(_OUTSIDE_HANDICAP, _OUTSIDE_RATE * np.sqrt(evidence.sizes))
    last = strange[np.arange(len(best)), best] - np.where(none, 0.0, lead)
    values = _softmax(np.column_stack([weights, last]))
    outside = [
        (others[column], float(share)) if share > 0 else None
        for column, share in zip(best, values[:, -1], strict=True)
    ]
    return Shares(tags, values[:, :-1], tuple(outside))


def shares_among(evidence: Evidence, tags: Sequence[str] | None = None) -> Shares:
    """Return the shares among ``tags`` at even odds, or all that may be met."""
    tags = open_languages() if tags is None else tuple(tags)
    values = _softmax(_scored(evidence, tags) + _votes(evidence, tags))
    return Shares(tags, values, (None,) * len(values))


def _softmax(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    if not weights.size:
        return weights
    highest = weights.max(axis=1, keepdims=True)
    powers = np.exp(weights - np.where(np.isfinite(highest), highest, 0.0))
    total = powers.sum(axis=1, keepdims=True)
    return powers / np.where(total > 0, total, 1.0)


def _scored(evidence: Evidence, tags: Sequence[str]) -> NDArray[np.float64]:
    """Return the scores per text and language, -inf where it cannot be."""
    native = _native(evidence, tags)
    romanised = _romanised(evidence, tags)
    scores = _scores(evidence, tags)
    possible = native | romanised
    if romanised.any() or not np.isfinite(scores).all():
        reference = _reference(evidence)[:, np.newaxis]
        unknown = ~np.isfinite(scores)
        scores = np.where(unknown, reference - _UNKNOWN_HANDICAP, scores)
        scores = np.where(romanised, reference - _ROMANISED_HANDICAP, scores)
    scores[~possible] = -np.inf
    return scores


def _reference(evidence: Evidence) -> NDArray[np.float64]:
    """Return the best score that any language with the text's writing has.

    Languages without a score of their own, because py3langid lacks them or they
    are typed in Latin letters, are measured against it.
    """
    tags = open_languages()
    scores = np.where(_native(evidence, tags), _scores(evidence, tags), -np.inf)
    highest = scores.max(axis=1, initial=-np.inf)
    return np.where(np.isfinite(highest), highest, 0.0)


def _scores(evidence: Evidence, tags: Sequence[str]) -> NDArray[np.float64]:
    places = {tag: column for column, tag in enumerate(known_languages())}
    scores = np.full((len(evidence.scripts), len(tags)), -np.inf)
    for column, tag in enumerate(tags):
        own = [places[label] for label in _labels(tag, tags) if label in places]
        if own:
            scores[:, column] = evidence.scores[:, own].max(axis=1)
    return scores


def _labels(tag: str, tags: Sequence[str]) -> list[str]:
    """Return the labels counted with a language, but those that stand beside it."""
    joined = [label for label, to in COUNTED_WITH.items() if to == tag]
    return [tag, *(label for label in joined if label not in tags)]


def _native(evidence: Evidence, tags: Sequence[str]) -> NDArray[np.bool_]:
    scripts = list(dict.fromkeys(evidence.scripts))
    possible = [[script in scripts_of(tag) for tag in tags] for script in scripts]
    table = np.array(possible, dtype=np.bool_).reshape(len(scripts), len(tags))
    places = {script: row for row, script in enumerate(scripts)}
    return table[[places[script] for script in evidence.scripts]]


def _romanised(evidence: Evidence, tags: Sequence[str]) -> NDArray[np.bool_]:
    """Return where words of languages of other scripts stand in Latin letters."""
    found = np.zeros((len(evidence.scripts), len(tags)), dtype=np.bool_)
    latin = np.array([script == _LATIN for script in evidence.scripts], dtype=np.bool_)
    places = {tag: column for column, tag in enumerate(available())}
    for column, tag in enumerate(tags):
        if tag in places:
            found[:, column] = evidence.romanised[:, places[tag]] & latin
    return found


def _votes(evidence: Evidence, tags: Sequence[str]) -> NDArray[np.float64]:
    """Return the votes of known words for each language, by the root of their number.

    A language for which there is no list must not lose for that: its scores decide
    between it and whichever language the words speak for most.
    """
    places = {tag: column for column, tag in enumerate(available())}
    votes = np.full((len(evidence.words), len(tags)), np.nan)
    for column, tag in enumerate(tags):
        if tag in places:
            votes[:, column] = evidence.votes[:, places[tag]]
    most = np.nanmax(votes, axis=1, initial=0.0, keepdims=True)
    counts = np.maximum(np.asarray(evidence.words, dtype=np.float64), 1.0)
    return _VOTE * np.where(np.isnan(votes), most, votes) / np.sqrt(counts)[:, None]
