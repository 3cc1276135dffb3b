"""One part of a run in a process of its own, with a fault at one of its system calls."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from consultation.machine.failures import for_organisers
from consultation.machine.settings import Folders
from tests.cases.small import FORM_ID
from tests.crash.scenario import Part

SECONDS = 300
SYSCALLS = (
    *("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendfile", "copy_file_range"),
    *("fallocate", "ftruncate", "fsync", "fdatasync", "openat", "mkdir", "mkdirat"),
    *("rename", "renameat", "renameat2", "link", "symlink", "unlink", "unlinkat", "rmdir"),
    *("chmod", "fchmod", "fchmodat"),
)

_CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)")
_PATH = re.compile(r'(?<![\w.])"(/[^"]*)"|\d<(/[^>]*)>')


@dataclass(frozen=True)
class Call:
    """A system call of a run: the `number`-th of its name, from 1, that is about the file.

    `file` is relative to the run's folders. It is empty when it lies elsewhere: the number is then
    that among all calls of the name.
    """

    syscall: str
    number: int
    file: str


@dataclass(frozen=True)
class Ended:
    """How a part ended: killed, or what it raised; `hit` is the file of the call that was struck,
    None when none was."""

    is_killed: bool
    code: str
    message: str
    hit: str | None
    left: tuple[int, ...]
    calls: tuple[Call, ...]


@dataclass(frozen=True)
class Fault:
    """What strikes a call: `KILL`, or an error's name."""

    call: Call
    what: str

    def options(self, folders: Folders) -> list[str]:
        """For strace. With a path, it counts only the calls that are about it."""
        call = self.call
        how = "signal=KILL" if self.what == "KILL" else f"error={self.what}"
        inject = f"inject={call.syscall}:{how}:when={call.number}"
        about = ["-P", str(folders.data.parent / call.file)] if call.file else []
        return [*about, "-e", f"trace={call.syscall}", "-e", inject]


def run_part(
    part: Part, folders: Folders, traces: Path, fault: Fault | None = None, *, record: bool = False
) -> Ended:
    """The part is run by a fork of this process, which has one thread; with the fault, or traced,
    or neither."""
    trace = traces / "trace"
    trace.unlink(missing_ok=True)
    gate, outcome = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        os.close(gate[1])
        os.close(outcome[0])
        _be_the_run(part, folders, traces, gate[0], outcome[1])
    os.close(gate[0])
    os.close(outcome[1])
    tracer = _tracer_of(child, folders, trace, fault) if record or fault else None
    os.write(gate[1], b"x")
    os.close(gate[1])
    told = _read(outcome[0], child)
    status = os.waitpid(child, 0)[1]
    if tracer:
        tracer.wait(SECONDS)
    is_killed = os.WIFSIGNALED(status)
    if is_killed and os.WTERMSIG(status) != signal.SIGKILL:
        told = {"code": "crashed", "message": f"signal {os.WTERMSIG(status)}"}
    left = _left_over(child)
    lines = trace.read_text(errors="replace").splitlines() if trace.exists() else []
    return Ended(
        is_killed=is_killed and not told,
        code=told.get("code", ""),
        message=told.get("message", ""),
        hit=_hit(lines, folders),
        left=left,
        calls=tuple(_calls(lines, folders)),
    )


def _be_the_run(part: Part, folders: Folders, traces: Path, gate: int, outcome: int) -> None:
    """The child's whole life."""
    told = {"code": "no outcome", "message": ""}
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1):
            os.dup2(silence, descriptor)
        errors = os.open(traces / "stderr", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(errors, 2)
        os.read(gate, 1)
        try:
            part.do(folders)
            told = {"code": "", "message": ""}
        except Exception as error:
            problem = for_organisers(error, FORM_ID)
            told = {"code": problem.code, "message": problem.message, "raw": repr(error)}
        os.write(outcome, json.dumps(told).encode())
    finally:
        os._exit(0)


def _tracer_of(
    child: int, folders: Folders, trace: Path, fault: Fault | None
) -> subprocess.Popen[bytes]:
    """strace, attached to the child's one thread, not to its own children (no -f)."""
    options = fault.options(folders) if fault else ["-e", f"trace={','.join(SYSCALLS)}"]
    tracer = subprocess.Popen(
        ["strace", "-y", "-s", "0", "-o", str(trace), *options, "-p", str(child)],  # noqa: S607
        stderr=subprocess.PIPE,
    )
    assert tracer.stderr is not None
    line = tracer.stderr.readline()
    if b"attached" not in line:
        raise RuntimeError(line.decode())
    return tracer


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


def _left_over(group: int) -> tuple[int, ...]:
    """The processes of the group that are still there after five seconds."""
    end = time.monotonic() + 5
    while found := tuple(_members(group)):
        if time.monotonic() > end:
            break
        time.sleep(0.02)
    return found


def _members(group: int) -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group, *_ = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if its_group == str(group) and state not in "ZX":
            yield int(path.parent.name)


def _hit(lines: list[str], folders: Folders) -> str | None:
    for line in lines:
        if "(INJECTED)" in line:
            return _file(line, folders)
    # A process that is killed says no more: its last call is the one.
    if lines and "killed by SIGKILL" in lines[-1]:
        last = next((line for line in reversed(lines) if _CALL.match(line)), "")
        return _file(last, folders)
    return None


def _calls(lines: list[str], folders: Folders) -> Iterator[Call]:
    """Every call that changes a file, of the run that was traced."""
    counts: Counter[tuple[str, str]] = Counter()
    for line in lines:
        found = _CALL.match(line)
        if not found:
            continue
        syscall, files = found[1], _files(line, folders)
        counts.update({(syscall, file) for file in ("", *files)})
        if syscall == "openat" and "O_CREAT" not in line:
            continue
        file = files[-1] if files else ""
        yield Call(syscall, counts[syscall, file], file)


def _file(line: str, folders: Folders) -> str:
    """The last path of a call, below the run's folders; empty when it is about others."""
    return (_files(line, folders) or [""])[-1]


def _files(line: str, folders: Folders) -> list[str]:
    root = f"{folders.data.parent}/"
    paths = [first or second for first, second in _PATH.findall(line)]
    files = [path.removeprefix(root) for path in paths if path.startswith(root)]
    # Of a rename strace looks at the first path alone; the second is as good as any in the others.
    return files[:1] if line.lstrip("0123456789 ").startswith("rename(") else files
