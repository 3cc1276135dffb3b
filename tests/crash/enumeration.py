"""A whole run, struck at each of its system calls that changes a file: what is enumerated.

    python -m tests.crash.enumeration [--jobs 2] [--results FILE] [--only WORD] [--sample N]

*What runs*: the plain functions of a run (consultation.stages, under the lock), without Prefect,
on the small form of tests/cases: from a published and frozen release to the next one, with its
pack and its addendum (scenario.NEXT); the very first run (FIRST_RUN); a release being frozen
(FREEZE); somebody being erased, frozen releases included (ERASURE). Each stage opens what it needs
from the disk and closes it, so that it is enumerated from the disk that the stage before leaves:
what comes before a call in its own stage is really done.

*Where it strikes*: at every call of SYSCALLS (writes, syncs, opens that create, renames, removals,
truncations, folders, modes) that the main process makes, and that each process that typesets makes,
as recorded in an undisturbed run. Faults: SIGKILL as the call begins; the call refused with ENOSPC;
refused with EIO. Errors leave out calls about no file of ours (pipes). Of the first run, calls in
the folder that is written aside are left out: they are those of the next run.

*What is changed for it*: DuckDB works on one thread and writes on none of its own, and pools of
threads do their work at once (scenario.on_one_thread), since strace counts thread by thread. So no
two files are being written at the same time here, as they are in a real run; test_crash.py kills
the real command at random times for that. `Enumeration.threads` proves that nothing but the threads
that are struck changes a file. A call whose file is not the recorded one is reported as astray, not
as a success.

*What it does not show*: power cuts (what reached the disk is not what was written: fsync is trusted
and only its presence is enumerated), writes that are cut short, several faults in a row, and the
calls of Prefect's own server.

*After each point*: at once, the release is the one before or the next, whole, its `verify` passes,
frozen releases too; an error is told in a French sentence that names a file, and no process is left
over. Then the next undisturbed run gives the release that an undisturbed run gives, byte for byte
(consultation.duckdb by the digest of its content), the same answers in the working database, and
no file or folder more or less. Points that leave the same disk share that run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from consultation.machine.code_versions import code_version
from consultation.machine.settings import Folders
from tests.cases.places import ROOT
from tests.crash.injection import RUN, Call, Ended, Fault, run_part, threads_that_write
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


@dataclass(frozen=True)
class Point:
    """A call of a part, and what strikes it."""

    part: str
    call: Call
    what: str

    @property
    def name(self) -> str:
        """release run write 2 outputs/.petit.new/LISEZMOI.txt KILL"""
        call = self.call
        return f"{self.part} {call.process} {call.syscall} {call.number} {call.file} {self.what}"


@dataclass(frozen=True)
class Found:
    """What was seen at a point; no problem, it is as promised."""

    point: str
    syscall: str
    what: str
    file: str
    end: str
    problems: tuple[str, ...]
    seconds: float


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


def sample_of(points: list[Point], size: int, seed: int) -> list[Point]:
    """So many points of the run to the next release, the three faults in turn, calls of every name
    alike: there are a hundred times more writes than renames."""
    draw = random.Random(seed)  # noqa: S311
    chosen: list[Point] = []
    for number in range(size):
        what = FAULTS[number % len(FAULTS)]
        candidates = [point for point in points if point.what == what and point not in chosen]
        syscall = draw.choice(sorted({point.call.syscall for point in candidates}))
        chosen.append(draw.choice([one for one in candidates if one.call.syscall == syscall]))
    return chosen


@dataclass(frozen=True)
class Wanted:
    """Which points: those whose name holds a word, and of these a sample if a size is given."""

    word: str = ""
    sample: int | None = None
    seed: int = 0

    def among(self, points: list[Point]) -> list[Point]:
        """The points wanted, of all."""
        named = [point for point in points if self.word in point.name]
        if self.sample is None:
            return named
        later = [point for point in named if not point.part.startswith("first")]
        return sample_of(later, self.sample, self.seed)


class Enumeration:
    """The work on points, in a folder of its own; runs after equal disks are shared."""

    def __init__(self, folder: Path, settings: dict[str, Setting]) -> None:
        self.settings = settings
        self.work = folder / "work"  # where the undisturbed runs were: no path differs
        self.traces = folder / "traces"
        self.traces.mkdir(exist_ok=True)
        self.known: dict[str, tuple[str, ...]] = {}
        self.runs_afterwards = 0

    def found_at(self, point: Point) -> Found:
        """What the fault and the next run leave."""
        start = time.monotonic()
        setting = self.settings[point.part]
        folders, ended = self._struck(point)
        problems = [
            *problems_of_end(point, ended),
            *problems_now((setting.before, setting.after), folders),
        ]
        state = f"{sorted(setting.goal.release.items())} {state_of(folders)}"
        if state not in self.known:
            self.runs_afterwards += 1
            self.known[state] = tuple(problems_afterwards(setting, folders, self.traces))
        return Found(
            point=point.name,
            syscall=point.call.syscall,
            what=point.what,
            file=point.call.file,
            end="killed" if ended.is_killed else ended.code or "went well",
            problems=(*problems, *self.known[state]),
            seconds=round(time.monotonic() - start, 2),
        )

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

    def threads(self) -> tuple[int, int]:
        """Calls that change a file, of the main thread and of others, in the parts that have most.

        Raises AssertionError when there are others: those are struck nowhere.
        """
        mine = others = 0
        for name in ("tables", "release"):
            folders = restored(self.settings[name], self.work)
            found = threads_that_write(self.settings[name].part, folders, self.traces)
            mine, others = mine + found[True], others + found[False]
        assert others == 0, f"{others} calls of threads that are not struck"
        return mine, others


def problems_of_end(point: Point, ended: Ended) -> Iterator[str]:
    """What is wrong with how the part ended."""
    if ended.left:
        yield f"{len(ended.left)} processes left over"
    # How many pieces go through a pipe varies: whichever was struck there will do.
    if point.call.file and ended.hit != point.call.file:
        yield f"astray: {ended.hit} was struck, not {point.call.file}"
    if point.what == "KILL" and point.call.process == RUN:
        if not ended.is_killed and (point.call.file or ended.code):
            yield f"not killed: {ended.code} {ended.message}"
        return
    if ended.is_killed:
        yield "killed"
    told = CAUSES.get(point.what, "typesetting_failed")
    # What went well in spite of the error is judged by what it leaves.
    if ended.code and (ended.code != told or "/" not in ended.message.partition("\u00a0:")[0]):
        if point.what == "KILL" and ended.code == told:
            return
        yield f"told as {ended.code}: {ended.message}"


def points_kept(results: Path, settings: dict[str, Setting]) -> list[Point]:
    """The points of the recording that came first to these results, whichever share or try made it.

    Each share records for itself, and a log takes a write more or less: shares that went by lists
    of their own would both strike some calls, and neither the others.
    """
    kept = results / "points.json"
    own = results / f"points-{os.getpid()}.json"
    own.write_text(json.dumps([asdict(point) for point in points_of(settings)]), "utf-8")
    with suppress(FileExistsError):
        os.link(own, kept)
    own.unlink()
    return [
        Point(one["part"], Call(**one["call"]), one["what"])
        for one in json.loads(kept.read_text("utf-8"))
    ]


def share_of(points: list[Point], share: int, jobs: int) -> list[Point]:
    """The points of every so many calls. Those of one call stay together: both errors mostly leave
    the same disk, and the run afterwards is shared."""
    calls = dict.fromkeys((point.part, point.call) for point in points)
    mine = set(list(calls)[share::jobs])
    return [point for point in points if (point.part, point.call) in mine]


def roomy_folder() -> Path:
    """Where a run costs the least: in memory, if there is room."""
    memory = Path("/dev/shm")  # noqa: S108
    has_room = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    return Path(tempfile.mkdtemp(prefix="crash-", dir=memory if has_room else None))


def enumerate_share(results: Path, share: int, jobs: int, wanted: Wanted) -> None:
    """One share of the points that are not in the results yet; each is added as it is found.

    On one processor: strace and what it traces wait for each other at every call, and waking one
    on another processor takes as long as ten calls.
    """
    processors = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {processors[share % len(processors)]})
    folder = roomy_folder()
    try:
        settings = settings_in(folder)
        points = wanted.among(points_kept(results.parent, settings))
        done = {one["point"] for one in read_results(results.parent)}
        mine = share_of(points, share, jobs)
        waiting = [point for point in mine if point.name not in done]
        enumeration = Enumeration(folder, settings)
        if share == 0:
            print(f"calls of the main thread, of others: {enumeration.threads()}", flush=True)
        with results.open("a", encoding="utf-8") as file:
            for point in waiting:
                found = enumeration.found_at(point)
                file.write(json.dumps(asdict(found), ensure_ascii=False) + "\n")
                file.flush()
                if found.problems:
                    print(f"{found.point}: {found.problems[:3]}", flush=True)
        print(f"share {share}: {len(points)} points in all,", end=" ")
        print(f"{len(waiting)} done now, {enumeration.runs_afterwards} runs afterwards")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read_results(folder: Path) -> list[dict[str, object]]:
    """What was found so far."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("share-*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def summary(found: Iterable[dict[str, object]]) -> str:
    """Points per system call and fault, and the failures, in words."""
    found = list(found)
    counts = Counter((str(one["syscall"]), str(one["what"])) for one in found)
    ends = Counter(str(one["end"]) for one in found)
    lines = [f"{'':16}" + "".join(f"{what:>8}" for what in FAULTS)]
    for syscall in sorted({name for name, _ in counts}):
        row = "".join(f"{counts[syscall, what]:>8}" for what in FAULTS)
        lines.append(f"{syscall:16}{row}")
    failures = [one for one in found if one["problems"]]
    lines += [f"{one['point']}: {one['problems'][:3]}" for one in failures]
    lines.append(f"ends: {dict(ends.most_common())}")
    lines.append(f"{len(found)} points, {len(failures)} failures")
    return "\n".join(lines)


def main(words: list[str] | None = None) -> int:
    """All shares at once, then the summary; 1 when a point failed."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    results = Path(tempfile.gettempdir()) / "faire-masse-crash" / code_version()
    parser.add_argument("--results", type=Path, default=results, help="a folder, to go on later")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--share", type=int)
    parser.add_argument("--only", default="", help="points whose name holds this")
    parser.add_argument("--sample", type=int, help="so many points of the run to the next release")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(words)
    asked.results.mkdir(parents=True, exist_ok=True)
    if asked.share is not None:
        file = asked.results / f"share-{asked.share}.jsonl"
        wanted = Wanted(asked.only, asked.sample, asked.seed)
        enumerate_share(file, asked.share, asked.jobs, wanted)
        return 0
    given = sys.argv[1:] if words is None else words
    command = [sys.executable, "-m", "tests.crash.enumeration", *given]
    shares = [
        subprocess.Popen([*command, "--share", str(number)], cwd=ROOT)
        for number in range(asked.jobs)
    ]
    try:
        ended = [share.wait() for share in shares]
    finally:
        for share in shares:
            share.terminate()
    found = read_results(asked.results)
    print(summary(found))
    return 1 if any(ended) or any(one["problems"] for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
