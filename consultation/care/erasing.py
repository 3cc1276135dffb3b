"""Erasing people at their request (article 17): waiting requests, a plan, the erasure.

1. The register of erasures records the people, by all their identifiers, and that the erasure is
   under way. From then on, the next process finishes it from the register alone, whenever the
   machine stops.
2. The people are deleted from the database.
3. Every file that was read is deleted, since the database has all its data on other people.

Each step can be repeated safely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from consultation.care.erased_originals import Known, Original, fates_of_originals
from consultation.care.retention_state import today_in
from consultation.forms.form import Form
from consultation.machine.references import key_of, mark_of
from consultation.machine.settings import Folders
from consultation.runs.tombstones import (
    HandedIn,
    Register,
    Request,
    Tombstones,
    fold_address,
    keep_copies,
    merge_handed_in,
    read_register,
    tombstones_in,
    tombstones_of,
    write_register,
)
from consultation.warehouse.store import erased_store, store
from consultation.warehouse.store.connection import open_database
from consultation.warehouse.store.erased_records import numbers_of
from consultation.warehouse.store.raw import erased_numbers, known_exports
from consultation.warehouse.store.read_files import (
    exports_of_erased,
    new_workbooks,
    originals_of,
    stored_files,
)
from consultation.warehouse.tables import consenting
from consultation.warehouse.tables.requests import WaitingErasure, waiting_erasures


@dataclass(frozen=True)
class Plan:
    """The effects of an erasure, before it happens.

    - `requests` will be obeyed, and `unknown_count` further requests match nobody.
    - `submission_count` submissions will be deleted. `records`: name of an export → their number of
      records in it.
    - `originals`: the fates of files. `register`: the register of erasures to write.
    - `tombstones` cover everyone erased, now or before. `references` are of people erased now.
    """

    requests: tuple[Request, ...]
    unknown_count: int
    submission_count: int
    records: Mapping[str, int]
    originals: tuple[Original, ...]
    register: Register
    tombstones: Tombstones
    references: frozenset[str]


def plan_of(folders: Folders, form: Form) -> Plan:
    """Compute the effects of the erasure requests that wait. Nothing is deleted. Raises
    OrganiserError if the key for references is lost, or is not the key of the register."""
    key = key_of(folders.reference_key, folders.data)
    with open_database(folders.database(form.form_id)) as connection:
        store.prepare(connection)
        waiting = waiting_erasures(connection)
        obeyed = [waiting_request for waiting_request in waiting if waiting_request.submission_ids]
        register = _with_requests(read_register(folders.data, form.form_id), obeyed, key, form)
        tombstones = tombstones_in(register, key, folders)
        erased = erased_store.find_erased(connection, form, tombstones)
        register = _with_erased(register, tombstones, erased)
        held = frozenset(stored_files(connection))
        known = Known(originals_of(connection, is_but_erased=True), held, is_under_way=True)
        names = {export.export_id: export.name for export in known_exports(connection).values()}
    ids = {
        submission_id for records in erased.records.values() for submission_id in records.values()
    }
    return Plan(
        requests=register.requests[-len(obeyed) :] if obeyed else (),
        unknown_count=len(waiting) - len(obeyed),
        submission_count=len(ids),
        records={names[export_id]: len(records) for export_id, records in erased.records.items()},
        originals=fates_of_originals(folders, form.form_id, known) if obeyed else (),
        register=replace(register, files=register.files | held),
        tombstones=tombstones_in(register, key, folders),
        references=erased.references,
    )


@dataclass(frozen=True)
class Further:
    """The register and the tombstones with the submissions that `further_of` finds. `references`
    are the erased people's references in the database."""

    register: Register
    tombstones: Tombstones
    references: frozenset[str]


def further_of(folders: Folders, form: Form) -> Further | None:
    """The register completed with submissions of erased people that arrived in later exports. None
    if no such submission arrived.

    These submissions are recognised by an erased person's address. The register did not have their
    numbers. It needs them, since another export may hold the same submission without the address.
    Raises OrganiserError if the register is damaged, or if the key for references is lost.
    """
    register = read_register(folders.data, form.form_id)
    if not register.key_mark or not folders.database(form.form_id).exists():
        return None
    with open_database(folders.database(form.form_id)) as connection:
        store.prepare(connection)
        numbers = erased_numbers(connection)
        if numbers <= register.submissions:
            return None
        tombstones = tombstones_of(folders, form.form_id).with_submissions(numbers)
        erased = erased_store.find_erased(connection, form, tombstones)
        register = replace(
            _with_erased(register, tombstones, erased),
            files=register.files.union(stored_files(connection)),
        )
    return Further(register, tombstones_in(register, tombstones.key, folders), erased.references)


def begin(
    folders: Folders, form_id: str, register: Register, handed_in: tuple[HandedIn, ...]
) -> None:
    """Record in the register that an erasure is under way, the people to erase, and the frozen
    releases that contain them (`handed_in`)."""
    all_handed_in = merge_handed_in(register.handed_in, handed_in)
    begun = replace(register, handed_in=all_handed_in, is_under_way=True, is_published=False)
    write_register(folders.data, form_id, begun)
    keep_copies(folders, form_id)


