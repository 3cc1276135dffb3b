"""retraits.xlsx as organisers fill it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openpyxl import load_workbook

from consultation.decisions import WITHDRAWALS
from tests.cases.given_back import SAVED, at, write

COLUMNS = WITHDRAWALS.columns


def filled(model: Path, path: Path, *rows: dict[str, object], saved: dt.datetime = SAVED) -> Path:
    """The published model, its first rows filled, at `path`; each by the names of the columns."""
    workbook = load_workbook(model)
    worksheet = workbook[WITHDRAWALS.title]
    (table,) = worksheet.tables.values()
    header, *blank = worksheet[table.ref]
    places = {cell.value: position for position, cell in enumerate(header)}
    for cells, row in zip(rows, blank, strict=False):
        for name, value in cells.items():
            row[places[getattr(COLUMNS, name)]].value = value
    return write(at(workbook, saved), path)
