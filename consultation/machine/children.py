"""Calls of functions in child processes, which free their memory and never outlive the run."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import parent_process, spawn
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import TypeVar, cast

from consultation.machine.system import end_with

# There is a process for each core: more threads of polars or typst would wait for one another.
_THREADS = ("POLARS_MAX_THREADS", "RAYON_NUM_THREADS")
_starting = Lock()

Result = TypeVar("Result")


def do_apart(work: Callable[..., Result], *inputs: object, seconds: float | None = None) -> Result:
    """Call `work(*inputs)` in a new child process and return its result.

    Raises the exception that `work` raised, TimeoutError if it takes longer than `seconds` (None:
    no limit), and BrokenProcessPool if the process dies. The process ends if the calling thread
    ends.
    """
    context = _Context()
    answers, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work_and_send, args=(sender, work, inputs, seconds))
    process.start()
    sender.close()
    try:
        return cast("Result", _received(answers, process))
    finally:
        process.kill()
        process.join()
        answers.close()


def _work_and_send(
    sender: Connection,
    work: Callable[..., object],
    arguments: tuple[object, ...],
    seconds: float | None,
) -> None:
    """In the child process, call `work(*arguments)`. Send its result in a tuple, so that it is not
    mistaken for an exception, or else send the exception that stopped it."""
    _begin(seconds)
    try:
        sender.send((work(*arguments),))
    except BaseException as error:
        sender.send(error)


def _received(answers: Connection, process: BaseProcess) -> object:
    """The result that the child process sent. Raises the exception that the process sent instead,
    TimeoutError if its time was over, or BrokenProcessPool if it died without sending anything."""
    try:
        message = answers.recv()
    except EOFError:
        process.join()
        if process.exitcode == -signal.SIGALRM:
            raise TimeoutError from None
        raise BrokenProcessPool from None
    if isinstance(message, BaseException):
        raise message
    return message[0]


@contextmanager
def killed_after(seconds: float) -> Iterator[None]:
    """Kill this process if the block takes longer than `seconds`, whatever it is doing."""
    signal.setitimer(signal.ITIMER_REAL, seconds)  # nothing handles its signal: it ends us
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class _Process(SpawnProcess):
    """A child process that doesn't import the script with which the program was started. By
    default, Python imports it in each child: a script without a guard for `__main__` would run
    again there."""

    def start(self) -> None:
        original = spawn.get_preparation_data
        with _starting:
            spawn.get_preparation_data = lambda name: {
                key: value for key, value in original(name).items() if "init_main" not in key
            }
            try:
                super().start()
            finally:
                spawn.get_preparation_data = original


class _Context(SpawnContext):
    Process = _Process


def _begin(seconds: float | None) -> None:
    """Prepare the child process. It will end with its parent, and after `seconds` if that is not
    None. It uses a single thread for polars and typst, and prints nothing."""
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
