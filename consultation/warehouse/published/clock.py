"""A limit on the seconds that DuckDB may work for a SQL statement.

At the limit, and on Ctrl-C, DuckDB is interrupted.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

import duckdb

AGAIN = 0.5
"""Seconds between two interruptions. They are repeated because the work may go on with another
query."""

T = TypeVar("T")


class Clock:
    """The seconds that DuckDB may still work for a SQL statement.

    Time that the program spends elsewhere, in Python, is not counted.
    """

    def __init__(self, cursor: duckdb.DuckDBPyConnection, seconds: float) -> None:
        self._cursor = cursor
        self._left = seconds

    def spend(self, work: Callable[[], T]) -> T:
        """Run `work`, which uses this clock's cursor. Return its result, or raise its error.

        DuckDB is interrupted when `work` needs more than the seconds left, and on Ctrl-C. `work`
        runs in a thread of its own, because Python would otherwise notice Ctrl-C only when DuckDB
        is done, maybe after hours.
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
