"""Locks: one run at a time in a data folder, and one service that starts runs."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from pathlib import Path

from consultation.machine.disk import TEMPORARY, disk_problem
from consultation.words.errors import OrganiserError

RUN, SERVICE = ".lock", ".service.lock"
PAUSES = (0.1, 0.1, 0.2, 0.2, 0)  # seconds
# The lock files that the current thread holds. The command line takes the lock before it loads
# Prefect. The flow takes it again, since it may also be started without the command line.
_held: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())


@contextmanager
def run_lock(data: Path) -> Iterator[None]:
    """Hold the run lock of this data folder in the block. Inside the block, the same thread may
    take it again.

    The folder of temporary files is emptied first. The lock ends with the process, even if the
    process is killed. Raises OrganiserError("already_running.run"), after a second at most, if
    another process or thread holds the lock. Raises OrganiserError if the folder can't be used.
    """
    with _hold_lock(data, RUN, "already_running.run") as again:
        if not again:
            empty_folder(data.resolve() / TEMPORARY)
        yield


@contextmanager
def awaited_run_lock(data: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Wait until no other run works in this data folder, then hold its run lock in the block. Calls
    `on_wait` once if there is a run to wait for. Raises OrganiserError if the folder can't be
    used."""
    has_waited = False
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(run_lock(data))
                break
            except OrganiserError as error:
                if error.code != "already_running":
                    raise
            if not has_waited:
                on_wait()
            has_waited = True
            time.sleep(1)
        yield


@contextmanager
def service_lock(data: Path) -> Iterator[None]:
    """Hold this data folder's service lock in the block. Raises OrganiserError like `run_lock`."""
    with _hold_lock(data, SERVICE, "already_running.service"):
        yield


def is_running(data: Path) -> bool:
    """True if a process holds the run lock of this data folder."""
    return is_locked(data / RUN)


def is_serving(data: Path) -> bool:
    """True if a process holds the service lock of this data folder: the service that starts runs is
    on."""
    return is_locked(data / SERVICE)


def is_locked(file: Path) -> bool:
    """True if a process holds the lock on this file. To test that, the lock is taken and released
    at once. False if the file is missing or can't be opened."""
    try:
        descriptor = os.open(file, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


@contextmanager
def _hold_lock(data: Path, name: str, refusal: str) -> Iterator[bool]:
    """Hold the lock file `name` of the data folder in the block. Yields True if an outer block
    holds it already, else False. Raises OrganiserError with the code `refusal` if another process
    or thread holds it, or another OrganiserError if the folder can't be used."""
    file = data.resolve() / name
    if file in _held.get():
        yield True
        return
    descriptor = _open_lock_file(file)
    try:
        if not take_at_once(descriptor):
            raise OrganiserError(refusal, where=str(file.parent))
        _held.set(_held.get() | {file})
        yield False
    finally:
        _held.set(_held.get() - {file})
        os.close(descriptor)


def _open_lock_file(file: Path) -> int:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise disk_problem(error) or _unusable(file.parent, error) from None


def empty_folder(folder: Path) -> None:
    """Empty the folder, in which killed runs may have left answers, or make it. Raises
    OrganiserError if it can't be made."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise disk_problem(error) or _unusable(folder, error) from None


def _unusable(folder: Path, error: OSError) -> OrganiserError:
    return OrganiserError("unusable_folder", where=str(folder), error=type(error).__name__)


def take_at_once(descriptor: int) -> bool:
    """Take the lock on an open file. It is tried five times within a second. True if it was taken,
    False if another process holds it."""
    # One try isn't enough: `is_locked`, or the page as it reads decisions, may hold it briefly.
    for pause in PAUSES:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            time.sleep(pause)
    return False
