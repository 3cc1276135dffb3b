"""Write a sheet of data: its heading, links, a line that explains it, then one or more tables.

No cells are merged. So a long explanation is cut into lines that a small screen shows whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from textwrap import wrap

from consultation.tables.beside import opening_of, say
from consultation.tables.cell_texts import typographic
from consultation.tables.model import Section, Sheet, Table
from consultation.tables.xlsx_cells import Tab
from consultation.tables.xlsx_formats import Role
from consultation.tables.xlsx_lists import DropDowns, Placed
from consultation.tables.xlsx_paper import (
    WIDEST_PRINTED,
    WIDEST_UPRIGHT,
    column_width,
    header_points,
    limited_points,
    print_area,
    printed_columns,
    set_up_printing,
    set_widths,
)
from consultation.words.readable import one_line, readable

LONG = 10_000
"""The most rows of a table that are all held in memory, if the table is alone on its sheet."""
MAX_ROWS = 1_048_576
_SAMPLE = 500
_NARROWEST_INTRO = 90
# A window of 1366 pixels shows some 185 widths of a digit; letters are narrower.
_WIDEST_INTRO = 185
_WAY_WIDTH = 16.0
"""The least width of a first column that contains the link to the first page, so that the link to
the notes, next to it, does not hide a part of it."""
_SECTION_POINTS = 30.0

Row = tuple[object, ...]


@dataclass(frozen=True)
class Part:
    """A table that will be written on a sheet. `section` has the table with its heading and
    explanation, `first_rows` its first rows, `rows` an iterator over all its rows.

    `is_long`: the table has more than `LONG` rows and is alone on its sheet. Its rows are then
    written without holding them all in memory.
    """

    section: Section
    first_rows: Sequence[Row]
    rows: Iterator[Row]
    is_long: bool

    @property
    def table(self) -> Table:
        """The table itself."""
        return self.section.table


def parts_of(sheet: Sheet) -> list[Part]:
    """The tables of a sheet, from top to bottom, with their first rows read."""
    parts = []
    for section in sheet.sections:
        rows = iter(section.table.rows)
        first = list(islice(rows, LONG + 1))
        is_long = not sheet.below and len(first) > LONG
        parts.append(Part(section, first, chain(first, rows), is_long))
    return parts


def fill_sheet(
    tab: Tab, sheet: Sheet, parts: Sequence[Part], placed: Sequence[Placed]
) -> list[Placed]:
    """Write a sheet with its tables, `parts`. Return where each table was written.

    `placed`: the tables on earlier sheets, to which drop-down lists may refer. Raises ValueError if
    a value, a chart, the number of rows or a table's name can't be written, with the sheet's name
    in the message. Also raises it if Excel can't store a drop-down list.
    """
    widths = _shared_widths(parts, has_ways=bool(tab.home))
    printed = printed_columns(sheet, widths)
    aside, intro = _aside(sheet, printed), [opening_of(sheet)]
    if tab.is_accessible:
        *above, last = sheet.intro
        # On the same line, as few rows may stay on the screen.
        aside, intro = "", [*above, f"{last} {aside}".strip()]
    set_widths(tab, widths)
    tab.worksheet.hide_gridlines(2)
    row = tab.write_top(aside)
    row = _write_lines(tab, row, filter(None, intro))
    _set_up(tab, sheet, widths, row, is_fitted=sum(widths[:printed]) <= WIDEST_PRINTED)
    tables: list[Placed] = []
    for part in parts:
        if tables:
            row = _write_heading(tab, row, part.section, sum(widths))
        tables.append(_write_table(tab, row, part, widths, placed))
        row += 1 + max(1, tables[-1].row_count)
    tab.worksheet.print_area(*print_area(widths, printed, max(intro, key=len), row - 1))
    return tables


def _shared_widths(parts: Sequence[Part], *, has_ways: bool) -> Sequence[float]:
    """The widths of the sheet's columns, in characters. The tables are one below the other, so a
    column gets the greatest width that one of them needs.

    `has_ways`: True if the first column needs room for a link to the first page.
    """
    widths = (
        [
            column_width(
                column, [row[position] for row in part.first_rows[:_SAMPLE] if position < len(row)]
            )
            for position, column in enumerate(part.table.columns)
        ]
        for part in parts
    )
    first, *others = map(max, zip_longest(*widths, fillvalue=0.0))
    return (max(first, _WAY_WIDTH) if has_ways else first, *others)


def _aside(sheet: Sheet, printed: int) -> str:
    """A sentence that says which columns are printed, if not all are. Empty if all columns are
    printed. `printed`: the number of columns to print."""
    columns = sheet.table.columns
    if not printed:
        return say("on_screen")
    return say("up_to", title=columns[printed - 1].title) if printed < len(columns) else ""


def _set_up(
    tab: Tab, sheet: Sheet, widths: Sequence[float], header_row: int, *, is_fitted: bool
) -> None:
    """Keep the rows down to the table's header on the screen, and set the size of pages. The header
    is printed on every page, unless the sheet has several tables. `is_fitted`: the printed columns
    fit the width of a page."""
    tab.worksheet.freeze_panes(header_row + 1, sheet.frozen_columns)
    if not is_fitted and not tab.is_accessible:
        tab.worksheet.repeat_columns(0)
    if not sheet.below:
        tab.worksheet.repeat_rows(header_row)
    set_up_printing(tab, landscape=sum(widths) > WIDEST_UPRIGHT, is_fitted=is_fitted)


def _write_heading(tab: Tab, row: int, section: Section, width: float) -> int:
    """Write the heading and the explanation of a table that has another table above it. Return the
    row below them."""
    tab.worksheet.set_row(row, _SECTION_POINTS)
    tab.write_words(row, 0, one_line(section.title), Role.HEADING)
    room = int(min(max(_NARROWEST_INTRO, width), _WIDEST_INTRO))
    lines = [line for words in section.intro for line in wrap(readable(words), room)]
    return _write_lines(tab, row + 1, lines)


def _write_lines(tab: Tab, row: int, lines: Iterable[str]) -> int:
    """Write each line in the first column, from this row down. Return the row below them."""
    for line in lines:
        tab.write_words(row, 0, line, Role.INTRO)
        row += 1
    return row


def _write_table(
    tab: Tab, row: int, part: Part, shared: Sequence[float], placed: Sequence[Placed]
) -> Placed:
    """Write the header in this row and the rows below it. Return the position of the table."""
    table, widths = part.table, shared[: len(part.table.columns)]
    titles = [column.title for column in table.columns]
    if not tab.is_accessible:
        tab.worksheet.set_row(row, header_points(widths, titles))
    _write_header(tab, row, table)
    lists = DropDowns(table, placed)
    count = _write_rows(tab, row, part, widths, lists)
    lists.add(tab.worksheet)
    _check_counts(tab, table, count)
    if count == 0:
        tab.write_words(row + 1, 0, say("no_row"), Role.NOTE)
    elif part.is_long or len({title.casefold() for title in titles}) < len(titles):
        # No table for XlsxWriter, which keeps its cells in memory and refuses equal titles.
        tab.worksheet.autofilter(row, 0, row + count, len(titles) - 1)
    else:
        _declare_table(tab, row, table, count)
        _write_header(tab, row, table)  # above, XlsxWriter has written titles of its own
    return Placed(tab.worksheet.name, table, row, count)


def _write_header(tab: Tab, row: int, table: Table) -> None:
    for position, column in enumerate(table.columns):
        tab.write_words(row, position, column.title, Role.HEADER, column.kind)


def _write_rows(
    tab: Tab, header_row: int, part: Part, widths: Sequence[float], lists: DropDowns
) -> int:
    """Write the rows below the header. Return their number. Raises ValueError, with the row, if
    there are too many rows, or if one has a wrong number of values or a wrong value."""
    table, name, number = part.table, tab.worksheet.name, 0
    starts = {chart.first_row for chart in table.charts}
    for number, values in enumerate(part.rows, 1):
        if header_row + number >= MAX_ROWS:
            raise ValueError(f"{name}: more rows than a sheet holds")
        if len(values) != len(table.columns):
            counts = f"{len(values)} values for {len(table.columns)} columns"
            raise ValueError(f"{name}, row {number}: {counts}")
        if points := limited_points(widths, values):
            tab.worksheet.set_row(header_row + number, points)
        lists.see(header_row + number, values)
        usual = Role.BLOCK_START if number - 1 in starts else Role.BODY
        for position, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            role = Role.TO_FILL if column.is_to_fill else usual
            try:
                tab.write(header_row + number, position, value, column.kind, role)
            except ValueError as problem:
                problem_at = f"{name}, row {number}, {column.title!r}: {problem}"
                raise ValueError(problem_at) from None
    return number


def _check_counts(tab: Tab, table: Table, row_count: int) -> None:
    name = tab.worksheet.name
    if table.row_count is not None and table.row_count != row_count:
        raise ValueError(f"{name}: {row_count} rows written of {table.row_count}")
    if any(chart.last_row >= row_count for chart in table.charts):
        raise ValueError(f"{name}: a chart draws a row that is not there")


def _declare_table(tab: Tab, row: int, table: Table, count: int) -> None:
    """Make the header in this row, with the `count` rows below it, a table of Excel that has
    filters.

    Raises ValueError if XlsxWriter refuses the table's name.
    """
    # In an XML attribute, unlike in a cell, « _x » has to be escaped.
    headers = [typographic(column.title).replace("_x", "_x005F_x") for column in table.columns]
    options = {
        "name": table.name,
        "columns": [{"header": header} for header in headers],
        "style": None,
        "banded_rows": False,
    }
    if tab.worksheet.add_table(row, 0, row + count, len(headers) - 1, options):
        raise ValueError(f"{tab.worksheet.name}: no table can be called {table.name!r}")
