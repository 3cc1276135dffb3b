"""A limit on the seconds that DuckDB works for a statement.

DuckDB is interrupted after these seconds, and on Ctrl-C.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

import duckdb

AGAIN = 0.5
"""Seconds between two interruptions: work that was stopped may go on with another query."""

T = TypeVar("T")


class Clock:
    """The seconds of work that DuckDB has left for a statement.

    Time spent in Python is not counted.
    """

    def __init__(self, cursor: duckdb.DuckDBPyConnection, seconds: float) -> None:
        self._cursor = cursor
        self._left = seconds

    def spend(self, work: Callable[[], T]) -> T:
        """Run `work` on the cursor: return its result, or raise its error.

        DuckDB is interrupted when the work outlasts the seconds that are left, and on Ctrl-C. The
        work has a thread of its own: in the calling thread, Python would notice Ctrl-C only once
        DuckDB's step ends, which may take hours.
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
