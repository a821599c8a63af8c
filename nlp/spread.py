"""Work on many things alike, in pieces: here, in processes of its own, or on Dask.

A piece is a fixed number of things whatever does the work, and results come in the
order of the pieces, so that nothing that is found depends on where it was found.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from threadpoolctl import threadpool_limits

from nlp.parallel import ONE_PROCESSOR
from nlp.progress import Report, Stage, silent

PIECE = 2_500
FEWEST_PIECES = 8  # under which starting processes takes longer than they save
# What numeric libraries read when they are loaded, each under its own name.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
# How a computer says that it gives no process, or took it away.
_REFUSALS = (BrokenProcessPool, OSError, NotImplementedError, ImportError)

Given = TypeVar("Given")
Result = TypeVar("Result")
Item = TypeVar("Item")


class Spread(Protocol):
    """Calls functions, wherever that is done.

    ``is_beside`` tells whether work that is begun goes on beside what is done here.
    """

    @property
    def is_beside(self) -> bool:
        """Tell whether work that is begun is done meanwhile, not when asked for."""

    def begin(
        self, function: Callable[..., Result], *given: object
    ) -> Callable[[], Result]:
        """Begin work that is wanted later; what is returned waits for it, once.

        ``function`` is as in ``map``. Where nobody else can do it, it is done here
        and then.
        """

    def map(
        self, function: Callable[[Given], Result], pieces: Sequence[Given]
    ) -> Iterator[Result]:
        """Yield ``function`` of every piece, in the order of the pieces.

        ``function`` is one of a module, or a `functools.partial` of one, so that it
        can be sent away; so can pieces and results. It must not depend on what it
        is called with elsewhere.
        """


class Here:
    """Does everything in this process, one piece after another."""

    is_beside = False

    def begin(
        self, function: Callable[..., Result], *given: object
    ) -> Callable[[], Result]:
        """Return what does the work; see `Spread`."""
        return partial(function, *given)

    def map(
        self, function: Callable[[Given], Result], pieces: Sequence[Given]
    ) -> Iterator[Result]:
        """Yield ``function`` of every piece; see `Spread`."""
        return map(function, pieces)


class Processes(AbstractContextManager["Processes"]):
    """Does pieces in processes of their own, as many as wanted or as there are pieces.

    They are started afresh, since a copy of a process with threads may hang. That
    takes a second or two, so that fewer than ``fewest`` pieces are done here as long
    as there are none. Each uses one numeric thread. One more does what is begun.
    Leaving the context ends them.
    """

    def __init__(self, workers: int, *, fewest: int = FEWEST_PIECES) -> None:
        self._workers = workers
        self._fewest = fewest
        self._pool: ProcessPoolExecutor | None = None
        self._aside: ProcessPoolExecutor | None = None
        self._is_refused = False

    @property
    def is_beside(self) -> bool:
        """Tell whether more than one process is wanted, and one can be had."""
        return self._workers > 1 and not self._is_refused

    def begin(
        self, function: Callable[..., Result], *given: object
    ) -> Callable[[], Result]:
        """Begin work in a process beside this one; see `Spread`."""
        here = partial(function, *given)
        if not self.is_beside:
            return here
        try:
            if self._aside is None:
                self._aside = _processes(1)
            with _not_interrupted():
                begun = self._aside.submit(function, *given)
        except _REFUSALS:
            self._is_refused = True
            return here
        return partial(self._waited_for, begun, here)

    def _waited_for(self, begun: Future[Result], here: Callable[[], Result]) -> Result:
        """Return what was begun; done here where its process was ended from outside."""
        try:
            return begun.result()
        except BrokenProcessPool:
            self._is_refused = True
            return here()

    def map(
        self, function: Callable[[Given], Result], pieces: Sequence[Given]
    ) -> Iterator[Result]:
        """Yield ``function`` of every piece; see `Spread`."""
        if min(self._workers, len(pieces)) <= 1:
            return map(function, pieces)
        if self._pool is None and len(pieces) < self._fewest:
            return map(function, pieces)
        if self._pool is None:
            self._pool = _processes(min(self._workers, len(pieces)))
        with _not_interrupted():
            return self._pool.map(function, pieces)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        place: TracebackType | None,
    ) -> None:
        for pool in (self._pool, self._aside):
            if pool is not None:
                # What was wanted was waited for: nobody misses what is under way.
                _end_at_once(pool)
                pool.shutdown(cancel_futures=True)
        self._pool = self._aside = None


def _processes(number: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        number, mp_context=get_context("spawn"), initializer=_start_working
    )


def _end_at_once(pool: ProcessPoolExecutor) -> None:
    """End processes whose work nobody waits for any more."""
    # The executor has no public name for them before Python 3.14.
    processes = getattr(pool, "_processes", None) or {}
    for process in list(processes.values()):
        process.terminate()
    # What is still read of a half-sent result must come to an end, and would not
    # while this process could go on writing it.
    results = getattr(pool, "_result_queue", None)
    if results is not None:
        results._writer.close()  # noqa: SLF001 - has no public name either


@contextmanager
def _not_interrupted() -> Iterator[None]:
    """Keep Ctrl-C from processes that are started here.

    They inherit what is blocked, until they ignore it themselves.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_the_first() -> None:
    """Wait until the first process is gone, however it ended, and end this one."""
    first = multiprocessing.parent_process()
    if first is not None:
        first.join()
        os._exit(1)


