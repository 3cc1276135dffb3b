"""Which records of an export are of somebody who was erased, before any of them is stored."""

from __future__ import annotations

import polars as pl

from consultation.exports import Export, Matching, Record
from consultation.exports.date_order import DateOrder
from consultation.exports.record_pages import pages
from consultation.forms.form import Form
from consultation.forms.mailbox import mailbox_in
from consultation.responses import Layout
from consultation.responses.submissions import identities_of
from consultation.runs.tombstones import Tombstones, folded
from consultation.warehouse.store.layouts import layout_of
from consultation.warehouse.store.raw import KnownExport
from consultation.warehouse.store.record_frames import Plan, frame_of, stored_positions


def covered_records(
    export: Export, matching: Matching, form: Form, tombstones: Tombstones
) -> dict[int, str]:
    """The numbers of the file's records that are of somebody erased, and what stands for each.

    The file is read twice for it: only all of it tells how it writes its dates. Raises
    OrganiserError as reading its records does.
    """
    if not tombstones:
        return {}
    order = DateOrder(export.name, matching, form)
    for page in pages(export.records()):
        order.see(page)
    layout = layout_of(_described(export, matching, order.settle_order()[0]), matching, form)
    plan = Plan.of(export, matching)
    found: dict[int, str] = {}
    for page in pages(export.records()):
        found |= covered_among(frame_of(page, 0, plan), layout, tombstones)
        found |= {
            record.number: f"{export.sha256}-{record.number}"
            for record in page
            if record.number not in found and _is_broken_and_covered(record, plan, tombstones)
        }
    return found


def covered_among(records: pl.DataFrame, layout: Layout, tombstones: Tombstones) -> dict[int, str]:
    """Of stored records, or of those to store, the numbers of those of somebody erased, and what
    stands for each in every export."""
    rows = identities_of(records, layout).iter_rows()
    found = {}
    for number, submission_id, email, submitted_at in rows:
        sid = None if submission_id is None else submission_id.partition(":")[2]
        if tombstones.covers(sid, None if email is None else folded(email), submitted_at):
            unknown = f"{layout.export_id}-{number}"
            found[number] = unknown if sid is None else tombstones.of_submission(sid)
    return found


def _is_broken_and_covered(record: Record, plan: Plan, tombstones: Tombstones) -> bool:
    """Whether a record whose cells may have slipped into other columns names a covered mailbox,
    wherever it stands; nobody knows when it was sent."""
    if len(record.cells) == plan.width:
        return False
    mailboxes = (mailbox_in(cell) for cell in record.cells if "@" in cell)
    return any(tombstones.covers(None, folded(one), None) for one in mailboxes if one)


def _described(export: Export, matching: Matching, date_order: str) -> KnownExport:
    """The export as the raw store will know it."""
    return KnownExport(
        export.sha256,
        export.name,
        date_order,
        export.headings,
        stored_positions(matching),
        export.door,
    )
