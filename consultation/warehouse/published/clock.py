"""How long DuckDB may work: once the time is up it is interrupted, and again until it ends."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import duckdb

AGAIN = 0.5
"""Seconds between two interruptions: what one of them stopped may go on with another query."""


@contextmanager
def interrupted_after(seconds: float, interrupt: Callable[[], None]) -> Iterator[None]:
    """Call `interrupt` from another thread when the block lasts longer than so many seconds, and
    again until the block ends."""
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


class Clock:
    """The seconds of work that DuckDB has left for a statement; what Python does is not counted."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, seconds: float) -> None:
        self._cursor = cursor
        self._left = seconds

    @contextmanager
    def running(self) -> Iterator[None]:
        """Interrupt the cursor when the block outlasts the seconds that are left."""
        started = time.monotonic()
        with interrupted_after(self._left, self._cursor.interrupt):
            yield
        self._left -= time.monotonic() - started
