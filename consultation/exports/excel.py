"""The « Microsoft Excel » export, as Webform writes it or as a spreadsheet saved it again.

Webform's sheet is bare: inline strings, rows without number, empty cells left out. Times are true
date-times. Anything else that looks like a date or a time was converted by a spreadsheet, and
becomes ISO text again: « 2022-03-11 06:00:00 ».
"""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from consultation.exports.content import Content
from consultation.exports.declarations import Declarations
from consultation.exports.headings import (
    SEARCHED_ROWS,
    WITHOUT_HEADER,
    FirstRow,
    Header,
    find_header,
    refuse_too_wide,
)
from consultation.words.errors import OrganiserError
from schemas import limits

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell

# openpyxl warns of what a bare workbook lacks, and quotes cells' values.
warnings.filterwarnings("ignore", module=r"openpyxl\.")

# What stands between quotes, brackets and after a backslash in a number format is literal text.
LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
MIDNIGHT = datetime.time()
HALF_SECOND = datetime.timedelta(milliseconds=500)


def find_sheet_header(content: Content, known: Declarations) -> Header:
    """The header of the first sheet of a workbook. Raises OrganiserError if that sheet has no
    header. If another sheet has a header, the error names it. The caller must first check that the
    workbook is safe to open."""
    rows = _first_rows(content)
    try:
        header = find_header(rows, known, content.name)
        return replace(header, notes=(*header.notes, *_notes(content, header)))
    except OrganiserError as refusal:
        if refusal.code not in WITHOUT_HEADER:
            raise
        for position, title in enumerate(_titles(content)[1:], start=1):
            if any(known.is_header(row.cells) for row in _first_rows(content, position)):
                raise OrganiserError("other_sheet", where=content.name, sheet=title) from None
        raise


def _notes(content: Content, header: Header) -> Iterator[str]:
    """Yield the code `numbers` if a cell of the first rows is a number. Webform has written all
    cells as text since 4.16. Numbers show another writer, and a postcode that became a number has
    lost its first zero."""
    with _hiding_library_errors(content), _open_workbook(content) as workbook:
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(
            min_row=header.last_line + 1,
            max_row=header.last_line + SEARCHED_ROWS,
            values_only=True,
        )
        if any(type(value) in (int, float) for row in rows for value in row):
            yield "numbers"


def _first_rows(content: Content, sheet: int = 0) -> list[FirstRow]:
    rows = islice(read_rows(content, sheet=sheet), SEARCHED_ROWS)
    return [FirstRow(number, cells) for number, cells in rows]


def read_rows(
    content: Content, width: int = 0, *, sheet: int = 0, after: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each row after row `after`. A row with fewer than `width`
    cells is filled up with empty cells.

    Empty rows at the end are left out. Raises OrganiserError if there are too many empty rows
    before the last filled row, too many rows or too many cells.
    """
    empty: list[int] = []
    empty_count = 0
    for number, cells in _read_sheet(content, sheet, width):
        if number <= after:
            continue
        if not cells:
            empty.append(number)
            continue
        empty_count += len(empty)
        if empty_count > limits.SHEET_EMPTY_ROWS:
            raise OrganiserError("too_large.sheet", where=content.name, line=number)
        yield from ((before, [""] * width) for before in empty)
        empty.clear()
        yield number, _pad_row(cells, width)


def _pad_row(cells: list[str], width: int) -> list[str]:
    """The row, filled up to `width` cells with the empty cells that a workbook leaves out at its
    end: `a`, width 3 → `a`, empty, empty."""
    return cells + [""] * (width - len(cells))


@contextmanager
def _hiding_library_errors(content: Content) -> Iterator[None]:
    """Turn any other exception of the `with` block into an OrganiserError. It contains no text of a
    cell, unlike the exceptions of openpyxl."""
    try:
        yield
    except OrganiserError:
        raise
    # openpyxl and zipfile raise a dozen unrelated types, whose texts may quote cells.
    except Exception:
        raise OrganiserError("unreadable_file", where=content.name) from None


def _titles(content: Content) -> list[str]:
    with _hiding_library_errors(content), _open_workbook(content) as workbook:
        return [sheet.title for sheet in workbook.worksheets]


@contextmanager
def _open_workbook(content: Content) -> Iterator[Workbook]:
    from openpyxl import load_workbook

    # openpyxl refuses names that don't end in .xlsx: it is given the bytes.
    with (
        content.open_bytes() as file,
        closing(load_workbook(file, read_only=True, data_only=True, keep_links=False)) as workbook,
    ):
        yield workbook


def _read_sheet(content: Content, position: int, width: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of every row of a sheet and its cells, without the empty cells at its end.

    Raises OrganiserError for too many rows, or too many cells beyond `width`.
    """
    beyond = 0
    with _hiding_library_errors(content), _open_workbook(content) as workbook:
        sheet = workbook.worksheets[position]
        # The size that a sheet declares may be wrong, and would cut rows in silence.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if number > limits.SHEET_ROWS:
                raise OrganiserError("too_large.sheet", where=content.name, line=number)
            beyond += max(0, len(row) - width)
            if beyond > limits.SHEET_CELLS_BEYOND:
                raise OrganiserError("too_large.sheet", where=content.name, line=number)
            cells = _texts(row)
            refuse_too_wide(len(cells), content.name, number)
            yield number, cells


def _texts(row: Iterable[Cell | MergedCell]) -> list[str]:
    texts = [_text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Cell | MergedCell) -> str:
    """The cell as the delimited export would show it, dates and times in ISO: `2022-03-11`."""
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
    """Digits without exponent, and without decimals if they are zeros: 1e21 →
    `1000000000000000000000`, 3.0 → `3`."""
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
    """The moment rounded to the second, as workbooks store times some milliseconds off:
    05:59:59.999 → 06:00."""
    return (value + HALF_SECOND).replace(microsecond=0)
