"""Consensus clustering of statements: many cheap partitions, one agreement.

Every base partition is a k-means run on one view of the data with a jittered
number of clusters, corrected by leave-one-out ridge prediction; the share of
partitions in which two statements stand together (evidence accumulation, Fred
and Jain 2005) is cut by Ward's linkage, and statements move to where they agree
most. Average linkage leaves single rows to themselves on the way to a number of
clusters, so that the others are too large: ``docs/methods.md`` has the figures.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from numbers import Integral, Real
from typing import ClassVar, Self

import numpy as np
from numpy.random import RandomState
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.preprocessing import normalize
from sklearn.utils import check_random_state
from sklearn.utils._param_validation import Interval
from sklearn.utils.validation import validate_data

from nlp.merging import by_first_appearance, cut, jittered, merge_tree
from nlp.parallel import in_order
from nlp.ridge import Floats, Halves, Integers, LeaveOneOut, refine, smoother

SETTLING = 5
ROUNDS = 6
Columns = tuple[tuple[int, int], ...]


@contextmanager
def alike_rows_allowed() -> Iterator[None]:
    """Let k-means find fewer clusters than asked for without a warning.

    Short answers are often alike. Filters hold for all threads of the process, so
    this stands around those that run k-means and not inside them.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        yield


def base_partitions(
    views: Sequence[Floats],
    sizes: Sequence[int],
    loo: LeaveOneOut,
    random: RandomState,
) -> list[Integers]:
    """Return one corrected k-means partition per entry of ``sizes``.

    ``views`` are arrays of shape (n, any) used in turn.
    """
    seeds = random.randint(np.iinfo(np.int32).max, size=len(sizes))
    # Half the digits take half the time, and k-means has no use for the others.
    halved = [view.astype(np.float32) for view in views]

    def partition(turn: int) -> Integers:
        view = halved[turn % len(halved)]
        size = min(sizes[turn], len(view))
        # A random start and a few rounds are as good as a careful one and many: the
        # agreement of many partitions decides, and their variety helps it.
        model = KMeans(
            size,
            init="random",
            n_init=1,
            max_iter=ROUNDS,
            random_state=int(seeds[turn]),
        )
        return refine(loo, model.fit_predict(view).astype(np.int64), size)

    with alike_rows_allowed():
        return in_order(partition, range(len(sizes)))


def co_association(partitions: Sequence[Integers]) -> NDArray[np.float32]:
    """Return the (n, n) shares of partitions that put two rows together."""
    rows = len(partitions[0])
    # A byte holds as many partitions as there mostly are, and is the quickest to add.
    count = np.uint8 if len(partitions) <= np.iinfo(np.uint8).max else np.uint16
    together = np.zeros((rows, rows), dtype=count)
    for labels in partitions:
        small = labels.astype(np.int16)
        together += small[:, None] == small
    return np.asarray(together.astype(np.float32) / np.float32(len(partitions)))


def settled(shared: NDArray[np.float32], labels: Integers) -> Integers:
    """Return labels after rows moved to where they agree most, numbered anew.

    A tree never takes back an early merge. ``shared`` (n, n) counts the partitions
    that put two rows together: sums of whole numbers are the same in any order. A row
    does not count beside itself; no cluster is left empty.
    """
    clusters = int(labels.max()) + 1
    itself = np.diag(shared)
    for _ in range(SETTLING):
        members = np.zeros((len(labels), clusters), dtype=np.float32)
        members[np.arange(len(labels)), labels] = 1.0
        own = members.astype(bool)
        total = shared @ members
        total[own] -= itself
        mean = total / np.maximum(members.sum(axis=0) - members, 1.0)
        moved = mean.argmax(axis=1).astype(np.int64)
        if len(np.unique(moved)) < clusters or np.array_equal(moved, labels):
            break
        labels = moved
    return by_first_appearance(labels)


def stability(agreement: NDArray[np.float32], labels: Integers) -> Floats:
    """Return each row's mean agreement (0 to 1) with the rest of its cluster."""
    clusters = int(labels.max()) + 1
    members = np.zeros((len(labels), clusters), dtype=np.float32)
    members[np.arange(len(labels)), labels] = 1.0
    total = np.einsum("ij,ij->i", agreement @ members, members)
    others = members.sum(axis=0)[labels] - 1.0
    own = np.diag(agreement)
    return np.where(others > 0, (total - own) / np.maximum(others, 1.0), 1.0)


