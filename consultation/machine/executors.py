"""Heavy work, done in other processes. An executor calls a function once for each of many things;
each call is a parcel.

By default the processes are of this machine. `flows/` may choose a Dask scheduler.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from itertools import islice
from typing import ParamSpec, TypeVar

from consultation.machine.children import do_apart
from consultation.machine.system import memory, processors
from consultation.words.errors import OrganiserError

MEMORY = 1 << 30
"""Bytes that a process at work may take; typesetting takes 0.4 GB."""

AHEAD = 100
"""Parcels begun before their results are asked for: more than most executors have workers."""

Thing = TypeVar("Thing")
Result = TypeVar("Result")
Given = ParamSpec("Given")


class Processes(Executor):
    """An executor that does each parcel in a new process of this machine, by `do_apart`.

    At most `at_once()` processes work at the same time.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(at_once())

    def submit(
        self, work: Callable[Given, Result], /, *things: Given.args, **named: Given.kwargs
    ) -> Future[Result]:
        """Begin `work(*things, **named)` and return the future of its result."""
        return self._threads.submit(do_apart, partial(work, **named), *things)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Refuse further work. With `wait`, return once the work already submitted is done. With
        `cancel_futures`, cancel the work that has not begun."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)


def futures_of(
    executor: Executor,
    work: Callable[[Thing], Result],
    things: Iterable[Thing],
    ahead: int = AHEAD,
) -> Generator[tuple[Thing, Future[Result]]]:
    """Yield each thing with the future of `work(thing)`, in order.

    At most `ahead` parcels are begun in advance. If the caller closes the generator early, the
    parcels that it has not received are cancelled.
    """
    begun: deque[tuple[Thing, Future[Result]]] = deque()
    try:
        for thing in things:
            begun.append((thing, executor.submit(work, thing)))
            if len(begun) == ahead:
                yield begun.popleft()
        while begun:
            yield begun.popleft()
    finally:
        for _, future in begun:
            future.cancel()


def results_of(
    executor: Executor,
    work: Callable[[Thing], Result],
    things: Iterable[Thing],
    ahead: int = AHEAD,
) -> Iterator[Result]:
    """Yield the result of `work` for each thing, in order. Parcels are begun as in `futures_of`.

    A parcel that fails is done again in this process, and its error is raised if it fails again.
    OrganiserError and CancelledError are raised at once.
    """
    with closing(futures_of(executor, work, things, ahead)) as futures:
        following = next(futures, None)
        while following:
            thing, future = following
            try:
                result = future.result()
            except (OrganiserError, CancelledError):
                raise
            except Exception:
                result = work(thing)  # raises if it fails again
            following = next(futures, None)
            yield result


def prepared_ahead(things: Iterable[Thing]) -> Generator[Thing]:
    """Yield the things in order, while a thread prepares the next one."""
    preparing = iter(things)
    with ThreadPoolExecutor(1) as thread:
        following = thread.submit(list[Thing], islice(preparing, 1))
        while thing := following.result():
            following = thread.submit(list[Thing], islice(preparing, 1))
            yield thing[0]


def at_once() -> int:
    """The number of processes that may work at the same time: one for each processor, if there are
    `MEMORY` bytes for each and for this process."""
    return max(1, min(processors(), memory() // MEMORY - 1))
