"""The form file's `[retention]`: originals are deleted; working data too.

Originals (`inbox`) are deleted only when the raw store has all that they say: refused files and
files that nobody has read yet stay where they are. What is published doesn't change.

Working data (`data`) is deleted whole, for what is deleted in a DuckDB file stays in its bytes. No
run deletes what an earlier run has not announced: a date mistyped by ten years, or a machine that
was off for months, would delete everything at once. The form is not computed any more; its
releases, frozen or not, and the key are never touched.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from consultation.care.originals import read_checksums, remove_originals, some_names, unread_files
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
from consultation.warehouse.store.connection import open_database
from consultation.warehouse.store.read_files import Originals, originals_of
from consultation.warehouse.store.store import prepare
from consultation.words import french
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence

ANNOUNCED = timedelta(days=30)  # before the date
NOTICE = timedelta(days=7)  # at least, after the first announcement
KEYS = ("inbox", "data")


def obey_retention(folders: Folders, form: Form, today: date) -> tuple[str, ...]:
    """Do all that `[retention]` asks for by `today`, the date in the form's time zone.

    Returns what was done, what will be and when, as French sentences. To be called once the form's
    files were read, by the one run that holds the data folder.

    Raises OrganiserError when a file that is due can't be deleted; the others were.
    """
    ended_on = retention_of(folders, form.form_id).ended_on
    if ended_on is not None:
        # An interrupted run may have left some.
        _delete_data(folders, form.form_id)
        done = _remove_due_originals(folders, form, today)
        return (*done, *_reminder(folders, form.form_id, ended_on))
    done = _remove_due_originals(folders, form, today)
    return (*done, *_delete_due_data(folders, form, today), *_next_date(form, today))


def postponement(form: Form, today: date) -> tuple[str, ...]:
    """The sentence that says that something was due and nothing was removed, for a form whose last
    files are not published: its originals and working data may be needed to publish them."""
    is_due = any(_is_due(form, key, today) for key in KEYS)
    return (sentence("retention", "postponed"),) if is_due else ()


def _remove_due_originals(folders: Folders, form: Form, today: date) -> tuple[str, ...]:
    """Delete the originals, once their date has come."""
    inbox = folders.inbox / form.form_id
    if not _is_due(form, "inbox", today) or not (inbox.is_dir() and any(inbox.iterdir())):
        return ()
    return tuple(_remove_originals(folders, form.form_id))


def _remove_originals(folders: Folders, form_id: str) -> Iterator[str]:
    inbox, database = folders.inbox / form_id, folders.database(form_id)
    if database.exists():
        with open_database(database) as connection:
            prepare(connection)
            removal = remove_originals(inbox, originals_of(connection), connection)
    else:
        read = read_checksums(folders.data, form_id) if has_ended(folders, form_id) else frozenset()
        removal = remove_originals(inbox, Originals(read), None)
    if removal.left:
        raise OrganiserError(
            "original_not_removed",
            where=f"{folders.inbox.name}/{form_id}",
            names=some_names(removal.left),
        )
    for said, names in (("deleted", removal.gone), ("incomplete", removal.incomplete)):
        if names:
            yield sentence("retention", said, count=len(names), names=some_names(names))


def _is_due(form: Form, key: str, today: date) -> bool:
    until = date_of(form, key)
    return until is not None and today >= until


def date_of(form: Form, key: str) -> date | None:
    """The day from which the form's `[retention]` wants something gone; None where it says none."""
    until = form.retention.get(key)
    return until if isinstance(until, date) and until != date.max else None


# Working data.


def _delete_due_data(folders: Folders, form: Form, today: date) -> tuple[str, ...]:
    """Announce that the working data will be deleted, or delete it, as the date asks."""
    until = date_of(form, "data")
    if until is None or today < until - ANNOUNCED:
        return ()
    state = retention_of(folders, form.form_id)
    # Announced in a time to come: the clock was wrong, and it would be put off for years.
    if state.announced_for != until or not (state.announced_on and state.announced_on <= today):
        state = RetentionState(announced_on=today, announced_for=until)
        remember_retention(folders, form.form_id, state)
    due = max(until, (state.announced_on or today) + NOTICE)
    if today < due:
        day = french.date(due)
        return (sentence("retention", "announced", form_id=form.form_id, date=day),)
    remember_retention(
        folders, form.form_id, RetentionState(state.announced_on, until, ended_on=today)
    )
    _delete_data(folders, form.form_id)
    return (sentence("retention", "data_deleted", form_id=form.form_id, date=french.date(until)),)


def _delete_data(folders: Folders, form_id: str) -> None:
    """Delete the form's working data, but for the files that say that it was there, which files
    of the inbox it had read, and who had been erased before."""
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


def _reminder(folders: Folders, form_id: str, ended_on: date) -> Iterator[str]:
    """That the form is not computed any more, and which files in its inbox nobody reads."""
    names = unread_files(folders.inbox / form_id, read_checksums(folders.data, form_id))
    day = french.date(ended_on)
    said = [sentence("retention", "data_deleted_before", form_id=form_id, date=day)]
    if names:
        said.append(sentence("retention", "unread", count=len(names), names=some_names(names)))
    yield " ".join(said)


def _next_date(form: Form, today: date) -> Iterator[str]:
    """The sentence about the next date of `[retention]`; the deletion of working data is not said
    here once it is announced."""
    coming = sorted(
        (until, key) for key in KEYS if (until := date_of(form, key)) is not None and until > today
    )
    if coming and not (coming[0][1] == "data" and today >= coming[0][0] - ANNOUNCED):
        until, key = coming[0]
        yield sentence("retention", f"next_{key}", date=french.date(until))


# At each run.


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
    """Finish what is left to do for a form whose working data was deleted; None when it was not."""
    try:
        return care_of(folders, form_id) if has_ended(folders, form_id) else None
    except OrganiserError as error:
        return Care(problem=error)


def care_of(folders: Folders, form_id: str, *, is_published: bool = True) -> Care:
    """Obey the form's `[retention]` as of today in its time zone; when what was read of the form is
    not published, only say that it is put off."""
    try:
        form = read_form(folders.form_file(form_id))
        today = today_in(form)
        if not is_published:
            return Care(postponement(form, today))
        return Care(obey_retention(folders, form, today))
    except Exception as error:
        return Care(problem=for_organisers(error, form_id))
