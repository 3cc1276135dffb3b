"""Find the records of erased people in an export, before any record is stored."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from consultation.exports import Export, Matching, Record
from consultation.exports.date_order import DateOrder
from consultation.exports.export_parts import pages
from consultation.forms.form import Form
from consultation.forms.mailbox import mailbox_in
from consultation.responses import Layout
from consultation.responses.submissions import identities_of
from consultation.runs.tombstones import Tombstones, fold_address
from consultation.warehouse.store.layouts import layout_of
from consultation.warehouse.store.raw import KnownExport, stored_positions
from consultation.warehouse.store.record_frames import Plan, frame_of, records_of


def covered_records(
    export: Export, matching: Matching, form: Form, tombstones: Tombstones
) -> dict[int, str]:
    """The records of erased people in an export: record number in the file → the text to store in
    place of the record (`standing_for`). Raises OrganiserError if the file can't be read."""
    # The file is read twice: only after all its dates is it known whether the day comes first.
    if not tombstones:
        return {}
    order = DateOrder(export.name, matching, form)
    for page in pages(export.records()):
        order.see(page)
    known = _known_as(export, matching, order.settle_order()[0])
    layout = layout_of(known, matching, form)
    plan = Plan.of(export, matching, known.stored_positions)
    tombstone_of: dict[int, str] = {}
    for page in pages(records_of(export, plan)):
        covered = covered_among(frame_of(page, 0, plan), layout, tombstones)
        tombstone_of |= {
            number: standing_for(export.sha256, number, submission_id, tombstones)
            for number, submission_id in covered.items()
        }
        tombstone_of |= {
            record.number: standing_for(export.sha256, record.number, None, tombstones)
            for record in page
            if record.number not in covered and _is_broken_and_covered(record, plan, tombstones)
        }
    return tombstone_of


def covered_among(
    records: pl.DataFrame, layout: Layout, tombstones: Tombstones
) -> dict[int, str | None]:
    """The records of erased people among `records`: record number → submission's id, None if the
    id is unknown."""
    rows = identities_of(records, layout).iter_rows()
    return {
        number: submission_id
        for number, submission_id, email, submitted_at in rows
        if tombstones.covers(
            sid_of(submission_id), None if email is None else fold_address(email), submitted_at
        )
    }


def sid_of(submission_id: str | None) -> str | None:
    """The number that the form tool gave to a submission (its SID): `quartier:412889` → `412889`.
    None → None."""
    return None if submission_id is None else submission_id.partition(":")[2]


def numbers_of(submission_ids: Iterable[str], tombstones: Tombstones) -> frozenset[str]:
    """The keyed digests of the SIDs of these submissions, as the register of erasures keeps
    them."""
    sids = map(sid_of, submission_ids)
    return frozenset(tombstones.of_submission(sid) for sid in sids if sid is not None)


def standing_for(
    export_id: str, record_number: int, submission_id: str | None, tombstones: Tombstones
) -> str:
    """The text stored in place of an erased record: the tombstone of its SID, the same in every
    export. Without a SID, `<export_id>-<record_number>`: `abc`, 7 → `abc-7`."""
    sid = sid_of(submission_id)
    return f"{export_id}-{record_number}" if sid is None else tombstones.of_submission(sid)


def _is_broken_and_covered(record: Record, plan: Plan, tombstones: Tombstones) -> bool:
    """True if the cells of a record may be in the wrong columns, and one of them has an erased
    person's address. The record has too many or too few cells, or its cells are moved.

    The record's date is not read, since it may be in the wrong column too. So the record may also
    be an answer that the person sent after the request to be erased.
    """
    is_broken = len(record.cells) != plan.width or record.moved_at is not None
    return is_broken and is_told_in(record.cells, None, tombstones)


def is_told_in(cells: Iterable[str], sid: str | None, tombstones: Tombstones) -> bool:
    """True if any of the cells has an erased person's address, or if `sid` is the number of an
    erased submission."""
    mailboxes = (mailbox_in(cell) for cell in cells if "@" in cell)
    addresses = [None, *(fold_address(mailbox) for mailbox in mailboxes if mailbox)]
    return any(tombstones.covers(sid, address, None) for address in addresses)


def _known_as(export: Export, matching: Matching, date_order: str) -> KnownExport:
    """The export as a `KnownExport`, which the store returns for stored exports. This export is not
    stored yet.

    `date_order` says which comes first in its dates, the day, the month or the year.
    """
    return KnownExport(
        export.sha256,
        export.name,
        date_order,
        export.headings,
        stored_positions(matching),
        export.door,
    )
