"""The accessible workbook, for screen readers: a cover, a list of contents, then a sheet for each
table. It follows « Releasing statistics in spreadsheets » (Government Analysis Function, UK)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from consultation.tables.model import Column, Kind, Sheet, Table, Workbook
from consultation.words.french import sentence

say = partial(sentence, "accessible")


def accessible(workbook: Workbook, contents: Sequence[tuple[str, str]]) -> Workbook:
    """The workbook marked as accessible, with a sheet of contents inserted after its first sheet.

    `contents`: for each other sheet, its description and its title.
    """
    cover, *sheets = workbook.sheets
    columns = (
        Column(say("content_column"), Kind.TEXT, 62),
        Column(say("sheet_column"), Kind.LINK, 24),
    )
    listed = Sheet(
        say("contents"),
        (say("contents_intro"),),
        Table("sommaire", columns, contents, row_count=len(contents)),
        heading=say("contents_title"),
    )
    return replace(workbook, sheets=(cover, listed, *sheets), is_accessible=True)
