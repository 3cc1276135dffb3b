"""A limit on how long a stage of a run may take, which interrupts a running query.

Prefect's time-outs would wait for the query's end. Here a separate thread asks DuckDB to interrupt
it. Python code is stopped only at its next query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

from consultation.warehouse.published.clock import AGAIN
from consultation.warehouse.store.connection import interrupt_all
from consultation.words.errors import OrganiserError
from consultation.words.french import duration_in_words


@contextmanager
def time_limit(limit: timedelta, where: str) -> Iterator[None]:
    """If the block lasts longer than `limit`, interrupt all queries of this process until the block
    ends.

    If the block fails after that, raises OrganiserError("took_too_long"), which names `where`.
    """
    interrupted = []

    def interrupt() -> None:
        interrupted.append(where)
        interrupt_all()

    with _interrupted_after(limit.total_seconds(), interrupt):
        try:
            yield
        except Exception:
            if interrupted:
                span = duration_in_words(limit)
                raise OrganiserError("took_too_long", where=where, span=span) from None
            raise


@contextmanager
def _interrupted_after(seconds: float, interrupt: Callable[[], None]) -> Iterator[None]:
    """Call `interrupt` from another thread after `seconds`, then twice a second until the block
    ends."""
    ended = Event()

    def watch() -> None:
        left = max(0.0, seconds)
        while not ended.wait(left):
            interrupt()
            left = AGAIN

    watching = Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        ended.set()
        watching.join()
