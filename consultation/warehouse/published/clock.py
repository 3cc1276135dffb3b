"""The seconds that DuckDB may work for a statement: when they are over, and on Ctrl-C, it stops."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

import duckdb

AGAIN = 0.5
"""Seconds between two interruptions: what one of them stopped may go on with another query."""

T = TypeVar("T")


class Clock:
    """The seconds of work that DuckDB has left for a statement; what Python does is not counted."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, seconds: float) -> None:
        self._cursor = cursor
        self._left = seconds

    def spend(self, work: Callable[[], T]) -> T:
        """Return what the cursor's `work` returns, or raise what it raises.

        DuckDB is interrupted when the work outlasts the seconds that are left, and on Ctrl-C. It
        works in a thread of its own: in this one, Python would hear of Ctrl-C at the end of
        DuckDB's piece of work only, which may take hours.
        """
        started = time.monotonic()
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(work)
            try:
                wait([future], self._left)
            finally:
                while not future.done():
                    self._cursor.interrupt()
                    wait([future], AGAIN)
        self._left = max(0.0, self._left - (time.monotonic() - started))
        return future.result()
