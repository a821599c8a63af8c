"""How many concerns a set of statements holds, when nobody says.

A number is good when its clusters lie apart (silhouettes, in the agreement of many
partitions and in the views themselves), and when statements stand with their
nearest neighbours more often than chance has it (modularity of their graph).
Stability is no guide: it rises while quality falls; how well words predict a
partition favours few concerns. ``docs/methods.md`` has the figures.
"""

import math
from collections.abc import Sequence
from numbers import Integral, Real
from typing import ClassVar, Self

import numpy as np
from numpy.random import RandomState
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator
from sklearn.utils import check_random_state
from sklearn.utils._param_validation import Interval
from sklearn.utils.validation import validate_data

from nlp.cluster import (
    Columns,
    base_partitions,
    co_association,
    columns_of,
    halved,
)
from nlp.features import Views
from nlp.merging import cut, merge_tree
from nlp.parallel import in_order
from nlp.recipe import Recipe
from nlp.ridge import Floats, Halves, LeaveOneOut, indicator, smoother

# Words beside words where there are such views, else meaning at two ranks.
SILHOUETTE_VIEWS = (2, 4)
MEANING_VIEWS = (0, 2)
GRID = 18
ENOUGH_ROWS = 800
# The silhouette in the agreement, modularity; silhouettes in views share the third.
WEIGHTS = (3.0, 1.0)
WEIGHT_OF_VIEWS = 1.5
NEIGHBOURS = 20
# Numbers this near to the best are as good, and the largest merges least. Of fewer
# rows than these less is near: each concern more leaves too few behind the others.
TOLERANCE = 0.03
# What a sample stands for widens it, but no more than was measured (9,000 rows).
WIDEST = 2.5
MANY_ROWS = 1500
TINY = 1e-12


def choose_number(views: Views, rows: int, recipe: Recipe) -> int:
    """Return a number of concerns for the statements of ``views``.

    ``rows`` are all there are, of which ``views`` may show a sample.
    """
    return int(concern_count(views, rows, recipe).n_clusters_)


