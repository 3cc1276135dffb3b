"""Review sheets: what organisers read, and the cells that they fill and give back."""

from __future__ import annotations

from dataclasses import replace

from consultation.decisions import ReviewSheet, WithdrawalSheet
from consultation.french import sentences_of
from consultation.workbooks.model import Choices, Column, Kind, Sheet, Table
from consultation.workbooks.published import Published, table_of

WIDTHS = {
    "who": 44.0,
    "words": 26.0,
    "choice": 22.0,
    "initials": 11.0,
    "date": 12.0,
    "remark": 26.0,
    "subject": 20.0,
}


def review_sheet(
    review: ReviewSheet, name: str, published: Published, intro: tuple[str, ...]
) -> Sheet:
    """The publication as a sheet to fill: drop-down lists for choices, coloured cells to fill."""
    table = table_of(name, published)
    columns = tuple(_column(review, column) for column in table.columns)
    return Sheet(
        review.title,
        (*intro, *sentences_of("how_to_fill").values()),
        replace(table, columns=columns),
    )


def _column(review: ReviewSheet, column: Column) -> Column:
    parts = {title: part for part, title in vars(review.columns).items()}
    part = parts.get(column.title)
    if part is None:
        return column
    choices = None
    if part == "choice":
        lists: dict[str | None, tuple[str, ...]] = {
            question.asked: tuple(question.choices) for question in review.questions
        }
        choices = Choices(by=review.asked, lists=lists)
    return replace(
        column,
        width=WIDTHS.get(part, column.width),
        is_to_fill=column.title in review.columns.to_fill,
        choices=choices,
    )


# Enough for a campaign; somebody who needs more copies the last row down.
BLANK_ROWS = 200


def withdrawal_sheet(withdrawals: WithdrawalSheet) -> Sheet:
    """The sheet of withdrawals to fill, with rows that nobody has filled yet."""
    names = {title: part for part, title in vars(withdrawals.columns).items()}
    columns = tuple(
        Column(
            title,
            Kind.DATE if part == "date" else Kind.TEXT,
            width=WIDTHS[part],
            is_to_fill=True,
            choices=(
                Choices(by=title, lists={None: tuple(withdrawals.requests)})
                if part == "choice"
                else None
            ),
        )
        for title, part in names.items()
    )
    blank = ((None,) * len(columns) for _ in range(BLANK_ROWS))
    table = Table("retraits", columns, blank, row_count=BLANK_ROWS)
    return Sheet(withdrawals.title, tuple(sentences_of("how_to_withdraw").values()), table)
