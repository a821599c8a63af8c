"""How many concerns a set of statements holds, when nobody says.

A number is good when the partition can be predicted from the words alone
(adjusted mutual information between the labels and their leave-one-out
prediction) and when its clusters lie apart (silhouette). Stability alone is no
guide: it rises while quality falls. ``docs/methods.md`` has the figures.
"""

import math
from collections.abc import Sequence
from numbers import Integral, Real
from typing import ClassVar, Self

import numpy as np
from numpy.random import RandomState
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.metrics import adjusted_mutual_info_score
from sklearn.preprocessing import normalize
from sklearn.utils import check_random_state
from sklearn.utils._param_validation import Interval
from sklearn.utils.validation import validate_data

from nlp.cluster import (
    Columns,
    base_partitions,
    co_association,
    columns_of,
    cut,
    halved,
    merge_tree,
)
from nlp.features import Views
from nlp.recipe import Recipe
from nlp.ridge import Floats, LeaveOneOut, indicator, refine, smoother

# Words beside words where there are such views, else meaning at two ranks.
SILHOUETTE_VIEWS = (2, 4)
MEANING_VIEWS = (0, 2)
GRID = 18
ENOUGH_ROWS = 800
# Predictability and the silhouette in the agreement; silhouettes in views share one.
WEIGHTS = (2.0, 3.0)
# Numbers this near to the best are as good; the largest merges least.
TOLERANCE = 0.02
TINY = 1e-12


def choose_number(views: Views, recipe: Recipe) -> int:
    """Return a number of concerns for the statements of ``views``."""
    return int(concern_count(views, recipe).n_clusters_)


def concern_count(views: Views, recipe: Recipe) -> "ConcernCount":
    """Return the choice of a number for the statements of ``views``, fitted."""
    enough = len(views.columns) > max(SILHOUETTE_VIEWS)
    compared = SILHOUETTE_VIEWS if enough else MEANING_VIEWS
    chosen = ConcernCount(
        fewest=recipe.fewest_concerns,
        most=recipe.most_concerns,
        rows_per_cluster=recipe.statements_per_concern,
        most_per_root=recipe.most_per_root,
        n_runs=recipe.search_clusterings,
        views=views.columns,
        compared=tuple(views.columns[number] for number in compared),
        kernel=views.kernel,
        penalty=recipe.ridge,
        random_state=recipe.seed,
    )
    return chosen.fit(views.data)


