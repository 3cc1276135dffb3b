"""The form file's `[retention]`: from its date on, only the releases of the form are kept.

- Deleted: the working data as a whole, since rows deleted from a DuckDB file stay in its bytes, and
  the files of the inbox that were read. From then on, the form is not computed any more.
- Kept: the releases, frozen or not, the key, refused files, and files that nobody has read.
- Announced first: no run deletes what an earlier run has not announced. Otherwise a date mistyped
  by ten years, or a machine that was off for months, would delete everything at once.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from consultation.care.originals import read_checksums, remove_read, some_names, unread_files
from consultation.care.retention_state import (
    RetentionState,
    has_ended,
    remember_retention,
    retention_file,
    retention_of,
    stored_forms,
    today_in,
)
from consultation.forms.form import Form, read_form
from consultation.machine.disk import settle
from consultation.machine.failures import for_organisers
from consultation.machine.settings import Folders
from consultation.runs.inbox import Inbox
from consultation.runs.journal import read_journal
from consultation.runs.tombstones import register_file
from consultation.words import french
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

ANNOUNCED = timedelta(days=30)  # before the date
NOTICE = timedelta(days=7)  # at least, after the first announcement


def obey_retention(folders: Folders, form: Form, today: date) -> tuple[str, ...]:
    """Carry out the form's `[retention]` as of `today`, the date in the form's time zone.

    Returns French sentences: what was done, or what will be done and when. A run calls it while it
    holds the data folder, once the form's files were read. Raises OrganiserError if a file that is
    due can't be deleted. The other files are deleted first.
    """
    form_id, until = form.form_id, form.kept_until
    ended_on = retention_of(folders, form_id).ended_on
    if ended_on is not None:
        # An interrupted run may have left files, and a file that was read may be dropped again.
        return (*_delete_all(folders, form_id), _reminder(folders, form_id, ended_on))
    if until is None:
        return ()
    if today < until - ANNOUNCED:
        return (sentence("retention", "next", date=french.date(until)),)
    due = _announced_day(folders, form_id, until, today)
    if today < due:
        return (sentence("retention", "announced", form_id=form_id, date=french.date(due)),)
    state = replace(retention_of(folders, form_id), ended_on=today)
    remember_retention(folders, form_id, state)
    deleted = sentence("retention", "data_deleted", form_id=form_id, date=french.date(until))
    return (*_delete_all(folders, form_id), deleted)


def postponement(form: Form, today: date) -> tuple[str, ...]:
    """A sentence that announces that a due deletion is postponed. Empty if no deletion is due
    `today`.

    A caller postpones the deletion while the form's last files are not published: publishing them
    may need the dropped files and the working data.
    """
    is_due = form.kept_until is not None and today >= form.kept_until
    return (sentence("retention", "postponed"),) if is_due else ()


def _announced_day(folders: Folders, form_id: str, until: date, today: date) -> date:
    """The day of the deletion: `until`, or 7 days after the announcement if that is later. If no
    earlier run announced the deletion for `until`, it is announced today."""
    state = retention_of(folders, form_id)
    # If it was announced on a future day, the clock was wrong. It is announced again, or else the
    # deletion could wait for years.
    if state.announced_for != until or not (state.announced_on and state.announced_on <= today):
        state = RetentionState(announced_on=today, announced_for=until)
        remember_retention(folders, form_id, state)
    return max(until, (state.announced_on or today) + NOTICE)


def _delete_all(folders: Folders, form_id: str) -> Iterator[str]:
    """Delete the form's working data, then the files of its inbox that were read.

    Yields a sentence with the names of these files. Raises OrganiserError if a file can't be
    deleted.
    """
    _delete_data(folders, form_id)
    read = read_checksums(folders.data, form_id)
    deleted, left = remove_read(folders.inbox / form_id, read)
    if left:
        where = f"{folders.inbox.name}/{form_id}"
        raise OrganiserError("original_not_removed", where=where, names=some_names(left))
    if deleted:
        yield sentence("retention", "deleted", count=len(deleted), names=some_names(deleted))


def _delete_data(folders: Folders, form_id: str) -> None:
    """Delete the form's working data, except the records of retention, of read files and of
    erasures."""
    kept = {
        retention_file(folders, form_id).name,
        f"{form_id}.lus",
        register_file(folders.data, form_id).name,
    }
    for path in folders.data.glob(f"{form_id}.*"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name not in kept:
            path.unlink(missing_ok=True)
    settle(folders.data)


def _reminder(folders: Folders, form_id: str, ended_on: date) -> str:
    """A reminder that the form is not computed any more. It lists the files of the form's inbox
    that no run has read, if any."""
    names = unread_files(folders.inbox / form_id, read_checksums(folders.data, form_id))
    day = french.date(ended_on)
    sentences = [sentence("retention", "data_deleted_before", form_id=form_id, date=day)]
    if names:
        sentences.append(sentence("retention", "unread", count=len(names), names=some_names(names)))
    return " ".join(sentences)


# At each run.


@dataclass(frozen=True)
class Care:
    """The outcome of a form's retention. `sentences` tell people what was done or will be done.
    `problem` is the error that stopped it, or None."""

    sentences: tuple[str, ...] = ()
    problem: OrganiserError | None = None


def care_of_others(folders: Folders, inbox: Inbox) -> list[Care]:
    """Carry out the `[retention]` of each form that has working data and a form file, but is not
    among the forms of `inbox`. Returns the outcome for each of these forms."""
    journal = read_journal(folders)
    others = stored_forms(folders) - {form.form_id for form in inbox.forms}
    return [
        care_of(folders, form_id, is_published=not journal.form(form_id).failure)
        for form_id in sorted(others)
        if folders.form_file(form_id).is_file()
    ]


def care_of_ended(folders: Folders, form_id: str) -> Care | None:
    """Delete what is left of a form whose working data was deleted. None if the form's working data
    was not deleted."""
    try:
        return care_of(folders, form_id) if has_ended(folders, form_id) else None
    except OrganiserError as error:
        return Care(problem=error)


def care_of(folders: Folders, form_id: str, *, is_published: bool = True) -> Care:
    """Carry out the form's `[retention]` as of today in its time zone. Errors are returned in
    `problem`.

    If `is_published` is False, the form's last files were read but not published. A deletion that
    is due is then only reported as postponed.
    """
    try:
        form = read_form(folders.form_file(form_id))
        today = today_in(form)
        if not is_published:
            return Care(postponement(form, today))
        return Care(obey_retention(folders, form, today))
    except Exception as error:
        return Care(problem=for_organisers(error, form_id))
