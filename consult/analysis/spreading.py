"""Where the work of an analysis is done: in processes here, or on a Dask cluster."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, ClassVar, Final

from consult.errors import N_, NotReady, Rejected
from nlp.spread import DaskSpread, Processes, Spread

PATIENCE: Final = "10s"
SELDOM: Final = (100_000, 50, 100)


class DaskMissing(Rejected):
    """What speaks with a Dask cluster is not installed."""

    code: ClassVar[str] = "C517"
    message: ClassVar[str] = N_(
        "Work is spread over computers by Dask, which is not installed. Install "
        "consult-engine[dask] and try again."
    )


class NoScheduler(NotReady):
    """No Dask scheduler answers at the address."""

    code = "C518"
    message = N_(
        "No Dask scheduler answers at %(address)s. Check the address and that it is "
        "running, or leave out --scheduler."
    )


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


@contextmanager
def hardly_collecting() -> Iterator[None]:
    """Look seldom for objects that nobody needs any more.

    An analysis makes very many objects, all of them for keeps: to go through them
    again and again takes a tenth of the time of a large one.
    """
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def spreading(workers: int | None, scheduler: str | None) -> Iterator[Spread]:
    """Give what does the work, and end it afterwards.

    ``workers`` is the number of processes, or None for one per processor;
    ``scheduler`` is the address of a Dask scheduler and goes before. Raises
    `DaskMissing` or `NoScheduler`.
    """
    with hardly_collecting():
        if scheduler is None:
            with Processes(workers or processors()) as processes:
                yield processes
        else:
            with _cluster(scheduler) as cluster:
                yield cluster


@contextmanager
def _cluster(scheduler: str) -> Iterator[Spread]:
    try:
        # An extra, which takes a second to load.
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise DaskMissing from error
    try:
        client = distributed.Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise NoScheduler(address=scheduler) from error
    with client:
        yield DaskSpread(client)
