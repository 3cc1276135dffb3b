"""Lists to choose from, on the cells of a column that a person fills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation

from consultation.workbooks.model import Column, Listed
from consultation.workbooks.streamed import StreamedSheet

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
