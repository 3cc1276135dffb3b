"""The files of the inbox that need a run now: completely copied, and not yet read by a run."""

from __future__ import annotations

from pathlib import Path

from consultation.care.retention_state import has_ended
from consultation.decisions.page_lines import is_page_file
from consultation.machine.settings import Folders
from consultation.runs.arrivals import Signature, files_waiting, gone_files, signature_of
from consultation.runs.inbox import is_unfinished, look_into
from consultation.runs.journal import FormRecord, read_journal
from consultation.words.errors import OrganiserError

LOOK_SECONDS = 5.0
QUIET_LOOKS = 3
"""The number of looks in a row that must see a file unchanged before it counts as completely
copied. Three looks take at least ten seconds."""

Arrival = tuple[Path, Signature | None]
"""The path of a file, and its signature (size and time). The signature is None for a refused file
that has been removed."""


class Watch:
    """The new files of the inbox that have not started a run yet. `look` is to be called every five
    seconds. A file starts a single run: if that run refuses the file, the file starts no other run
    until it changes."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._looks: dict[Arrival, int] = {}
        self._done: set[Arrival] = set()

    def look(self) -> frozenset[Arrival]:
        """The files that need a run now: new files, unchanged for ten seconds, and refused files
        that were removed at least ten seconds ago. Empty if the inbox can't be read, since the next
        run reports that error."""
        try:
            arrivals = self._arrivals()
        except (OSError, OrganiserError):
            return frozenset()
        self._looks = {arrival: self._looks.get(arrival, 0) + 1 for arrival in arrivals}
        self._done &= arrivals
        quiet = {arrival for arrival, count in self._looks.items() if count >= QUIET_LOOKS}
        return frozenset(quiet - self._done)

    def note_run(self, arrivals: frozenset[Arrival]) -> None:
        """Note that a run has read these files, so that `look` no longer returns them."""
        self._done |= arrivals

    def _arrivals(self) -> set[Arrival]:
        journal = read_journal(self._folders)
        files: set[Arrival] = set()
        for form in look_into(self._folders).forms:
            if not has_ended(self._folders, form.form_id):
                inbox = self._folders.inbox / form.form_id
                record = journal.form(form.form_id)
                files |= _new_files(inbox, record)
                # Until the next run, a refused file that is gone is still reported as a problem.
                files |= {(inbox / name, None) for name in gone_files(inbox, record.refused_files)}
        return files


def _new_files(inbox: Path, record: FormRecord) -> set[Arrival]:
    return {
        (path, signature)
        for path in files_waiting(inbox, record.seen)
        # Decisions made on the page wait for a planned run, or for a run of the page.
        if not (is_unfinished(path) or is_page_file(path))
        and (signature := signature_of(path)) is not None
    }
