"""The drop-down lists of cells that people fill, and the positions of tables, to which lists and
charts refer."""

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
"""Characters of a list that Excel takes; more, and it repairs the file."""


@dataclass(frozen=True)
class Placed:
    """A table as written on a sheet: the sheet's title, the row of its header, from 0, and the
    number of rows below the header."""

    sheet: str
    table: Table
    header_row: int
    row_count: int

    def place(self, title: str) -> int:
        """The position of the column with this title, from 0."""
        return [column.title for column in self.table.columns].index(title)

    def column(self, title: str) -> Column:
        """The column with this title."""
        return self.table.columns[self.place(title)]

    def cells(self, title: str, first: int, last: int) -> list[str | int]:
        """The cells of a column in the table's rows `first` to `last`, from 0, as XlsxWriter's
        charts refer to them: [sheet, first row, column, last row, column]."""
        place, above = self.place(title), self.header_row + 1
        return [self.sheet, above + first, place, above + last, place]

    def formula(self, title: str) -> str:
        """The formula of a list with the values of a column: `OFFSET('Thèmes'!$A$3:$A$40,…)`.

        It ends at the last filled cell, so that the list does not end with empty lines.
        """
        letter, first = xl_col_to_name(self.place(title)), self.header_row + 2
        last_row = first + self.row_count - 1
        cells = f"{quoted(self.sheet)}!${letter}${first}:${letter}${last_row}"
        last = f'SUMPRODUCT(MAX(({cells}<>"")*(ROW({cells})-ROW(INDEX({cells},1))+1)))'
        return f"OFFSET({cells},0,0,MAX(1,{last}),1)"


class DropDowns:
    """The drop-down lists of a table's columns: call `see` with every row, then `add`."""

    def __init__(self, table: Table, placed: Sequence[Placed]) -> None:
        titles = [column.title for column in table.columns]
        # Column of the list, column and value that select it (None: every row), choices.
        self._lists: list[tuple[int, int | None, object, str | list[str]]] = []
        for place, column in enumerate(table.columns):
            match column.choices:
                case Listed(sheet, title):
                    (listed,) = (earlier for earlier in placed if earlier.sheet == sheet)
                    self._lists.append((place, None, None, f"={listed.formula(title)}"))
                case Choices(by, lists):
                    self._lists += [
                        (place, titles.index(by), value, _checked(choices))
                        for value, choices in lists.items()
                    ]
        self._rows: list[list[int]] = [[] for _ in self._lists]

    def see(self, number: int, row: Sequence[object]) -> None:
        """Note the drop-down lists of the row `number` of the sheet, for `add`. They depend on the
        values of the row (`Choices.by`)."""
        for rows, (_, by, value, _) in zip(self._rows, self._lists, strict=True):
            if by is None or row[by] == value:
                rows.append(number)

    def add(self, worksheet: Worksheet) -> None:
        """Add to the sheet the lists that its rows need."""
        for rows, (place, _, _, source) in zip(self._rows, self._lists, strict=True):
            if not rows:
                continue
            first, *others = [[start, place, end, place] for start, end in _runs(rows)]
            words = {
                "error_title": sentence("beside", "unknown_choice"),
                "error_message": sentence("beside", "choose"),
            }
            options = {"validate": "list", "source": source, "other_cells": others, **words}
            worksheet.data_validation(*first, options)


def _checked(choices: Sequence[str]) -> list[str]:
    """The choices as a list. Raises ValueError if Excel can't store them, because they are too long
    or contain a comma or a double quote."""
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
