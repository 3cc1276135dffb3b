"""What Excel demands of the names of sheets, tables and columns; ValueError where it is not so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from consultation.workbooks.model import Chart, Kind, Sheet, Table, Workbook
from consultation.workbooks.texts import readable

MAX_COLUMNS = 16_384
MAX_SHEET_TITLE = 31
_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\\r\n\t]|^'|'$|_x[0-9A-Fa-f]{4}_")
_TABLE_NAME = re.compile(r"[^\W\d][\w.]{0,254}")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*([Cc]\d*)?|[Cc]\d*")


def check_workbook(workbook: Workbook) -> None:
    """Every name can be written; ValueError says which cannot."""
    if not workbook.sheets:
        raise ValueError("a workbook has at least one sheet")
    _check_unique("sheet title", (sheet.title for sheet in workbook.sheets))
    tables = [sheet.table for sheet in workbook.sheets if isinstance(sheet, Sheet)]
    _check_unique("table name", (table.name for table in tables))
    for sheet in workbook.sheets:
        _check_sheet_title(sheet.title)
    for table in tables:
        _check_table(table)


def _check_unique(what: str, names: Iterable[str]) -> None:
    repeated = [name for name, count in Counter(n.casefold() for n in names).items() if count > 1]
    if repeated:
        raise ValueError(f"{what} used twice: {repeated[0]!r}")


def _check_sheet_title(title: str) -> None:
    length = len(title.encode("utf-16-le", "surrogatepass")) // 2
    allowed = 0 < length <= MAX_SHEET_TITLE and not _SHEET_FORBIDDEN.search(title)
    if not allowed or readable(title) != title or title.casefold() == "history":
        raise ValueError(f"not a sheet title for Excel: {title!r}")


def _check_table(table: Table) -> None:
    if not _TABLE_NAME.fullmatch(table.name) or _LIKE_A_CELL.fullmatch(table.name):
        raise ValueError(f"not a table name for Excel: {table.name!r}")
    if not 0 < len(table.columns) <= MAX_COLUMNS:
        raise ValueError(f"{table.name}: {len(table.columns)} columns")
    for column in table.columns:
        _check_column_title(table.name, column.title)
    _check_unique(f"column title of {table.name}", (column.title for column in table.columns))
    for chart in table.charts:
        _check_chart(table, chart)


def _check_column_title(table_name: str, title: str) -> None:
    # Excel repairs a table whose column name differs from its header cell in the least.
    if not title.strip() or len(title) > 255 or readable(title) != title or "\n" in title:
        raise ValueError(f"{table_name}: not a column title for Excel: {title!r}")


def _check_chart(table: Table, chart: Chart) -> None:
    kinds = {column.title: column.kind for column in table.columns}
    values = (*chart.value_columns, *chart.second_axis)
    unknown = [name for name in (chart.label_column, *values) if name not in kinds]
    if unknown:
        raise ValueError(f"{table.name}: a chart draws a column that is not there: {unknown[0]!r}")
    numbers = (Kind.INTEGER, Kind.DECIMAL, Kind.SHARE)
    if not chart.value_columns or any(kinds[name] not in numbers for name in values):
        raise ValueError(f"{table.name}: a chart draws columns of numbers")
    if not 0 <= chart.first_row <= chart.last_row:
        raise ValueError(f"{table.name}: a chart of rows {chart.first_row} to {chart.last_row}")
    if not chart.title.strip() or not chart.alt_text.strip():
        raise ValueError(f"{table.name}: a chart without title or alternative text")
