"""The position of each declared field in the stored records of an export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from consultation.exports import FRAMAFORMS, Door, Field
from consultation.forms.form import Form, Option


@dataclass(frozen=True)
class StoredColumn:
    """A column of an export: its position in the file, its label and its field. `cell` is its index
    in the stored `cells` of a record, or None if the column is not stored."""

    position: int
    label: str
    field: Field
    cell: int | None


@dataclass(frozen=True)
class Layout:
    """An export's columns, with the meaning that its form file gives them. `complete_fields` has
    the (kind, id) of each declared field that has a column in the export, and no column whose cells
    were not stored. The consent is among them only if all columns that decide it are."""

    export_id: str
    form: Form
    columns: tuple[StoredColumn, ...]
    complete_fields: frozenset[tuple[str, str]]
    date_order: str
    door: Door = FRAMAFORMS

    @property
    def width(self) -> int:
        """The number of cells that a complete record of the export has."""
        return len(self.columns)

    def stored_columns(self, kind: str, field_id: str) -> list[StoredColumn]:
        """The stored columns of a field, in the order of the file."""
        return [
            column
            for column in self.columns
            if column.field.kind == kind and column.field.id == field_id and column.cell is not None
        ]

    @property
    def has_consent(self) -> bool:
        """True if the export has every column that decides the consent."""
        return ("consent", "consent") in self.complete_fields

    def has_choice_columns(self, kind: str, field_id: str) -> bool:
        """True if choices of a field have columns of their own. Some choices may lack a column."""
        return any(
            column.field.part.startswith("choice:")
            for column in self.stored_columns(kind, field_id)
        )

    def absent_options(self) -> list[tuple[str, str | None, str]]:
        """Options without a column in this export, as (question, item of a grid, choice): no
        column for `lyon` → `("villes", None, "lyon")`. Questions whose choices all share a single
        column have no such options, nor have questions without any column."""
        absent: list[tuple[str, str | None, str]] = []
        for question in self.form.questions:
            parts = {column.field.part for column in self.stored_columns("question", question.id)}
            if any(part.startswith("item:") for part in parts):
                absent += [
                    (question.id, item.id, choice.id)
                    for item in question.items
                    if f"item:{item.id}" not in parts
                    for choice in question.choices
                ]
            elif self.has_choice_columns("question", question.id):
                absent += [
                    (question.id, None, choice.id)
                    for choice in question.choices
                    if f"choice:{choice.id}" not in parts
                ]
        return absent


def cells_of(records: pl.DataFrame, column: StoredColumn) -> pl.DataFrame:
    """The cells of a column that hold more than white space: record_number, cell.

    Framaforms keeps the CRLF that browsers post, but the xlsx format knows only LF: CRLF becomes
    LF. Raises ValueError for a column that is not stored.
    """
    if column.cell is None:
        raise ValueError("a column that is ignored has no stored cells")
    cell = pl.col("cells").list.get(column.cell, null_on_oob=True)
    return records.select(
        "record_number", cell=cell.str.replace_all("\r\n", "\n", literal=True)
    ).filter(pl.col("cell").str.contains(r"\S"))


def closed_cells_of(
    records: pl.DataFrame, column: StoredColumn, door: Door, options: Iterable[Option]
) -> pl.DataFrame:
    """The cells of a column of choices, as record_number and cell. A cell with only the tool's mark
    for « not asked » is dropped, unless the mark is also a spelling of one of the `options`."""
    not_asked = door.not_asked.difference(*(option.spellings for option in options))
    cells = cells_of(records, column)
    return cells.filter(~pl.col("cell").str.strip_chars().is_in(sorted(not_asked)))


def one_per_record(records: pl.DataFrame, column: StoredColumn | None) -> pl.Series:
    """The cells of a column, one for each of the `records`. Null if the cell is empty, or if the
    column is missing or not stored."""
    if column is None or column.cell is None:
        return pl.Series("cell", [None] * len(records), dtype=pl.String)
    return records.select("record_number").join(
        cells_of(records, column), on="record_number", how="left", maintain_order="left"
    )["cell"]
