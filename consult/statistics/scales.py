"""Turns a step on a scale into points from 0 to 100."""

from typing import Final

LEAST: Final = 0.0
MOST: Final = 100.0


def score(value: float, *, lowest: float, highest: float) -> float:
    """Return how far ``value`` lies on its scale, in points from 0 to 100.

    Linear, so that a step is worth the same everywhere: percent of maximum
    possible, P. Cohen, J. Cohen, L. S. Aiken and S. G. West, The problem of units
    and the circumstance for POMP, Multivariate Behavioral Research 34 (1999),
    315-346. Raises ValueError for a value off the scale or a scale of one step.
    """
    if not lowest <= value <= highest or lowest == highest:
        message = f"{value} is no step of a scale from {lowest} to {highest}"
        raise ValueError(message)
    return MOST * (value - lowest) / (highest - lowest)


def reverse(points: float) -> float:
    """Return the points of a statement that asks for the opposite."""
    return MOST - points


def is_upper_half(points: float) -> bool:
    """Tell whether points lie above the middle of the scale."""
    return 2 * points > LEAST + MOST
