"""Stopping the run of a service or a worker at once. The journal records that it was stopped."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from consultation.machine.settings import Folders
from consultation.runs.journal import end_run
from consultation.words.french import sentence

EXIT_STOPPED = 128 + signal.SIGTERM


@contextmanager
def stopped_at_once(folders: Folders) -> Iterator[None]:
    """Context manager: if SIGTERM arrives during the `with` block, record the run as stopped and
    end this process at once. Outside the main thread, it does nothing."""
    # Nothing has to be cleaned up, since a run may be killed at any moment. A thread waits for the
    # signal, because Prefect replaces signal handlers: its own raises an exception that other
    # threads would report as a fault.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    threading.Thread(target=_listen, args=(reader, folders), daemon=True).start()
    handler = signal.signal(signal.SIGTERM, _ignore)
    wakeup = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(wakeup)
        signal.signal(signal.SIGTERM, handler)
        os.close(writer)


def _listen(reader: int, folders: Folders) -> None:
    """Read the numbers of received signals from the pipe `reader` until the pipe is closed. At
    SIGTERM, record the run as stopped and end this process."""
    with os.fdopen(reader, "rb", buffering=0) as numbers:
        while number := numbers.read(1):
            if number[0] == signal.SIGTERM:
                _stop(folders)


def _ignore(_number: int, _frame: object) -> None:
    """Do nothing: the thread that runs `_listen` handles the signal."""


def _stop(folders: Folders) -> None:
    line = sentence("run", "stopped")
    with suppress(Exception):
        print(line, file=sys.stderr, flush=True)
        end_run(folders, "stopped", line)
    os._exit(EXIT_STOPPED)