class ConcernCount(BaseEstimator):  # type: ignore[misc] # scikit-learn ships no types
    """Choose how many clusters rows hold.

    Base partitions of sizes spread evenly in log make one agreement matrix, and
    every number on a geometric grid is judged on its tree.

    Parameters
    ----------
    fewest, most : bounds of the number; ``fewest`` gives way to the others.
    rows_per_cluster : rows that there must be for each cluster on average.
    most_per_root : clusters that there may be for each root of the rows.
    n_runs : number of base partitions, of ``ENOUGH_ROWS`` rows or more.
    views : column ranges (start, end) of X that base partitions see in turn;
        None means X as a whole.
    compared : column ranges whose cosines the silhouettes see; None means X.
    kernel : column range that leave-one-out prediction sees; None means X.
    penalty : L2 penalty of leave-one-out prediction.
    random_state : seed; the same seed gives the same number.

    Attributes
    ----------
    n_clusters_ : the chosen number.
    grid_ : shape (m,), the numbers that were judged, rising.
    criteria_ : shape (m, 2 + compared), adjusted mutual information of labels and
        their prediction, silhouette in the agreement, silhouettes in columns.
    scores_ : shape (m,), criteria scaled to 0-1 over the grid, weighted and added.

    """

    _parameter_constraints: ClassVar[dict[str, list[object]]] = {
        "fewest": [Interval(Integral, 1, None, closed="left")],
        "most": [Interval(Integral, 1, None, closed="left")],
        "rows_per_cluster": [Interval(Integral, 1, None, closed="left")],
        "most_per_root": [Interval(Real, 0, None, closed="neither")],
        "n_runs": [Interval(Integral, 1, None, closed="left")],
        "views": [tuple, None],
        "compared": [tuple, None],
        "kernel": [tuple, None],
        "penalty": [Interval(Real, 0, None, closed="neither")],
        "random_state": ["random_state"],
    }

    def __init__(
        self,
        *,
        fewest: int = 3,
        most: int = 80,
        rows_per_cluster: int = 6,
        most_per_root: float = 1.6,
        n_runs: int = 56,
        views: Columns | None = None,
        compared: Columns | None = None,
        kernel: tuple[int, int] | None = None,
        penalty: float = 1.0,
        random_state: int | RandomState | None = None,
    ) -> None:
        self.fewest = fewest
        self.most = most
        self.rows_per_cluster = rows_per_cluster
        self.most_per_root = most_per_root
        self.n_runs = n_runs
        self.views = views
        self.compared = compared
        self.kernel = kernel
        self.penalty = penalty
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: object = None) -> Self:  # noqa: ARG002, N803 - scikit-learn's signature
        """Choose a number for the rows of X, shape (n, d); return the estimator."""
        self._validate_params()
        data: Floats = validate_data(self, X, dtype=np.float64)
        fewest, most = self._bounds(len(data))
        if most <= fewest:
            self._settle([max(1, most)], np.zeros((1, len(WEIGHTS))))
            return self
        loo = smoother(halved(data, self.kernel), penalty=self.penalty)
        agreement = self._agreement(data, (fewest, most), loo)
        parts = [normalize(columns_of(data, each)) for each in self.compared or (None,)]
        grid = geometric_grid(fewest, most)
        self._settle(grid, _curves(parts, agreement, loo, grid))
        return self

    def _bounds(self, rows: int) -> tuple[int, int]:
        most = min(
            self.most,
            rows // self.rows_per_cluster,
            math.ceil(self.most_per_root * math.sqrt(rows)),
        )
        return min(self.fewest, rows), most

    def _agreement(
        self, data: Floats, bounds: tuple[int, int], loo: LeaveOneOut
    ) -> NDArray[np.float32]:
        random = check_random_state(self.random_state)
        # Small sets cost little and vary much from one random start to the next.
        runs = round(self.n_runs * max(1.0, math.sqrt(ENOUGH_ROWS / len(data))))
        low, high = np.log(bounds)
        spread = random.uniform(low, high, runs)
        sizes = [max(2, round(size)) for size in np.exp(spread).tolist()]
        views = [columns_of(data, columns) for columns in self.views or (None,)]
        return co_association(base_partitions(views, sizes, loo, random))

    def _settle(self, grid: Sequence[int], curves: Floats) -> None:
        self.grid_ = np.array(grid, dtype=np.int64)
        self.criteria_ = curves
        self.scores_ = _combined(curves)
        least = self.scores_.max() - TOLERANCE * _weights(curves).sum()
        self.n_clusters_ = int(grid[int(np.flatnonzero(self.scores_ >= least)[-1])])


def geometric_grid(low: int, high: int) -> list[int]:
    """Return up to ``GRID`` whole numbers from low to high, evenly spaced in log."""
    points = np.exp(np.linspace(np.log(low), np.log(max(high, low)), GRID))
    return sorted({round(point) for point in points.tolist()})


def _curves(
    parts: Sequence[Floats],
    agreement: NDArray[np.float32],
    loo: LeaveOneOut,
    grid: Sequence[int],
) -> Floats:
    """Return the criteria (columns) of every number of clusters on the grid."""
    tree = merge_tree(agreement)
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
    scaled = (curves - low) / np.maximum(high - low, TINY)
    return np.asarray(scaled @ _weights(curves))


def _weights(curves: Floats) -> Floats:
    views = curves.shape[1] - len(WEIGHTS)
    return np.array([*WEIGHTS, *([1.0 / views] * views if views else ())])
