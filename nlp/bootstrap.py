"""How surely each concern comes back when other people might have answered.

Rows are drawn with replacement, the distinct ones grouped anew by a small
consensus, and each concern compared with its likest new group by their Jaccard
coefficient; the mean over all draws is the concern's stability (Hennig 2007,
Cluster-wise assessment of cluster stability). It says nothing about truth: a group
can be stable and wrong.
"""

from collections.abc import Sequence

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray

from nlp.merging import Floats, Integers, cut, jittered, merge_tree
from nlp.parallel import in_order
from nlp.quick_means import Halves, quick_means

DRAWS = 12
DRAWN_ROWS = 1000
PARTITIONS = 12
ROUNDS = 6
# Members of a concern that a draw must hold to say something of it.
TELLING = 2


def concern_stability(
    views: Sequence[Halves],
    labels: Integers,
    clusters: int,
    *,
    spread: tuple[float, float],
    seed: int,
) -> Floats:
    """Return how surely each of ``clusters`` concerns comes back, shape (k,), 0 to 1.

    ``views`` are arrays of shape (n, any) seen in turn, ``labels`` (n,) number the
    concerns; ``spread`` are the factors between which new partitions vary in size.
    A concern that no draw says anything of has 0.
    """
    seeds = RandomState(seed).randint(np.iinfo(np.int32).max, size=DRAWS)
    sizes = np.bincount(labels, minlength=clusters)

    def likeness(turn: int) -> tuple[Floats, NDArray[np.bool_]]:
        random = RandomState(int(seeds[turn]))
        drawn = draw_rows(len(labels), random)
        old = labels[drawn]
        counts = np.bincount(old, minlength=clusters)
        # The views take turns from one draw to the next, not only within one.
        turned = [*views[turn % len(views) :], *views[: turn % len(views)]]
        parts = [view[drawn] for view in turned[:PARTITIONS]]
        new = regroup(parts, int((counts > 0).sum()), spread, random)
        telling = counts >= np.minimum(TELLING, np.maximum(sizes, 1))
        return best_jaccard(old, new, clusters), telling

    found = in_order(likeness, range(DRAWS))
    jaccard = np.array([each for each, _ in found])
    told = np.array([telling for _, telling in found])
    return np.asarray((jaccard * told).sum(axis=0) / np.maximum(told.sum(axis=0), 1))


def draw_rows(rows: int, random: RandomState) -> NDArray[np.int64]:
    """Return the distinct rows of a draw with replacement, in order.

    They are no more than ``DRAWN_ROWS``: of many rows fewer are drawn.
    """
    drawn = np.unique(random.randint(rows, size=rows))
    if len(drawn) > DRAWN_ROWS:
        drawn = np.sort(random.choice(drawn, DRAWN_ROWS, replace=False))
    return drawn.astype(np.int64)


def regroup(
    views: Sequence[Halves],
    clusters: int,
    spread: tuple[float, float],
    random: RandomState,
) -> Integers:
    """Return labels (m,) of a small consensus of rows seen in ``views``."""
    rows = len(views[0])
    if clusters == 1:
        return np.zeros(rows, dtype=np.int64)
    sizes = jittered(clusters, PARTITIONS, spread, random)
    # As many as partitions, which a byte holds: a quarter of the room is quicker.
    together = np.zeros((rows, rows), dtype=np.uint8)
    for turn, size in enumerate(sizes):
        seen = views[turn % len(views)]
        labels = quick_means(seen, min(size, rows), random, rounds=ROUNDS)
        together += labels[:, None] == labels
    shares = together.astype(np.float32) / np.float32(PARTITIONS)
    return cut(merge_tree(shares), clusters)


def best_jaccard(old: Integers, new: Integers, clusters: int) -> Floats:
    """Return for each of ``clusters`` old groups its greatest Jaccard with a new one.

    The rows of both over the rows of either, 0 to 1; 0 for a group without rows.
    """
    others = int(new.max()) + 1
    both = np.bincount(old * others + new, minlength=clusters * others)
    shared = both.reshape(clusters, others).astype(np.float64)
    either = shared.sum(axis=1)[:, None] + shared.sum(axis=0) - shared
    return np.asarray((shared / np.maximum(either, 1.0)).max(axis=1))
