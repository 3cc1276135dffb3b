"""Erasing people at their request (article 17): what waits, what would go, and doing it.

First the register says whom, and that it is under way: from then on, whoever runs finishes it, be
the machine stopped at any moment. Which originals hold them is noted there too, while the working
database knows by what other names they are called; then they leave the database, then these
originals are deleted, for the database has all else that they say. To do any of it again is
harmless.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from consultation.care.erased_originals import (
    Known,
    Original,
    Traces,
    decisions_with,
    fates_of_originals,
)
from consultation.care.retention_state import today_in
from consultation.forms.form import Form
from consultation.machine.references import key_of, mark_of
from consultation.machine.settings import Folders
from consultation.runs.tombstones import (
    NOBODY,
    Register,
    Request,
    Tombstones,
    fold_address,
    keep_copies,
    read_register,
    tombstones_in,
    tombstones_of,
    write_register,
)
from consultation.warehouse.store import erased_store, store
from consultation.warehouse.store.connection import Connection, open_database
from consultation.warehouse.store.erased_records import sid_of
from consultation.warehouse.store.raw import known_exports
from consultation.warehouse.store.read_files import (
    decision_files,
    exports_of_erased,
    originals_of,
    stored_files,
)
from consultation.warehouse.tables import consenting
from consultation.warehouse.tables.to_decide import waiting_erasures


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


def plan_of(folders: Folders, form: Form) -> Plan:
    """What obeying the requests that wait would do. Nothing changes."""
    register, asked, unknown_count = _enlarged_register(folders, form)
    tombstones = tombstones_in(register, key_of(folders.reference_key, folders.data), folders)
    with open_database(folders.database(form.form_id)) as connection:
        store.prepare(connection)
        erased = erased_store.find_erased(connection, form, tombstones)
        names = {one.export_id: one.name for one in known_exports(connection).values()}
        held = _held_files(connection, folders, form, tombstones, erased)
        known = Known(
            frozenset(stored_files(connection)),
            held,
            originals_of(connection, is_but_erased=True),
        )
    ids = {one for records in erased.records.values() for one in records.values()}
    return Plan(
        requests=asked,
        unknown_count=unknown_count,
        submission_count=len(ids),
        records={names[one]: len(records) for one, records in erased.records.items()},
        originals=fates_of_originals(folders, form.form_id, known) if asked else (),
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
    """Nobody erased is in what the data folder keeps, nor in the originals that it can do without;
    returns what became of the originals. Frozen releases and the register's last word are for
    whoever calls it."""
    form_id, database = form.form_id, folders.database(form.form_id)
    tombstones = tombstones_of(folders, form_id)
    originals: tuple[Original, ...] = ()
    if database.exists():
        with open_database(database) as connection:
            store.prepare(connection)
            erased = erased_store.find_erased(connection, form, tombstones)
            held = _held_files(connection, folders, form, tombstones, erased)
        _remember(folders, form_id, tombstones, erased.submission_ids, held)
        erased_store.erase_from(database, form, tombstones)
        with open_database(database) as connection:
            store.prepare(connection)
            originals = _delete_held(connection, folders, form_id, held)
    # Made again by the next run, like all documents of contributions that left.
    consenting.forget(folders.consenting_database(form_id))
    return originals


def delete_read_originals(folders: Folders, form: Form) -> tuple[Original, ...]:
    """Of the files that a run has read, those with somebody in them who was erased before are
    deleted, or told: somebody dropped again what had been kept elsewhere. Returns these only."""
    tombstones = tombstones_of(folders, form.form_id)
    if not tombstones or not folders.database(form.form_id).exists():
        return ()
    with open_database(folders.database(form.form_id)) as connection:
        store.prepare(connection)
        held = _held_files(connection, folders, form, tombstones, None)
        _remember(folders, form.form_id, tombstones, frozenset(), held)
        originals = _delete_held(connection, folders, form.form_id, held)
    keep_copies(folders, form.form_id)
    return tuple(one for one in originals if one.is_held)


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
    today = today_in(form)
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
    register = read_register(folders.data, form.form_id)
    maker = Tombstones(key := key_of(folders.reference_key, folders.data))
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
        submissions=register.submissions
        | _digests(maker, chain.from_iterable(one.submission_ids for one in found)),
        addresses=addresses,
        requests=(*register.requests, *asked),
    )
    return enlarged, asked, len(waiting) - len(found)


def _digests(maker: Tombstones, submission_ids: Iterable[str]) -> frozenset[str]:
    sids = map(sid_of, submission_ids)
    return frozenset(maker.of_submission(sid) for sid in sids if sid is not None)


def _held_files(
    connection: Connection,
    folders: Folders,
    form: Form,
    tombstones: Tombstones,
    erased: erased_store.Erased | None,
) -> frozenset[str]:
    """The files of the store, by SHA-256, in which somebody erased is: all those in which the
    `erased` are, or, without any, new ones in which somebody is who was erased before."""
    traces = Traces(form.form_id, tombstones)
    if erased is not None:
        traces = replace(traces, references=erased.references, words=erased.words)
    searched = decision_files(connection, is_new=erased is None)
    return (
        read_register(folders.data, form.form_id).files
        | exports_of_erased(connection)
        | frozenset(erased.records if erased else ())
        | decisions_with(folders, form.form_id, traces, searched)
    )


def _delete_held(
    connection: Connection, folders: Folders, form_id: str, held: frozenset[str]
) -> tuple[Original, ...]:
    """These originals are deleted, once the register has their names for the receipts."""
    known = Known(frozenset(stored_files(connection)), held, originals_of(connection))
    fates = fates_of_originals(folders, form_id, known)
    names = {one.name for one in fates if one.is_held and one.fate == "deleted"}
    register = read_register(folders.data, form_id)
    requests = tuple(
        one if one.done_on else replace(one, files=tuple(sorted({*one.files, *names})))
        for one in register.requests
    )
    if requests != register.requests:
        write_register(folders.data, form_id, replace(register, requests=requests))
    return fates_of_originals(folders, form_id, known, connection)


def _remember(
    folders: Folders,
    form_id: str,
    tombstones: Tombstones,
    submission_ids: frozenset[str],
    held: frozenset[str],
) -> None:
    """Who was found by an address is known by their number from now on, and files that hold
    somebody erased by their content."""
    register = read_register(folders.data, form_id)
    submissions = register.submissions | _digests(tombstones, submission_ids)
    enlarged = replace(register, submissions=submissions, files=register.files | held)
    if enlarged != register:
        write_register(folders.data, form_id, enlarged)
