"""An erasure from beginning to end: the database, frozen releases, then the received files. The
release in place is not changed here, as the next run replaces it."""

from __future__ import annotations

from dataclasses import dataclass

from consultation.care import erasing
from consultation.care.erased_originals import Original
from consultation.care.retention_state import today_in
from consultation.forms.form import read_form
from consultation.machine.settings import Folders
from consultation.releases.reducing import reduce_releases, releases_holding
from consultation.releases.still_held import handed_in
from consultation.runs.safekeeping import KnownBackup, safekeeping_in
from consultation.runs.tombstones import read_register, tombstones_of


@dataclass(frozen=True)
class Outlook:
    """The consequences of an erasure that has not begun. `frozen` are the names of the frozen
    releases that hold the people to erase. `backup` is the last backup, which will keep them."""

    plan: erasing.Plan
    frozen: tuple[str, ...]
    backup: KnownBackup | None


@dataclass(frozen=True)
class Finished:
    """The result of an erasure: the fate of each original, and the names of the frozen releases
    that were reduced to their lists."""

    originals: tuple[Original, ...]
    frozen: tuple[str, ...]


def is_under_way(folders: Folders, form_id: str) -> bool:
    """True if an erasure was begun and is not finished."""
    return read_register(folders.data, form_id).is_under_way


def outlook_of(folders: Folders, form_id: str) -> Outlook:
    """The consequences of obeying the waiting requests to erase. Nothing is deleted. Raises
    OrganiserError if the form file can't be read, or if the key for references is lost."""
    form = read_form(folders.form_file(form_id))
    plan = erasing.plan_of(folders, form)
    held = releases_holding(folders, form_id, plan.tombstones)
    frozen = tuple(release.path.name for release in held)
    return Outlook(plan, frozen, safekeeping_in(folders.data).backup)


def begin_erasure(folders: Folders, form_id: str) -> None:
    """Begin an erasure: write to the disk who is to be erased, and which handed-in files hold them.
    From then on, any run finishes the erasure. If no waiting request matches somebody, nothing is
    written. Raises OrganiserError as `outlook_of` does."""
    plan = erasing.plan_of(folders, read_form(folders.form_file(form_id)))
    held = releases_holding(folders, form_id, plan.tombstones)
    if plan.requests:
        erasing.begin(folders, form_id, plan.register, handed_in(held, plan.references))


def begin_further(folders: Folders, form_id: str) -> None:
    """Begin an erasure again if a later export shows further submissions of erased people."""
    further = erasing.further_of(folders, read_form(folders.form_file(form_id)))
    if further is not None:
        held = releases_holding(folders, form_id, further.tombstones)
        files = handed_in(held, further.references)
        erasing.begin(folders, form_id, further.register, files)


def finish_erasure(folders: Folders, form_id: str) -> Finished | None:
    """Erase the people of the erasure under way from the database, frozen releases and originals.

    Returns the result, or None if no erasure is under way. While an original is left that may hold
    the people, the erasure stays under way: the next run tries again. Raises OrganiserError as
    `outlook_of` does, and OSError if the disk refuses.
    """
    if not is_under_way(folders, form_id):
        return None
    form = read_form(folders.form_file(form_id))
    erasing.erase_stored(folders, form)
    tombstones = tombstones_of(folders, form_id)
    frozen = reduce_releases(folders, form_id, tombstones, today_in(form))
    originals = erasing.delete_originals(folders, form)
    if all(original.fate == "deleted" for original in originals):
        erasing.note_done(folders, form_id)
    return Finished(originals, frozen)
