"""An erasure from beginning to end, but for the release in place, which the next run replaces:
working data and originals, then frozen releases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consultation.care import erasing
from consultation.care.erased_originals import Original
from consultation.care.retention import date_of
from consultation.care.retention_state import today_in
from consultation.forms.form import read_form
from consultation.machine.settings import Folders
from consultation.releases.erased import covered_by, erased_submissions, releases_holding
from consultation.runs.safekeeping import KnownBackup, known_backups
from consultation.runs.tombstones import read_register

if TYPE_CHECKING:
    from consultation.releases.rectifying import Rectification


@dataclass(frozen=True)
class Outlook:
    """What an erasure would do, the frozen releases that hold somebody whom it is about, and the
    backups that it leaves; `ends_on` is the day on which all working data of the form goes, where
    there is one."""

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
    plan = erasing.plan_of(folders, form)
    held = releases_holding(folders, form_id, covered_by(plan.tombstones))
    frozen = tuple(one.path.name for one in held)
    return Outlook(plan, frozen, known_backups(folders), date_of(form, "data"))


def begin_erasure(folders: Folders, form_id: str) -> None:
    """Who is to be erased by the requests that wait is on the disk: whoever runs then finishes."""
    erasing.begin(folders, read_form(folders.form_file(form_id)))


def finish_erasure(folders: Folders, form_id: str) -> Finished | None:
    """Nobody erased is anywhere but in the release in place; returns what became of files, None
    when no erasure was under way.

    It stays under way, for the next run to try again, while a frozen release could not be made
    again without them, or while a file with them in it could not be deleted.
    """
    if not is_under_way(folders, form_id):
        return None
    from consultation.releases.rectifying import rectify_releases

    form = read_form(folders.form_file(form_id))
    originals = erasing.erase_stored(folders, form)
    is_erased = erased_submissions(folders, form_id)
    rectifications = rectify_releases(folders, form_id, is_erased, today_in(form))
    is_left = any(one.is_held and one.fate == "left" for one in originals)
    if not is_left and all(one.is_done for one in rectifications):
        erasing.note_stored(folders, form_id)
    return Finished(originals, rectifications)
