"""The rows of a table, written one after the other, then declared as a table with a filter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import call

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as NativeTable
from openpyxl.worksheet.table import TableColumn

from consultation.workbooks.blocks import Layout
from consultation.workbooks.cells import ColumnCells, Surroundings, written_cells
from consultation.workbooks.drop_downs import DropDowns
from consultation.workbooks.excel_names import typographic
from consultation.workbooks.measures import MAX_ROW_POINTS, overflows_a_row
from consultation.workbooks.model import Kind, Table
from consultation.workbooks.streamed import StreamedSheet
from consultation.workbooks.styles import Look

MAX_ROWS = 1_048_576
MAX_LINKS = 65_530
_NO_ROW = "Aucune ligne."

Row = tuple[object, ...]


def write_rows(
    worksheet: StreamedSheet,
    table: Table,
    rows: Iterator[Row],
    corner: tuple[int, int],
    widths: Sequence[float],
    layout: Layout | None,
    around: Surroundings,
) -> int:
    """Writes the rows below the header; returns how many. ValueError says where one cannot be.

    `corner` is the row of the header, and the column where it begins.
    """
    header_row, first_column = corner
    at_left: list[None] = [None] * (first_column - 1)
    body = _cells(worksheet, table, Look.BODY, around)
    lists = DropDowns(worksheet, table.columns, header_row)
    block_start = _cells(worksheet, table, Look.BLOCK_START, around)
    starts = layout.block_starts if layout else frozenset[int]()
    number = 0
    for number, row in enumerate(rows, 1):
        if header_row + number > MAX_ROWS:
            raise ValueError(f"{worksheet.title}: more rows than a sheet holds")
        if len(row) != len(table.columns):
            counts = f"{len(row)} values for {len(table.columns)} columns"
            raise ValueError(f"{worksheet.title}, row {number}: {counts}")
        columns = block_start if number - 1 in starts else body
        if layout is None and overflows_a_row(widths, row):
            worksheet.set_height(header_row + number, MAX_ROW_POINTS)
        lists.see(number, row)
        try:
            worksheet.append(chain(at_left, map(call, columns, row)))
        except ValueError as problem:
            raise ValueError(f"{worksheet.title}, row {number}, {problem}") from None
    lists.close()
    _check_counts(worksheet.title, table, number)
    if number == 0:
        worksheet.append([*at_left, ColumnCells(worksheet, Kind.TEXT, Look.NOTE).text(_NO_ROW)])
    else:
        _declare(worksheet, table, corner, number)
    return number


def _cells(
    worksheet: StreamedSheet, table: Table, look: Look, around: Surroundings
) -> list[Callable[[object], str | Cell]]:
    titles = around.sheet_titles
    looks = (Look.TO_FILL if column.is_to_fill else look for column in table.columns)
    return [
        written_cells(worksheet, column.title, ColumnCells(worksheet, column.kind, own, titles))
        for column, own in zip(table.columns, looks, strict=True)
    ]


def _check_counts(sheet_title: str, table: Table, written: int) -> None:
    if table.row_count is not None and table.row_count != written:
        raise ValueError(f"{sheet_title}: {written} rows written of {table.row_count}")
    links = sum(column.kind is Kind.LINK for column in table.columns) * written
    if links > MAX_LINKS:
        raise ValueError(f"{sheet_title}: more links than a sheet holds")


def _declare(worksheet: StreamedSheet, table: Table, corner: tuple[int, int], written: int) -> None:
    header_row, first_column = corner
    last_column = get_column_letter(first_column + len(table.columns) - 1)
    first = get_column_letter(first_column)
    reference = f"{first}{header_row}:{last_column}{header_row + written}"
    native = NativeTable(displayName=table.name, ref=reference)
    # In an attribute, unlike in a cell, what looks like an escape has to be escaped.
    native.tableColumns = [
        TableColumn(id=number, name=typographic(column.title).replace("_x", "_x005F_x"))
        for number, column in enumerate(table.columns, 1)
    ]
    if not worksheet.is_accessible:
        native.autoFilter = AutoFilter(ref=reference)
    # Not `add_table`, which in this mode warns even where the columns are told.
    worksheet.tables.add(native)
