"""Erasing people at their request (article 17): what waits, what would go, and doing it.

First the register says whom, and that it is under way: from then on, whoever runs finishes it, be
the machine stopped at any moment. The originals go before the working database, which alone knows
by what other names they are called; then what is made from it. To do any of it again is harmless.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from consultation.care.erased_originals import Original, erase_in_originals
from consultation.care.rewritten_file import Erased, erased_by
from consultation.forms.form import Form
from consultation.pseudonyms import key_of, mark_of
from consultation.runs.arrivals import files_waiting
from consultation.runs.journal import read_journal
from consultation.runs.kept_copies import keep_copies
from consultation.runs.tombstones import (
    NOBODY,
    Register,
    Request,
    Tombstones,
    fold_address,
    read_register,
    tombstones_in,
    tombstones_of,
    write_register,
)
from consultation.settings import Folders
from consultation.warehouse.build import consenting
from consultation.warehouse.build.erasures import WaitingErasure, waiting_erasures
from consultation.warehouse.store import erasing, store
from consultation.warehouse.store.connection import open_database
from consultation.warehouse.store.erased_records import sid_of
from consultation.warehouse.store.raw import known_exports


@dataclass(frozen=True)
class Plan:
    """What an erasure would do: the requests that it obeys, and how many others find nobody; how
    many submissions, in how many records of which exports; what becomes of each original.
    `tombstones` cover whoever would go, and whoever went before."""

    requests: tuple[Request, ...]
    unknown_count: int
    submission_count: int
    records: Mapping[str, int]
    originals: tuple[Original, ...]
    tombstones: Tombstones = NOBODY

    @property
    def is_empty(self) -> bool:
        """Whether nobody is to be erased."""
        return not self.requests


def plan_of(folders: Folders, form: Form) -> Plan:
    """What obeying the requests that wait would do. Nothing changes."""
    register, asked, unknown_count = _enlarged_register(folders, form)
    tombstones = tombstones_in(register, _key(folders), folders)
    with open_database(folders.database(form.form_id)) as connection:
        store.prepare(connection)
        covered = erasing.erased_in(connection, form, tombstones)
        names = {one.export_id: one.name for one in known_exports(connection).values()}
    ids = {one for records in covered.values() for one in records.values()}
    erased = _all_erased(form, tombstones, _known_of(folders, form, tombstones))
    return Plan(
        requests=asked,
        unknown_count=unknown_count,
        submission_count=len(ids),
        records={names[one]: len(records) for one, records in covered.items()},
        originals=erase_in_originals(folders, form, erased, is_dry=True) if asked else (),
        tombstones=tombstones,
    )


def begin(folders: Folders, form: Form) -> tuple[Request, ...]:
    """The register says who is to be erased by the requests that wait; returns these."""
    register, asked, _ = _enlarged_register(folders, form)
    if asked:
        write_register(
            folders.data,
            form.form_id,
            replace(register, is_under_way=True, is_published=False),
        )
        keep_copies(folders, form.form_id)
    return asked


def erase_stored(folders: Folders, form: Form) -> tuple[Original, ...]:
    """Nobody erased is in the originals, nor in what the data folder keeps; returns what became of
    the originals. Frozen releases and the register's last word are for whoever calls it."""
    tombstones = tombstones_of(folders, form.form_id)
    known = _known_of(folders, form, tombstones)
    _remember(folders, form.form_id, tombstones, known)
    originals = erase_in_originals(folders, form, _all_erased(form, tombstones, known))
    if folders.database(form.form_id).exists():
        erasing.erase_from(folders.database(form.form_id), form, tombstones)
    # Made again by the next run, like all documents of contributions that left.
    consenting.forget(folders.consenting_database(form.form_id))
    return originals


