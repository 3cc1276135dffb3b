"""Records → submissions, or rejections: who answered, when, and with which contact details."""

from __future__ import annotations

from collections.abc import Container

import polars as pl

from consultation.exports import FRAMAFORMS
from consultation.forms.mailbox import mailbox_in
from consultation.responses import typed_cells
from consultation.responses.layout import Layout, one_per_record
from schemas.limits import ROLE_CHARACTERS

REJECTIONS = {
    "record_number": pl.Int64,
    "line_number": pl.Int64,
    "sid": pl.Int64,
    "rule": pl.String,
    "consent": pl.String,
}
TIMES = ("submitted_at", "completed_at", "modified_at")
ROLES = ("name", "collective", "email", "phone", "commune", "postcode")
NO_ADDRESS = "@"


def submissions_of(records: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the submissions made from the records, without consent and category, and the
    rejections."""
    read = _read_records(records, layout)
    unstated = read.with_columns(consent=pl.lit(None, dtype=pl.String))
    rejections = unstated.filter(pl.col("rule").is_not_null()).select(list(REJECTIONS))
    submissions = read.filter(pl.col("rule").is_null()).drop("rule", "width")
    return submissions, rejections


def identities_of(records: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """The columns record_number, submission_id, email and submitted_at for all records, even
    records to reject. A value is null if unknown."""
    columns = ("record_number", "submission_id", "email", "submitted_at")
    return _read_records(records, layout).select(columns)


def _read_records(records: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    columns = {
        column.field.id: column for column in layout.columns if column.field.kind == "submission"
    }
    form = layout.form
    read = records.select("record_number", "line_number", "width", "sid_text", "rule")
    time_cells = {name: one_per_record(records, columns.get(name)) for name in TIMES}
    if "submitted_at" not in columns and layout.door is not FRAMAFORMS:
        # Some tools can be set up to export one time only.
        time_cells["submitted_at"] = time_cells["completed_at"]
    times = [
        typed_cells.times(cells, layout.date_order, form.time_zone).alias(name)
        for name, cells in time_cells.items()
    ]
    unread = [
        (cells.is_not_null() & read_time.is_null()).alias(f"unread_{read_time.name}")
        for cells, read_time in zip(time_cells.values(), times, strict=True)
    ]
    draft = one_per_record(records, columns.get("draft")).str.strip_chars()
    roles = [_role_cells(records, layout, role).alias(role) for role in ROLES]
    read = read.with_columns(
        *times,
        *unread,
        *roles,
        sid=typed_cells.whole_numbers(read["sid_text"]),
        serial=typed_cells.whole_numbers(one_per_record(records, columns.get("serial"))),
        draft=draft,
    )
    return read.with_columns(
        rule=_broken_rule(layout, has_sids="sid" in columns),
        is_draft=_is_draft(columns),
        submission_id=_submission_id(layout, has_sids="sid" in columns),
    ).drop("sid_text", "draft", *[column.name for column in unread])


def _broken_rule(layout: Layout, *, has_sids: bool) -> pl.Expr:
    """The first rule that a record breaks, null if it can become a submission.

    A rule that the reader found broken comes first: such a record lacks most of its cells.
    """
    broken = {"row_width": pl.col("width") != layout.width}
    if has_sids:
        broken["sid_missing"] = pl.col("sid_text").fill_null("").str.strip_chars() == ""
        broken["sid_unreadable"] = pl.col("sid").is_null()
    broken["time_unreadable"] = pl.any_horizontal([f"unread_{name}" for name in TIMES])
    broken["draft_unreadable"] = pl.col("draft").is_not_null() & ~pl.col("draft").is_in(["0", "1"])
    return pl.coalesce(
        [
            pl.col("rule"),
            *(pl.when(is_broken).then(pl.lit(rule)) for rule, is_broken in broken.items()),
        ]
    )


def _is_draft(columns: Container[str]) -> pl.Expr:
    """An expression that is true for drafts. The draft mark decides. Without a mark, an empty
    completion time makes a draft. False if `columns` has neither."""
    if "draft" in columns:
        marked = pl.col("draft") == "1"
        if "completed_at" in columns:
            return marked.fill_null(pl.col("completed_at").is_null())
        return marked.fill_null(value=False)
    if "completed_at" in columns:
        return pl.col("completed_at").is_null()
    return pl.lit(value=False)


def _submission_id(layout: Layout, *, has_sids: bool) -> pl.Expr:
    form_id = pl.lit(layout.form.form_id)
    if has_sids:
        return pl.format("{}:{}", form_id, pl.col("sid"))
    of_export = pl.format("{}-{}", pl.lit(layout.export_id[:12]), pl.col("record_number"))
    return pl.format("{}:{}", form_id, pl.coalesce("sid_text", of_export))


def _role_cells(records: pl.DataFrame, layout: Layout, role: str) -> pl.Series:
    """The cells of a role (`email`, `postcode`…), each run of white space as one space:
    `Jean\\nDupont` → `Jean Dupont`.

    A postcode loses its spaces: « 75 011 » → « 75011 ». An e-mail cell becomes its mailbox
    (`_mailboxes`).
    """
    role_columns = layout.stored_columns("role", role)
    cells = one_per_record(records, role_columns[0] if role_columns else None)
    if role == "email":
        return _mailboxes(cells)
    tidy = cells.str.replace_all(r"\s+", " ").str.strip_chars()
    return tidy.str.replace_all(" ", "", literal=True) if role == "postcode" else tidy


def _mailboxes(cells: pl.Series) -> pl.Series:
    """The mailbox in each cell: `<Ana@example.org>` → `Ana@example.org`. Null if the cell is empty.

    A cell with no mailbox or several becomes `@`. A cell that is too long stays unchanged. The
    validation then sets both kinds of cells aside.
    """
    texts = cells.fill_null("").str.strip_chars()
    read = [
        cell if len(cell) > ROLE_CHARACTERS else mailbox_in(cell) or NO_ADDRESS if cell else None
        for cell in texts
    ]
    return pl.Series(cells.name, read, dtype=pl.String)
