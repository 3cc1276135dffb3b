"""Work done in processes of their own: they give their memory back, and never outlive the run."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process, spawn
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any, TypeVar, cast

from consultation.machine.system import address_space, end_with, is_single_threaded

# A process per core: threads of polars or of typst in each would only wait for one another.
_THREADS = ("POLARS_MAX_THREADS", "RAYON_NUM_THREADS")
_starting = Lock()

Thing = TypeVar("Thing")
Result = TypeVar("Result")


def do_apart(work: Callable[..., Result], *things: object, seconds: float | None = None) -> Result:
    """The result of the work for the things, done in a process of its own.

    Raises what the work raises, TimeoutError when it takes longer than so many seconds, and
    BrokenProcessPool when the process dies. The process ends with the thread that calls.
    """
    (result,) = each_apart(partial(_once, work), things, seconds=seconds)
    return result


def each_apart(
    work: Callable[[Thing], Iterable[Result]],
    thing: Thing,
    *,
    seconds: float | None = None,
    is_copy: bool = False,
) -> Iterator[Result]:
    """Each result of the work for the thing, as soon as there is one; else as `do_apart`.

    The process is ended when nobody asks for its next result any more. As a copy of this one, it
    begins at once with what this one has loaded; it is none where other threads are at work here.
    """
    context = get_context("fork") if is_copy and is_single_threaded() else _Context()
    told, telling = context.Pipe(duplex=False)
    process: BaseProcess = context.Process(target=_tell_each, args=(telling, work, thing, seconds))
    process.start()
    telling.close()
    try:
        while (message := _next_message(told, process)) is not None:
            yield message[0]
    finally:
        process.kill()
        process.join()
        told.close()


def _once(work: Callable[..., Result], things: tuple[object, ...]) -> Iterator[Result]:
    yield work(*things)


def _tell_each(
    telling: Connection,
    work: Callable[[Thing], Iterable[Result]],
    thing: Thing,
    seconds: float | None,
) -> None:
    """Send each result in a tuple, then None, or the exception that stopped the work."""
    _begin(seconds)
    try:
        for result in work(thing):
            telling.send((result,))
        telling.send(None)
    except BaseException as error:
        telling.send(error)


def _next_message(told: Connection, process: BaseProcess) -> tuple[Any] | None:
    try:
        message = told.recv()
    except EOFError:
        process.join()
        if process.exitcode == -signal.SIGALRM:
            raise TimeoutError from None
        raise BrokenProcessPool from None
    if isinstance(message, BaseException):
        raise message
    return cast("tuple[Any] | None", message)


def is_apart() -> bool:
    """True if this process is a child that does one piece of work."""
    return parent_process() is not None


@contextmanager
def killed_after(seconds: float) -> Iterator[None]:
    """This process is killed if the block takes longer, whatever it is doing."""
    signal.setitimer(signal.ITIMER_REAL, seconds)  # nothing handles its signal: it ends us
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def bounded_memory(size: int) -> Iterator[None]:
    """The block is given so many bytes of memory at most beyond what the process has already.

    Raises MemoryError also where what lacked memory says something else: a library that can't be
    loaded, a thread that can't be started. Where nobody says what the process has, there is no
    bound.
    """
    held = address_space()
    if held is None:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    most = min(limit for limit in (held + size, before[0]) if limit != resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    try:
        yield
    except (ImportError, OSError, RuntimeError):
        if (address_space() or 0) + size // 8 > most:
            raise MemoryError from None
        raise
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


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
    """Prepare the child: it ends with its parent or after so many seconds, has one thread, prints
    nothing."""
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
