"""Rows that moved (exports/doors/moved_rows.py), and rows with cells off the scale of their
grid."""

from __future__ import annotations

import polars as pl

from consultation.responses.answers import SET_ASIDE, stack_frames
from consultation.responses.layout import Layout
from consultation.responses.submissions import REJECTIONS


def moved_cells(records: pl.DataFrame) -> pl.DataFrame:
    """For each moved row, a cell set aside: its first cell in a wrong column (`moved_at`), reported
    as a cell of the consent, since a moved row's consent is unclear."""
    moved = records.filter(pl.col("moved_at").is_not_null()).select(
        "record_number",
        column_position="moved_at",
        field_kind=pl.lit("consent"),
        field_id=pl.lit("consent"),
        rule=pl.lit("moved_row"),
    )
    return stack_frames([moved], SET_ASIDE)


def without_off_scale(
    submissions: pl.DataFrame, unread_answers: pl.DataFrame, layout: Layout
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Reject the submissions with a cell that is off the scale of its grid. Return the other
    submissions, and the rejections.

    Such a cell shows that the row moved, so nothing is rejected for a tool that moves no rows.
    """
    if not layout.door.shortens_skipped_groups:
        return submissions, pl.DataFrame(schema=REJECTIONS)
    off_scale = unread_answers.filter(pl.col("item_id").is_not_null()).select("record_number")
    rejected = submissions.join(off_scale, on="record_number", how="semi", maintain_order="left")
    return (
        submissions.join(off_scale, on="record_number", how="anti", maintain_order="left"),
        rejected.select("record_number", "line_number", "sid").with_columns(
            rule=pl.lit("off_scale"), consent=pl.lit("unclear")
        ),
    )
