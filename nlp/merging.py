"""Merges rows that agree into ever larger clusters, and cuts the tree of that.

It loads little, so that a process beside the first one can use it at once.
"""

from typing import Literal

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Linkage = Literal["average", "complete", "ward"]


def merge_tree(agreement: NDArray[np.float32], method: Linkage = "ward") -> Floats:
    """Return the linkage tree, shape (n - 1, 4), of an agreement matrix.

    Ward's method takes the root of twice the disagreement, which is the Euclidean
    distance of rows whose scalar product is their agreement.
    """
    distance = 1.0 - agreement.astype(np.float64)
    np.fill_diagonal(distance, 0.0)
    np.clip(distance, 0.0, None, out=distance)
    if method == "ward":
        distance = np.sqrt(2.0 * distance)
    return np.asarray(linkage(squareform(distance, checks=False), method))


def cut(tree: Floats, clusters: int) -> Integers:
    """Return exactly ``clusters`` labels, numbered by first appearance.

    Unlike a cut at a height, ties do not change the number of clusters.
    """
    rows = len(tree) + 1
    parent = np.arange(2 * rows - 1)
    for step in range(rows - clusters):
        left, right = int(tree[step, 0]), int(tree[step, 1])
        parent[left] = parent[right] = rows + step
    for node in range(len(parent) - 1, -1, -1):
        parent[node] = parent[parent[node]]
    roots = parent[:rows]
    return by_first_appearance(roots)


def by_first_appearance(labels: Integers) -> Integers:
    """Return labels numbered anew, in the order in which they appear."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    order = np.empty(len(first), dtype=np.int64)
    order[np.argsort(first)] = np.arange(len(first))
    return np.asarray(order[inverse], dtype=np.int64)


def jittered(
    clusters: int, runs: int, spread: tuple[float, float], random: RandomState
) -> list[int]:
    """Return ``runs`` numbers of clusters spread around ``clusters``."""
    low, high = spread
    return [max(2, round(clusters * random.uniform(low, high))) for _ in range(runs)]
