"""The states of the disk that parts of a run begin with, and what must come out of each."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from consultation.machine.settings import Folders
from consultation.releases.manifest import verify
from tests.cases.runs import Run, tables_of
from tests.cases.small import FORM_ID
from tests.crash.injection import Ended, run_part
from tests.crash.scenario import (
    ERASURE,
    FIRST_RUN,
    FREEZE,
    FROZEN,
    LATER,
    NEXT,
    Part,
    arrived,
    asked_to_erase,
    beginning,
    erase_again,
    freeze_again,
    on_one_thread,
    run_all,
)

EXEMPT = "organisation/consultation.duckdb"  # its bytes; `verify` compares its content
# What is read and what it means; the rest of the working database is made from these.
SCHEMAS = ("raw", "typed", "clean", "respondents", "statistics", "pseudonyms", "previous")

Tree = dict[str, str]


@dataclass(frozen=True)
class Setting:
    """A part, the folder that holds the disk as it begins, and how it ends undisturbed: the calls
    that it makes, how long it takes.

    `before` and `after` are the releases that may stand then, None where there is none; `goal` is
    what the next undisturbed run leaves.
    """

    part: Part
    start: Path
    undisturbed: Ended
    before: Tree | None
    after: Tree | None
    goal: Goal
    run_next: Callable[[Folders], object]


@dataclass(frozen=True)
class Goal:
    """What an undisturbed run leaves: its release, the names of all files, the stored answers."""

    release: Tree
    names: frozenset[str]
    answers: str


def settings_in(folder: Path, only: tuple[str, ...] = ("",)) -> dict[str, Setting]:
    """The parts whose name begins so with their beginnings, made in the folder by undisturbed runs
    of all parts."""
    on_one_thread()
    work, starts = folder / "work", folder / "starts"
    for one in (work, starts):
        one.mkdir(parents=True)
    run = beginning(work)
    found: dict[str, Setting] = {}
    found |= _parts(FIRST_RUN, run, starts, run_all, only)
    _apart(Part("arrived", lambda folders: arrived(run)), run)
    found |= _parts(NEXT, run, starts, run_all, only)
    found |= _parts((FREEZE,), run, starts, freeze_again, only)
    _apart(Part("asked", lambda folders: asked_to_erase(run)), run)
    found |= _parts(ERASURE, run, starts, erase_again, only)
    return found


def _parts(
    parts: tuple[Part, ...], run: Run, starts: Path, run_next, only: tuple[str, ...]
) -> dict[str, Setting]:
    """The parts of one run, each done in its turn: `run` is at its end afterwards."""
    before = release_in(run.folders)
    ends = {}
    for part in parts:
        shutil.copytree(run.folders.data.parent, starts / part.name)
        ends[part.name] = _apart(part, run)
    wanted = [part for part in parts if part.name.startswith(only)]
    if not wanted:
        return {}
    after = release_in(run.folders)
    # The run that follows finds all done, or something to do: a freeze changes the addendum.
    _apart(Part("next", run_next), run)
    found = release_in(run.folders) or {}
    goal = Goal(found, names_in(run.folders), answers_in(run.folders))
    return {
        part.name: Setting(part, starts / part.name, ends[part.name], before, after, goal, run_next)
        for part in wanted
    }


def _apart(part: Part, run: Run) -> Ended:
    ended = run_part(part, run.folders)
    assert ended.code == "", (part.name, ended)
    return ended


def release_in(folders: Folders) -> Tree | None:
    """The SHA-256 of every file of the release in place, of the published database by its content;
    None when there is no release."""
    release = folders.release(FORM_ID)
    if not release.exists():
        return None
    return {
        path.relative_to(release).as_posix(): _digest(_told(path, release))
        for path in release.rglob("*")
        if path.is_file()
    }


def _told(path: Path, release: Path) -> bytes:
    """The bytes of a file; none of the published database."""
    if path == release / EXEMPT:
        return b""
    content = path.read_bytes()
    if path.name == "gel.json":
        return json.dumps({**json.loads(content), "sha256sums": None}).encode()
    return content


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def names_in(folders: Folders) -> frozenset[str]:
    """Every file and folder of the inbox, the data and the outputs."""
    root = folders.data.parent
    return frozenset(
        path.relative_to(root).as_posix()
        for folder in (folders.inbox, folders.data, folders.outputs)
        for path in folder.rglob("*")
    )


def answers_in(folders: Folders) -> str:
    """A digest of every answer in the working database, and of what was made of it.

    Read by a process of its own, which leaves no thread here.
    """
    told = folders.data.parent.parent / "answers"

    def write(_: Folders) -> None:
        tables = tables_of(folders.database(FORM_ID), SCHEMAS)
        # When a file was first counted with is the one fact that is of the day of the run.
        tables["raw.decision_files"] = [row[:-1] for row in tables["raw.decision_files"]]
        told.write_text(_digest(repr(sorted(tables.items())).encode()))

    told.unlink(missing_ok=True)
    ended = run_part(Part("answers", write), folders)
    return told.read_text() if told.exists() else f"unreadable: {ended.message}"


def problems_now(allowed: Collection[Tree | None], folders: Folders) -> list[str]:
    """What is wrong at once with what stands under a final name; nothing if sound.

    `allowed` are the releases that may stand there, None for none.
    """
    found = release_in(folders)
    problems = []
    if found not in allowed:
        told = "absent" if found is None else f"{len(found)} files"
        problems.append(f"the release is neither the one before nor the next: {told}")
    if found is not None:
        problems += verify(folders.release(FORM_ID))
    problems += _problems_of_frozen(folders)
    return problems


def _problems_of_frozen(folders: Folders, *, is_settled: bool = False) -> list[str]:
    """A frozen release is whole, absent, or reduced by an erasure."""
    problems = []
    for name in (FROZEN, LATER):
        frozen = folders.outputs / f"{FORM_ID}.{name}"
        if frozen.exists():
            told = (problem for problem in verify(frozen) if "par un effacement" not in problem)
            problems += [f"{name}: {problem}" for problem in told]
            # Only a freeze that was killed leaves it open, until the next run.
            if is_settled and frozen.stat().st_mode & 0o222:
                problems.append(f"{name} is open to writing")
    return problems


def problems_afterwards(setting: Setting, folders: Folders) -> list[str]:
    """What is wrong after the next undisturbed run; nothing if all is as if nothing had been."""
    ended = run_part(Part("next", setting.run_next), folders)
    if ended.code:
        return [f"the next run fails: {ended.code} {ended.message}"]
    problems, goal = [], setting.goal
    found, wanted = release_in(folders) or {}, goal.release
    if odd := sorted(name for name, _ in found.items() ^ wanted.items()):
        problems.append(f"the next release differs: {odd[:6]}")
    problems += verify(folders.release(FORM_ID))
    problems += _problems_of_frozen(folders, is_settled=True)
    names_found = names_in(folders)
    problems += [f"left over: {name}" for name in sorted(names_found - goal.names)]
    problems += [f"missing: {name}" for name in sorted(goal.names - names_found)]
    if answers_in(folders) != goal.answers:
        problems.append("the stored answers differ: lost or doubled")
    return problems


def restored(setting: Setting, work: Path) -> Folders:
    """The folders as they are when the part begins, at `work`."""
    if work.exists():
        _open_up(work)
        shutil.rmtree(work)
    shutil.copytree(setting.start, work)
    places = (work / name for name in ("inbox", "data", "outputs", "forms"))
    return Folders(*places)


def _open_up(folder: Path) -> None:
    """Frozen folders let nobody but root delete in them."""
    for path, names, _ in os.walk(folder):
        for name in names:
            (Path(path) / name).chmod(0o700)