def _start_working() -> None:
    # Whoever stops the work stops it in the first process, which ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    # Numeric libraries are loaded later, and those that are loaded now are told too.
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    threadpool_limits(limits=1)
    ONE_PROCESSOR.set()


class DaskClient(Protocol):
    """What is used of ``dask.distributed.Client``."""

    def map(
        self, func: Callable[..., Any], *iterables: Iterable[Any], pure: bool
    ) -> list[Any]:
        """Send work away and return its futures."""

    def cancel(self, futures: list[Any]) -> None:
        """Give up work that was sent away."""


class DaskSpread:
    """Does pieces on the workers of a Dask cluster, and what is begun here."""

    is_beside = False

    def __init__(self, client: DaskClient) -> None:
        self._client = client

    def begin(
        self, function: Callable[..., Result], *given: object
    ) -> Callable[[], Result]:
        """Return what does the work; see `Spread`."""
        return partial(function, *given)

    def map(
        self, function: Callable[[Given], Result], pieces: Sequence[Given]
    ) -> Iterator[Result]:
        """Yield ``function`` of every piece; see `Spread`."""
        futures = self._client.map(_OneThread(function), pieces, pure=False)
        try:
            # What was fetched is let go, so that the cluster can forget it.
            for place in range(len(futures)):
                yield futures[place].result()
                futures[place] = None
        finally:
            self._client.cancel([each for each in futures if each is not None])


class _OneThread:
    """A function that uses one numeric thread, as everywhere else."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._function = function

    def __call__(self, *given: Any) -> Any:
        with threadpool_limits(limits=1):
            return self._function(*given)


def spread_over(
    function: Callable[[Sequence[Item]], Sequence[Result]],
    items: Sequence[Item],
    *,
    spread: Spread,
    stage: Stage,
    report: Report = silent,
    size: int = PIECE,
) -> list[Result]:
    """Return what ``function`` gives for pieces of the items, joined in order.

    ``function`` gives as many results as it is given items, and what it says of one
    must not depend on the others.
    """
    report(stage, 0, len(items))
    results: list[Result] = []
    for found in spread.map(function, in_pieces(items, size=size)):
        results += found
        report(stage, len(results), len(items))
    return results


def in_pieces(items: Sequence[Item], *, size: int = PIECE) -> list[Sequence[Item]]:
    """Return the items in pieces of ``size``, the last one smaller."""
    return [items[first : first + size] for first in range(0, len(items), size)]
