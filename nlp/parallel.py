"""Independent pieces of numeric work side by side, with results in order.

Every piece uses one numeric thread, since the order in which several would add
numbers up is left to chance; results are therefore the same on any number of
processors.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, TypeVar

from threadpoolctl import threadpool_limits

MANY_ROWS = 20_000
ONE_PROCESSOR = Event()
"""Set in a process that does a part of the work: others have the other processors."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """Return ``function`` of every item, in the order of the items.

    ``function`` must not depend on what it is called with elsewhere.
    """
    processors = 1 if ONE_PROCESSOR.is_set() else os.cpu_count() or 1
    workers = min(processors, len(items))
    # Some libraries keep one limit for the process, others one for each thread:
    # here the first is set and given back, below the second.
    with threadpool_limits(limits=1):
        if workers <= 1:
            return [function(item) for item in items]
        with ThreadPoolExecutor(workers, initializer=_one_numeric_thread) as pool:
            return list(pool.map(function, items))


def side_by_side(*pieces: Callable[[], Any], rows: int) -> list[Any]:
    """Return what each of the pieces gives, in their order.

    They must not depend on each other. Of more than ``MANY_ROWS`` of what they are
    about, one is done after another: what each holds meanwhile adds up.
    """
    if rows > MANY_ROWS:
        return [piece() for piece in pieces]
    return in_order(_done, pieces)


def _done(piece: Callable[[], Any]) -> Any:
    return piece()


def _one_numeric_thread() -> None:
    threadpool_limits(limits=1)
