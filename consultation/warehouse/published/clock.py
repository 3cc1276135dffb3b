"""How long DuckDB may work for a question, and with how much memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from threading import Condition, Thread

import duckdb

from consultation.machine.children import bounded_memory, is_apart, killed_after

GRACE = 2.0
"""Seconds that DuckDB is left to end by itself, in a process that can be killed."""
MEMORY = 2**30
"""Bytes that DuckDB may add to what the process has when it begins, or goes on."""


AGAIN = 0.5
"""Seconds after which who was interrupted is interrupted again, for what they went on with."""


class Alarm(Thread):
    """Interrupts whoever is at work when their time is up, and again until they say otherwise.

    One thread, started before memory is bounded: without memory left, Python can wait for ever for
    a thread that it starts.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._changed = Condition()
        self._is_over = False
        self._due: float | None = None
        self._interrupt: Callable[[], None] | None = None
        self.start()

    def set(self, seconds: float, interrupt: Callable[[], None] | None) -> None:
        """In so many seconds that is called, and nothing else any more; None to call nothing."""
        with self._changed:
            self._due = None if interrupt is None else time.monotonic() + seconds
            self._interrupt = interrupt
            self._changed.notify()

    def close(self) -> None:
        """The thread ends."""
        with self._changed:
            self._is_over = True
            self._changed.notify()
        self.join()

    def run(self) -> None:
        with self._changed:
            while not self._is_over:
                left = None if self._due is None else self._due - time.monotonic()
                if self._interrupt is not None and left is not None and left <= 0:
                    self._interrupt()
                    self._due, left = time.monotonic() + AGAIN, AGAIN
                self._changed.wait(left)


class Clock:
    """Stops DuckDB once it has worked for so many seconds, whatever Python does in between."""

    def __init__(self, alarm: Alarm, cursor: duckdb.DuckDBPyConnection, seconds: float) -> None:
        self._alarm = alarm
        self._cursor = cursor
        self._left = seconds

    def __enter__(self) -> None:
        self._started = time.monotonic()
        self._alarm.set(self._left, self._cursor.interrupt)
        self._limits = ExitStack()
        if is_apart():
            # A function at work on one huge value knows neither interruptions nor `memory_limit`.
            self._limits.enter_context(killed_after(max(0.0, self._left) + GRACE))
            self._limits.enter_context(bounded_memory(MEMORY))

    def __exit__(self, *_unused: object) -> None:
        self._limits.close()
        self._alarm.set(0, None)
        self._left -= time.monotonic() - self._started
