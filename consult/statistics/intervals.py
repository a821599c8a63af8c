"""Intervals for shares, unweighted."""

import math
from dataclasses import dataclass

# The 97.5 % point of the normal distribution: an interval of 95 %.
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Proportion:
    """``count`` of ``of``, with the interval for the share behind it.

    ``share``, ``low`` and ``high`` are fractions from 0 to 1.
    """

    count: int
    of: int
    share: float
    low: float
    high: float


def wilson(count: int, of: int, *, normal: float = NORMAL_95) -> Proportion:
    """Return the share ``count / of`` with its score interval.

    The interval holds every share p that lies within ``normal`` standard errors
    of the observed one when the error is taken at p: E. B. Wilson, Probable
    inference, the law of succession, and statistical inference, Journal of the
    American Statistical Association 22 (1927), 209-212. It never leaves 0 to 1
    and is not empty at 0 of n.

    For 31 of 214 it runs from 0.1040 to 0.1983. Raises ValueError unless
    ``0 <= count <= of`` and ``of`` is at least 1.
    """
    if not 0 <= count <= of or of < 1:
        message = f"{count} of {of} is no share"
        raise ValueError(message)
    share = count / of
    spread = normal * normal / of
    centre = share + spread / 2
    reach = math.sqrt(spread * (share * (1 - share) + spread / 4))
    low = (centre - reach) / (1 + spread)
    high = (centre + reach) / (1 + spread)
    # At the ends the bound is the end itself; rounding must not say otherwise.
    return Proportion(
        count=count,
        of=of,
        share=share,
        low=min(share, max(0.0, low)) if count else 0.0,
        high=max(share, min(1.0, high)) if count < of else 1.0,
    )