def concern_count(views: Views, rows: int, recipe: Recipe) -> "ConcernCount":
    """Return the choice of a number for the statements of ``views``, fitted.

    Many statements hold more concerns, also where a sample of them is looked at.
    """
    larger = math.sqrt(rows / len(views.data))
    enough = len(views.columns) > max(SILHOUETTE_VIEWS)
    compared = SILHOUETTE_VIEWS if enough else MEANING_VIEWS
    chosen = ConcernCount(
        fewest=recipe.fewest_concerns,
        most=recipe.most_concerns,
        rows_per_cluster=recipe.statements_per_concern,
        most_per_root=recipe.most_per_root * larger,
        tolerance=TOLERANCE * min(larger, WIDEST),
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
    tolerance : how much worse than the best, as a share, is as good where there are
        ``MANY_ROWS`` or more; of fewer rows in proportion less.
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
    criteria_ : shape (m, 2 + compared), silhouette in the agreement, modularity,
        silhouettes in columns.
    tolerance_ : how much worse than the best, as a share, is as good.
    scores_ : shape (m,), criteria as shares of their greatest, weighted and added.

    """

    _parameter_constraints: ClassVar[dict[str, list[object]]] = {
        "fewest": [Interval(Integral, 1, None, closed="left")],
        "most": [Interval(Integral, 1, None, closed="left")],
        "rows_per_cluster": [Interval(Integral, 1, None, closed="left")],
        "most_per_root": [Interval(Real, 0, None, closed="neither")],
        "tolerance": [Interval(Real, 0, None, closed="left")],
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
        tolerance: float = TOLERANCE,
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
        self.tolerance = tolerance
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
        self.tolerance_ = self.tolerance * min(1.0, len(data) / MANY_ROWS)
        if most <= fewest:
            self._settle([max(1, most)], np.zeros((1, len(WEIGHTS))))
            return self
        loo = smoother(halved(data, self.kernel), penalty=self.penalty)
        agreement = self._agreement(data, (fewest, most), loo)
        parts = [halved(data, each) for each in self.compared or (None,)]
        grid = geometric_grid(fewest, most)
        self._settle(grid, _curves(parts, agreement, grid))
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
        tolerated = self.tolerance_ * float(_weights(curves).sum())
        self.n_clusters_ = int(grid[settled_place(self.scores_, tolerated)])


def geometric_grid(low: int, high: int) -> list[int]:
    """Return up to ``GRID`` whole numbers from low to high, evenly spaced in log."""
    points = np.exp(np.linspace(np.log(low), np.log(max(high, low)), GRID))
    return sorted({round(point) for point in points.tolist()})


def _curves(
    parts: Sequence[Halves],
    agreement: NDArray[np.float32],
    grid: Sequence[int],
) -> Floats:
    """Return the criteria (columns) of every number of clusters on the grid."""
    tree = merge_tree(agreement)
    graph = neighbours(parts, NEIGHBOURS)

    def judged(number: int) -> list[float]:
        members = indicator(cut(tree, number), number)
        halves = members.astype(np.float32)
        likenesses = [agreement @ halves, *(part @ (part.T @ halves) for part in parts)]
        among, *beside = (
            silhouette(each.astype(np.float64), members) for each in likenesses
        )
        return [among, modularity(graph, members), *beside]

    return np.array(in_order(judged, grid))


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


def neighbours(parts: Sequence[Halves], number: int) -> csr_matrix:
    """Return the graph (n, n) of rows that are among each other's ``number`` nearest.

    By the sum of their cosines in ``parts``, arrays (n, any) of unit rows. A row that
    either calls near counts, ones stand for edges.
    """
    rows = len(parts[0])
    likeness = sum(part @ part.T for part in parts[1:]) + parts[0] @ parts[0].T
    np.fill_diagonal(likeness, -np.inf)
    near = min(number, rows - 1)
    nearest = np.argpartition(-likeness, near - 1, axis=1)[:, :near].ravel()
    ones = np.ones(len(nearest))
    graph = csr_matrix(
        (ones, (np.repeat(np.arange(rows), near), nearest)), likeness.shape
    )
    return csr_matrix(graph.maximum(graph.T))


def modularity(graph: csr_matrix, members: Floats) -> float:
    """Return the share of edges inside clusters less what chance would put there.

    ``members`` (n, k) holds ones and zeros (Newman and Girvan 2004, eq. 5).
    """
    degrees = np.asarray(graph.sum(axis=1)).ravel()
    total = max(float(degrees.sum()), TINY)
    inside = float((members * (graph @ members)).sum()) / total
    shares = degrees @ members / total
    return inside - float(shares @ shares)


def settled_place(scores: Floats, tolerated: float) -> int:
    """Return the place of the score (m,) to settle on.

    How well one number does by itself is partly chance, since few partitions of a
    sample decide on it: the last place is looked for whose mean with those beside it
    is at most ``tolerated`` below the greatest such mean, and of the three the best.
    """
    padded = np.pad(scores, 1, mode="edge")
    means = (padded[:-2] + padded[1:-1] + padded[2:]) / 3.0
    place = int(np.flatnonzero(means >= means.max() - tolerated)[-1])
    first = max(place - 1, 0)
    return first + int(scores[first : place + 2].argmax())


def _combined(curves: Floats) -> Floats:
    """Return the weighted sum of criteria (columns), each a share of its greatest.

    What is below nothing counts as nothing. Shares do not depend on how far the
    grid reaches.
    """
    positive = np.maximum(curves, 0.0)
    shares = positive / np.maximum(positive.max(axis=0), TINY)
    return np.asarray(shares @ _weights(curves))


def _weights(curves: Floats) -> Floats:
    views = curves.shape[1] - len(WEIGHTS)
    return np.array([*WEIGHTS, *([WEIGHT_OF_VIEWS / views] * views if views else ())])
