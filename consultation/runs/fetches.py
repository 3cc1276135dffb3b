"""The time at which a form's export may be fetched again, and the outcome of the last try.

Sites are shared and watch for robots. So there is at most a try an hour, and fewer after failures.
If the site asks for a person, nothing is fetched until a person acts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from consultation.machine.failures import for_organisers
from consultation.machine.settings import Folders
from consultation.runs.journal import FetchRecord, note_form, read_journal
from consultation.words.errors import OrganiserError
from consultation.words.french import moment

BETWEEN = dt.timedelta(hours=1)
LONGEST = dt.timedelta(days=1)
FOR_A_PERSON = "fetch_access"
"""The code of a failure that only a person can repair: the site wants another password, or an
answer to a riddle."""


def next_try_at(record: FetchRecord) -> dt.datetime:
    """The time from which the site may be asked again: an hour after the last try. The wait doubles
    with each further failure (3 failures → 4 hours), up to a day."""
    doublings = min(max(0, record.failures - 1), 10)
    return record.tried_at + min(BETWEEN * int(2**doublings), LONGEST)


def refuse_too_soon(folders: Folders, form_id: str, *, mended_at: dt.datetime | None) -> None:
    """Raise OrganiserError if the site must not be asked again yet.

    After a failure that only a person can repair, the site is asked again only once `mended_at` is
    later than that try. `mended_at` is now if a person asks for the fetch, else the time when the
    password for the site was last saved, `None` if unknown.
    """
    record = read_journal(folders).form(form_id).fetch
    now = dt.datetime.now(dt.UTC)
    if record is None or record.tried_at > now:  # the clock was wrong
        return
    when, tried = moment(next_try_at(record)), moment(record.tried_at)
    is_mended = mended_at is not None and mended_at > record.tried_at
    if record.code == FOR_A_PERSON and not is_mended:
        raise OrganiserError(
            "fetch_waits.for_a_person", where=form_id, tried=tried, failure=record.failure
        )
    if now < next_try_at(record):
        if record.failure:
            raise OrganiserError(
                "fetch_waits.after_failure",
                where=form_id,
                tried=tried,
                when=when,
                failure=record.failure,
            )
        raise OrganiserError("fetch_too_soon", where=form_id, tried=tried, when=when)


@contextmanager
def note_fetch(folders: Folders, form_id: str) -> Iterator[None]:
    """Record in the journal that the form's site is being asked. If the block fails, record the
    error and raise it again."""
    before = read_journal(folders).form(form_id).fetch or FetchRecord(_now())
    begun = replace(before, tried_at=_now())
    _note(folders, form_id, begun)
    try:
        yield
    except Exception as error:
        problem = for_organisers(error, form_id)
        failed = replace(
            begun, failures=begun.failures + 1, code=problem.code, failure=problem.message
        )
        _note(folders, form_id, failed)
        raise


def note_success(folders: Folders, form_id: str, export_id: str) -> None:
    """Record in the journal that the site sent the export with this SHA-256, and forget failures.

    If the inbox had the export already, it counts as downloaded now.
    """
    form = read_journal(folders).form(form_id)
    before = form.fetch or FetchRecord(_now())
    contents = {**form.contents, export_id: _now()} if export_id in form.contents else form.contents
    fetch = FetchRecord(before.tried_at, succeeded_at=_now())
    note_form(folders, form_id, replace(form, fetch=fetch, contents=contents))


def _note(folders: Folders, form_id: str, fetch: FetchRecord) -> None:
    note_form(folders, form_id, replace(read_journal(folders).form(form_id), fetch=fetch))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
