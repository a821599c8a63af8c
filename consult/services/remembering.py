"""Remembers for minutes what followed from a draft, so that less is worked out anew.

It is no truth of its own: the draft is read from the database on every page, and what
is remembered counts only for exactly what stands there. It stays within the process,
goes after ``MINUTES``, and whoever takes something out of it has it alone.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from consult.services.drafting import DraftRow
from forms.logic import Sheet
from forms.typed import Raw

MINUTES: Final = 5
MOST_PLACES: Final = 40_000
"""So many questions, groups and repetitions are held in all, in some 20 megabytes."""


@dataclass(slots=True)
class Remembered:
    """What followed from the answers of a draft.

    ``stored`` are the answers as the database keeps them, ``about`` is what else
    decides: the questionnaire, the language, the day. ``way`` is the one through it.
    """

    stored: Any
    about: tuple[object, ...]
    answers: Raw
    sheet: Sheet
    way: Any
    until: float = 0.0


@dataclass(slots=True)
class Memory:
    """What followed from the drafts that somebody filled in just now, by their hash.

    ``now`` gives seconds.
    """

    now: Callable[[], float] = time.monotonic
    _held: OrderedDict[str, Remembered] = field(
        default_factory=OrderedDict, repr=False, init=False
    )
    _places: int = field(default=0, init=False)
    _lock: threading.Lock = field(
        default_factory=threading.Lock, repr=False, init=False
    )
    _sweeper: threading.Timer | None = field(default=None, repr=False, init=False)

    def take(self, row: DraftRow, about: tuple[object, ...]) -> Remembered | None:
        """Return what followed from exactly this draft, None where nobody knows.

        It is not held any more.
        """
        with self._lock:
            found = self._without(row.draft)
        if found is None or found.about != about or found.until < self.now():
            return None
        return found if row.stored == found.stored else None

    def hold(self, draft: str, found: Remembered) -> None:
        """Remember what followed from a draft, and forget what is too much or old."""
        if found.sheet.size > MOST_PLACES:
            return
        found.until = self.now() + 60 * MINUTES
        with self._lock:
            self._without(draft)
            self._held[draft] = found
            self._places += found.sheet.size
            while self._places > MOST_PLACES:
                self._without(next(iter(self._held)))
            self._sweep_later()

    def forget(self, draft: str) -> None:
        """Forget what followed from a draft that is no more."""
        with self._lock:
            self._without(draft)

    def forget_old(self) -> None:
        """Forget what was held for long enough; it is done in time by itself."""
        with self._lock:
            self._sweeper = None
            while self._held and self._oldest.until <= self.now():
                self._without(next(iter(self._held)))
            self._sweep_later()

    @property
    def _oldest(self) -> Remembered:
        return next(iter(self._held.values()))

    def _without(self, draft: str) -> Remembered | None:
        found = self._held.pop(draft, None)
        if found is not None:
            self._places -= found.sheet.size
        return found

    def _sweep_later(self) -> None:
        """Have what is old forgotten although nobody comes any more."""
        if self._sweeper is not None or not self._held:
            return
        wait = max(1.0, self._oldest.until - self.now())
        self._sweeper = threading.Timer(wait, self.forget_old)
        self._sweeper.daemon = True
        self._sweeper.start()
