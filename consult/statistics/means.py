"""Means with their intervals, weighted or not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

TWO_SIDED_95 = 0.975
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over ``of`` values, its standard error, and its interval of 95 %."""

    value: float
    error: float
    low: float
    high: float
    of: int


def mean(values: Sequence[float], weights: Sequence[float] | None = None) -> Mean:
    """Return the weighted mean with its linearised error and t interval.

    The variance is n/(n-1) times the sum of the squares of w(x - mean)/sum(w):
    K. M. Wolter, Introduction to Variance Estimation, 2nd edition, Springer 2007,
    chapter 6. With equal weights it is the usual s/sqrt(n). Every weight is above
    0. Raises ValueError for fewer than two values, which tell no spread.
    """
    count = len(values)
    if count < FEWEST:
        message = f"a mean with an interval needs {FEWEST} values"
        raise ValueError(message)
    given = np.asarray(values, dtype=np.float64)
    shares = np.ones(count) if weights is None else np.asarray(weights, np.float64)
    if shares.shape != given.shape or not (shares > 0).all():
        message = "every value needs a weight above 0"
        raise ValueError(message)
    shares = shares / shares.sum()
    value = float(shares @ given)
    variance = count / (count - 1) * float(np.square(shares * (given - value)).sum())
    error = variance**0.5
    low, high = t_interval(value, error, freedom=count - 1)
    return Mean(value, error, low, high, count)


def t_interval(value: float, error: float, *, freedom: int) -> tuple[float, float]:
    """Return the interval of 95 % by Student's t with ``freedom`` degrees.

    Student, The probable error of a mean, Biometrika 6 (1908), 1-25.
    """
    reach = float(stdtrit(freedom, TWO_SIDED_95)) * error
    return value - reach, value + reach
