"""The state of the tool: last and next run, waiting files, ages of the exports.

Reading it changes nothing, and loads neither DuckDB nor Prefect.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from consultation.care.retention_state import has_ended, stored_forms, without_form_file
from consultation.machine.lock import is_running
from consultation.machine.settings import Folders
from consultation.runs.arrivals import files_waiting, gone_files, name_as_text
from consultation.runs.inbox import Inbox, look_into
from consultation.runs.journal import FormRecord, Journal, RunRecord, read_journal
from consultation.runs.safekeeping import (
    BackupState,
    KeyState,
    backup_state,
    key_state,
    restored_from,
)
from consultation.runs.service import Service, present_service
from consultation.runs.tombstones import read_register
from consultation.words.french import moment, sentence

CLOCKS_DIFFER = dt.timedelta(hours=1)


@dataclass(frozen=True)
class FormStatus:
    """A form: the record of its last run, and the files that no run has read.

    `has_ended`: its working data was deleted, as its form file asked, and nothing is computed any
    more.
    """

    form_id: str
    record: FormRecord
    waiting_files: tuple[str, ...]
    has_ended: bool


@dataclass(frozen=True)
class Status:
    """The state of the tool at the moment `checked_at` (UTC).

    `is_running`: a run holds the lock at that moment. `problems`: sentences on what people have to
    correct or to finish.
    """

    checked_at: dt.datetime
    is_running: bool
    last_run: RunRecord | None
    last_complete_run: RunRecord | None
    service: Service | None
    forms: tuple[FormStatus, ...]
    key: KeyState
    backup: BackupState | None
    problems: tuple[str, ...] = ()

    @property
    def was_interrupted(self) -> bool:
        """True if the last run was stopped before it could record its outcome."""
        last = self.last_run
        return last is not None and last.ended_at is None and not self.is_running

    @property
    def next_run_at(self) -> dt.datetime | None:
        """The time of the next run that the service has planned. None if there is no service."""
        return self.service.schedule.next_after(self.checked_at) if self.service else None

    def age(self, moment: dt.datetime) -> dt.timedelta:
        """The time from a moment to the check: moment 8:00, checked at 9:00 → 1 hour. Negative if
        the moment is in the future."""
        return self.checked_at - moment

    def is_older(self, moment: dt.datetime | None, limit: dt.timedelta) -> bool:
        """True if the moment is longer ago than the limit: 3 days ago, limit 2 days → True. Also if
        it is unknown (`None`), or an hour or more ahead, since a clock was then wrong."""
        return moment is None or not -CLOCKS_DIFFER < self.age(moment) <= limit


def status_of(folders: Folders, now: dt.datetime | None = None) -> Status:
    """The state of the tool. `now` is the time of the check, by default the current time. Raises
    OrganiserError if the list of backups, a register or a state of retention is damaged."""
    running = is_running(folders.data)
    journal = read_journal(folders)
    inbox = look_into(folders)
    return Status(
        checked_at=now or dt.datetime.now(dt.UTC),
        is_running=running,
        last_run=journal.last_run,
        last_complete_run=journal.last_complete_run,
        service=present_service(folders),
        forms=tuple(
            _form_status(folders, journal, form_id)
            for form_id in _form_ids(folders, journal, inbox)
        ),
        key=key_state(folders),
        backup=backup_state(folders),
        problems=(
            *(problem.message for problem in (*inbox.problems, *without_form_file(folders))),
            *_withdrawals_to_give(folders),
            *_erasures_to_finish(folders),
        ),
    )


def _withdrawals_to_give(folders: Folders) -> Iterator[str]:
    if since := restored_from(folders.data):
        yield sentence("status", "withdrawals_to_give", day=moment(since))


def _erasures_to_finish(folders: Folders) -> Iterator[str]:
    """Yield a sentence for each form whose current release may still contain erased people."""
    for form_id in sorted(stored_forms(folders)):
        if not read_register(folders.data, form_id).is_published:
            yield sentence("status", "erasure_to_finish", form_id=form_id)


def _form_ids(folders: Folders, journal: Journal, inbox: Inbox) -> list[str]:
    """The ids of the forms to show: the forms of the inbox, and the forms in the journal whose
    folder in the inbox still exists.

    Organisers end a consultation by removing its folder. If the whole inbox is missing, all forms
    in the journal are shown.
    """
    has_inbox = folders.inbox.is_dir()
    seen = {
        form_id for form_id in journal.forms if not has_inbox or (folders.inbox / form_id).is_dir()
    }
    return sorted(seen | {form.form_id for form in inbox.forms})


def _form_status(folders: Folders, journal: Journal, form_id: str) -> FormStatus:
    inbox, record = folders.inbox / form_id, journal.form(form_id)
    gone = gone_files(inbox, record.refused_files)
    still_there = tuple(name for name in record.refused_files if name not in gone)
    # No file is read any more for a form whose working data was deleted.
    erased = has_ended(folders, form_id)
    files = () if erased else files_waiting(inbox, record.seen)
    record = replace(record, refused_files=still_there)
    return FormStatus(form_id, record, tuple(map(name_as_text, files)), erased)
