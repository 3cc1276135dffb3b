"""Runs a command and says what it cost: time, processors, memory of all its processes (Linux).

Orphans are ours to wait for (PR_SET_CHILD_SUBREAPER), so that a server that outlives its parent is
in the count too.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

INTERVAL = 0.1  # seconds between two looks at the processes
_SET_CHILD_SUBREAPER = 36  # of Linux's prctl; Python has no name for it


@dataclass(frozen=True)
class Watched:
    """What a command did: bytes are resident memory, shared pages counted once per process;
    `lines` are those of its standard error, each with the seconds of processors until then."""

    exit_code: int
    seconds: float
    processor: float  # seconds, of all its processes
    tree_peak: int  # of the sum over the command's processes
    process_peak: int  # of its largest process
    lines: tuple[tuple[str, float], ...]


def watch(command: Sequence[str], folder: Path, timeout: float, environment) -> Watched:
    """Runs the command in the folder to its end; ends it (exit code -9) when it takes too long."""
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1)
    others = set(_descendants())
    before, started = _spent(others), time.monotonic()
    with tempfile.TemporaryFile() as output:
        streams = {"stdout": output, "stderr": subprocess.PIPE, "start_new_session": True}
        child = subprocess.Popen(command, cwd=folder, env=environment, **streams)
        limit = threading.Timer(timeout, os.killpg, (child.pid, signal.SIGKILL))
        limit.start()
        peaks, over = [0, 0], threading.Event()
        watcher = threading.Thread(target=_watch, args=(peaks, over, others), daemon=True)
        watcher.start()
        assert child.stderr
        lines = [
            (line.decode(errors="replace").rstrip(), _spent(others) - before)
            for line in child.stderr
        ]
        exit_code, seconds = child.wait(), time.monotonic() - started
        limit.cancel()
        over.set()
        watcher.join()
        psutil.wait_procs(_descendants(others))
    spent = _spent(others) - before
    return Watched(exit_code, seconds, spent, peaks[0], peaks[1], tuple(lines))


def _descendants(others: set[psutil.Process] | None = None) -> list[psutil.Process]:
    """The processes below ours, except the processes that were there before."""
    found = psutil.Process().children(recursive=True)
    return [process for process in found if process not in (others or ())]


def _watch(peaks: list[int], over: threading.Event, others: set[psutil.Process]) -> None:
    while not over.wait(INTERVAL):
        sizes = [0]
        for process in _descendants(others):
            with suppress(psutil.Error):
                sizes.append(process.memory_info().rss)
        peaks[:] = max(peaks[0], sum(sizes)), max(peaks[1], *sizes)


def _spent(others: set[psutil.Process]) -> float:
    """Seconds of processors of the processes below ours, ended processes included."""
    ended = psutil.Process().cpu_times()
    spent = ended.children_user + ended.children_system
    for process in _descendants(others):
        with suppress(psutil.Error):
            spent += sum(process.cpu_times()[:4])
    return spent
