"""The measures of the evaluation: agreement of groups, of codes and of labels."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    f1_score,
    normalized_mutual_info_score,
)

HALF: Final = 0.5
BINS: Final = 10
RESAMPLES: Final = 1_000
PERCENTILES: Final = (2.5, 97.5)
Floats = NDArray[np.float64]
Codes = Sequence[frozenset[str]]


def nmi(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the normalised mutual information of two groupings, 0 to 1."""
    return float(normalized_mutual_info_score(one, other))


def ami(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the mutual information adjusted for chance: 0 by chance, 1 alike."""
    return float(adjusted_mutual_info_score(one, other))


def ari(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the adjusted Rand index: 0 by chance, 1 alike."""
    return float(adjusted_rand_score(one, other))


def survival(
    groups: Sequence[Sequence[int]], labels: Sequence[str], small: Sequence[str]
) -> float:
    """Return the share of small labels that have a group of their own.

    A group, given as places in ``labels``, is a label's own when it holds half of
    the label and is half of it. The analysis says of rare concerns that they reach
    the facilitator; this is the share that does.
    """
    sizes = {label: labels.count(label) for label in small}
    said = [[labels[place] for place in group] for group in groups]
    found = sum(
        any(own.count(label) >= HALF * max(sizes[label], len(own)) for own in said)
        for label in small
    )
    return found / len(small)


def pair_f1(one: Codes, other: Codes) -> float:
    """Return 2 |A ∩ B| / (|A| + |B|) over the pairs of answer and code.

    Two coders who share 3 of their 4 and 5 codes reach 6 / 9 = .67.
    """
    both = sum(len(a & b) for a, b in zip(one, other, strict=True))
    total = sum(len(a) + len(b) for a, b in zip(one, other, strict=True))
    return 2 * both / total if total else 1.0


def matched(found: Codes, given: Codes) -> dict[str, str]:
    """Return which code each found concern stands for, one to one.

    The assignment with the largest sum of F1 between a concern's answers and a
    code's; a concern that shares no answer with its code stands for none.
    """
    concerns, codes = _answers_of(found), _answers_of(given)
    overlap = np.array(
        [[_f1_of(own, said) for said in codes.values()] for own in concerns.values()]
    ).reshape(len(concerns), len(codes))
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    names, meant = list(concerns), list(codes)
    return {
        names[row]: meant[column]
        for row, column in zip(rows, columns, strict=True)
        if overlap[row, column] > 0
    }


def _answers_of(codes: Codes) -> dict[str, frozenset[int]]:
    names = sorted(frozenset().union(*codes))
    return {
        name: frozenset(place for place, own in enumerate(codes) if name in own)
        for name in names
    }


def _f1_of(one: frozenset[int], other: frozenset[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def macro_f1(labels: Sequence[str], guesses: Sequence[str]) -> float:
    """Return the mean F1 of the classes that occur among the labels."""
    classes = sorted(set(labels))
    return float(
        f1_score(labels, guesses, labels=classes, average="macro", zero_division=0.0)
    )


def bootstrap(
    labels: Sequence[str], guesses: Sequence[str], *, seed: int
) -> tuple[float, float]:
    """Return the 95 % percentile interval of the macro-F1 over resampled rows."""
    classes = sorted({*labels, *guesses})
    place = {name: number for number, name in enumerate(classes)}
    meant = np.array([place[label] for label in labels])
    said = np.array([place[guess] for guess in guesses])
    drawn = np.random.default_rng(seed).integers(0, len(meant), (RESAMPLES, len(meant)))
    spread = [_quick_macro_f1(meant[rows], said[rows], len(classes)) for rows in drawn]
    low, high = np.percentile(spread, PERCENTILES)
    return float(low), float(high)


def _quick_macro_f1(
    meant: NDArray[np.int64], said: NDArray[np.int64], classes: int
) -> float:
    right = np.bincount(meant[meant == said], minlength=classes)
    given = np.bincount(meant, minlength=classes)
    guessed = np.bincount(said, minlength=classes)
    occur = given > 0
    return float((2 * right[occur] / (given + guessed)[occur]).mean())


def calibration_error(right: NDArray[np.bool_], sure: Floats) -> float:
    """Return the expected calibration error in ten bins of equal width.

    The mean over rows of the distance between a bin's confidence and its share of
    right guesses (Guo et al. 2017).
    """
    bins = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
    gaps = [
        abs(right[bins == number].mean() - sure[bins == number].mean())
        * (bins == number).sum()
        for number in range(BINS)
        if (bins == number).any()
    ]
    return float(sum(gaps) / len(sure))


def accuracy_of_surest(
    right: NDArray[np.bool_], sure: Floats, *, share: float
) -> float:
    """Return the share of right guesses among the surest part of the rows."""
    kept = np.argsort(-sure, kind="stable")[: max(1, round(share * len(sure)))]
    return float(right[kept].mean())


def found_first(queries: Floats, candidates: Floats) -> float:
    """Return how often row i of the candidates is the one most like query i.

    Both are centred, since every language has a direction of its own, and compared
    by the cosine. Shape (n, d) each.
    """
    likeness = _directions(queries) @ _directions(candidates).T
    return float((likeness.argmax(axis=1) == np.arange(len(likeness))).mean())


def _directions(vectors: Floats) -> Floats:
    centred = vectors - vectors.mean(axis=0)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.where(lengths > 0, lengths, 1.0), dtype=np.float64)
