"""The journal: the results of runs, for the command `status` and for the next run.

`.data/passages.json` can be read during a run, without DuckDB, Prefect or the run lock. It contains
names of files, counts and sentences, but no answer, name or address.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from consultation.machine.failures import for_organisers
from consultation.machine.json_files import read_json, replace_json
from consultation.machine.settings import Folders
from consultation.runs.arrivals import SeenFile

Starter = Literal["command", "service", "page"]
"""How a run was started: a typed command, the schedule, or a click on the page."""

Outcome = Literal["went_well", "problems", "failed", "stopped"]
"""How a run ended. `problems`: a file was refused, or a form failed. `failed`: an error stopped the
run before its end. `stopped`: a person stopped it."""

Act = Literal["run", "erase", "foresee", "freeze", "restore"]
"""The act that was asked for. Only the acts of `RUNS` publish: an erasure ends with a run."""
RUNS = ("run", "erase")

KEPT_RUNS = 200
# The journals in which this process has begun a run. The number of the process can't show that: in
# a container, a killed run often had the same number.
_begun: set[Path] = set()


@dataclass(frozen=True)
class RunRecord:
    """A run, or another act such as an erasure, with times in UTC.

    - `ended_at`: None if the act is still going on, or was interrupted.
    - `form_id`: the form from which somebody is erased, or whose release is frozen. Else empty.
    """

    started_at: dt.datetime
    process: int
    ended_at: dt.datetime | None = None
    outcome: Outcome | None = None
    sentence: str = ""
    started_by: Starter = "command"
    act: Act = "run"
    form_id: str = ""


@dataclass(frozen=True)
class ExportRecord:
    """An export, as the command `status` reports it. Times are in UTC.

    `exported_at` is the greatest time in its rows. `downloaded_at` is when its file was last
    written, None if unknown. `has_sids` is False if its answers lack SIDs.
    """

    file_name: str
    is_full: bool
    record_count: int
    exported_at: dt.datetime | None
    downloaded_at: dt.datetime | None
    has_sids: bool = True

    @property
    def made_at(self) -> dt.datetime | None:
        """The time of the export's download or, if unknown, the greatest time in its rows."""
        return self.downloaded_at or self.exported_at


@dataclass(frozen=True)
class FetchRecord:
    """The last try to fetch a form's export from its site, in UTC.

    `failures` counts failures in a row. `failure` and `code` describe the last failure.
    `succeeded_at` is the last success, with or without new answers.
    """

    tried_at: dt.datetime
    succeeded_at: dt.datetime | None = None
    failures: int = 0
    code: str = ""
    failure: str = ""


@dataclass(frozen=True)
class FormRecord:
    """A form after its last run. `failure` is why nothing was published.

    - `waiting_withdrawals`: names of files with requests that could not be obeyed yet.
    - `seen`: name of a file in the inbox → that file, as the last run read it.
    - `contents`: SHA-256 of each file that was ever in the inbox → when that file, or another with
      the same bytes, was last written or fetched from the site.
    """

    title: str = ""
    outcome: str = ""
    failure: str = ""
    waiting_withdrawals: tuple[str, ...] = ()
    refused_files: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    latest_export: ExportRecord | None = None
    latest_full_export: ExportRecord | None = None
    seen: Mapping[str, SeenFile] = field(default_factory=dict)
    contents: Mapping[str, dt.datetime] = field(default_factory=dict)
    fetch: FetchRecord | None = None


@dataclass(frozen=True)
class Journal:
    """The runs and other acts, oldest first, and the record of each form by its id."""

    runs: tuple[RunRecord, ...] = ()
    forms: Mapping[str, FormRecord] = field(default_factory=dict)

    def form(self, form_id: str) -> FormRecord:
        """The record of the form's last run. Empty when no run has seen the form."""
        return self.forms.get(form_id, FormRecord())

    @property
    def last(self) -> RunRecord | None:
        """The act that began last, of any kind: run, erasure, freezing… `None` if there is none."""
        return self.runs[-1] if self.runs else None

    @property
    def last_run(self) -> RunRecord | None:
        """The run that began last. An erasure counts as a run, since it ends with a run. `None` if
        there is none."""
        return next((run for run in reversed(self.runs) if run.act in RUNS), None)

    @property
    def last_complete_run(self) -> RunRecord | None:
        """The last run or erasure that went to its end, even if it refused files or a form failed.
        `None` if there is none."""
        runs = (run for run in reversed(self.runs) if run.act in RUNS)
        return next((run for run in runs if run.outcome in COMPLETE), None)


COMPLETE = ("went_well", "problems")


def journal_file(folders: Folders) -> Path:
    """The path of the journal: `.data/passages.json`."""
    return folders.data / "passages.json"


def read_journal(folders: Folders) -> Journal:
    """The journal. Empty if the file is missing or can't be read."""
    return read_json(journal_file(folders), Journal) or Journal()


def begin_run(
    folders: Folders,
    started_by: Starter = "command",
    act: Act = "run",
    form_id: str = "",
    *,
    now: dt.datetime | None = None,
) -> None:
    """Record in the journal that this process begins a run, or another `act`. Do nothing if a run
    that this process began is still going on."""
    journal = read_journal(folders)
    if _goes_on(folders, journal):
        return
    started = RunRecord(now or _now(), os.getpid(), started_by=started_by, act=act, form_id=form_id)
    _begun.add(journal_file(folders))
    _write(folders, replace(journal, runs=(*journal.runs[-KEPT_RUNS + 1 :], started)))


def end_run(
    folders: Folders, outcome: Outcome, sentence: str, *, now: dt.datetime | None = None
) -> None:
    """Record in the journal the outcome of the run that this process began, and a sentence about
    it. Do nothing if no run of this process is going on."""
    journal = read_journal(folders)
    last = journal.last
    if last is None or not _goes_on(folders, journal):
        return
    ended = replace(last, ended_at=now or _now(), outcome=outcome, sentence=sentence)
    _write(folders, replace(journal, runs=(*journal.runs[:-1], ended)))
    _begun.discard(journal_file(folders))


@contextmanager
def failure_recorded(folders: Folders) -> Iterator[None]:
    """Record in the journal, as the failure of the run, an error that stops the block. Then raise
    it again."""
    try:
        yield
    except Exception as error:
        with suppress(OSError):  # the disk may be what failed
            end_run(folders, "failed", for_organisers(error, "").message)
        raise


def note_form(folders: Folders, form_id: str, record: FormRecord) -> None:
    """Replace the record of a form in the journal."""
    journal = read_journal(folders)
    _write(folders, replace(journal, forms={**journal.forms, form_id: record}))


def _goes_on(folders: Folders, journal: Journal) -> bool:
    """True if the last act in the journal was begun by this process and has not ended."""
    last = journal.last
    is_ours = journal_file(folders) in _begun
    return is_ours and last is not None and last.ended_at is None and last.process == os.getpid()


def _write(folders: Folders, journal: Journal) -> None:
    folders.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_json(journal_file(folders), journal)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
