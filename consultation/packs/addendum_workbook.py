"""The workbook additif.xlsx: the changes since the pack that was handed in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consultation.tables.as_xlsx import write_workbook
from consultation.tables.model import KeyValueRows, Kind, Page, Paragraph, Sheet, Table, Workbook
from consultation.tables.publication_tables import NO_DATE, column_of
from consultation.words.french import sentence

CHANGES = "Changements"


def write_addendum_workbook(
    path: Path,
    title: str,
    number: int,
    sentences: Sequence[str],
    titles: Sequence[str],
    rows: Sequence[tuple[str | None, ...]],
) -> None:
    """Write the workbook of addendum `number`: a page with `sentences` on the totals before and
    after, then a sheet with `rows`, one per contribution that changed, under `titles`."""
    table = Table(
        name="changements",
        columns=tuple(column_of(each, "VARCHAR", "additif") for each in titles),
        rows=rows,
        row_count=len(rows),
    )
    first, *others = sentences
    page = Page(
        "Lisez-moi",
        (
            Paragraph(title, strong=True),
            Paragraph(first, strong=True),
            *(Paragraph(sentence) for sentence in others),
            KeyValueRows(rows=(("Les changements", CHANGES),), kinds=(Kind.TEXT, Kind.LINK)),
        ),
    )
    workbook = Workbook(
        title=title,
        subject=f"Additif n° {number}",
        # No date of its own: the same packs give the same addendum.
        date=NO_DATE,
        whole_in=sentence("whole_in", "addendum"),
        sheets=(page, Sheet(CHANGES, (sentence("addendum", "sheet"),), table, is_for_paper=False)),
    )
    write_workbook(path, workbook)