def mean_agreement(
    agreement: NDArray[np.float32], labels: Integers, clusters: int
) -> Floats:
    """Return the mean agreement (clusters, clusters) of the rows of two clusters.

    Of a cluster with itself a row does not count beside itself, unless it is alone.
    """
    members = np.zeros((len(labels), clusters), dtype=np.float32)
    members[np.arange(len(labels)), labels] = 1.0
    total = (members.T @ (agreement @ members)).astype(np.float64)
    sizes = members.sum(axis=0).astype(np.float64)
    pairs = np.outer(sizes, sizes)
    alone = np.diag(sizes * (sizes > 1))
    return np.asarray((total - alone) / np.maximum(pairs - alone, 1.0))


class ConsensusClustering(ClusterMixin, BaseEstimator):  # type: ignore[misc] # scikit-learn ships no types
    """Cluster rows by the agreement of many corrected k-means partitions.

    Parameters
    ----------
    n_clusters : number of clusters to cut the agreement into.
    n_runs : number of base partitions.
    views : column ranges (start, end) of X that base partitions see in turn;
        None means X as a whole.
    kernel : column range that the leave-one-out correction sees; None means X.
    spread : factors between which the number of clusters is jittered.
    penalty : L2 penalty of the leave-one-out correction.
    random_state : seed; the same seed gives the same labels on any number of
        threads as long as the numeric libraries run one thread each.

    Attributes
    ----------
    labels_ : shape (n,), numbered by first appearance.
    co_association_ : shape (n, n), shares of partitions.
    stability_ : shape (n,), mean agreement with the own cluster.
    tree_ : shape (n - 1, 4), Ward's linkage of the agreement.

    """

    _parameter_constraints: ClassVar[dict[str, list[object]]] = {
        "n_clusters": [Interval(Integral, 1, None, closed="left")],
        "n_runs": [Interval(Integral, 1, None, closed="left")],
        "views": [tuple, None],
        "kernel": [tuple, None],
        "spread": [tuple],
        "penalty": [Interval(Real, 0, None, closed="neither")],
        "random_state": ["random_state"],
    }

    def __init__(
        self,
        n_clusters: int = 8,
        *,
        n_runs: int = 70,
        views: Columns | None = None,
        kernel: tuple[int, int] | None = None,
        spread: tuple[float, float] = (0.8, 1.6),
        penalty: float = 1.0,
        random_state: int | RandomState | None = None,
    ) -> None:
        self.n_clusters = n_clusters
        self.n_runs = n_runs
        self.views = views
        self.kernel = kernel
        self.spread = spread
        self.penalty = penalty
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: object = None) -> Self:  # noqa: ARG002, N803 - scikit-learn's signature
        """Cluster the rows of X, shape (n, d), and return the estimator."""
        self._validate_params()
        data: Floats = validate_data(self, X, dtype=np.float64, ensure_min_samples=2)
        clusters = self._number_of_clusters(len(data))
        random = check_random_state(self.random_state)
        loo = smoother(halved(data, self.kernel), penalty=self.penalty)
        views = [columns_of(data, columns) for columns in self.views or (None,)]
        sizes = jittered(clusters, self.n_runs, self.spread, random)
        agreement = co_association(base_partitions(views, sizes, loo, random))
        self.co_association_ = agreement
        self.tree_ = merge_tree(agreement)
        shared = np.rint(agreement * np.float32(self.n_runs))
        self.labels_ = settled(shared, cut(self.tree_, clusters))
        self.stability_ = stability(agreement, self.labels_)
        return self

    def _number_of_clusters(self, rows: int) -> int:
        if self.n_clusters > rows:
            message = f"n_samples={rows} should be >= n_clusters={self.n_clusters}."
            raise ValueError(message)
        return int(self.n_clusters)


def halved(data: Floats, columns: tuple[int, int] | None) -> Halves:
    """Return columns of (n, d) data as unit rows of half the digits.

    They take half the room, and predicting partitions needs no more.
    """
    return np.asarray(normalize(columns_of(data, columns)).astype(np.float32))


def columns_of(data: Floats, columns: tuple[int, int] | None) -> Floats:
    """Return the columns from a start to an end of (n, d) data, or all of it."""
    if columns is None:
        return data
    start, end = columns
    return data[:, start:end]
