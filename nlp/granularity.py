"""How many concerns a set of statements holds, when nobody says.

A number is good when the partition can be predicted from the words alone
(adjusted mutual information between the labels and their leave-one-out
prediction) and when its clusters lie apart (silhouette). Stability alone is no
guide: it rises while quality falls. ``docs/methods.md`` has the figures.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score

from nlp.cluster import base_partitions, co_association, cut, merge_tree
from nlp.features import Views
from nlp.recipe import Recipe
from nlp.ridge import Floats, LeaveOneOut, indicator, refine, smoother

# Words beside words where there are such views, else meaning at two ranks.
SILHOUETTE_VIEWS = (2, 4)
MEANING_VIEWS = (0, 2)
GRID = 18
ENOUGH_ROWS = 800
# Predictability, the silhouette in the agreement, and two silhouettes in views.
WEIGHTS = np.array([2.0, 3.0, 0.5, 0.5])
# Numbers this near to the best are as good; the largest merges least.
TOLERANCE = 0.02
TINY = 1e-12


def choose_number(views: Views, recipe: Recipe) -> int:
    """Return a number of concerns for the statements of ``views``.

    Base partitions of sizes spread evenly in log make one agreement matrix, and
    every number on a geometric grid is judged on its tree.
    """
    rows = len(views.data)
    most = min(
        recipe.most_concerns,
        rows // recipe.statements_per_concern,
        math.ceil(recipe.most_per_root * math.sqrt(rows)),
    )
    fewest = min(recipe.fewest_concerns, rows)
    if most <= fewest:
        return max(1, most)
    random = RandomState(recipe.seed)
    loo = smoother(views.kernel_view, penalty=recipe.ridge)
    parts = [views.view(number) for number in range(len(views.columns))]
    # Small sets cost little and vary much from one random start to the next.
    runs = round(recipe.search_clusterings * max(1.0, math.sqrt(ENOUGH_ROWS / rows)))
    spread = random.uniform(np.log(fewest), np.log(most), runs)
    sizes = [max(2, round(size)) for size in np.exp(spread).tolist()]
    agreement = co_association(base_partitions(parts, sizes, loo, random))
    grid = geometric_grid(fewest, most)
    scores = _combined(_curves(views, agreement, loo, grid))
    good = np.flatnonzero(scores >= scores.max() - TOLERANCE * WEIGHTS.sum())
    return grid[int(good[-1])]


def geometric_grid(low: int, high: int) -> list[int]:
    """Return up to ``GRID`` whole numbers from low to high, evenly spaced in log."""
    points = np.exp(np.linspace(np.log(low), np.log(max(high, low)), GRID))
    return sorted({round(point) for point in points.tolist()})


def _curves(
    views: Views,
    agreement: NDArray[np.float32],
    loo: LeaveOneOut,
    grid: Sequence[int],
) -> Floats:
    """Return the criteria (columns) of every number of concerns on the grid."""
    tree = merge_tree(agreement)
    enough = len(views.columns) > max(SILHOUETTE_VIEWS)
    judged = SILHOUETTE_VIEWS if enough else MEANING_VIEWS
    parts = [views.view(number) for number in judged]
    curves: list[list[float]] = []
    for number in grid:
        labels = cut(tree, number)
        predicted = refine(loo, labels, number)
        members = indicator(labels, number)
        curves.append(
            [
                float(adjusted_mutual_info_score(labels, predicted)),
                silhouette((agreement @ members).astype(np.float64), members),
                *(silhouette(part @ (part.T @ members), members) for part in parts),
            ]
        )
    return np.array(curves)


def silhouette(likeness: Floats, members: Floats) -> float:
    """Return the mean silhouette (Rousseeuw 1987) of n rows in k clusters, -1 to 1.

    ``members`` (n, k) holds ones and zeros; ``likeness`` (n, k) is the sum of every
    row's likeness to the members of each cluster, itself included with 1. Distance is
    1 less likeness. A row alone in its cluster counts 0.
    """
    own = members.astype(bool)
    sizes = members.sum(axis=0)
    inside = sizes @ members.T
    others = np.maximum(inside - 1.0, 1.0)
    near = (inside - likeness[own]) / others
    away = np.where(own, np.inf, 1.0 - likeness / sizes).min(axis=1)
    widths = (away - near) / np.maximum(np.maximum(away, near), TINY)
    return float(np.where(inside > 1.0, widths, 0.0).mean())


def _combined(curves: Floats) -> Floats:
    """Return the sum of criteria (columns), each scaled to 0-1 over the grid."""
    low, high = curves.min(axis=0), curves.max(axis=0)
    scaled = (curves - low) / np.maximum(high - low, 1e-12)
    return np.asarray(scaled @ WEIGHTS)
