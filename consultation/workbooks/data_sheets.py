"""A sheet of data: its title, the way back, then one table or several, one below the other, each
with what explains it above and its charts at its left, where every window shows them.

No cell is merged: the sentences above a table are cut into lines that a small screen shows whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from textwrap import wrap

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from consultation.workbooks.blocks import Layout, Sizes, lay_out
from consultation.workbooks.cell_texts import one_line, readable
from consultation.workbooks.cells import TITLE_POINTS, ColumnCells, Surroundings, top_cells
from consultation.workbooks.chart_axes import DrawnTable
from consultation.workbooks.charts import WIDTH, draw
from consultation.workbooks.measures import (
    CM_PER_CHARACTER,
    LINE_POINTS,
    POINTS_PER_CM,
    column_width,
    header_points,
    page_height,
    row_points,
    set_up_printing,
    spaced_points,
)
from consultation.workbooks.model import Kind, Section, Sheet, Table
from consultation.workbooks.rows import Row, write_rows
from consultation.workbooks.streamed import StreamedSheet
from consultation.workbooks.styles import Look

_SAMPLE = 500
_NARROWEST_INTRO = 90
# A window of 1366 pixels shows some 185 widths of a digit; letters are narrower.
_WIDEST_INTRO = 185
_DEFAULT_WIDTH = 8.43
_SPACE_ABOVE_TABLE = 5.0
_SPACE_ABOVE_SECTION = 30.0
_GAP_WIDTH = 1.0
_CHART_WIDTH = WIDTH / CM_PER_CHARACTER + 1


@dataclass(frozen=True)
class _Part:
    """A table to write, with some of its first rows (all of them if charts draw them), and an
    iterator over all."""

    section: Section
    sample: Sequence[Row]
    rows: Iterator[Row]

    @property
    def table(self) -> Table:
        """What is written."""
        return self.section.table


@dataclass(frozen=True)
class _Grid:
    """What the tables of a sheet share: the widths of the columns, and where charts stand."""

    widths: tuple[float, ...]
    has_charts: bool
    has_one_table: bool

    @property
    def first_column(self) -> int:
        """Where the tables begin, counted from 1: at the right of the charts and of a gap."""
        return 3 if self.has_charts else 1

    @property
    def total(self) -> float:
        """How wide the sheet is."""
        return sum(self.widths) + (_GAP_WIDTH + _CHART_WIDTH if self.has_charts else 0)


def fill_data_sheet(worksheet: StreamedSheet, sheet: Sheet, around: Surroundings) -> None:
    """The sheet is written, charts included; ValueError says which cell cannot be."""
    parts = [_part(section) for section in sheet.sections]
    grid = _grid(parts)
    top = list(top_cells(worksheet, around))
    prefaces = [
        [*(top if number == 0 else _heading(worksheet, part)), *_intro(worksheet, part, grid)]
        for number, part in enumerate(parts)
    ]
    _set_up(worksheet, sheet, grid, len(prefaces[0]) + 1, around)
    last_row = 0
    for part, preface in zip(parts, prefaces, strict=True):
        last_row = _write_part(worksheet, part, preface, last_row, grid, around)
    worksheet.print_area = f"A1:{_last_printed_column(grid)}{last_row}"


def _part(section: Section) -> _Part:
    rows = iter(section.table.rows)
    sample = list(rows if section.table.charts else islice(rows, _SAMPLE))
    return _Part(section, sample, chain(sample, rows))


def _grid(parts: Sequence[_Part]) -> _Grid:
    """Columns as wide as the widest of the tables wants them."""
    wanted = zip_longest(*map(_widths, parts), fillvalue=0.0)
    return _Grid(
        widths=tuple(map(max, wanted)),
        has_charts=any(part.table.charts for part in parts),
        has_one_table=len(parts) == 1,
    )


def _widths(part: _Part) -> list[float]:
    return [
        column_width(column, [row[index] for row in part.sample if index < len(row)])
        for index, column in enumerate(part.table.columns)
    ]


def _heading(worksheet: StreamedSheet, part: _Part) -> list[Cell]:
    heading = ColumnCells(worksheet, Kind.TEXT, Look.HEADING)
    return [heading.text(one_line(part.section.title))]


def _intro(worksheet: StreamedSheet, part: _Part, grid: _Grid) -> list[Cell]:
    """The cells of the first column that explain the table, a row each."""
    lines = list(part.section.intro)
    if not worksheet.is_accessible:
        room = int(min(max(_NARROWEST_INTRO, grid.total), _WIDEST_INTRO))
        lines = [line for sentence in lines for line in wrap(readable(sentence), room)]
    return [ColumnCells(worksheet, Kind.TEXT, Look.INTRO).text(line) for line in lines]


def _set_up(
    worksheet: StreamedSheet, sheet: Sheet, grid: _Grid, header_row: int, around: Surroundings
) -> None:
    """What openpyxl wants to know before the first row."""
    if grid.has_charts:
        worksheet.set_width(1, _CHART_WIDTH)
        worksheet.set_width(2, _GAP_WIDTH)
    for column, width in enumerate(grid.widths, grid.first_column):
        worksheet.set_width(column, width)
    frozen = sheet.frozen_columns
    first = get_column_letter(grid.first_column + frozen if frozen else 1)
    if not worksheet.is_accessible:
        worksheet.freeze_panes = f"{first}{header_row + 1}"
    if grid.has_one_table:
        worksheet.print_title_rows = f"{header_row}:{header_row}"
    worksheet.sheet_view.showGridLines = False
    set_up_printing(worksheet, around.workbook_title, landscape=True)


def _write_part(
    worksheet: StreamedSheet,
    part: _Part,
    preface: Sequence[Cell],
    rows_above: int,
    grid: _Grid,
    around: Surroundings,
) -> int:
    """The section is below what is written; returns the last row that it reaches, from 1.

    Heights above the table are told, because LibreOffice places charts before it has found the
    heights that rows need.
    """
    table, widths = part.table, grid.widths[: len(part.table.columns)]
    header_row = rows_above + len(preface) + 1
    drawn = DrawnTable(worksheet, table.columns, header_row, grid.first_column)
    heights = _heights_above(table, widths, len(preface), is_first=rows_above == 0)
    if worksheet.is_accessible:
        worksheet.set_height(header_row - 1, spaced_points(str(preface[-1].value), widths[0]))
    else:
        for row, height in enumerate(heights, rows_above + 1):
            worksheet.set_height(row, height)
    layout = _layout(part, widths, heights, grid) if table.charts else None
    if layout:
        _make_room(drawn, layout)
    if rows_above:
        worksheet.break_page_before(rows_above + 1)
    _write_top(worksheet, preface, drawn)
    corner = (header_row, grid.first_column)
    written = write_rows(worksheet, table, part.rows, corner, widths, layout, around)
    below = layout.rows_below if layout else 0
    if layout:
        _add_charts(drawn, part, layout)
        for _ in range(below):
            worksheet.append([])
    return header_row + max(1, written) + below


def _heights_above(
    table: Table, widths: Sequence[float], preface_length: int, *, is_first: bool
) -> list[float]:
    """The heights, in points, of all rows from the section's first to its header."""
    header = header_points(widths, [column.title for column in table.columns])
    top = TITLE_POINTS if is_first else _SPACE_ABOVE_SECTION
    heights = [top, *[LINE_POINTS + 1] * (preface_length - 1)]
    heights[-1] += _SPACE_ABOVE_TABLE
    return [*heights, header]


