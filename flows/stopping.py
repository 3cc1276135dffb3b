"""Stopping a run that a service or a worker started: at once, and told as a stop."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from types import FrameType

from consultation.machine.settings import Folders
from consultation.runs.journal import end_run
from consultation.words.french import sentence

EXIT_STOPPED = 128 + signal.SIGTERM


@contextmanager
def stopped_at_once(folders: Folders) -> Iterator[None]:
    """End this process at SIGTERM while the block lasts.

    A run may be killed at any moment, so nothing has to be tidied up. Prefect would raise an
    exception instead, and the threads at work would report it as a fault. Each flow needs a block
    of its own: Prefect's engine replaces the handler around every flow, also around one that
    another calls.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, partial(_stop, folders))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(folders: Folders, _number: int, _frame: FrameType | None) -> None:
    said = sentence("run", "stopped")
    with suppress(Exception):
        print(said, file=sys.stderr, flush=True)
        end_run(folders, "stopped", said)
    os._exit(EXIT_STOPPED)
