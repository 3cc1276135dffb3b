"""A workbook as a screen reader meets it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

import openpyxl
from openpyxl.utils import range_boundaries


@dataclass(frozen=True)
class SeenCell:
    """What a cell holds and how it looks; `heading` is the name of its heading style, `link` the
    sheet that it opens."""

    value: str | float | None
    points: float = 0
    heading: str = ""
    link: str = ""
    is_upright: bool = True
    wraps: bool = False
    look: object = None


@dataclass
class SeenSheet:
    """A sheet: its rows down to the last one, the tables declared on it as (first row, last row,
    first column, last column), counted from 1, and what hinders a screen reader, in words."""

    title: str
    rows: list[list[SeenCell]]
    tables: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)
    hindrances: list[str] = field(default_factory=list)

    @property
    def values(self) -> list[list[str | float | None]]:
        return [[cell.value for cell in row] for row in self.rows]

    @property
    def written(self) -> list[SeenCell]:
        return [cell for row in self.rows for cell in row if cell.value is not None]

    def table(self) -> tuple[list[str], list[list[SeenCell]]]:
        """The header and the rows of the only table."""
        ((first, last, left, right),) = self.tables.values()
        header, *rows = (row[left - 1 : right] for row in self.rows[first - 1 : last])
        return [str(cell.value) for cell in header], rows


@dataclass
class SeenWorkbook:
    """Sheets, and the title, language and author that its properties give."""

    sheets: list[SeenSheet]
    properties: tuple[str, str, str]
    parts: list[str]

    def __getitem__(self, title: str) -> SeenSheet:
        return next(sheet for sheet in self.sheets if sheet.title == title)


def see(path: Path) -> SeenWorkbook:
    """The workbook of this file."""
    with ZipFile(path) as archive:
        parts = archive.namelist()
    native = openpyxl.load_workbook(path)
    sheets = []
    for one in native.worksheets:
        seen = SeenSheet(one.title, [[_xlsx_cell(cell) for cell in row] for row in one.rows])
        for table in one.tables.values():
            left, first, right, last = range_boundaries(table.ref)
            seen.tables[table.displayName] = (first, last, left, right)
            seen.hindrances += ["filter"] if table.autoFilter else []
        hidden = [*one.row_dimensions.values(), *one.column_dimensions.values()]
        seen.hindrances += [
            name
            for name, is_there in {
                "merged cells": bool(one.merged_cells.ranges),
                "frozen panes": one.freeze_panes is not None,
                "hidden row or column": any(each.hidden for each in hidden),
                "hidden sheet": one.sheet_state != "visible",
                "formula": any(cell.data_type == "f" for row in one.rows for cell in row),
            }.items()
            if is_there
        ]
        sheets.append(seen)
    told = native.properties
    return SeenWorkbook(sheets, (told.title, told.language, told.creator), parts)


def _xlsx_cell(cell) -> SeenCell:
    font, alignment = cell.font, cell.alignment
    return SeenCell(
        cell.value,
        font.sz,
        cell.style if cell.style.startswith("Heading") else "",
        cell.hyperlink.location.split("!")[0].strip("'") if cell.hyperlink else "",
        not font.i,
        bool(alignment.wrap_text),
        (font.color.rgb, font.b, cell.fill.start_color.rgb) if cell.value is not None else None,
    )
