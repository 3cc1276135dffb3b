"""What every sheet has above its contents: its title, and the way back to the first page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from openpyxl.cell import Cell

from consultation.workbooks.cells import ColumnCells
from consultation.workbooks.model import Kind
from consultation.workbooks.streamed import StreamedSheet
from consultation.workbooks.styles import Look
from consultation.workbooks.texts import one_line

TITLE_POINTS = 26.0


@dataclass(frozen=True)
class Surroundings:
    """What a sheet knows of its workbook; `home_title` is empty on the first page itself."""

    workbook_title: str
    home_title: str
    sheet_titles: Collection[str]


def top_cells(worksheet: StreamedSheet, around: Surroundings) -> Iterator[Cell]:
    """The cells of the first column that stand above the contents."""
    title = ColumnCells(worksheet, Kind.TEXT, Look.TITLE)
    yield title.text(one_line(worksheet.title))
    if around.home_title:
        back = ColumnCells(worksheet, Kind.LINK, Look.BACK)
        yield back.link(f"← {around.home_title}", around.home_title)
