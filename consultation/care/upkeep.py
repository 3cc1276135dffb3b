"""How long a form's files are kept: its `[retention]`, obeyed at each run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from consultation.care import retention
from consultation.care.retention_state import has_ended, stored_forms
from consultation.forms.form import read_form
from consultation.machine.failures import for_organisers
from consultation.machine.settings import Folders
from consultation.runs.inbox import Inbox
from consultation.runs.journal import read_journal
from consultation.words.errors import OrganiserError


@dataclass(frozen=True)
class Care:
    """What was done to a form's files and what will be, and what could not be."""

    sentences: tuple[str, ...] = ()
    problem: OrganiserError | None = None


def care_of_others(folders: Folders, inbox: Inbox) -> list[Care]:
    """Obey the `[retention]` of forms with working data and no folder in the inbox any more."""
    journal = read_journal(folders)
    others = stored_forms(folders) - {form.form_id for form in inbox.forms}
    return [
        care_of(folders, form_id, is_published=not journal.form(form_id).failure)
        for form_id in sorted(others)
        if folders.form_file(form_id).is_file()
    ]


def care_of_ended(folders: Folders, form_id: str) -> Care | None:
    """Finish what is left to do for a form whose working data was erased; None when it was not."""
    try:
        return care_of(folders, form_id) if has_ended(folders, form_id) else None
    except OrganiserError as error:
        return Care(problem=error)


def care_of(folders: Folders, form_id: str, *, is_published: bool = True) -> Care:
    """Obey the form's `[retention]` as of today in its time zone; when what was read of the form is
    not published, only say that it is put off."""
    try:
        form = read_form(folders.form_file(form_id))
        today = datetime.now(ZoneInfo(form.time_zone)).date()
        if not is_published:
            return Care(retention.postponement(form, today))
        return Care(retention.obey_retention(folders, form, today))
    except Exception as error:
        return Care(problem=for_organisers(error, form_id))