def _layout(part: _Part, widths: Sequence[float], heights: Sequence[float], grid: _Grid) -> Layout:
    table, rows = part.table, part.sample
    last = max(chart.last_row for chart in table.charts)
    if last >= len(rows):
        raise ValueError(f"{table.name}: a chart draws row {last} of {len(rows)}")
    natural = [row_points(widths, row) / POINTS_PER_CM for row in rows]
    sizes = Sizes(
        page=page_height(grid.total),
        above=sum(heights) / POINTS_PER_CM,
        header=heights[-1] / POINTS_PER_CM if grid.has_one_table else 0.0,
    )
    return lay_out(table.charts, natural, sizes)


def _make_room(drawn: DrawnTable, layout: Layout) -> None:
    """The rows are as high as their charts, pages break between blocks."""
    first = drawn.header_row + 1
    for row, height in enumerate(layout.heights):
        drawn.worksheet.set_height(first + row, height * POINTS_PER_CM)
    for row in layout.page_starts:
        drawn.worksheet.break_page_before(first + row)


def _write_top(worksheet: StreamedSheet, preface: Sequence[Cell], drawn: DrawnTable) -> None:
    for cell in preface:
        worksheet.append([cell])
    headers = [
        ColumnCells(worksheet, column.kind, Look.HEADER).text(column.title)
        for column in drawn.columns
    ]
    worksheet.append([*[None] * (drawn.first_column - 1), *headers])


def _add_charts(drawn: DrawnTable, part: _Part, layout: Layout) -> None:
    for place in layout.places:
        has_negatives = drawn.has_negatives(place.chart, part.sample)
        chart = draw(drawn, place, has_negatives=has_negatives)
        drawn.worksheet.draw(chart)


def _last_printed_column(grid: _Grid) -> str:
    """The last column of the tables, or of the sentences above a narrow table."""
    last = grid.first_column + len(grid.widths) - 1
    lacking = 0.0 if grid.has_charts else max(0.0, _NARROWEST_INTRO - sum(grid.widths))
    return get_column_letter(last + int(-(-lacking // _DEFAULT_WIDTH)))
