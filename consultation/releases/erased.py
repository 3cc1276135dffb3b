"""Which submissions were erased, and which frozen releases still hold one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from consultation.machine.settings import Folders, database_in
from consultation.releases.freezing import Frozen, frozen_releases
from consultation.runs.tombstones import Tombstones, tombstones_of
from consultation.warehouse.published.released import submissions_in
from consultation.warehouse.store import store
from consultation.warehouse.store.connection import open_database
from consultation.warehouse.store.earlier_state import erased_ids
from consultation.words.errors import OrganiserError

IsErased = Callable[[str], bool]
"""Whether the submission of that id (`quartier:412889`) was erased."""


def erased_submissions(folders: Folders, form_id: str) -> IsErased:
    """Tells the submissions that were erased from the form, by their tombstones and by those that
    stand for their records in the store."""
    tombstones, database = tombstones_of(folders, form_id), folders.database(form_id)
    if not tombstones or not database.exists():
        return covered_by(tombstones)
    with open_database(database) as connection:
        store.prepare(connection)
        known = tombstones.submissions | erased_ids(connection)
    return covered_by(replace(tombstones, submissions=known))


def covered_by(tombstones: Tombstones) -> IsErased:
    """Tells the submissions that these tombstones cover by their number: no release has addresses
    but in sheets made from the submissions that it has."""
    return lambda submission_id: tombstones.covers(submission_id.partition(":")[2], None, None)


def releases_holding(folders: Folders, form_id: str, is_erased: IsErased) -> tuple[Frozen, ...]:
    """The frozen releases of a form that hold somebody erased, in the order of freezing; one whose
    database can't be read may."""
    return tuple(
        frozen
        for frozen in frozen_releases(folders.outputs, form_id)
        if may_hold(frozen, is_erased)
    )


def may_hold(frozen: Frozen, is_erased: IsErased) -> bool:
    """Whether a frozen release holds somebody erased, or can't be read."""
    try:
        return any(map(is_erased, submissions_in(database_in(frozen.path))))
    except OrganiserError:
        return True
