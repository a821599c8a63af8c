"""How main concerns stand to each other: broad groups of them, and likely twins.

Both follow from how often statements of two concerns were put together in many
clusterings, against how often those of one were.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from nlp.results import Concern

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SAME_FROM: Final = 0.33
"""The agreement from which two concerns may be one (``docs/methods.md``)."""

BROAD_FROM: Final = (0.05, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3)
"""Mean agreements from which concerns may belong to one broad group."""

LARGEST_SHARE: Final = 1 / 3
LARGEST_AT_LEAST: Final = 4
"""A group of more concerns than that groups nothing: the next agreement is taken."""

MOST_TWINS: Final = 3


@dataclass(frozen=True, slots=True)
class Relations:
    """``broad`` lists the ids of each group of two concerns or more.

    ``twins`` says, by the id of a concern, which others may be the same, with their
    agreement from 0 to 1, the likeliest first.
    """

    broad: tuple[tuple[str, ...], ...]
    twins: Mapping[str, tuple[tuple[str, float], ...]]


def relate(concerns: Sequence[Concern]) -> Relations:
    """Return how main concerns, largest first, stand to each other.

    Groups are those of average linkage, at the lowest agreement at which none of
    them holds most of the concerns. They stand in the order of their largest one.
    """
    agreement = _table(concerns)
    return Relations(_broad(concerns, agreement), _twins(concerns, agreement))


def _table(concerns: Sequence[Concern]) -> Floats:
    """Return agreement (k, k), 0 where none is known; the same both ways."""
    place = {each.id: at for at, each in enumerate(concerns)}
    table = np.zeros((len(concerns), len(concerns)))
    for row, each in enumerate(concerns):
        for other, share in each.agreement.items():
            if other in place and place[other] != row:
                table[row, place[other]] = share
    return np.maximum(table, table.T)


def _broad(
    concerns: Sequence[Concern], agreement: Floats
) -> tuple[tuple[str, ...], ...]:
    if len(concerns) < 2:  # noqa: PLR2004 - one concern makes no group
        return ()
    apart = 1.0 - agreement
    np.fill_diagonal(apart, 0.0)
    tree = linkage(squareform(apart, checks=False), method="average")
    most = max(LARGEST_AT_LEAST, round(LARGEST_SHARE * len(concerns)))
    for least in BROAD_FROM:
        cut = fcluster(tree, 1.0 - least, criterion="distance")
        labels = np.asarray(cut, dtype=np.int64)
        if np.bincount(labels).max() <= most:
            return _groups(concerns, labels)
    return ()


def _groups(
    concerns: Sequence[Concern], labels: Integers
) -> tuple[tuple[str, ...], ...]:
    groups: dict[int, list[str]] = {}
    for each, label in zip(concerns, labels, strict=True):
        groups.setdefault(int(label), []).append(each.id)
    return tuple(tuple(ids) for ids in groups.values() if len(ids) > 1)


def _twins(
    concerns: Sequence[Concern], agreement: Floats
) -> dict[str, tuple[tuple[str, float], ...]]:
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for row, each in enumerate(concerns):
        order = np.argsort(-agreement[row], kind="stable")[:MOST_TWINS]
        near = [at for at in order if agreement[row, at] >= SAME_FROM]
        if near:
            found[each.id] = tuple(
                (concerns[at].id, float(agreement[row, at])) for at in near
            )
    return found
