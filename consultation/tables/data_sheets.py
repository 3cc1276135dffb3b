"""A sheet of data: its title, the way back, a line that explains it, then one table or several, one
below the other.

No cell is merged: the sentences above a table are cut into lines that a small screen shows whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice, zip_longest
from textwrap import wrap

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from consultation.tables.beside import opening_of, say
from consultation.tables.cell_texts import one_line, readable
from consultation.tables.cells import TITLE_POINTS, ColumnCells, Surroundings, top_rows
from consultation.tables.chart_axes import DrawnChart, DrawnTable
from consultation.tables.measures import (
    LINE_POINTS,
    WIDEST_PRINTED,
    WIDEST_UPRIGHT,
    column_width,
    header_points,
    set_up_printing,
    spaced_points,
)
from consultation.tables.model import Kind, Section, Sheet, Table
from consultation.tables.rows import Row, write_rows
from consultation.tables.streamed import StreamedSheet
from consultation.tables.styles import Look

_SAMPLE = 500
_NARROWEST_INTRO = 90
# A window of 1366 pixels shows some 185 widths of a digit; letters are narrower.
_WIDEST_INTRO = 185
_DEFAULT_WIDTH = 8.43
_WAY_WIDTH = 16.0
"""Of a first column that leaves the way back whole beside the way to the notes."""
_SPACE_ABOVE_TABLE = 5.0
_SPACE_ABOVE_SECTION = 30.0
# Columns at the right of a table: where the print range is an empty cell, nothing is printed.
_FAR = 30

Widths = Sequence[float]


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


def fill_data_sheet(
    worksheet: StreamedSheet, sheet: Sheet, around: Surroundings
) -> list[DrawnChart]:
    """The sheet is written; returns the charts of its tables. ValueError says which cell cannot
    be."""
    parts = [_part(section) for section in sheet.sections]
    widths = _shared_widths(parts, has_ways=bool(around.home_title))
    total = sum(widths)
    printed = _printed_columns(worksheet, sheet, widths)
    intro = list(sheet.intro) if worksheet.is_accessible else [opening_of(sheet)]
    top = top_rows(worksheet, around, _aside(sheet, printed))
    prefaces = [
        [*top, *_lines(worksheet, filter(None, intro))],
        *(_preface(worksheet, part, total) for part in parts[1:]),
    ]
    is_fitted = sum(widths[:printed]) <= WIDEST_PRINTED
    _set_up(worksheet, sheet, widths, len(prefaces[0]) + 1, around, is_fitted=is_fitted)
    last_row, drawn = 0, list[DrawnChart]()
    for part, preface in zip(parts, prefaces, strict=True):
        header_row = last_row + len(preface) + 1
        drawn += _charts_of(worksheet, part, header_row)
        last_row = _write_part(worksheet, part, preface, last_row, widths, around)
    worksheet.print_area = _print_area(widths, printed, intro[0] if intro else "", last_row)
    return drawn


def _part(section: Section) -> _Part:
    rows = iter(section.table.rows)
    sample = list(rows if section.table.charts else islice(rows, _SAMPLE))
    return _Part(section, sample, chain(sample, rows))


def _shared_widths(parts: Sequence[_Part], *, has_ways: bool) -> Widths:
    """Columns as wide as the widest of the tables wants them."""
    first, *others = map(max, zip_longest(*map(_widths, parts), fillvalue=0.0))
    return (max(first, _WAY_WIDTH) if has_ways else first, *others)


def _widths(part: _Part) -> list[float]:
    return [
        column_width(column, [row[index] for row in part.sample if index < len(row)])
        for index, column in enumerate(part.table.columns)
    ]


def _printed_columns(worksheet: StreamedSheet, sheet: Sheet, widths: Widths) -> int:
    """How many columns are printed, from the left: all or, where paper cuts the sheet, as many as a
    page shows in eight points."""
    if not (worksheet.is_accessible or sheet.is_for_paper):
        return 0
    fitting = bisect_right(list(accumulate(widths)), WIDEST_PRINTED)
    return fitting if sheet.is_cut else len(widths)


def _aside(sheet: Sheet, printed: int) -> str:
    """What of the table is not printed; nothing where all of it is."""
    columns = sheet.table.columns
    if not printed:
        return say("on_screen")
    return say("up_to", title=columns[printed - 1].title) if printed < len(columns) else ""


def _preface(worksheet: StreamedSheet, part: _Part, total: float) -> list[list[Cell]]:
    """What stands above a table that is not the first: its heading, and what explains it."""
    heading = ColumnCells(worksheet, Kind.TEXT, Look.HEADING).text(one_line(part.section.title))
    room = int(min(max(_NARROWEST_INTRO, total), _WIDEST_INTRO))
    lines = [line for words in part.section.intro for line in wrap(readable(words), room)]
    return [[heading], *_lines(worksheet, lines)]


def _lines(worksheet: StreamedSheet, lines: Iterable[str]) -> list[list[Cell]]:
    """A row for each line, in the first column."""
    return [[ColumnCells(worksheet, Kind.TEXT, Look.INTRO).text(line)] for line in lines]


def _charts_of(worksheet: StreamedSheet, part: _Part, header_row: int) -> Iterator[DrawnChart]:
    """The charts of the table, as those who draw them know it."""
    table, count = part.table, len(part.sample)
    drawn = DrawnTable(worksheet, table.columns, header_row)
    for chart in table.charts:
        if chart.last_row >= count:
            raise ValueError(f"{table.name}: a chart draws row {chart.last_row} of {count}")
        yield DrawnChart(drawn, chart)


def _set_up(
    worksheet: StreamedSheet,
    sheet: Sheet,
    widths: Widths,
    header_row: int,
    around: Surroundings,
    *,
    is_fitted: bool,
) -> None:
    """What openpyxl wants to know before the first row."""
    for column, width in enumerate(widths, 1):
        worksheet.set_width(column, width)
    if worksheet.has_filters:
        first = get_column_letter(1 + sheet.frozen_columns)
        worksheet.freeze_panes = f"{first}{header_row + 1}"
    if not is_fitted and not worksheet.is_accessible:
        worksheet.print_title_cols = "A:A"
    if not sheet.below:
        worksheet.print_title_rows = f"{header_row}:{header_row}"
    worksheet.sheet_view.showGridLines = False
    landscape = worksheet.is_accessible or sum(widths) > WIDEST_UPRIGHT
    set_up_printing(worksheet, around.workbook_title, landscape=landscape, is_fitted=is_fitted)


def _write_part(
    worksheet: StreamedSheet,
    part: _Part,
    preface: Sequence[Sequence[Cell]],
    rows_above: int,
    shared: Widths,
    around: Surroundings,
) -> int:
    """The section is below what is written; returns the last row that it reaches, from 1."""
    table, widths = part.table, shared[: len(part.table.columns)]
    header_row = rows_above + len(preface) + 1
    if worksheet.is_accessible:
        told = str(preface[-1][0].value)
        worksheet.set_height(header_row - 1, spaced_points(told, widths[0]))
    else:
        heights = _heights_above(table, widths, len(preface), is_first=rows_above == 0)
        for row, height in enumerate(heights, rows_above + 1):
            worksheet.set_height(row, height)
    for cells in preface:
        worksheet.append(cells)
    worksheet.append(
        ColumnCells(worksheet, column.kind, Look.HEADER).text(column.title)
        for column in table.columns
    )
    return header_row + max(1, write_rows(worksheet, table, part.rows, header_row, widths, around))


def _heights_above(
    table: Table, widths: Widths, preface_length: int, *, is_first: bool
) -> list[float]:
    """The heights, in points, of all rows from the section's first to its header."""
    header = header_points(widths, [column.title for column in table.columns])
    top = TITLE_POINTS if is_first else _SPACE_ABOVE_SECTION
    heights = [top, *[LINE_POINTS + 1] * (preface_length - 1)]
    heights[-1] += _SPACE_ABOVE_TABLE
    return [*heights, header]


def _print_area(widths: Widths, printed: int, opening: str, last_row: int) -> str:
    """The columns that are printed, and what the line above a narrow table reaches over; an empty
    cell where none is, so that there is no page."""
    if not printed:
        return f"{get_column_letter(len(widths) + _FAR)}1"
    reached = min(len(opening), WIDEST_UPRIGHT)
    lacking = max(0.0, reached - sum(widths)) if printed == len(widths) else 0.0
    last = printed + int(lacking / _DEFAULT_WIDTH)
    return f"A1:{get_column_letter(last)}{last_row}"
