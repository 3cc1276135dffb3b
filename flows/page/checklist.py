"""The steps of a consultation, the number of things to do at each step, and the next thing to
do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from consultation.care.retention_state import has_ended
from consultation.decisions.page_lines import is_page_file
from consultation.forms.form import read_form
from consultation.machine.settings import Folders
from consultation.releases.freezing import frozen_releases
from consultation.runs.arrivals import files_waiting, name_as_text
from consultation.runs.inbox import unfinished_in
from consultation.runs.journal import FormRecord, read_journal
from consultation.screens.shown import ShownRelease, release_shown
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence, sheets

RUNS = "/passages"
# Step → path below the consultation's address. A drop and a run have addresses of their own.
PATHS = {
    "drop": "/#deposer",
    "declare": "declaration",
    "run": RUNS,
    "results": "",
    "read": "relire",
    "check": "verifier",
    "withdraw": "retraits",
    "send": "envoyer",
    "publish": "publier",
}
# Sheet → path of the screen on which its tasks are done: the path of a step, or below it.
SHEETS = {
    "questions": "declaration",
    "a_relire": "relire",
    "a_relire_vite": "relire/vite",
    "a_verifier": "verifier",
    "retraits": "retraits",
}


class Step(NamedTuple):
    """A step of a consultation, such as `read`: its key, its title, its address, and the number of
    things to do there (`waits`).

    `is_done`: nothing is left to do. `is_later`: the step can't be opened, not yet or no longer.
    """

    name: str
    title: str
    address: str
    waits: int
    is_done: bool
    is_later: bool


class Next(NamedTuple):
    """The next thing to do for a consultation: the reason (`why`), the words of the button (`act`),
    and the address that it opens. If the address is `RUNS`, the button starts a run."""

    why: str
    act: str
    address: str

    @property
    def is_run(self) -> bool:
        """True if the button starts a run."""
        return self.address == RUNS


@dataclass(frozen=True)
class Checklist:
    """The steps of a consultation on the page (drop, declare, run…), and the next thing to do.

    `next` is None if there is nothing to do. `files` are the names of the files that no run has
    read, or that the last run refused.
    """

    title: str
    address: str
    steps: tuple[Step, ...]
    next: Next | None
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class _State:
    """The facts that decide the steps of a consultation.

    `files` are the names of the dropped files that wait for a run. `decisions` is the number of
    files with decisions of the page that wait for a run, one per person. `has_kept`: a declaration
    that was saved during a run waits for the next run too. `has_ended`: the working data was
    deleted.
    """

    form_id: str
    title: str
    is_declared: bool
    is_readable: bool
    record: FormRecord
    release: ShownRelease | None
    files: tuple[str, ...]
    decisions: int
    has_kept: bool
    is_frozen: bool
    has_ended: bool

    @property
    def is_sent(self) -> bool:
        """True if the current release was frozen and nothing has changed since."""
        return self.is_frozen and not (self.release and self.release.addendum)

    @property
    def tasks(self) -> Mapping[str, int]:
        """The number of things to do at each step, by name of the step. For `send`, it is the
        number of reasons not to send the release. For `run`, it is the number of dropped files,
        files with decisions of the page, and saved form files that no run has read."""
        steps = {path: name for name, path in PATHS.items()}
        paths = {title: SHEETS[name] for name, title in _titles().items()}
        counts = dict.fromkeys(PATHS, 0)
        for task in self.release.manifest.tasks if self.release else ():
            if task.sheet in paths:
                counts[steps[paths[task.sheet].partition("/")[0]]] += task.todo_count
        if self.release:
            counts["send"] = len(self.release.reasons)
        return counts | {"run": len(self.files) + self.decisions + self.has_kept}


def checklist_of(folders: Folders, form_id: str) -> Checklist:
    """The steps of the consultation with this id, and the next thing to do."""
    state = _state_of(folders, form_id)
    address = f"/consultations/{form_id}"
    steps = tuple(_steps(state))
    following = None if state.has_ended else _next(state)
    refused = (name for name in state.record.refused_files if name not in state.files)
    return Checklist(state.title, address, steps, following, (*state.files, *refused))


def checklist_of_new(title: str, address: str) -> Checklist:
    """The steps of a consultation that an organiser is declaring from a dropped file. `drop` is
    done, `declare` is open at `address`, and all others are closed."""
    steps = (
        Step(
            name,
            _title(name),
            address if name == "declare" else "",
            0,
            is_done=name == "drop",
            is_later=name not in ("drop", "declare"),
        )
        for name in PATHS
    )
    return Checklist(title, address, tuple(steps), None)


def _state_of(folders: Folders, form_id: str) -> _State:
    release = release_shown(folders, form_id)
    record = read_journal(folders).form(form_id)
    file = folders.form_file(form_id)
    title, is_readable = "", True
    if file.is_file():
        try:
            title = read_form(file).title
        except OrganiserError:
            is_readable = False
    ended = has_ended(folders, form_id)
    waiting = () if ended else files_waiting(folders.inbox / form_id, record.seen)
    unfinished = {*unfinished_in(folders.inbox / form_id)}
    waiting = tuple(path for path in waiting if path not in unfinished)
    files = tuple(name_as_text(path) for path in waiting if not is_page_file(path))
    return _State(
        form_id,
        (release.manifest.title if release else title or record.title) or form_id,
        file.is_file(),
        is_readable,
        record,
        release,
        files,
        len(waiting) - len(files),
        folders.kept_form_file(form_id).exists(),
        bool(frozen_releases(folders.outputs, form_id)),
        ended,
    )


def _steps(state: _State) -> Iterator[Step]:
    left = state.tasks
    release = state.release
    is_here = {
        "drop": True,
        "run": True,
        "results": release is not None,
        "send": release is not None,
        "publish": release is not None,
    }
    done = {
        "drop": release is not None or bool(state.files),
        "declare": state.is_declared and state.is_readable and not left["declare"],
        "run": release is not None and not left["run"] and not state.record.failure,
        "read": release is not None and not left["read"],
        "check": release is not None and not left["check"],
        "send": state.is_sent and not left["send"],
    }
    for name, path in PATHS.items():
        below = path if path.startswith("/") else f"/consultations/{state.form_id}/{path}"
        reviewed = release is not None and state.is_declared and not state.has_ended
        can_open = is_here.get(name, state.is_declared if name == "declare" else reviewed)
        yield Step(
            name,
            _title(name),
            below.rstrip("/"),
            left[name],
            is_done=done.get(name, False),
            is_later=not can_open,
        )


def _next(state: _State) -> Next | None:
    """The next thing to do, in this order: drop a file, correct an error, run, decide, send,
    publish. `None` if nothing waits."""
    left, address, release = state.tasks, f"/consultations/{state.form_id}", state.release
    if not release and not state.files:
        return _do("drop", PATHS["drop"]) if state.is_declared else None
    if not state.is_readable or (state.record.failure and not left["run"]):
        return _do("correct", f"{address}/declaration")
    if state.is_declared and (not release or left["run"]):
        waiting = "run_decisions" if state.decisions else "run_declaration"
        reason = "run_files" if state.files else waiting
        return _do(reason, RUNS, count=len(state.files) or state.decisions)
    if release is None:
        return None  # no form file declares the files of this inbox
    for name in ("declare", "read", "check", "withdraw"):
        if left[name] and state.is_declared:
            return _do(name, f"{address}/{PATHS[name]}", count=left[name])
    if left["send"]:
        return _do("complete", f"{address}/envoyer")
    if release.pack_files and not state.is_sent:
        return _do("send", f"{address}/envoyer")
    return _do("publish", f"{address}/publier") if release.public_files else None


def _do(name: str, address: str, **figures: int) -> Next:
    why = sentence("way", f"why_{name}", **figures)
    return Next(why, sentence("way", f"do_{name}", **figures), address)


def _title(name: str) -> str:
    return sentence("way", f"step_{name}")


def _titles() -> dict[str, str]:
    """The titles of the sheets whose rows have a screen, by name of the sheet: `a_relire` → « À
    relire »."""
    return {
        name: own[name][0]
        for own in (sheets()["synthese"], sheets()["a_decider"])
        for name in SHEETS
        if name in own
    }
