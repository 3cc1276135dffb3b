"""The rows of a table, written one after the other, then declared as a table with a filter,
with lists to choose from on the cells of columns that people fill."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import call

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as NativeTable
from openpyxl.worksheet.table import TableColumn

from consultation.tables.cell_texts import typographic
from consultation.tables.cells import ColumnCells, Surroundings, written_cells
from consultation.tables.measures import MAX_ROW_POINTS, overflows_a_row
from consultation.tables.model import Column, Kind, Listed, Table
from consultation.tables.streamed import StreamedSheet
from consultation.tables.styles import Look

MAX_ROWS = 1_048_576
MAX_LINKS = 65_530
_NO_ROW = "Aucune ligne."

Row = tuple[object, ...]


def write_rows(
    worksheet: StreamedSheet,
    table: Table,
    rows: Iterator[Row],
    header_row: int,
    widths: Sequence[float],
    around: Surroundings,
) -> int:
    """Writes the rows below the header; returns how many. ValueError says where one cannot be."""
    body = _cells(worksheet, table, Look.BODY, around)
    lists = DropDowns(worksheet, table.columns, header_row)
    block_start = _cells(worksheet, table, Look.BLOCK_START, around)
    starts = {chart.first_row for chart in table.charts}
    number = 0
    for number, row in enumerate(rows, 1):
        if header_row + number > MAX_ROWS:
            raise ValueError(f"{worksheet.title}: more rows than a sheet holds")
        if len(row) != len(table.columns):
            counts = f"{len(row)} values for {len(table.columns)} columns"
            raise ValueError(f"{worksheet.title}, row {number}: {counts}")
        columns = block_start if number - 1 in starts else body
        if overflows_a_row(widths, row):
            worksheet.set_height(header_row + number, MAX_ROW_POINTS)
        lists.see(number, row)
        try:
            worksheet.append(map(call, columns, row))
        except ValueError as problem:
            raise ValueError(f"{worksheet.title}, row {number}, {problem}") from None
    lists.close()
    _check_counts(worksheet.title, table, number)
    if number == 0:
        worksheet.append([ColumnCells(worksheet, Kind.TEXT, Look.NOTE).text(_NO_ROW)])
    else:
        _declare(worksheet, table, header_row, number)
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


def _declare(worksheet: StreamedSheet, table: Table, header_row: int, written: int) -> None:
    last_column = get_column_letter(len(table.columns))
    reference = f"A{header_row}:{last_column}{header_row + written}"
    native = NativeTable(displayName=table.name, ref=reference)
    # In an attribute, unlike in a cell, what looks like an escape has to be escaped.
    native.tableColumns = [
        TableColumn(id=number, name=typographic(column.title).replace("_x", "_x005F_x"))
        for number, column in enumerate(table.columns, 1)
    ]
    if worksheet.has_filters:
        native.autoFilter = AutoFilter(ref=reference)
    # Not `add_table`, which in this mode warns even where the columns are told.
    worksheet.tables.add(native)


MAX_LIST = 255
"""Characters of a list that Excel takes; more, and it repairs the file."""


class DropDowns:
    """The lists of a table's columns: `see` is told every row, then `close` adds the lists."""

    def __init__(
        self, worksheet: StreamedSheet, columns: Sequence[Column], header_row: int
    ) -> None:
        self._worksheet = worksheet
        self._header_row = header_row
        titles = [column.title for column in columns]
        self._lists: list[tuple[str, int | None, object, str]] = []
        for number, column in enumerate(columns, start=1):
            letter = get_column_letter(number)
            if isinstance(column.choices, Listed):
                self._lists.append((letter, None, None, _cells_of(worksheet, column.choices)))
            elif column.choices:
                by = titles.index(column.choices.by)
                for value, choices in column.choices.lists.items():
                    self._lists.append((letter, by, value, _text_of(choices)))
        self._rows: list[list[int]] = [[] for _ in self._lists]

    def see(self, number: int, row: Sequence[object]) -> None:
        """The row, counted from 1 below the header, will have the lists that its values ask for."""
        for rows, (_, by, value, _) in zip(self._rows, self._lists, strict=True):
            if by is None or row[by] == value:
                rows.append(self._header_row + number)

    def close(self) -> None:
        """The lists are on the sheet."""
        for rows, (letter, _, _, formula) in zip(self._rows, self._lists, strict=True):
            if not rows:
                continue
            self._worksheet.data_validations.append(
                DataValidation(
                    type="list",
                    formula1=formula,
                    allow_blank=True,
                    showErrorMessage=True,
                    errorTitle="Choix inconnu",
                    error="Choisissez dans la liste, ou laissez la cellule vide.",
                    sqref=" ".join(_ranges(letter, rows)),
                )
            )


def _text_of(choices: Sequence[str]) -> str:
    """The list as spreadsheets store it, which has no way to write a comma or a quote."""
    text = ",".join(choices)
    if len(text) > MAX_LIST or '"' in text or any("," in choice for choice in choices):
        raise ValueError("a list of choices that Excel cannot hold")
    return f'"{text}"'


def _cells_of(worksheet: StreamedSheet, listed: Listed) -> str:
    """The cells of a column that was written before, down to the last in which something stands:
    an empty cell would else be offered, and the list would open on it."""
    (table,) = worksheet.parent[listed.sheet].tables.values()
    area = CellRange(table.ref)
    titles = [column.name for column in table.tableColumns]
    letter = get_column_letter(area.min_col + titles.index(listed.column))
    title = quote_sheetname(listed.sheet)
    cells = f"{title}!${letter}${area.min_row + 1}:${letter}${area.max_row}"
    last = f'SUMPRODUCT(MAX(({cells}<>"")*(ROW({cells})-ROW(INDEX({cells},1))+1)))'
    return f"OFFSET({cells},0,0,MAX(1,{last}),1)"


def _ranges(letter: str, rows: Sequence[int]) -> Iterator[str]:
    """Runs of rows as ranges of one column."""
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in run]
        yield f"{letter}{numbers[0]}:{letter}{numbers[-1]}"
