"""Runs a command and says how long it took and how much memory its processes held (Linux only)."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PROC = Path("/proc")
PAGE = os.sysconf("SC_PAGE_SIZE")
INTERVAL = 0.1  # seconds between two looks at the processes


@dataclass(frozen=True)
class Watched:
    """What a command did: bytes are resident memory, shared pages counted once per process."""

    exit_code: int
    seconds: float
    tree_peak: int  # of the sum over the command's processes
    process_peak: int  # of its largest process
    output: str
    errors: str


@dataclass(frozen=True)
class _Process:
    parent: int
    session: int
    resident: int


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
        found[int(folder.name)] = _Process(parent, session, pages * PAGE)
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
        self._over = threading.Event()
        self.tree_peak = 0
        self.process_peak = 0

    def run(self) -> None:
        while not self._over.wait(INTERVAL):
            self._look()

    def stop(self) -> None:
        self._over.set()
        self.join()

    def _look(self) -> None:
        processes = _processes()
        self._known &= processes.keys()
        self._add_relatives(processes)
        self.tree_peak = max(self.tree_peak, sum(processes[one].resident for one in self._known))
        self.process_peak = max(self.process_peak, *map(_largest_so_far, self._known), 0)

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


def watch(command: Sequence[str], *, folder: Path, timeout: float) -> Watched:
    """Runs the command in the folder to its end; ends it (exit code -9) when it takes too long."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.monotonic()
        child = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=errors, start_new_session=True
        )
        watcher = _Watch(child.pid)
        watcher.start()
        limit = threading.Timer(timeout, os.killpg, (child.pid, signal.SIGKILL))
        limit.start()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - started
        limit.cancel()
        watcher.stop()
        child.returncode = os.waitstatus_to_exitcode(status)
        return Watched(
            exit_code=child.returncode,
            seconds=seconds,
            tree_peak=max(watcher.tree_peak, _beyond_ours(usage)),
            process_peak=max(watcher.process_peak, _beyond_ours(usage)),
            output=_text(output),
            errors=_text(errors),
        )


def _beyond_ours(usage: resource.struct_rusage) -> int:
    """The peak that the system noted, which no look missed; 0 where it may be inherited from us."""
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage.ru_maxrss * 1024 if usage.ru_maxrss > ours else 0


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")
