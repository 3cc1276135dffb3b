"""Turn the records of an export into polars frames, with only the cells that may be stored."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl
from polars._typing import PolarsDataType

from consultation.exports import Export, Matching, Record
from consultation.exports.export_parts import headed_columns
from consultation.forms.mailbox import mailbox_in

# The columns of a record besides its cells, its page and its export.
RECORDS: dict[str, PolarsDataType] = {
    "record_number": pl.Int64,
    "line_number": pl.Int64,
    "width": pl.Int32,
    "sid_text": pl.String,
    "rule": pl.String,
    "moved_at": pl.Int32,
}


@dataclass(frozen=True)
class Plan:
    """The columns of an export that count when its records are stored.

    `width` is the number of all columns. `stored` are the positions of the columns to store, `sid`
    and `email` the positions of the SID and of the e-mail address, None without such a column.
    """

    export_id: str
    width: int
    stored: tuple[int, ...]
    sid: int | None
    email: int | None

    @classmethod
    def of(cls, export: Export, matching: Matching, stored: tuple[int, ...]) -> Plan:
        """Make the `Plan` of an export. `matching`: the meaning that the form file gives to each
        column. `stored`: the positions in the file of the columns to store."""
        own = {
            column.field.id: column.heading.position
            for column in matching.columns
            if column.field.kind == "submission"
        }
        addresses = (
            column.heading.position
            for column in matching.columns
            if (column.field.kind, column.field.id) == ("role", "email")
        )
        return cls(
            export_id=export.sha256,
            width=len(matching.columns),
            stored=stored,
            sid=own.get("sid"),
            email=next(addresses, None),
        )


def records_of(export: Export, plan: Plan) -> Iterator[Record]:
    """Yield the records of an export. If the form tool does not number its answers, each record
    gets a name in place of the number: `5f0c2b7e91aa-1`.

    The name is the same in every export. It is a digest of the row's filled cells and their
    headings, then a rank among equal rows. Empty cells don't count, so that older rows keep their
    names when a question is added.
    """
    if export.door.numbers_answers:
        yield from export.records()
        return
    headings = [column.full for column in headed_columns(export.headings)]
    met = Counter[str]()
    for record in export.records():
        digest = _digest_of_row(record, plan, headings)
        met[digest] += 1
        yield record._replace(name=f"{digest}-{met[digest]}")


def _digest_of_row(record: Record, plan: Plan, headings: Sequence[str]) -> str:
    cells = record.cells
    if len(cells) == plan.width:
        parts = sorted(
            f"{headings[position]}\x1f{cells[position].strip()}"
            for position in plan.stored
            if cells[position].strip()
        )
    else:
        parts = cells  # which may be in the wrong columns
    return hashlib.sha256("\x1e".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def frame_of(page: list[Record], number: int, plan: Plan) -> pl.DataFrame:
    """A page of an export's records as a polars frame. `number` is the number of the page.

    If a record has too many or too few cells, only its SID is kept, since its cells may be in the
    wrong columns. If its cells are moved, the cells before the move and the e-mail address are
    kept.
    """
    described = pl.DataFrame(
        {
            "record_number": [record.number for record in page],
            "line_number": [record.line for record in page],
            "width": [len(record.cells) for record in page],
            "sid_text": [_sid(record, plan) for record in page],
            "rule": [record.rule or None for record in page],
            "moved_at": [record.moved_at for record in page],
        },
        schema=RECORDS,
    )
    no_cells = pl.lit([], dtype=pl.List(pl.String))
    return described.with_columns(
        _cells_of(page, plan) if plan.stored else no_cells.alias("cells"),
        page_number=pl.lit(number, dtype=pl.Int32),
        export_id=pl.lit(plan.export_id),
    ).with_columns(cells=pl.when(pl.col("width") == plan.width).then("cells").otherwise(no_cells))


def _cells_of(page: list[Record], plan: Plan) -> pl.Series:
    """The cells to store of each record. They are empty for a record with too many or too few
    cells.

    They are collected column by column, which polars does much faster than row by row.
    """
    nothing: list[str] = [""] * plan.width
    believed = (
        _believed_cells(record, plan) if len(record.cells) == plan.width else nothing
        for record in page
    )
    columns = list(zip(*believed, strict=True))
    cells = pl.DataFrame(
        {str(position): columns[position] for position in plan.stored},
        schema={str(position): pl.String for position in plan.stored},
    )
    return cells.select(cells=pl.concat_list(pl.all())).to_series()


def _believed_cells(record: Record, plan: Plan) -> list[str]:
    """The cells of a record, with an empty text for each cell that may be in the wrong column.

    If the record's cells are moved, the cells before the move are kept: `["oui", "a"]`, moved from
    position 1 on → `["oui", ""]`. The e-mail address is put back in its column if that column is
    after the move and if exactly one moved cell is an address.
    """
    if record.moved_at is None:
        return record.cells
    after = record.cells[record.moved_at :]
    cells = record.cells[: record.moved_at] + [""] * len(after)
    addresses = [cell for cell in after if "@" in cell and mailbox_in(cell)]
    if plan.email is not None and plan.email >= record.moved_at and len(addresses) == 1:
        cells[plan.email] = addresses[0]
    return cells


def _sid(record: Record, plan: Plan) -> str | None:
    if record.name:
        return record.name
    if plan.sid is None or plan.sid >= len(record.cells):
        return None
    cell = record.cells[plan.sid]
    return cell if len(record.cells) == plan.width or cell.strip().isdigit() else None
