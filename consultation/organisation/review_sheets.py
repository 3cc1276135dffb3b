"""The sheets that organisers fill and give back: review sheets, and the sheet of withdrawals."""

from __future__ import annotations

from dataclasses import replace

from consultation.decisions.sheets import ReviewSheet, WithdrawalSheet
from consultation.organisation.coding_pages import themes_listed
from consultation.tables.model import Choices, Column, Kind, Listed, Sheet, Table
from consultation.tables.publication_tables import Published, table_of
from consultation.words.french import sentence, sheets

# Enough for a campaign; somebody who needs more copies the last row down.
BLANK_ROWS = 200


def review_sheet(
    review: ReviewSheet, name: str, title: str, published: Published, intro: tuple[str, ...]
) -> Sheet:
    """The publication as a sheet to fill, with coloured cells and drop-down lists. The columns that
    stay on screen are counted in `frozen` of `schemas/sheets.toml`."""
    table = table_of(name, published, workbook=name)
    columns = tuple(_review_column(review, column) for column in table.columns)
    how_to = sentence("to_fill", "change", subject=review.columns.subject)
    frozen = sheets()["frozen"].get(name, 0)
    return Sheet(title, (*intro, how_to), replace(table, columns=columns), frozen_columns=frozen)


def _review_column(review: ReviewSheet, column: Column) -> Column:
    parts = {title: part for part, title in vars(review.columns).items()}
    part = parts.get(column.title)
    if part is None:
        return column
    choices: Choices | Listed | None = themes_listed() if part == "theme" else None
    if part == "choice":
        lists: dict[str | None, tuple[str, ...]] = {
            wording: choices
            for question in review.questions
            for wording, choices in question.offered.items()
        }
        choices = Choices(by=review.asked, lists=lists)
    return replace(
        column,
        width=_width(part) or column.width,
        is_to_fill=column.title in review.columns.to_fill,
        choices=choices,
    )


def _width(part: str) -> float | None:
    """The width, in characters, of a column that people fill: `choice` → 22.0. `part` is the part
    of a decision that they write there, such as the choice, their initials or a remark. None if
    `schemas/sheets.toml` gives no width for it."""
    width = sheets()["widths"]["to_fill"].get(part)
    return None if width is None else float(width)


def withdrawal_sheet(withdrawals: WithdrawalSheet, intro: tuple[str, ...]) -> Sheet:
    """The sheet on which organisers write requests to withdraw. It has 200 blank rows. `intro` are
    the sentences above the table."""
    names = {title: part for part, title in vars(withdrawals.columns).items()}
    columns = tuple(
        Column(
            title,
            Kind.DATE if part == "date" else Kind.TEXT,
            width=_width(part),
            is_to_fill=True,
            choices=(
                Choices(by=title, lists={None: tuple(withdrawals.requests)})
                if part == "choice"
                else None
            ),
        )
        for title, part in names.items()
    )
    blank = ((None,) * len(columns),) * BLANK_ROWS
    how_to = (*intro, sentence("to_fill", "apply"))
    return Sheet(withdrawals.title, how_to, Table("retraits", columns, blank, row_count=BLANK_ROWS))
