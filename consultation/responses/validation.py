"""Check typed submissions and answers against their Pandera models. A cell that breaks a rule is
set aside, or its row is rejected. Rows whose cells are in wrong columns
(exports/doors/moved_rows.py) are reported or rejected too."""

from __future__ import annotations

import polars as pl

from consultation.forms.form import Form
from consultation.responses.answers import SET_ASIDE, stack_frames
from consultation.responses.layout import Layout
from consultation.responses.submissions import REJECTIONS

# A row with a wrong value in one of these columns is rejected.
KEY_COLUMNS = ("record_number", "line_number", "submission_id", "sid", "is_draft", "consent")
TIME_COLUMNS = ("submitted_at", "completed_at", "modified_at")
CONSENTS = ("own_name", "collective_name", "anonymous", "reflection_only", "unclear")


def checked_submissions(
    submissions: pl.DataFrame, layout: Layout
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return the submissions that the model accepts, the cells set aside, and the rejections.

    A wrong value in `KEY_COLUMNS` or `TIME_COLUMNS` rejects its row. Any other wrong value is set
    aside and becomes null, except a short postcode, which is reported but kept.
    """
    from schemas import tables

    category = layout.form.category
    categories = [option.id for option in category.choices] if category else []
    schema = tables.submissions(CONSENTS, categories)
    failed = tables.failures(schema, submissions)
    rejecting = pl.col("column").is_in([*KEY_COLUMNS, *TIME_COLUMNS]) | pl.col("column").is_null()
    rejected = _failed_rows(submissions, failed.filter(rejecting))
    rejections = rejected.with_columns(
        rule=pl.when(pl.col("column").is_in(TIME_COLUMNS))
        .then(pl.lit("time_unreadable"))
        .otherwise(pl.lit("sid_unreadable"))
    )
    unread = _failed_rows(submissions, failed.filter(~rejecting))
    accepted = submissions.join(rejections, on="record_number", how="anti")
    # A short postcode is reported and kept: the whole file shows if its first zero was lost.
    lost = unread.filter(pl.col("check") != tables.SHORT_POSTCODE)
    for column in lost["column"].unique():
        broken = lost.filter(pl.col("column") == column)["record_number"]
        accepted = accepted.with_columns(
            pl.when(~pl.col("record_number").is_in(broken.implode())).then(column).alias(column)
        )
    return (
        accepted,
        _set_aside_roles(unread, layout),
        rejections.select(list(REJECTIONS)).unique("record_number", maintain_order=True),
    )


def _failed_rows(frame: pl.DataFrame, failed: pl.DataFrame) -> pl.DataFrame:
    """The rows of `frame` that failed a check, with the column and the check. `failed` has the
    index of the row, the column and the check."""
    numbered = frame.with_row_index("index").with_columns(pl.col("index").cast(pl.Int64))
    return failed.join(numbered, on="index", how="inner", maintain_order="left")


def _set_aside_roles(unread: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    positions = {
        column.field.id: column.position for column in layout.columns if column.field.kind == "role"
    }
    once = unread.unique(["record_number", "column"], keep="first", maintain_order=True)
    set_aside = once.with_columns(
        column_position=pl.col("column").replace_strict(positions, default=-1),
        field_kind=pl.lit("role"),
        field_id=pl.col("column"),
        rule=pl.col("check"),
    )
    return stack_frames([set_aside], SET_ASIDE)


def checked_answers(answers: pl.DataFrame, form: Form) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The answers that the model accepts, and the cells set aside."""
    from schemas import tables

    failed = tables.failures(tables.answers(declared_keys(form)), answers)
    if failed.is_empty():
        return answers, pl.DataFrame(schema=SET_ASIDE)
    rule = (
        pl.when(pl.col("check") == "multiple_fields_uniqueness")
        .then(pl.lit("repeated_answer"))
        .otherwise("check")
    )
    broken = _failed_rows(answers, failed).with_columns(rule=rule)
    numbered = answers.with_row_index("index").with_columns(pl.col("index").cast(pl.Int64))
    accepted = numbered.join(broken, on="index", how="anti", maintain_order="left").drop("index")
    set_aside = broken.with_columns(field_kind=pl.lit("question"), field_id=pl.col("question_id"))
    return accepted, stack_frames([set_aside], SET_ASIDE)


def declared_keys(form: Form) -> pl.DataFrame:
    """Every combination of question_id, item_id and choice_id that an answer may have: `villes`,
    null, `lyon`."""
    keys: list[tuple[str, str | None, str | None]] = []
    for question in form.questions:
        items: list[str | None] = [item.id for item in question.items] or [None]
        choices: list[str | None] = [choice.id for choice in question.choices]
        if not question.is_closed or question.other:
            choices.append(None)
        keys += [(question.id, item, choice) for item in items for choice in choices]
    return pl.DataFrame(
        keys,
        schema={"question_id": pl.String, "item_id": pl.String, "choice_id": pl.String},
        orient="row",
    )


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
