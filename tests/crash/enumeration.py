"""A whole run, struck at each of its system calls that changes a file: what is enumerated.

    python -m tests.crash.enumeration [--only WORD] [--sample N]

*What runs*: the plain functions of a run (consultation.stages, under the lock), without Prefect,
on the small form of tests/cases: from a published and frozen release to the next one, with its
pack and its addendum (scenario.NEXT); the very first run (FIRST_RUN); a release being frozen
(FREEZE); somebody being erased, frozen releases included (ERASURE). Each stage opens what it needs
from the disk and closes it, so that it is enumerated from the disk that the stage before leaves:
what comes before a call in its own stage is really done.

*Where it strikes*: at every call of SYSCALLS (writes, syncs, opens that create, renames, removals,
truncations, folders, modes) that the main process makes, as recorded in an undisturbed run. Faults:
SIGKILL as the call begins; the call refused with ENOSPC; refused with EIO. Errors leave out calls
about no file of ours (pipes). Of the first run, calls in the folder that is written aside are left
out: they are those of the next run.

*What is changed for it*: DuckDB works on one thread and writes on none of its own, and pools of
threads do their work at once (scenario.on_one_thread), since strace counts thread by thread. So no
two files are being written at the same time here, as they are in a real run (one of which
whole/test_page_attacks kills). A call whose file is not the recorded one is reported as astray, not
as a success.

*What it does not show*: power cuts (what reached the disk is not what was written: fsync is trusted
and only its presence is enumerated), writes that are cut short, several faults in a row, and the
calls of Prefect's own server.

*After each point*: at once, the release is the one before or the next, whole, its `verify` passes,
frozen releases too; an error is told in a French sentence that names a file, and no process is left
over. Then the next undisturbed run gives the release that an undisturbed run gives, byte for byte
(consultation.duckdb by its Parquet files), the same answers in the working database, and
no file or folder more or less. Points that leave the same disk share that run.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from consultation.machine.settings import Folders
from tests.crash.injection import Call, Ended, Fault, run_part
from tests.crash.stage_set import (
    ASIDE,
    Setting,
    problems_afterwards,
    problems_now,
    restored,
    settings_in,
    state_of,
)

ERRORS = ("ENOSPC", "EIO")
FAULTS = ("KILL", *ERRORS)
CAUSES = {"ENOSPC": "disk_full", "EIO": "disk_failing"}
ROOM = 2 << 30
ATTEMPTS = 3
SEED = 20261125


@dataclass(frozen=True)
class Point:
    """A call of a part, and what strikes it."""

    part: str
    call: Call
    what: str

    @property
    def name(self) -> str:
        """release write 2 outputs/.petit.new/LISEZMOI.txt KILL"""
        call = self.call
        return f"{self.part} {call.syscall} {call.number} {call.file} {self.what}"


def points_of(settings: dict[str, Setting]) -> list[Point]:
    """Every point, in the order of the run."""
    return [
        Point(part, call, what)
        for part, setting in settings.items()
        for call in setting.calls
        for what in FAULTS
        if _is_struck(part, call, what)
    ]


def _is_struck(part: str, call: Call, what: str) -> bool:
    if not call.file:
        return what == "KILL"
    return not (part.startswith("first") and call.file.startswith(ASIDE))


def sample_of(points: list[Point], size: int) -> list[Point]:
    """So many of the points, the three faults in turn, calls of every name alike: there are a
    hundred times more writes than renames."""
    draw = random.Random(SEED)  # noqa: S311
    chosen: list[Point] = []
    for number in range(size):
        what = FAULTS[number % len(FAULTS)]
        candidates = [point for point in points if point.what == what and point not in chosen]
        syscall = draw.choice(sorted({point.call.syscall for point in candidates}))
        chosen.append(draw.choice([one for one in candidates if one.call.syscall == syscall]))
    return chosen


class Enumeration:
    """The work on points, in a folder of its own; runs after equal disks are shared.

    On one processor: strace and what it traces wait for each other at every call, and waking one
    on another processor takes as long as ten calls.
    """

    def __init__(self, folder: Path, words: list[str]) -> None:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        self.settings = settings_in(folder, words)
        self.work = folder / "work"  # where the undisturbed runs were: no path differs
        self.traces = folder / "traces"
        self.known: dict[str, list[str]] = {}

    def problems_at(self, point: Point) -> list[str]:
        """What is wrong after the fault and the next run; nothing if all is as promised."""
        setting = self.settings[point.part]
        folders, ended = self._struck(point)
        problems = [
            *problems_of_end(point, ended),
            *problems_now((setting.before, setting.after), folders),
        ]
        state = f"{sorted(setting.goal.release.items())} {state_of(folders)}"
        if state not in self.known:
            self.known[state] = problems_afterwards(setting, folders, self.traces)
        return [*problems, *self.known[state]]

    def _struck(self, point: Point) -> tuple[Folders, Ended]:
        """The folders after the fault, and how the part ended.

        Now and then a log is written in one write less than when the calls were recorded: where
        the last of them was to be struck, nothing is, and it is tried again.
        """
        setting = self.settings[point.part]
        for _ in range(ATTEMPTS):
            folders = restored(setting, self.work)
            ended = run_part(setting.part, folders, self.traces, Fault(point.call, point.what))
            if ended.hit is not None or not point.call.file:
                break
        return folders, ended


def problems_of_end(point: Point, ended: Ended) -> Iterator[str]:
    """What is wrong with how the part ended."""
    if ended.left:
        yield f"{len(ended.left)} processes left over"
    # How many pieces go through a pipe varies: whichever was struck there will do.
    if point.call.file and ended.hit != point.call.file:
        yield f"astray: {ended.hit} was struck, not {point.call.file}"
    if point.what == "KILL":
        if not ended.is_killed and (point.call.file or ended.code):
            yield f"not killed: {ended.code} {ended.message}"
        return
    if ended.is_killed:
        yield "killed"
    told = CAUSES[point.what]
    # What went well in spite of the error is judged by what it leaves.
    if ended.code and (ended.code != told or "/" not in ended.message.partition("\u00a0:")[0]):
        yield f"told as {ended.code}: {ended.message}"


def roomy_folder() -> Path:
    """Where a run costs the least: in memory, if there is room."""
    memory = Path("/dev/shm")  # noqa: S108
    has_room = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    return Path(tempfile.mkdtemp(prefix="crash-", dir=memory if has_room else None))


def main(words: list[str] | None = None) -> int:
    """Strikes at the points that are asked for, and prints each; how many failed."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--only", nargs="*", default=[""], help="points whose name begins so")
    parser.add_argument("--sample", type=int, help="so many points of each of these")
    asked = parser.parse_args(words)
    folder = roomy_folder()
    try:
        enumeration = Enumeration(folder, asked.only)
        points = points_of(enumeration.settings)
        named = [[one for one in points if one.name.startswith(word)] for word in asked.only]
        wanted = [sample_of(found, asked.sample) if asked.sample else found for found in named]
        failures = 0
        for point in (point for found in wanted for point in found):
            problems = enumeration.problems_at(point)
            failures += bool(problems)
            print(f"{point.name}: {problems[:3] or 'sound'}", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{sum(map(len, wanted))} points, {failures} failures")
    return failures


if __name__ == "__main__":
    sys.exit(min(main(), 1))
