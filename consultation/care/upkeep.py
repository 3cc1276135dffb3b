"""What a run owes to the files of a form beside its numbers: how long they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from consultation.care import retention
from consultation.care.erasure import is_erased, stored_forms
from consultation.errors import OrganiserError
from consultation.forms.form import read_form
from consultation.machine.failures import for_organisers
from consultation.runs.inbox import Inbox
from consultation.settings import Folders


@dataclass(frozen=True)
class Care:
    """What was done to a form's files and what will be, and what could not be."""

    sentences: tuple[str, ...] = ()
    problem: OrganiserError | None = None


def forms_out_of_inbox(folders: Folders, inbox: Inbox) -> list[str]:
    """The declared forms that have working data and no folder in the inbox any more."""
    seen = {form.form_id for form in inbox.forms}
    stored = stored_forms(folders) - seen
    return sorted(form_id for form_id in stored if folders.form_file(form_id).is_file())


def care_of_erased(folders: Folders, form_id: str) -> Care | None:
    """What is left to do for a form whose working data was erased; None when it was not."""
    try:
        return care_of(folders, form_id) if is_erased(folders, form_id) else None
    except OrganiserError as error:
        return Care(problem=error)


def care_of(folders: Folders, form_id: str, *, is_published: bool = True) -> Care:
    """The form's `[retention]` is obeyed as of today, where the form is; put off as long as what
    was read of it is not published."""
    try:
        form = read_form(folders.form_file(form_id))
        today = datetime.now(ZoneInfo(form.time_zone)).date()
        if not is_published:
            return Care(retention.postponed(form, today))
        return Care(retention.retained(folders, form, today))
    except Exception as error:
        return Care(problem=for_organisers(error, form_id))
