"""Keeps pages that look the same for everybody but for what was given.

Such a page asks the same questions with the same words whatever anybody answered
before. It holds no answer: those are filled in for each who asks for it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Final

from markupsafe import escape

MOST_CHARACTERS: Final = 8_000_000
"""The pages of some fifty questionnaires."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A place on a page for what was given: the way to ask for it, and about what."""

    asks: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stencil:
    """A page but for what was given: the words between the blanks, and those."""

    words: Sequence[str]
    blanks: Sequence[Blank]

    @property
    def size(self) -> int:
        """Return how many characters it holds."""
        return sum(map(len, self.words))

    def filled(self, given: object) -> str:
        """Return the page with what was given, which is asked blank by blank."""
        page = [self.words[0]]
        for blank, after in zip(self.blanks, self.words[1:], strict=True):
            page += escape(getattr(given, blank.asks)(*blank.about)), after
        return "".join(page)


@dataclass(slots=True)
class Stencils:
    """The pages that were made so far, those used last at the end."""

    _made: OrderedDict[Hashable, Stencil] = field(
        default_factory=OrderedDict, repr=False, init=False
    )
    _alike: dict[Hashable, bool] = field(default_factory=dict, repr=False, init=False)
    _size: int = field(default=0, init=False)
    _lock: threading.Lock = field(
        default_factory=threading.Lock, repr=False, init=False
    )

    def page(self, look: Hashable, make: Callable[[], Stencil]) -> Stencil:
        """Return the page that has a certain look, made where there is none yet."""
        with self._lock:
            stencil = self._made.get(look)
            if stencil is not None:
                self._made.move_to_end(look)
                return stencil
        stencil = make()
        with self._lock:
            if look not in self._made:
                self._made[look] = stencil
                self._size += stencil.size
            while self._size > MOST_CHARACTERS:
                self._size -= self._made.popitem(last=False)[1].size
        return stencil

    def is_alike(self, page: Hashable, find_out: Callable[[], bool]) -> bool:
        """Whether a page looks the same whatever was answered, found out once."""
        if page not in self._alike:
            self._alike[page] = find_out()
        return self._alike[page]
