"""Heavy work, done in other processes. An executor calls a function for each of many items. Each
call is named a parcel.

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
"""The bytes of memory to expect for each working process. Typesetting takes 0.4 GB."""

AHEAD = 100
"""The number of parcels that are begun before the caller asks for their results. Most executors
have fewer workers, so that none is idle."""

Item = TypeVar("Item")
Result = TypeVar("Result")
Given = ParamSpec("Given")


class Processes(Executor):
    """An executor that does each call in a new process of this machine (see `do_apart`).

    At most `at_once()` processes work at the same time.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(at_once())

    def submit(
        self, work: Callable[Given, Result], /, *inputs: Given.args, **named: Given.kwargs
    ) -> Future[Result]:
        """Begin `work(*inputs, **named)` and return the future of its result."""
        return self._threads.submit(do_apart, partial(work, **named), *inputs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Refuse further work. With `wait`, return once the work already submitted is done. With
        `cancel_futures`, cancel the work that has not begun."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)


def futures_of(
    executor: Executor,
    work: Callable[[Item], Result],
    items: Iterable[Item],
    ahead: int = AHEAD,
) -> Generator[tuple[Item, Future[Result]]]:
    """Yield each item with the future of `work(item)`, in order.

    At most `ahead` calls are begun before their results are asked for. If the caller closes the
    generator early, the calls that it has not received are cancelled.
    """
    begun: deque[tuple[Item, Future[Result]]] = deque()
    try:
        for item in items:
            begun.append((item, executor.submit(work, item)))
            if len(begun) == ahead:
                yield begun.popleft()
        while begun:
            yield begun.popleft()
    finally:
        for _, future in begun:
            future.cancel()


def results_of(
    executor: Executor,
    work: Callable[[Item], Result],
    items: Iterable[Item],
    ahead: int = AHEAD,
) -> Iterator[Result]:
    """Yield the result of `work(item)` for each item, in order. At most `ahead` parcels (calls)
    are begun in advance.

    A parcel that fails is done again in this process. If it fails again, its error is raised.
    OrganiserError and CancelledError are raised at once.
    """
    with closing(futures_of(executor, work, items, ahead)) as futures:
        following = next(futures, None)
        while following:
            item, future = following
            try:
                result = future.result()
            except (OrganiserError, CancelledError):
                raise
            except Exception:
                result = work(item)  # raises if it fails again
            following = next(futures, None)
            yield result


def prepared_ahead(items: Iterable[Item]) -> Generator[Item]:
    """Yield the items in order. While the caller works on an item, a thread takes the next from
    `items`."""
    preparing = iter(items)
    with ThreadPoolExecutor(1) as thread:
        following = thread.submit(list[Item], islice(preparing, 1))
        while item := following.result():
            following = thread.submit(list[Item], islice(preparing, 1))
            yield item[0]


def at_once() -> int:
    """The number of processes that may work at the same time: one for each processor, if there are
    `MEMORY` bytes for each and for this process."""
    return max(1, min(processors(), memory() // MEMORY - 1))