def erase_in_new_file(folders: Folders, form: Form, path: Path) -> None:
    """A file of the inbox that no run has looked at yet holds nobody erased any more: somebody
    dropped again what had been kept elsewhere."""
    tombstones = tombstones_of(folders, form.form_id)
    if not tombstones:
        return
    seen = read_journal(folders).form(form.form_id).seen
    if path in files_waiting(path.parent, seen):
        erase_in_originals(
            folders, form, _all_erased(form, tombstones, erasing.Erased()), only=path
        )
        keep_copies(folders, form.form_id)


def note_stored(folders: Folders, form_id: str) -> None:
    """The register says that nobody erased is anywhere but in the release in place."""
    register = read_register(folders.data, form_id)
    write_register(folders.data, form_id, replace(register, is_under_way=False))
    keep_copies(folders, form_id)


def note_published(folders: Folders, form: Form) -> None:
    """The register says that the requests are obeyed, once the release in place holds nobody erased
    either; it stays as it is where there was nothing to do."""
    register = read_register(folders.data, form.form_id)
    if register.is_published or register.is_under_way:
        return
    today = dt.datetime.now(ZoneInfo(form.time_zone)).date()
    requests = tuple(
        one if one.done_on else replace(one, done_on=today) for one in register.requests
    )
    done = replace(register, is_published=True, requests=requests)
    write_register(folders.data, form.form_id, done)
    keep_copies(folders, form.form_id)


def _enlarged_register(folders: Folders, form: Form) -> tuple[Register, tuple[Request, ...], int]:
    """The register with those whom the waiting requests find, these requests, and how many others
    find nobody: their number or address may be misread, and they wait on."""
    with open_database(folders.database(form.form_id)) as connection:
        store.prepare(connection)
        waiting = waiting_erasures(connection)
    found = [one for one in waiting if one.submission_ids]
    register, key = read_register(folders.data, form.form_id), _key(folders)
    maker = Tombstones(key)
    addresses = dict(register.addresses)
    for one in found:
        if one.kind == "email":
            digest = maker.of_address(fold_address(one.identifier))
            addresses[digest] = max(one.sent_until, addresses.get(digest, one.sent_until))
    asked = tuple(
        Request(one.asked_on(form.time_zone), one.kind, len(one.submission_ids)) for one in found
    )
    enlarged = replace(
        register,
        key_mark=register.key_mark or mark_of(key),
        submissions=register.submissions | _digests(maker, found),
        addresses=addresses,
        requests=(*register.requests, *asked),
    )
    return enlarged, asked, len(waiting) - len(found)


def _digests(maker: Tombstones, found: Sequence[WaitingErasure]) -> frozenset[str]:
    sids = (sid_of(submission_id) for one in found for submission_id in one.submission_ids)
    return frozenset(maker.of_submission(sid) for sid in sids if sid is not None)


def _known_of(folders: Folders, form: Form, tombstones: Tombstones) -> erasing.Erased:
    """What the working database knows of those erased; nothing once they left it."""
    database = folders.database(form.form_id)
    if not database.exists():
        return erasing.Erased()
    return erasing.erased_of(database, form, tombstones)


def _all_erased(form: Form, tombstones: Tombstones, known: erasing.Erased) -> Erased:
    """Those whom tombstones cover, by every name that files of decisions have for them."""
    return erased_by(
        form,
        tombstones,
        reference=known.references.__contains__,
        text=known.words.wrote,
        example=known.words.contain,
    )


def _remember(
    folders: Folders, form_id: str, tombstones: Tombstones, known: erasing.Erased
) -> None:
    """Who was found by an address is known by their number from now on."""
    register = read_register(folders.data, form_id)
    sids = (sid_of(submission_id) for submission_id in known.submission_ids)
    digests = {tombstones.of_submission(sid) for sid in sids if sid is not None}
    if not digests <= register.submissions:
        enlarged = replace(register, submissions=register.submissions | digests)
        write_register(folders.data, form_id, enlarged)


def _key(folders: Folders) -> bytes:
    return key_of(folders.reference_key, folders.data)
