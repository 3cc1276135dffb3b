"""Runs a command and says what it cost: time, processors, memory of all its processes (Linux).

Processor seconds are the system's own count. Orphans are ours to wait for (PR_SET_CHILD_SUBREAPER),
so that a server that outlives its parent is in the count too.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
PAGE = os.sysconf("SC_PAGE_SIZE")
TICK = os.sysconf("SC_CLK_TCK")
INTERVAL = 0.1  # seconds between two looks at the processes
SERVER = b"flows.server.server_process"
_SET_CHILD_SUBREAPER = 36  # of Linux's prctl; Python has no name for it


@dataclass(frozen=True)
class Moment:
    """When a command said a line: seconds since its start, and those of processors until then, of
    itself, of its server and of the other processes that it started."""

    line: str
    seconds: float
    itself: float
    server: float
    children: float


@dataclass(frozen=True)
class Watched:
    """What a command did: bytes are resident memory, shared pages counted once per process."""

    exit_code: int
    seconds: float
    processor: float  # seconds, of all its processes
    tree_peak: int  # of the sum over the command's processes
    process_peak: int  # of its largest process
    output: str
    moments: tuple[Moment, ...]  # a line of its standard error each

    @property
    def errors(self) -> str:
        """All that it said on standard error."""
        return "\n".join(moment.line for moment in self.moments)


@dataclass(frozen=True)
class _Process:
    parent: int
    session: int
    resident: int
    itself: float  # seconds of processors
    with_children: float  # and of its children that ended


def _processes() -> dict[int, _Process]:
    """All processes now; one that ends while being read is left out."""
    found = {}
    for folder in PROC.iterdir():
        if not folder.name.isdigit():
            continue
        try:
            after_name = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        parent, session, pages = (int(after_name[place]) for place in (1, 3, 21))
        spent = [int(ticks) / TICK for ticks in after_name[11:15]]
        found[int(folder.name)] = _Process(
            parent, session, pages * PAGE, sum(spent[:2]), sum(spent)
        )
    return found


def _largest_so_far(process: int) -> int:
    """The greatest resident memory that the process ever had; 0 once it is gone."""
    try:
        status = (PROC / str(process) / "status").read_text(errors="replace")
    except OSError:
        return 0
    kilobytes = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(kilobytes[0]) * 1024 if kilobytes else 0


class _Watch(threading.Thread):
    """Looks at a process, its descendants and its session until told to stop."""

    def __init__(self, leader: int) -> None:
        super().__init__(daemon=True)
        self._leader = leader
        self._known = {leader}
        self.seen: set[int] = set()
        self._over = threading.Event()
        self._looking = threading.Lock()
        self.tree_peak = 0
        self.process_peak = 0

    def run(self) -> None:
        while not self._over.wait(INTERVAL):
            with self._looking:
                self._look()

    def stop(self) -> None:
        self._over.set()
        self.join()

    def moment(self, line: str, seconds: float) -> Moment:
        """What the processes have spent now."""
        with self._looking:
            known = self._look()
        itself = known[self._leader].itself if self._leader in known else 0.0
        server = sum(one.with_children for number, one in known.items() if _is_server(number))
        whole = sum(one.with_children for one in known.values())
        return Moment(line, seconds, itself, server, whole - itself - server)

    def _look(self) -> dict[int, _Process]:
        processes = _processes()
        self._known &= processes.keys()
        self._add_relatives(processes)
        self.seen |= self._known
        self.tree_peak = max(self.tree_peak, sum(processes[one].resident for one in self._known))
        self.process_peak = max(self.process_peak, *map(_largest_so_far, self._known), 0)
        return {number: processes[number] for number in self._known}

    def _add_relatives(self, processes: dict[int, _Process]) -> None:
        """Children of children too; a server that left its parent is found by its session."""
        size = -1
        while size != len(self._known):
            size = len(self._known)
            self._known |= {
                number
                for number, process in processes.items()
                if process.parent in self._known or process.session == self._leader
            }


def _is_server(process: int) -> bool:
    try:
        return SERVER in (PROC / str(process) / "cmdline").read_bytes()
    except OSError:
        return False


def watch(
    command: Sequence[str],
    *,
    folder: Path,
    timeout: float,
    environment: Mapping[str, str] = os.environ,
) -> Watched:
    """Runs the command in the folder to its end; ends it (exit code -9) when it takes too long."""
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1)
    before = _spent()
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        child = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        watcher = _Watch(child.pid)
        watcher.start()
        limit = threading.Timer(timeout, os.killpg, (child.pid, signal.SIGKILL))
        limit.start()
        assert child.stderr
        moments = [
            watcher.moment(line.decode(errors="replace").rstrip(), time.monotonic() - started)
            for line in child.stderr
        ]
        child.wait()
        seconds = time.monotonic() - started
        limit.cancel()
        watcher.stop()
        _wait_for_orphans({*watcher.seen, -child.pid})
        output.seek(0)
        return Watched(
            exit_code=child.returncode,
            seconds=seconds,
            processor=_spent() - before,
            tree_peak=watcher.tree_peak,
            process_peak=watcher.process_peak,
            output=output.read().decode(errors="replace"),
            moments=tuple(moments),
        )


def _spent() -> float:
    """Seconds of processors of all children that ended, theirs included."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _wait_for_orphans(processes: Iterable[int]) -> None:
    """The processes and groups (below 0) of processes have ended, and are counted."""
    for process in processes:
        with suppress(ChildProcessError):
            while True:
                os.waitpid(process, 0)
