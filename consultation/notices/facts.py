"""The facts about a form when it is published, read once and passed on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields

from consultation.notices.notices import NOT_REREAD, Notices, notices_of, reasons_of
from consultation.notices.rereading import Rereading, rereading_of
from consultation.runs.remembering import ReadExport
from consultation.warehouse.tables.publications import Tables


@dataclass(frozen=True)
class FormHeader:
    """The facts about a form for the first pages of documents. Times are in its time zone.
    `sheet_row_limit` is the number of rows that a sheet shows at most."""

    form_id: str
    title: str
    recipient: str
    closes_at: dt.datetime | None
    last_submitted_at: dt.datetime | None
    sheet_row_limit: int


@dataclass(frozen=True)
class PackState:
    """The state of a release's pack: its number of contributions, and the reasons why it is not
    final. It is final if there are no reasons."""

    contribution_count: int
    reasons: tuple[str, ...]
    is_read: bool  # a person has read each of its texts


@dataclass(frozen=True)
class Facts:
    """The facts about a form that the documents of a release state.

    - `counts`: the numbers of submissions `received`, in each box of the balance, and `sendable`.
      Once a text is coded, also the number of `coded` texts.
    - `finished_count`: number of submissions that are no drafts.
    - `exports`: in the order of their numbers.
    - `pack`: None if nobody agreed to send anything.
    """

    form: FormHeader
    counts: Mapping[str, int]
    finished_count: int
    exports: tuple[ReadExport, ...]
    rereading: Rereading
    notices: Notices
    pack: PackState | None
    withdrawn_references: tuple[str, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """The sentences of all notices, the gravest notice first."""
        return sum(self.notices.values(), ())

    @property
    def notices_beside_rereading(self) -> tuple[str, ...]:
        """The sentences of all notices, without the notice on answers that the latest export lacks.
        This is for a page that shows that notice separately, at its top."""
        others = (sentences for notice, sentences in self.notices.items() if notice != NOT_REREAD)
        return sum(others, ())


def read_facts(tables: Tables) -> Facts:
    """Read the facts once from a form's working database."""
    rereading = rereading_of(tables)
    totals = tables["facts.totals"].records[0]
    boxes = {row["box"]: row["submission_count"] for row in tables["statistics.flow"].records}
    return Facts(
        form=FormHeader(**tables["facts.form"].records[0]),
        counts={
            "received": sum(boxes.values()),
            **boxes,
            "sendable": totals["sendable_count"],
            **({"coded": totals["coded_text_count"]} if totals["coded_text_count"] else {}),
        },
        finished_count=totals["finished_count"],
        exports=_exports(tables),
        rereading=rereading,
        notices=notices_of(tables, rereading),
        pack=pack_state_of(tables, rereading),
        withdrawn_references=tuple(
            row["reference"] for row in tables["facts.withdrawn_references"].records
        ),
    )


def pack_state_of(tables: Tables, rereading: Rereading) -> PackState | None:
    """The state of the pack: its number of contributions, and why it is not final. None if nobody
    agreed to have a contribution sent."""
    totals = tables["facts.totals"].records[0]
    if not totals["sent_count"]:
        return None
    is_read = not totals["unread_text_count"]
    return PackState(totals["sent_count"], reasons_of(tables, rereading), is_read)


def _exports(tables: Tables) -> tuple[ReadExport, ...]:
    rows = sorted(tables["facts.exports"].records, key=lambda row: int(row["export_number"]))
    names = [field.name for field in fields(ReadExport)]
    return tuple(ReadExport(**{name: row[name] for name in names}) for row in rows)
