"""The "Microsoft Excel" export, as Webform writes it or as a spreadsheet saved it again.

Webform's sheet is bare: inline strings, rows without number, empty cells left out. Times are true
date-times; whatever else looks like a date or a time was made one, and comes back as ISO text.
"""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Protocol

from openpyxl import load_workbook

from consultation.errors import OrganiserError
from consultation.exports import limits, refusals
from consultation.exports.archive import refuse_unsafe_archive
from consultation.exports.headings import HEADER_ROWS, Header, header_of

# openpyxl warns of what a bare workbook lacks, and quotes cells' values.
warnings.filterwarnings("ignore", module=r"openpyxl\.")

# What stands between quotes, brackets and after a backslash in a number format is literal text.
LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
MIDNIGHT = datetime.time()
HALF_SECOND = datetime.timedelta(milliseconds=500)


def read_header(path: Path) -> Header:
    """The header of the first sheet, once the archive is known to be safe."""
    refuse_unsafe_archive(path)
    rows = [row for _, row in islice(read_rows(path), HEADER_ROWS)]
    return header_of(rows, path.name)


def read_rows(path: Path, width: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Each row up to the last that is not empty, with its number, at least `width` cells wide."""
    empty: list[int] = []
    for number, cells in _safely(path):
        if not cells:
            empty.append(number)
            continue
        yield from ((before, [""] * width) for before in empty)
        empty.clear()
        yield number, cells + [""] * (width - len(cells))


def _safely(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Every row without its empty end; whatever openpyxl raises says only that it can't be read."""
    try:
        yield from _read_sheet(path)
    except OrganiserError:
        raise
    # openpyxl and zipfile raise a dozen unrelated types, whose texts may quote cells.
    except Exception:
        raise refusals.unreadable_workbook(path.name) from None


def _read_sheet(path: Path) -> Iterator[tuple[int, list[str]]]:
    # openpyxl refuses names that don't end in .xlsx: it is given the bytes.
    with path.open("rb") as file:
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            sheet = workbook.worksheets[0]
            # The size that a sheet declares may be wrong, and would cut rows in silence.
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(), start=1):
                if number > limits.SHEET_ROWS or len(row) > limits.COLUMNS:
                    what = (
                        "sa première feuille a plus de lignes ou de colonnes qu'Excel n'en permet."
                    )
                    raise refusals.too_large(path.name, what, number)
                yield number, _texts(row)
        finally:
            workbook.close()


class _Cell(Protocol):
    """Of openpyxl's cells, full or empty, what is read here."""

    @property
    def value(self) -> object: ...

    @property
    def number_format(self) -> str | None: ...


def _texts(row: Iterable[_Cell]) -> list[str]:
    texts = [_text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: _Cell) -> str:
    """The cell as the delimited export would show it, dates and times in ISO."""
    value = cell.value
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    return _moment(value, cell.number_format or "")


def _number(value: float) -> str:
    """Digits without exponent, and without decimals where there are none."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: object, number_format: str) -> str:
    if isinstance(value, datetime.time):
        on_some_day = datetime.datetime.combine(datetime.date.min, value)
        time = _to_the_second(on_some_day).time()
        return time.isoformat("seconds" if time.second else "minutes")
    if isinstance(value, datetime.datetime):
        moment = _to_the_second(value)
        shows_time = "h" in LITERALS.sub("", number_format).lower()
        is_date = moment.time() == MIDNIGHT and not shows_time
        return moment.date().isoformat() if is_date else moment.isoformat(" ")
    return str(value)


def _to_the_second(value: datetime.datetime) -> datetime.datetime:
    """A day's fraction is a rounded number: seconds come back some milliseconds off."""
    return (value + HALF_SECOND).replace(microsecond=0)
