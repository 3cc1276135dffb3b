"""Work done in processes of their own: they give their memory back, and never outlive the run."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import parent_process, spawn
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Lock
from typing import TypeVar

AT_ONCE = 2
"""Processes that work at the same time."""

_SET_SIGNAL_OF_PARENTS_DEATH = 1  # PR_SET_PDEATHSIG of Linux's prctl; Python has no name for it
# A process per core: threads of polars or of typst in each would only wait for one another.
_THREADS = ("POLARS_MAX_THREADS", "RAYON_NUM_THREADS")
_starting = Lock()

Thing = TypeVar("Thing")
Result = TypeVar("Result")


def do_each(work: Callable[[Thing], Result], things: Iterable[Thing]) -> list[Result]:
    """The result of the work for each thing, in their order; `AT_ONCE` are done at the same time.

    After a failure, no other is begun.
    """
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        return list(pool.map(work, things))
    finally:
        pool.shutdown(cancel_futures=True)


def do_apart(
    work: Callable[[Thing], Result], thing: Thing, *, seconds: float | None = None
) -> Result:
    """The result of the work for the thing, done in a process of its own.

    Raises what the work raises, TimeoutError when it takes longer than so many seconds, and
    BrokenProcessPool when the process dies. The process ends with the thread that calls.
    """
    start = time.monotonic()
    with ProcessPoolExecutor(1, _Context(), initializer=_begin, initargs=(seconds,)) as pool:
        try:
            return pool.submit(work, thing).result()
        except BrokenProcessPool:
            if seconds is None or time.monotonic() - start < seconds:
                raise
            raise TimeoutError from None


class _Process(SpawnProcess):
    """A process that doesn't load the script that was started: without a guard for `__main__`,
    that would begin all over again."""

    def start(self) -> None:
        told = spawn.get_preparation_data
        with _starting:
            spawn.get_preparation_data = lambda name: {
                key: value for key, value in told(name).items() if "init_main" not in key
            }
            try:
                super().start()
            finally:
                spawn.get_preparation_data = told


class _Context(SpawnContext):
    Process = _Process


def _begin(seconds: float | None) -> None:
    """Prepare the process: it ends with its parent or after so many seconds, uses one thread,
    and prints nothing."""
    parent = parent_process()
    assert parent is not None and parent.pid is not None  # noqa: S101, PT018  it has one
    end_with(parent.pid)
    if seconds is not None:
        signal.setitimer(signal.ITIMER_REAL, seconds)  # nothing handles its signal: it ends us
    for setting in _THREADS:
        os.putenv(setting, "1")
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # a crash could quote a text
        os.dup2(silence, stream)


def end_with(parent: int) -> None:
    """This process ends when the one that started it does, even killed; at once if it already has.

    The system watches the parent's thread that started it: that one must wait for its end.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl"):
        libc.prctl(_SET_SIGNAL_OF_PARENTS_DEATH, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
