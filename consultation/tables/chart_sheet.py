"""The charts of a workbook on a sheet of their own, in the order of the tables that they draw: two
abreast, as many as a window or a page lying down shows whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from consultation.tables.cells import TITLE_POINTS, Surroundings, top_rows
from consultation.tables.chart_axes import DrawnChart
from consultation.tables.charts import WIDTH, Place, chart_height, draw
from consultation.tables.measures import (
    CM_PER_CHARACTER,
    MAX_ROW_POINTS,
    PAGE_HEIGHT,
    POINTS_PER_CM,
    set_up_printing,
)
from consultation.tables.streamed import StreamedSheet

_ABREAST = 2
_GAP = 0.4
# A cm each, so that a page ends beside a chart and not within one where columns are wider.
_COLUMNS = 27
# Programs do not break pages at the very same height.
_SAFE = 0.95


def fill_chart_sheet(
    worksheet: StreamedSheet, drawn: Sequence[DrawnChart], around: Surroundings
) -> None:
    """The charts are on the sheet, none over another nor cut between two pages."""
    for column in range(_COLUMNS):
        worksheet.set_width(column + 1, 1 / CM_PER_CHARACTER)
    worksheet.sheet_view.showGridLines = False
    set_up_printing(worksheet, around.workbook_title, landscape=True)
    worksheet.sheet_properties.pageSetUpPr = None
    row, top = 0, 0.0

    def add_row(height: float, cells: Sequence[Cell] = ()) -> None:
        nonlocal row, top
        row, top = row + 1, top + height
        worksheet.set_height(row, height * POINTS_PER_CM)
        worksheet.append(cells)

    for cells in top_rows(worksheet, around):
        add_row(TITLE_POINTS / POINTS_PER_CM, cells)
    page_top = 0.0
    for abreast in _side_by_side(drawn):
        height = max(chart_height(one.chart) for one in abreast) + _GAP
        if top + height - page_top > PAGE_HEIGHT * _SAFE:
            worksheet.break_page_before(row + 1)
            page_top = top
        for number, one in enumerate(abreast):
            left = number * (WIDTH + _GAP)
            worksheet.draw(draw(one, Place(left, top + _GAP / 2, chart_height(one.chart))))
        rows = ceil(height * POINTS_PER_CM / MAX_ROW_POINTS)
        for _ in range(rows):
            add_row(height / rows)
    worksheet.print_area = f"A1:{get_column_letter(_COLUMNS)}{row}"


def _side_by_side(drawn: Sequence[DrawnChart]) -> Iterator[Sequence[DrawnChart]]:
    return (drawn[first : first + _ABREAST] for first in range(0, len(drawn), _ABREAST))
