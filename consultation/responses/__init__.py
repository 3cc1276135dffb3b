"""Records of an export and its form file → typed submissions, answers, cells set aside, rejections.

Every record becomes one submission or one rejection. Each cell of a submission that is not empty
becomes an answer, a part of the submission, or a cell set aside with the rule that it broke. Three
kinds of cells are dropped: cells of ignored columns, a tool's marks for « not ticked » and « not
asked », and the sizes of uploaded files.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from consultation.responses.answers import SET_ASIDE, answers_of
from consultation.responses.consent import with_category, with_consent
from consultation.responses.layout import Layout, StoredColumn
from consultation.responses.submissions import submissions_of
from consultation.responses.validation import (
    checked_answers,
    checked_submissions,
    moved_cells,
    without_off_scale,
)

__all__ = ["Layout", "Responses", "StoredColumn", "responses_of"]


@dataclass(frozen=True)
class Responses:
    """The typed content of a page of records, which is as many records as fit in memory. Every
    frame has the column `export_id`."""

    submissions: pl.DataFrame
    answers: pl.DataFrame
    set_aside_cells: pl.DataFrame
    rejections: pl.DataFrame


def responses_of(records: pl.DataFrame, layout: Layout) -> Responses:
    """Type and validate a page of records.

    `records` has these columns:
    - record_number, line_number, width (the number of its cells), sid_text,
    - rule: the rule that the reader found broken, else null,
    - moved_at: the position from which cells are in wrong columns, else null,
    - cells: texts in the order of the layout's stored columns. Empty if the width is wrong.
    """
    submissions, rejections = submissions_of(records, layout)
    whole = records.join(submissions, on="record_number", how="semi", maintain_order="left")
    answers, unread_answers = answers_of(whole, layout)
    submissions, off_scale = without_off_scale(submissions, unread_answers, layout)
    whole = records.join(submissions, on="record_number", how="semi", maintain_order="left")
    answers, invalid_answers = checked_answers(answers, layout.form)
    unread_answers = pl.concat([unread_answers, invalid_answers])
    submissions, unread_consents = with_consent(submissions, whole, answers, unread_answers, layout)
    submissions, unread_categories = with_category(submissions, whole, layout)
    submissions, invalid_roles, invalid = checked_submissions(submissions, layout)
    set_aside = pl.concat(
        [unread_answers, unread_consents, unread_categories, invalid_roles, moved_cells(whole)]
    )
    return Responses(
        submissions=_with_export_id(submissions, layout),
        answers=_with_export_id(
            _accepted_rows(answers, submissions).drop("column_position"), layout
        ),
        set_aside_cells=_with_export_id(
            _accepted_rows(set_aside.select(list(SET_ASIDE)), submissions), layout
        ),
        rejections=_with_export_id(
            pl.concat([_with_consent(rejections, records, layout), off_scale, invalid]), layout
        ),
    )


def _with_consent(rejections: pl.DataFrame, records: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Add the column `consent`: what each rejected row states, so that no refused consent is lost.

    Null if the row has the wrong number of cells.
    """
    cells = records.filter(pl.col("width") == layout.width)
    whole = cells.join(rejections, on="record_number", how="semi", maintain_order="left")
    if whole.is_empty():
        return rejections
    answers, unread = answers_of(whole, layout)
    stated, _ = with_consent(whole.select("record_number"), whole, answers, unread, layout)
    return rejections.drop("consent").join(
        stated, on="record_number", how="left", maintain_order="left"
    )


def _accepted_rows(frame: pl.DataFrame, submissions: pl.DataFrame) -> pl.DataFrame:
    return frame.join(submissions, on="record_number", how="semi", maintain_order="left")


def _with_export_id(frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    return frame.with_columns(export_id=pl.lit(layout.export_id))
