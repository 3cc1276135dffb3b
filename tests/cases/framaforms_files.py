"""The bytes of an export: as Framaforms sends them, and after a volunteer opened and saved them."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import cast

from openpyxl import Workbook

from tests.cases.framaforms_model import Options
from tests.cases.framaforms_rows import Rows
from tests.cases.webform import delimited, workbook

SCRIPT = re.compile(r"<(/?script.*?)>")
ISO = re.compile(r"(\d{4}-\d{2}-\d{2})?[T ]?(\d{2}:\d{2}(:\d{2})?)?")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no zone
FIRST_DAY = dt.datetime(1900, 1, 1)  # noqa: DTZ001


def sent(rows: Rows, options: Options) -> bytes:
    """The file as Framaforms sends it."""
    if options.is_xlsx:
        content = io.BytesIO()
        cells = [[_xlsx_cell(cell, options) for cell in row] for row in rows]
        workbook(cast(Path, content), cells)
        return content.getvalue()
    safe = [[SCRIPT.sub(r"[\1]", cell) for cell in row] for row in rows]
    return delimited(safe, options.delimiter, options.end)


def _xlsx_cell(text: str, options: Options) -> str:
    """Text without what the exporter deletes; what looks like a date or a time is made one."""
    clean = CONTROLS.sub("", "".join(character for character in text if ord(character) <= 0xFFFF))
    clean = clean.replace("\r\n", "\n")
    if options.version < (4, 16) and NUMBER.fullmatch(clean):
        return f"RAW ><v>{clean}</v>"
    date_or_time = ISO.fullmatch(clean)
    if not clean or date_or_time is None:
        return clean
    day, hour = date_or_time[1], date_or_time[2]
    moment = dt.datetime.fromisoformat(f"{day or '2022-01-01'} {hour or '00:00'}")
    if moment < FIRST_DAY:
        return clean
    days = (moment - EPOCH) / dt.timedelta(days=1)
    style = 3 if day and hour else 1 if day else 2
    return f'RAW s="{style}"><v>{days % 1 if style == 2 else days!r}</v>'


def without_zeros(rows: Rows) -> Rows:
    """What opening a file in Excel does to numbers that begin with a zero."""
    return [[cell.lstrip("0") or "0" if _is_digits(cell) else cell for cell in row] for row in rows]


def saved_as_xlsx(rows: Rows) -> bytes:
    """A delimited file opened in Excel and saved as a workbook: digits have become numbers."""
    book = Workbook()
    for row in rows:
        book.active.append([int(cell) if _is_digits(cell) else cell or None for cell in row])
    for cell in (cell for row in book.active.iter_rows() for cell in row):
        # openpyxl would make a formula of what begins with an equals sign.
        cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _is_digits(cell: str) -> bool:
    return cell.isascii() and cell.isdigit()