def erase_stored(folders: Folders, form: Form) -> None:
    """Delete the erased people from the form's database, and three files that the next run makes
    again: the database of the pack, the rows to decide on and the digests for the page of own
    words. The documents kept for the pack stay until the next run writes the pack. Raises
    OrganiserError if the register is damaged, or if the key for references is lost."""
    form_id, database = form.form_id, folders.database(form.form_id)
    tombstones = tombstones_of(folders, form_id)
    if database.exists():
        with open_database(database) as connection:
            store.prepare(connection)
            erased = erased_store.find_erased(connection, form, tombstones)
        if erased:
            # In an older backup, people found by an address may have numbers not registered yet.
            register = read_register(folders.data, form_id)
            write_register(folders.data, form_id, _with_erased(register, tombstones, erased))
            erased_store.erase_from(database, form, tombstones)
    # The next run makes these files again.
    consenting.forget(folders.consenting_database(form_id))
    for path in (folders.questions(form_id), folders.own_words(form_id)):
        path.unlink(missing_ok=True)


def delete_originals(folders: Folders, form: Form) -> tuple[Original, ...]:
    """Delete the inbox files that may contain an erased person's data and whose whole content is in
    the database. The register of erasures lists them. Returns the fate of each file that was
    deleted, or that was left and is reported.

    Call it once no erased person is in the database. Raises OSError if the disk refuses.

    Later runs call it again. People may then have dropped a file that was deleted before, an export
    with an erased person, or a workbook, which repeats what people wrote.
    """
    form_id, database = form.form_id, folders.database(form.form_id)
    register = read_register(folders.data, form_id)
    if not register.key_mark or not database.exists():
        return ()
    with open_database(database) as connection:
        store.prepare(connection)
        held = register.files | exports_of_erased(connection) | new_workbooks(connection)
        known = Known(originals_of(connection), held, register.is_under_way)
        planned = fates_of_originals(folders, form_id, known)
        names = {original.name for original in planned if original.fate == "deleted"}
        register = replace(register, files=held, requests=_with_files(register, names))
        write_register(folders.data, form_id, register)
        originals = fates_of_originals(folders, form_id, known, connection)
    keep_copies(folders, form_id)
    return originals


def note_done(folders: Folders, form_id: str) -> None:
    """Record in the register that the erasure is done, except in the current release. The next
    published release no longer contains the erased people."""
    register = read_register(folders.data, form_id)
    write_register(folders.data, form_id, replace(register, is_under_way=False))
    keep_copies(folders, form_id)


def note_published(folders: Folders, form: Form) -> None:
    """Record in the register that the current release no longer contains the erased people, and
    that their requests are done as of today.

    Does nothing if this was recorded before, or while an erasure is under way.
    """
    register = read_register(folders.data, form.form_id)
    if register.is_published or register.is_under_way:
        return
    today = today_in(form)
    requests = tuple(
        request if request.done_on else replace(request, done_on=today)
        for request in register.requests
    )
    done = replace(register, is_published=True, requests=requests)
    write_register(folders.data, form.form_id, done)
    keep_copies(folders, form.form_id)


def note_sent(folders: Folders, form_id: str) -> None:
    """Mark letters as sent in the register: the letters to people whose request is done and, unless
    an erasure is under way, the letter to the recipient."""
    register = read_register(folders.data, form_id)
    requests = tuple(
        replace(request, is_sent=True) if request.done_on else request
        for request in register.requests
    )
    handed_in = register.handed_in if register.is_under_way else ()
    write_register(folders.data, form_id, replace(register, requests=requests, handed_in=handed_in))
    keep_copies(folders, form_id)


def _with_requests(
    register: Register, pending: Iterable[WaitingErasure], key: bytes, form: Form
) -> Register:
    """A copy of the register with the requests `pending` added: the requests themselves,
    the numbers of their submissions, and the addresses of the people to erase. `key` is the key of
    the digests."""
    maker = Tombstones(key)
    addresses, requests = dict(register.addresses), list(register.requests)
    for waiting in pending:
        for address in waiting.addresses:
            digest = maker.of_address(fold_address(address))
            addresses[digest] = max(waiting.sent_until, addresses.get(digest, waiting.sent_until))
        asked_on = waiting.asked_on(form.time_zone)
        requests.append(Request(asked_on, waiting.kind, len(waiting.submission_ids)))
    return replace(
        register,
        key_mark=register.key_mark or mark_of(key),
        submissions=register.submissions
        | numbers_of((each for waiting in pending for each in waiting.submission_ids), maker),
        addresses=addresses,
        requests=tuple(requests),
    )


def _with_erased(
    register: Register, tombstones: Tombstones, erased: erased_store.Erased
) -> Register:
    """A copy of the register with the submission numbers and the references of the people
    `erased`."""
    return replace(
        register,
        submissions=tombstones.submissions | numbers_of(erased.submission_ids, tombstones),
        references=register.references | set(map(tombstones.of_reference, erased.references)),
    )


def _with_files(register: Register, names: Iterable[str]) -> tuple[Request, ...]:
    """The requests of the register. The names of deleted files (`names`) are added to each request
    that is not done."""
    return tuple(
        request
        if request.done_on
        else replace(request, files=tuple(sorted({*request.files, *names})))
        for request in register.requests
    )
