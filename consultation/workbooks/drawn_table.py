"""Where the cells of a table are, for the charts that draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from openpyxl.chart import Reference

from consultation.workbooks.model import Chart, Column, Kind
from consultation.workbooks.rows import Row
from consultation.workbooks.streamed import StreamedSheet


@dataclass(frozen=True)
class DrawnTable:
    """Where the cells of a table are: what charts refer to."""

    worksheet: StreamedSheet
    columns: tuple[Column, ...]
    header_row: int
    first_column: int
    """Counted from 1, as rows and columns of a sheet are."""

    def column_number(self, title: str) -> int:
        """The column of the sheet, counted from 1."""
        return self.first_column + self._place(title)

    def kind(self, title: str) -> Kind:
        """The kind of the column."""
        return self.columns[self._place(title)].kind

    def values(self, title: str, rows: Sequence[Row]) -> list[object]:
        """What stands in the column, of some rows of the table."""
        return [row[self._place(title)] for row in rows]

    def reference(self, title: str, chart: Chart) -> Reference:
        """The cells of a column that a chart draws."""
        column, first = self.column_number(title), self.header_row + 1
        return Reference(
            self.worksheet,
            min_col=column,
            max_col=column,
            min_row=first + chart.first_row,
            max_row=first + chart.last_row,
        )

    def title_reference(self, title: str) -> str:
        """The header cell of a column."""
        column, row = self.column_number(title), self.header_row
        return str(Reference(self.worksheet, min_col=column, min_row=row))

    def _place(self, title: str) -> int:
        return [column.title for column in self.columns].index(title)

    def has_negatives(self, chart: Chart, rows: Sequence[Row]) -> bool:
        """Whether a value that the chart draws is below zero."""
        drawn_rows = rows[chart.first_row : chart.last_row + 1]
        values = chain.from_iterable(self.values(each, drawn_rows) for each in chart.value_columns)
        return any(value < 0 for value in values if isinstance(value, int | float))
