"""The real command, Prefect included, killed at random times."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from consultation.machine.settings import Folders
from tests.cases.command import COMMAND, environment
from tests.cases.places import ROOT
from tests.crash.scenario import arrived, beginning
from tests.crash.stage_set import (
    Goal,
    Tree,
    differences,
    digest_of_answers,
    names_in,
    problems_now,
    release_in,
)

MARK = "CRASH_TEST"
SECONDS_TO_GO = 10.0
"""What a run that is killed leaves running is gone by then."""


@dataclass(frozen=True)
class Range:
    """The folders as a run begins, what it leaves and how long it takes, undisturbed."""

    start: Path
    work: Path
    before: Tree | None
    goal: Goal
    seconds: float


@dataclass(frozen=True)
class Kill:
    """When a run is killed, as a share of the time that it takes; and whether its group is too."""

    share: float
    is_of_group: bool

    def __str__(self) -> str:
        return f"{self.share:.3f} {'group' if self.is_of_group else 'alone'}"


def kills_of(seed: int, count: int) -> list[Kill]:
    """So many kills at times drawn uniformly; every other one is of the whole group."""
    draw = random.Random(seed)  # noqa: S311
    return [Kill(draw.random(), number % 2 == 1) for number in range(count)]


def range_in(folder: Path) -> Range:
    """A first release by the real command; then, from copies of its folders, the next."""
    work, start = folder / "work", folder / "start"
    work.mkdir()
    run = beginning(work)
    assert _ended(_started(run.folders)) == 0
    arrived(run)
    shutil.copytree(work, start)
    before = release_in(run.folders)
    began = time.monotonic()
    assert _ended(_started(run.folders)) == 0
    seconds = time.monotonic() - began
    after = release_in(run.folders)
    assert after is not None
    assert after != before
    goal = Goal(after, names_in(run.folders), digest_of_answers(run.folders))
    return Range(start, work, before, goal, seconds)


def problems_after(kill: Kill, at: Range) -> list[str]:
    """What is wrong after the kill, and after the run that follows it; nothing if all is sound."""
    shutil.rmtree(at.work)
    shutil.copytree(at.start, at.work)
    folders = Folders(*(at.work / name for name in ("inbox", "data", "outputs", "forms")))
    run = _started(folders)
    time.sleep(kill.share * at.seconds)
    (os.killpg if kill.is_of_group else os.kill)(run.pid, signal.SIGKILL)
    run.wait()
    # The release is whole even while what it left running ends.
    problems = problems_now((at.before, at.goal.release), folders)
    end = time.monotonic() + SECONDS_TO_GO
    while (left := list(marked(at.work))) and time.monotonic() < end:
        time.sleep(0.05)
    problems += [f"still running: {name}" for name in left]
    code = _ended(_started(folders))
    if code:
        problems.append(f"the next run ends with {code}")
    return [*problems, *differences(at.goal, folders, digest_of_answers(folders))]


def _started(folders: Folders) -> subprocess.Popen[bytes]:
    names = ("inbox", "data", "outputs", "forms")
    options = [word for name in names for word in (f"--{name}", str(getattr(folders, name)))]
    mark = {MARK: str(folders.data.parent)}
    own = {name: text for name, text in environment(**mark).items() if "KEY_FILE" not in name}
    return subprocess.Popen(
        [str(COMMAND), "run", *options],
        cwd=ROOT,
        env=own,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _ended(run: subprocess.Popen[bytes]) -> int:
    return run.wait(240)


def marked(work: Path) -> Iterator[str]:
    """The command lines of the processes that the runs of a folder started and that still run."""
    mark = f"{MARK}={work}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes().split(b"\0"):
                yield (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue  # it has ended meanwhile
