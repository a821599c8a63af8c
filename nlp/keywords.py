"""Words that tell one concern from the others."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.lexical import Counts, document_frequency

Floats = NDArray[np.float64]
PRIOR_STATEMENTS = 200.0


@dataclass(frozen=True, slots=True)
class Keywords:
    """For every concern (rows) and term (columns) how telling the term is.

    ``weights`` are z-scores, ``coverage`` the share of the concern's statements
    that hold the term.
    """

    terms: tuple[str, ...]
    weights: Floats
    coverage: Floats


def telling_words(words: Counts, members: list[NDArray[np.int64]]) -> Keywords:
    """Return z-scores of log-odds with an informative Dirichlet prior.

    Monroe, Colaresi and Quinn 2008, "Fightin' Words", eq. 16-22, on numbers of
    statements that hold a word; the prior is the whole corpus. ``members`` lists
    the rows of each concern.
    """
    present = words.matrix.copy()
    present.data[:] = 1.0
    corpus = document_frequency(present)
    total = corpus.sum()
    prior = PRIOR_STATEMENTS * corpus / max(total, 1.0)
    weights = np.zeros((len(members), present.shape[1]))
    coverage = np.zeros_like(weights)
    for concern, rows in enumerate(members):
        inside = np.bincount(
            csr_matrix(present[rows]).indices, minlength=present.shape[1]
        ).astype(np.float64)
        weights[concern] = _compared(inside, corpus - inside, prior)
        coverage[concern] = inside / max(len(rows), 1)
    return Keywords(words.terms, weights, coverage)


def _compared(inside: Floats, outside: Floats, prior: Floats) -> Floats:
    """Return z-scores against the other concerns, or frequency where there are none.

    What holds every statement cannot be told from others; its words are then
    told from a text in which all of them are equally frequent.
    """
    if outside.any():
        return _z_scores(inside, outside, prior)
    if not inside.any():
        return np.zeros_like(inside)
    even = np.full_like(inside, inside.mean())
    return _z_scores(inside, even, np.full_like(prior, prior.mean()))


def _z_scores(inside: Floats, outside: Floats, prior: Floats) -> Floats:
    left, right = inside + prior, outside + prior
    all_left, all_right = left.sum(), right.sum()
    odds = np.log(left / np.maximum(all_left - left, 1e-9))
    odds -= np.log(right / np.maximum(all_right - right, 1e-9))
    return np.asarray(odds / np.sqrt(1.0 / left + 1.0 / right))
