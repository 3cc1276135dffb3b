"""A whole run, struck at each of its calls that changes a file: what is enumerated.

    python -m tests.crash.enumeration [--only WORD] [--sample N]

*What runs*: the plain functions of a run (consultation.stages, under the lock), without Prefect,
on the small form of tests/cases: from a published and frozen release to the next one, with its
pack and its addendum (scenario.NEXT); the very first run (FIRST_RUN); a release being frozen
(FREEZE); somebody being erased, frozen releases included (ERASURE). Each stage is struck on the
disk that the stage before leaves.

*Where it strikes*: at every call of injection.EVENTS about a file of the run, as an undisturbed run
makes them: SIGKILL as the call begins, refused with ENOSPC, refused with EIO; and, for what DuckDB
writes by itself, killed after each twentieth of the time that the part takes.

*What is changed for it*: pools of threads do their work at once, and names are not drawn
(scenario.on_one_thread), so that « the twelfth call » means something.

*What it does not show*: power cuts, writes that are cut short, several faults in a row, a full disk
under DuckDB's own writes (tests/rooms/machine/test_disk.py), Prefect's server.

*After each point*: at once, the release is the one before or the next, whole, its `verify` passes,
frozen releases too; an error is told in a French sentence that names a file. Then the next
undisturbed run gives the release that an undisturbed run gives, byte for byte (consultation.duckdb
by its Parquet files), the same answers in the working database, and no file more or less.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.crash.injection import CLOCK, KILL, Ended, Fault, run_part
from tests.crash.stage_set import (
    Setting,
    problems_afterwards,
    problems_now,
    restored,
    settings_in,
)

CAUSES = {"ENOSPC": "disk_full", "EIO": "disk_failing"}
SEED = 20261125


@dataclass(frozen=True)
class Point:
    """A part, and what strikes it where."""

    part: str
    fault: Fault
    about: str

    @property
    def name(self) -> str:
        """release 12 os.rename outputs/.petit.new ENOSPC"""
        return f"{self.part} {self.fault.at} {self.about} {self.fault.what}"


def points_of(settings: dict[str, Setting]) -> list[Point]:
    """Every point, in the order of the run."""
    found = []
    for part, setting in settings.items():
        for at, call in enumerate(setting.undisturbed.calls):
            found += [Point(part, Fault(at, what), call) for what in (KILL, *CAUSES)]
        found += [Point(part, Fault(at, CLOCK), "hundredths") for at in range(5, 100, 5)]
    return found


def sample_of(points: list[Point], size: int) -> list[Point]:
    """So many of the points, faults in turn."""
    draw = random.Random(SEED)  # noqa: S311
    faults = (KILL, "ENOSPC", CLOCK, "EIO")
    return [
        draw.choice([point for point in points if point.fault.what == faults[number % 4]])
        for number in range(size)
    ]


def problems_at(point: Point, setting: Setting, work: Path) -> list[str]:
    """What is wrong after the fault and the next run; nothing if all is as promised."""
    folders = restored(setting, work)
    ended = run_part(setting.part, folders, point.fault, setting.undisturbed.seconds)
    return [
        *problems_of_end(point, ended),
        *problems_now((setting.before, setting.after), folders),
        *problems_afterwards(setting, folders),
    ]


def problems_of_end(point: Point, ended: Ended) -> Iterator[str]:
    """What is wrong with how the part ended."""
    if point.fault.what == KILL and not ended.is_killed:
        yield f"not killed: {ended.code} {ended.message}"
    told = CAUSES.get(point.fault.what)
    if told and ended.is_killed:
        yield "killed"
    # What went well in spite of the error is judged by what it leaves.
    is_told = ended.code == told and "/" in ended.message.partition("\u00a0:")[0]
    if told and ended.code and not is_told:
        yield f"told as {ended.code}: {ended.message}"


def main(words: list[str] | None = None) -> int:
    """Strikes at the points that are asked for, and prints each; how many failed."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--only", nargs="*", default=[""], help="points whose name begins so")
    parser.add_argument("--sample", type=int, help="so many of these points")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="crash-") as name:
        only = tuple(asked.only)
        settings = settings_in(Path(name), tuple(one.partition(" ")[0] for one in only))
        points = [one for one in points_of(settings) if one.name.startswith(only)]
        wanted = sample_of(points, asked.sample) if asked.sample else points
        failures = 0
        for point in wanted:
            problems = problems_at(point, settings[point.part], Path(name) / "work")
            failures += bool(problems)
            print(f"{point.name}: {problems[:3] or 'sound'}", flush=True)
        shutil.rmtree(Path(name) / "work", ignore_errors=True)
    print(f"{len(wanted)} points, {failures} failures")
    return failures


if __name__ == "__main__":
    sys.exit(min(main(), 1))
