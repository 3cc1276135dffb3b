"""The sheet of withdrawals as organisers fill it, and one of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook, load_workbook

from consultation.decisions.sheets import WITHDRAWALS
from tests.cases.given_back import SAVED, at, rows_of, write

COLUMNS = WITHDRAWALS.columns


def filled(model: Path, path: Path, *rows: dict[str, object], saved: dt.datetime = SAVED) -> Path:
    """The published model, its first rows filled, at `path`; each by the names of the columns."""
    workbook = load_workbook(model)
    worksheet = workbook[WITHDRAWALS.title]
    for cells, row in zip(rows, rows_of(worksheet), strict=False):
        for name, value in cells.items():
            row[getattr(COLUMNS, name)].value = value
    return write(at(workbook, saved), path)


def own_workbook(
    path: Path, rows: Iterable[Iterable[object]], saved: dt.datetime | None = None
) -> Path:
    """A workbook of their own with that sheet alone, at `path`: who, what is asked, then perhaps
    initials and a day."""
    workbook = Workbook()
    workbook.active.title = WITHDRAWALS.title
    workbook.active.append([*COLUMNS.identifying, COLUMNS.initials, COLUMNS.date])
    for row in rows:
        workbook.active.append([*row])
    return write(at(workbook, saved or SAVED), path)
