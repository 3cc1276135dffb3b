"""A limit on how long a stage may take, which really stops a query.

A thread of its own asks DuckDB to interrupt what runs (`interrupt`): Prefect's time-outs wait for
the query to end by itself. Work in Python is stopped at its next query.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from consultation.warehouse.store.connection import in_use
from consultation.words.errors import OrganiserError
from consultation.words.french import duration_in_words

AGAIN_SECONDS = 0.5


@contextmanager
def time_limit(limit: timedelta, where: str) -> Iterator[None]:
    """Once the limit has passed, the block's query is interrupted, and so is each one after it.

    What a query had begun is rolled back. Raises OrganiserError("took_too_long") about `where`.
    """
    done, expired = threading.Event(), threading.Event()

    def interrupt_when_due() -> None:
        if done.wait(limit.total_seconds()):
            return
        expired.set()
        # Again and again: the next query of the stage must not outlive this one.
        while not done.wait(AGAIN_SECONDS):
            for connection in tuple(in_use):
                connection.interrupt()

    watch = threading.Thread(target=interrupt_when_due, name="time limit", daemon=True)
    watch.start()
    try:
        yield
    except Exception:
        if expired.is_set():
            raise OrganiserError(
                "took_too_long", where=where, span=duration_in_words(limit)
            ) from None
        raise
    finally:
        done.set()
        watch.join()
