"""An erasure from beginning to end, but for the release in place, which the next run replaces:
originals and working data, then frozen releases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from consultation.care import erasing
from consultation.care.erased_originals import Original
from consultation.care.known_backups import KnownBackup, known_backups
from consultation.forms.form import Form, read_form
from consultation.releases.freezing import frozen_releases
from consultation.releases.rectifying import (
    Rectification,
    erased_submissions,
    rectify_releases,
)
from consultation.runs.tombstones import read_register
from consultation.settings import Folders


@dataclass(frozen=True)
class Outlook:
    """What an erasure would do, the frozen releases that it looks into, and the backups that it
    can't; `ends_on` is the day on which all working data of the form goes, where there is one."""

    plan: erasing.Plan
    frozen: tuple[str, ...]
    backups: tuple[KnownBackup, ...]
    ends_on: dt.date | None


@dataclass(frozen=True)
class Finished:
    """What became of the originals, and of the frozen releases that held somebody erased."""

    originals: tuple[Original, ...]
    rectifications: tuple[Rectification, ...]


def is_under_way(folders: Folders, form_id: str) -> bool:
    """Whether an erasure was begun and is to be finished."""
    return read_register(folders.data, form_id).is_under_way


def outlook_of(folders: Folders, form_id: str) -> Outlook:
    """What obeying the requests to erase that wait would do; nothing changes."""
    form = read_form(folders.form_file(form_id))
    frozen = tuple(one.path.name for one in frozen_releases(folders.outputs, form_id))
    until = form.retention.get("data")
    ends_on = until if isinstance(until, dt.date) and until != dt.date.max else None
    return Outlook(erasing.plan_of(folders, form), frozen, known_backups(folders), ends_on)


def begin_erasure(folders: Folders, form_id: str) -> None:
    """Who is to be erased by the requests that wait is on the disk: whoever runs then finishes."""
    erasing.begin(folders, read_form(folders.form_file(form_id)))


def finish_erasure(folders: Folders, form_id: str) -> Finished | None:
    """Nobody erased is anywhere but in the release in place; returns what became of files, None
    when no erasure was under way."""
    if not is_under_way(folders, form_id):
        return None
    form = read_form(folders.form_file(form_id))
    originals = erasing.erase_stored(folders, form)
    is_erased = erased_submissions(folders, form_id)
    rectifications = rectify_releases(folders, form_id, is_erased, today_in(form))
    erasing.note_stored(folders, form_id)
    return Finished(originals, rectifications)


def today_in(form: Form) -> dt.date:
    """The date where the form is."""
    return dt.datetime.now(ZoneInfo(form.time_zone)).date()
