"""How far the items of an index measure one thing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtri

FEWEST_PEOPLE = 30
FEWEST_ITEMS = 3
LOWER_TAIL, UPPER_TAIL = 0.025, 0.975

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Alpha:
    """Cronbach's alpha over ``people`` and ``items``, with its interval of 95 %."""

    value: float
    low: float
    high: float
    people: int
    items: int


def alpha(rows: Sequence[Sequence[float]]) -> Alpha | None:
    """Return alpha of complete rows, one per person and one value per item.

    None for fewer than 30 people or 3 items, where it says nothing, and where
    everybody gave the same total, so that there is nothing to explain.
    """
    if len(rows) < FEWEST_PEOPLE or len(rows[0]) < FEWEST_ITEMS:
        return None
    value = cronbach(rows)
    if value is None:
        return None
    people, items = len(rows), len(rows[0])
    low, high = feldt(value, people=people, items=items)
    return Alpha(value, low, high, people, items)


def cronbach(rows: Sequence[Sequence[float]]) -> float | None:
    """Return k/(k-1) times 1 less the item variances over that of the total.

    L. J. Cronbach, Coefficient alpha and the internal structure of tests,
    Psychometrika 16 (1951), 297-334. ``rows`` have the shape (people, items), two
    or more of each; None when the totals do not differ.
    """
    values = np.asarray(rows, dtype=np.float64)
    items = values.shape[1]
    of_total = float(values.sum(axis=1).var(ddof=1))
    # Equal totals may differ in the last bit when they are sums of fractions.
    if of_total < np.finfo(np.float64).eps * max(1.0, float(np.square(values).max())):
        return None
    of_items = float(values.var(axis=0, ddof=1).sum())
    return float(items / (items - 1) * (1 - of_items / of_total))


def feldt(value: float, *, people: int, items: int) -> tuple[float, float]:
    """Return the interval of 95 % of an alpha.

    L. S. Feldt, D. J. Woodruff and F. A. Salih, Statistical inference for
    coefficient alpha, Applied Psychological Measurement 11 (1987), 93-103: with
    F of n-1 and (n-1)(k-1) degrees of freedom. For .7005 of 400 people and 5
    items it runs from .6515 to .7445.
    """
    freedom = people - 1, (people - 1) * (items - 1)
    low = 1 - (1 - value) * float(fdtri(*freedom, UPPER_TAIL))
    high = 1 - (1 - value) * float(fdtri(*freedom, LOWER_TAIL))
    return low, high


def spearman_brown(rows: Sequence[tuple[float, float]]) -> float | None:
    """Return the reliability of the mean of two items: 2r/(1+r).

    R. Eisinga, M. te Grotenhuis and B. Pelzer, The reliability of a two-item
    scale, International Journal of Public Health 58 (2013), 637-642. None where
    an item does not differ between people, or r is -1.
    """
    values = np.asarray(rows, dtype=np.float64)
    first, second = (values - values.mean(axis=0)).T
    spread = float(np.sqrt((first @ first) * (second @ second)))
    if not spread:
        return None
    related = float(first @ second) / spread
    return None if related <= -1 else 2 * related / (1 + related)
