"""One part of a run in a process of its own, with a fault at one of its system calls."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from multiprocessing import util
from pathlib import Path

from consultation.machine.failures import for_organisers
from consultation.machine.settings import Folders
from tests.cases.small import FORM_ID
from tests.crash.scenario import Part

SECONDS = 300
SYSCALLS = (
    "write",
    "pwrite64",
    "writev",
    "pwritev",
    "pwritev2",
    "sendfile",
    "copy_file_range",
    "fallocate",
    "ftruncate",
    "fsync",
    "fdatasync",
    "openat",
    "mkdir",
    "mkdirat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "symlink",
    "unlink",
    "unlinkat",
    "rmdir",
    "chmod",
    "fchmod",
    "fchmodat",
)
RUN = "run"
WORKER = "worker"

_CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)")
_PATH = re.compile(r'(?<![\w.])"(/[^"]*)"|\d<(/[^>]*)>')


@dataclass(frozen=True)
class Call:
    """A system call of a process: the `number`-th of its name, from 1, that is about the file.

    `file` is relative to the run's folders. It is empty when it lies elsewhere: the number is then
    that among all calls of the name.
    """

    process: str
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

    @property
    def process(self) -> str:
        """The process that is struck."""
        return self.call.process

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
    for trace in traces.glob("trace-*"):
        trace.unlink()
    gate, outcome = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()
        os.close(gate[1])
        os.close(outcome[0])
        _be_the_run(part, folders, traces, gate[0], outcome[1], fault, record)
    os.close(gate[0])
    os.close(outcome[1])
    tracer = _tracer_of(child, folders, traces, fault, record)
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
    calls = tuple(_calls(traces, folders))
    return Ended(
        is_killed=is_killed and not told,
        code=told.get("code", ""),
        message=told.get("message", ""),
        hit=_hit(traces, folders),
        left=left,
        calls=calls,
    )


def threads_that_write(part: Part, folders: Folders, traces: Path) -> dict[bool, int]:
    """How many calls that change a file of ours the run's main thread makes (True), and how many
    others do (False)."""
    trace = traces / "trace-all"
    child = os.fork()
    gate = traces / "gate"
    if child == 0:
        while not gate.exists():
            time.sleep(0.01)
        part.do(folders)
        os._exit(0)
    options = ["-f", "-y", "-s", "0", "-o", str(trace), "-e", f"trace={','.join(SYSCALLS)}"]
    with subprocess.Popen(
        ["strace", *options, "-p", str(child)],  # noqa: S607
        stderr=subprocess.PIPE,
    ) as tracer:
        assert tracer.stderr is not None
        assert b"attached" in tracer.stderr.readline()
        gate.touch()
        os.waitpid(child, 0)
        tracer.stderr.read()
    gate.unlink()
    found = {True: 0, False: 0}
    for line in trace.read_text(errors="replace").splitlines():
        thread, _, call = line.partition(" ")
        file = _file(call, folders) if _CALL.match(call.strip()) else ""
        if not file or ("openat(" in call and "O_CREAT" not in call):
            continue
        found[thread == str(child)] += 1
    trace.unlink()
    return found


def _be_the_run(
    part: Part,
    folders: Folders,
    traces: Path,
    gate: int,
    outcome: int,
    fault: Fault | None,
    record: bool,
) -> None:
    """The child's whole life."""
    told = {"code": "no outcome", "message": ""}
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1):
            os.dup2(silence, descriptor)
        errors = os.open(traces / "stderr", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(errors, 2)
        _trace_workers(folders, traces, fault, record)
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
    child: int, folders: Folders, traces: Path, fault: Fault | None, record: bool
) -> subprocess.Popen[bytes] | None:
    """strace, attached to the child's one thread; None when there is nothing to trace in it.

    Not to its own children (no -f): what they write is struck apart, see `_trace_workers`.
    """
    if not record and (fault is None or fault.process != RUN):
        return None
    options = fault.options(folders) if fault else ["-e", f"trace={','.join(SYSCALLS)}"]
    tracer = subprocess.Popen(
        ["strace", "-y", "-s", "0", "-o", str(traces / "trace-run"), *options, "-p", str(child)],  # noqa: S607
        stderr=subprocess.PIPE,
    )
    assert tracer.stderr is not None
    line = tracer.stderr.readline()
    if b"attached" not in line:
        raise RuntimeError(line.decode())
    return tracer


def _trace_workers(folders: Folders, traces: Path, fault: Fault | None, record: bool) -> None:
    """The processes that typeset are traced, or struck, each by a strace of its own."""
    if not record and (fault is None or fault.process == RUN):
        return
    names = (f"{WORKER}-{number}" for number in count(1))
    start = util.spawnv_passfds  # type: ignore[attr-defined]
    strace = str(shutil.which("strace"))

    def start_traced(program: bytes, command: list[str], passed: object) -> object:
        # Python starts another process of its own, which sees to what others leave.
        name = next(names) if "--multiprocessing-fork" in command else RUN
        if name == RUN or (fault is not None and fault.process != name):
            return start(program, command, passed)
        calls = fault.options(folders) if fault else ["-e", f"trace={','.join(SYSCALLS)}"]
        trace = str(traces / f"trace-{name}")
        options = ["-D", "-qq", "-y", "-s", "0", "-o", trace, *calls]
        return start(strace.encode(), [strace, *options, *command], passed)

    util.spawnv_passfds = start_traced  # type: ignore[attr-defined]


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


def _hit(traces: Path, folders: Folders) -> str | None:
    for trace in traces.glob("trace-*"):
        lines = trace.read_text(errors="replace").splitlines()
        for line in lines:
            if "(INJECTED)" in line:
                return _file(line, folders)
        # A process that is killed says no more: its last call is the one.
        if lines and "killed by SIGKILL" in lines[-1]:
            last = next((line for line in reversed(lines) if _CALL.match(line)), "")
            return _file(last, folders)
    return None


def _calls(traces: Path, folders: Folders) -> Iterator[Call]:
    """Every call that changes a file, of every process that was traced."""
    for trace in sorted(traces.glob("trace-*")):
        counts: Counter[tuple[str, str]] = Counter()
        for line in trace.read_text(errors="replace").splitlines():
            found = _CALL.match(line)
            if not found:
                continue
            syscall, files = found[1], _files(line, folders)
            counts.update({(syscall, file) for file in ("", *files)})
            if syscall == "openat" and "O_CREAT" not in line:
                continue
            file = files[-1] if files else ""
            process = trace.name.removeprefix("trace-")
            yield Call(process, syscall, counts[syscall, file], file)


def _file(line: str, folders: Folders) -> str:
    """The last path of a call, below the run's folders; empty when it is about others."""
    return (_files(line, folders) or [""])[-1]


def _files(line: str, folders: Folders) -> list[str]:
    root = f"{folders.data.parent}/"
    paths = [first or second for first, second in _PATH.findall(line)]
    files = [path.removeprefix(root) for path in paths if path.startswith(root)]
    # Of a rename strace looks at the first path alone; the second is as good as any in the others.
    return files[:1] if line.lstrip("0123456789 ").startswith("rename(") else files
