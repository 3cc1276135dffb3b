"""A limit on how long a stage of a run may take. At the limit, running queries are interrupted.

Prefect's own time-outs would wait until the query ends, so a separate thread asks DuckDB to stop.
Python code is not interrupted: it goes on until its next query fails.
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
    """Let the `with` block last for `limit`. After that, interrupt every query of this process
    until the block ends.

    If the block then ends with an error, raises OrganiserError("took_too_long") in its place.
    `where` says in that error what took too long.
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
    """Call `interrupt` from another thread if the `with` block lasts longer than `seconds`. Call it
    again every half second until the block ends."""
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
