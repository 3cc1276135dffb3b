"""The drop-down lists of cells that people fill, and where tables are on their sheets. Drop-down
lists and charts need this to refer to the cells of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from consultation.tables.model import Choices, Column, Listed, Table
from consultation.tables.xlsx_cells import quoted
from consultation.words.french import sentence

MAX_LIST = 255
"""The most characters of a drop-down list. Excel reports a file with a longer list as damaged."""


@dataclass(frozen=True)
class Placed:
    """A table that was written on a sheet. `sheet` is the sheet's title, `header_row` the row of
    the table's header, from 0, and `row_count` the number of rows below the header."""

    sheet: str
    table: Table
    header_row: int
    row_count: int

    def position_of(self, title: str) -> int:
        """The index of the column with this title, from 0."""
        return [column.title for column in self.table.columns].index(title)

    def column(self, title: str) -> Column:
        """The column with this title."""
        return self.table.columns[self.position_of(title)]

    def cells(self, title: str, first: int, last: int) -> list[str | int]:
        """The cells of a column in some rows of the table, as XlsxWriter's charts refer to them:
        [sheet, first row, column, last row, column]. `first` and `last` are rows of the table, from
        0."""
        position, above = self.position_of(title), self.header_row + 1
        return [self.sheet, above + first, position, above + last, position]

    def formula(self, title: str) -> str:
        """The formula of a drop-down list that offers the values of the column `title` of this
        table: `OFFSET('Thèmes'!$A$3:$A$40,…)`.

        The list ends at the last filled cell, so that it offers no empty lines.
        """
        letter, first = xl_col_to_name(self.position_of(title)), self.header_row + 2
        last_row = first + self.row_count - 1
        cells = f"{quoted(self.sheet)}!${letter}${first}:${letter}${last_row}"
        last = f'SUMPRODUCT(MAX(({cells}<>"")*(ROW({cells})-ROW(INDEX({cells},1))+1)))'
        return f"OFFSET({cells},0,0,MAX(1,{last}),1)"


class DropDowns:
    """The drop-down lists in the columns of a table. Call `see` for every row, then `add` once."""

    def __init__(self, table: Table, placed: Sequence[Placed]) -> None:
        titles = [column.title for column in table.columns]
        # Column of the list, column and value that select it (None: every row), choices.
        self._lists: list[tuple[int, int | None, object, str | list[str]]] = []
        for position, column in enumerate(table.columns):
            match column.choices:
                case Listed(sheet, title):
                    (listed,) = (earlier for earlier in placed if earlier.sheet == sheet)
                    self._lists.append((position, None, None, f"={listed.formula(title)}"))
                case Choices(by, lists):
                    self._lists += [
                        (position, titles.index(by), value, _checked(choices))
                        for value, choices in lists.items()
                    ]
        self._rows: list[list[int]] = [[] for _ in self._lists]

    def see(self, number: int, row: Sequence[object]) -> None:
        """Note that the row `number` of the sheet was written with the values `row`, which decide
        its drop-down lists. `add` then gives the row these lists."""
        for rows, (_, by, value, _) in zip(self._rows, self._lists, strict=True):
            if by is None or row[by] == value:
                rows.append(number)

    def add(self, worksheet: Worksheet) -> None:
        """Add the drop-down lists of all noted rows to the sheet."""
        for rows, (position, _, _, source) in zip(self._rows, self._lists, strict=True):
            if not rows:
                continue
            first, *others = [[start, position, end, position] for start, end in _runs(rows)]
            words = {
                "error_title": sentence("beside", "unknown_choice"),
                "error_message": sentence("beside", "choose"),
            }
            options = {"validate": "list", "source": source, "other_cells": others, **words}
            worksheet.data_validation(*first, options)


def _checked(choices: Sequence[str]) -> list[str]:
    """The choices of a drop-down list, unchanged. Raises ValueError if Excel can't store them: they
    are too long together, or contain a comma or a double quote."""
    text = ",".join(choices)
    if len(text) > MAX_LIST or '"' in text or any("," in choice for choice in choices):
        raise ValueError("a list of choices that Excel cannot hold")
    return list(choices)


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last row of each run of consecutive rows: 3, 4, 7 → `(3, 4)`,
    `(7, 7)`."""
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in run]
        yield numbers[0], numbers[-1]
