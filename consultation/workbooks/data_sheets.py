"""A sheet of data: its title, the way back, what explains it, then one table and its charts.

No cell is merged: the sentences above the table are cut into lines as wide as the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from textwrap import wrap

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from consultation.workbooks.blocks import Layout, Sizes, lay_out
from consultation.workbooks.cells import TITLE_POINTS, ColumnCells, Surroundings, top_cells
from consultation.workbooks.charts import WIDTH, DrawnTable, draw
from consultation.workbooks.measures import (
    CM_PER_CHARACTER,
    LINE_POINTS,
    POINTS_PER_CM,
    column_width,
    header_points,
    page_height,
    row_points,
    set_up_printing,
)
from consultation.workbooks.model import Chart, Kind, Sheet, Table
from consultation.workbooks.names import one_line
from consultation.workbooks.rows import Row, write_rows
from consultation.workbooks.streamed import StreamedSheet
from consultation.workbooks.styles import Look

_SAMPLE = 500
_NARROWEST_INTRO = 90
_DEFAULT_WIDTH = 8.43
_SPACE_ABOVE_TABLE = 5.0
_GAP_WIDTH = 2.0
_CHART_WIDTH = WIDTH / CM_PER_CHARACTER + 2


def fill_data_sheet(worksheet: StreamedSheet, sheet: Sheet, around: Surroundings) -> None:
    """The sheet is written, charts included; ValueError says which cell cannot be."""
    table = sheet.table
    sample, rows = _sample_and_rows(table)
    widths = _widths(table, sample)
    total = sum(widths) + (_GAP_WIDTH + _CHART_WIDTH if table.charts else 0)
    preface = _preface(worksheet, sheet, around, total)
    drawn = DrawnTable(worksheet, table.columns, header_row=len(preface) + 1)
    heights = _heights_above(table, widths, len(preface))
    layout = _layout(table, sample, widths, heights, total) if table.charts else None
    _set_up(drawn, widths, heights, around)
    if layout:
        _make_room(drawn, layout)
    _write_top(worksheet, preface, table)
    written = write_rows(worksheet, table, rows, drawn.header_row, widths, layout, around)
    if layout:
        _add_charts(drawn, table, sample, layout)
    last_row = drawn.header_row + max(1, written) + (layout.rows_below if layout else 0)
    worksheet.print_area = f"A1:{_last_printed_column(table, widths)}{last_row}"


def _sample_and_rows(table: Table) -> tuple[list[Row], Iterator[Row]]:
    """Some first rows (all of them if charts draw them), and an iterator over all."""
    rows = iter(table.rows)
    sample = list(rows if table.charts else islice(rows, _SAMPLE))
    return sample, chain(sample, rows)


def _widths(table: Table, sample: Sequence[Row]) -> list[float]:
    return [
        column_width(column, [row[index] for row in sample if index < len(row)])
        for index, column in enumerate(table.columns)
    ]


def _preface(
    worksheet: StreamedSheet, sheet: Sheet, around: Surroundings, characters: float
) -> list[Cell]:
    """The cells of the first column that stand above the table, a row each."""
    room = int(max(_NARROWEST_INTRO, characters))
    lines = [line for sentence in sheet.intro for line in wrap(one_line(sentence), room)]
    intro = [ColumnCells(worksheet, Kind.TEXT, Look.INTRO).text(line) for line in lines]
    return [*top_cells(worksheet, around), *intro]


def _heights_above(table: Table, widths: Sequence[float], preface_length: int) -> list[float]:
    """The heights, in points, of all rows down to the header."""
    header = header_points(widths, [column.title for column in table.columns])
    heights = [TITLE_POINTS, *[LINE_POINTS + 1] * (preface_length - 1)]
    heights[-1] += _SPACE_ABOVE_TABLE
    return [*heights, header]


def _layout(
    table: Table,
    rows: Sequence[Row],
    widths: Sequence[float],
    heights: Sequence[float],
    total_width: float,
) -> Layout:
    last = max(chart.last_row for chart in table.charts)
    if last >= len(rows):
        raise ValueError(f"{table.name}: a chart draws row {last} of {len(rows)}")
    natural = [row_points(widths, row) / POINTS_PER_CM for row in rows]
    sizes = Sizes(
        page=page_height(total_width, landscape=True),
        above=sum(heights) / POINTS_PER_CM,
        header=heights[-1] / POINTS_PER_CM,
    )
    return lay_out(table.charts, natural, sizes)


def _set_up(
    drawn: DrawnTable, widths: Sequence[float], heights: Sequence[float], around: Surroundings
) -> None:
    """What openpyxl wants to know before the first row.

    Heights above the table are told, because LibreOffice places charts before it has found the
    heights that rows need.
    """
    worksheet = drawn.worksheet
    for column, width in enumerate(widths, 1):
        worksheet.set_width(column, width)
    for row, height in enumerate(heights, 1):
        worksheet.set_height(row, height)
    worksheet.freeze_panes = f"A{drawn.header_row + 1}"
    worksheet.print_title_rows = f"{drawn.header_row}:{drawn.header_row}"
    worksheet.sheet_view.showGridLines = False
    set_up_printing(worksheet, around.workbook_title, landscape=True)


def _make_room(drawn: DrawnTable, layout: Layout) -> None:
    """The charts have their column, their rows are high enough, pages break between blocks."""
    drawn.worksheet.set_width(len(drawn.columns) + 1, _GAP_WIDTH)
    drawn.worksheet.set_width(len(drawn.columns) + 2, _CHART_WIDTH)
    first = drawn.header_row + 1
    for row, height in enumerate(layout.heights):
        drawn.worksheet.set_height(first + row, height * POINTS_PER_CM)
    for row in layout.page_starts:
        drawn.worksheet.break_page_before(first + row)


def _write_top(worksheet: StreamedSheet, preface: Sequence[Cell], table: Table) -> None:
    for cell in preface:
        worksheet.append([cell])
    headers = [ColumnCells(worksheet, column.kind, Look.HEADER) for column in table.columns]
    titles = [column.title for column in table.columns]
    worksheet.append([cells.text(title) for cells, title in zip(headers, titles, strict=True)])


def _add_charts(drawn: DrawnTable, table: Table, rows: Sequence[Row], layout: Layout) -> None:
    for place in layout.places:
        chart = draw(
            drawn,
            place,
            column=len(table.columns) + 2,
            has_negatives=_has_negatives(drawn, place.chart, rows),
        )
        drawn.worksheet.draw(chart)


def _has_negatives(drawn: DrawnTable, chart: Chart, rows: Sequence[Row]) -> bool:
    indices = [drawn.column_number(title) - 1 for title in chart.value_columns]
    drawn_rows = rows[chart.first_row : chart.last_row + 1]
    values = (row[index] for row in drawn_rows for index in indices)
    return any(value < 0 for value in values if isinstance(value, int | float))


def _last_printed_column(table: Table, widths: Sequence[float]) -> str:
    """The last column of the charts, of the table, or of the sentences above a narrow table."""
    if table.charts:
        return get_column_letter(len(widths) + 2)
    lacking = max(0.0, _NARROWEST_INTRO - sum(widths))
    return get_column_letter(len(widths) + int(-(-lacking // _DEFAULT_WIDTH)))
