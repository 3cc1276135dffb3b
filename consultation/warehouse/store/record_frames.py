"""Records of an export as frames, with the cells that may be stored and no other."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from polars._typing import PolarsDataType

from consultation.exports import Export, Matching, Record
from consultation.forms.mailbox import mailbox_in

# What is said of a record beside its page and its export.
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
    """The number of columns of an export (`width`), and the positions of the cells to store, of the
    SID and of the address. `sid` or `email` is None if the export has no such column."""

    export_id: str
    width: int
    stored: tuple[int, ...]
    sid: int | None
    email: int | None

    @classmethod
    def of(cls, export: Export, matching: Matching, stored: tuple[int, ...]) -> Plan:
        """The plan of an export: its width, `stored` as given, the positions of SID and address."""
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


def frame_of(page: list[Record], number: int, plan: Plan) -> pl.DataFrame:
    """A page of records as a polars frame.

    Only the SID is kept from a record that breaks a rule, or has too many or too few cells: its
    cells may be in the wrong columns. From a moved row, the cells before the move are kept, and the
    respondent's address.
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
    """The stored cells of each record, or empty texts if its width is not the plan's.

    Column by column: polars makes lists of texts much faster than from Python's lists.
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
    """The cells of a record.

    From a moved row, only the cells before the move: `["oui", "a", "b"]`, moved at 1 → `["oui", "",
    ""]`. Its e-mail address is kept if the form asks for it after the move and a single moved cell
    is an address.
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
    if plan.sid is None or plan.sid >= len(record.cells):
        return None
    cell = record.cells[plan.sid]
    return cell if len(record.cells) == plan.width or cell.strip().isdigit() else None
