"""One part of a run in a process of its own, with a fault at one of its calls.

A call is what Python asks of the disk about a file of the run: to open it for writing, rename,
delete, link, sync it… (audit events of the interpreter, and `os.fsync`). What DuckDB and other
libraries write by themselves is struck by the clock.
"""

from __future__ import annotations

import errno
import json
import os
import select
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from consultation.machine.failures import for_organisers
from consultation.machine.settings import Folders
from tests.cases.small import FORM_ID
from tests.crash.scenario import Part

SECONDS = 300
EVENTS = frozenset(
    ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod")
)
KILL, CLOCK = "KILL", "CLOCK"


@dataclass(frozen=True)
class Fault:
    """What strikes the part: at which of its calls, from 0, or after how many hundredths of the
    time that it takes (`CLOCK`): a signal that kills, or an error's name."""

    at: int
    what: str


@dataclass(frozen=True)
class Ended:
    """How a part ended: killed, or what it raised; its calls, each an event and its file, and how
    long it took."""

    is_killed: bool
    code: str
    message: str
    calls: tuple[str, ...]
    seconds: float


def run_part(part: Part, folders: Folders, fault: Fault | None = None, seconds: float = 0) -> Ended:
    """The part is run by a fork of this process, which has one thread; `seconds` are what it takes
    undisturbed."""
    outcome = os.pipe()
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        os.setsid()
        os.close(outcome[0])
        _be_the_run(part, folders, fault, seconds, outcome[1])
    os.close(outcome[1])
    told = _read(outcome[0], child)
    is_killed, seconds = os.WIFSIGNALED(os.waitpid(child, 0)[1]), time.monotonic() - begun
    code, message, calls = told.get("code", ""), told.get("message", ""), told.get("calls", ())
    return Ended(is_killed and not told, code, message, tuple(calls), seconds)


def _be_the_run(
    part: Part, folders: Folders, fault: Fault | None, seconds: float, outcome: int
) -> None:
    """The child's whole life."""
    told: dict[str, object] = {"code": "no outcome", "message": ""}
    calls: list[str] = []
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(silence, descriptor)
        _watch(folders.data.parent, calls, fault)
        if fault and fault.what == CLOCK:
            signal.setitimer(signal.ITIMER_REAL, max(0.001, seconds * fault.at / 100))
        try:
            part.do(folders)
            told = {"code": "", "message": ""}
        except Exception as error:
            problem = for_organisers(error, FORM_ID)
            told = {"code": problem.code, "message": problem.message, "raw": repr(error)}
        os.write(outcome, json.dumps({**told, "calls": calls}).encode())
    finally:
        os._exit(0)


def _watch(root: Path, calls: list[str], fault: Fault | None) -> None:
    """From now on each call about a file below the root is noted, and the one to strike struck."""

    def see(event: str, path: object) -> None:
        name = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
        if not name.startswith(f"{root}/"):
            return
        calls.append(f"{event} {name.removeprefix(f'{root}/')}")
        if fault is None or fault.what == CLOCK or len(calls) != fault.at + 1:
            return
        if fault.what == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(getattr(errno, fault.what), os.strerror(getattr(errno, fault.what)), name)

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event not in EVENTS:
            return
        flags = arguments[2] if event == "open" else os.O_CREAT
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            see(event, arguments[0])

    def sync(descriptor: int) -> None:
        see("os.fsync", Path(f"/proc/self/fd/{descriptor}").readlink())
        synced(descriptor)

    synced, os.fsync = os.fsync, sync  # type: ignore[assignment]
    sys.addaudithook(hear)


def _read(descriptor: int, child: int) -> dict[str, str]:
    """What the child told before it ended; nothing when it was killed."""
    content, end = b"", time.monotonic() + SECONDS
    while select.select([descriptor], [], [], max(0.0, end - time.monotonic()))[0]:
        chunk = os.read(descriptor, 65536)
        if not chunk:
            os.close(descriptor)
            return dict(json.loads(content)) if content else {}
        content += chunk
    os.killpg(child, signal.SIGKILL)
    os.close(descriptor)
    return {"code": "hang", "message": f"nothing after {SECONDS} s"}
