"""Slows down who tries receipt codes, without knowing who it is."""

import datetime as dt
import threading
from typing import Final

from consult.clock import Clock

MOST: Final = 600
REFILL: Final = dt.timedelta(milliseconds=50)
"""So many wrong codes at once, then twenty a second, in each process.

With two processes it takes some eighty years to find one of a hundred thousand codes
among 10^16. No visitor is told from another, so that the pace has to leave room for
everybody: a slower one would let a single script keep all others from their answers.
"""


class Patience:
    """How many wrong codes are borne before everybody has to wait a moment."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._left = float(MOST)
        self._counted_at = clock()

    def is_left(self) -> bool:
        """Whether a code may be tried now."""
        with self._lock:
            self._refill()
            return self._left >= 1

    def spend(self) -> None:
        """Count one wrong code."""
        with self._lock:
            self._refill()
            self._left = max(0.0, self._left - 1)

    def _refill(self) -> None:
        moment = self._clock()
        passed = max(moment - self._counted_at, dt.timedelta(0))
        self._left = min(float(MOST), self._left + passed / REFILL)
        self._counted_at = moment
