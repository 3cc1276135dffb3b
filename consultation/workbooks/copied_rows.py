"""A workbook as it came from elsewhere -> a bare one of some of its sheets, without some rows.

What a cell says is copied, and how a number or a date is shown: no look, no comment, no list of
texts that several cells share, no property but those that are told, nothing that another program
keeps beside the sheets.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell

from consultation.workbooks.names import as_cell_value
from consultation.workbooks.streamed import StreamedSheet
from consultation.workbooks.writer import streamed_sheets

# A workbook that says no date bears none of its own.
_NO_DATE = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - as workbooks tell it
_FORMULA = "f"


@dataclass(frozen=True)
class Properties:
    """What the copy says of itself; `saved_at` in UTC, without zone."""

    title: str | None = None
    saved_at: dt.datetime | None = None


def copy_without_rows(
    source: BinaryIO,
    target: Path,
    gone: Mapping[int, Container[int]],
    *,
    leaves_gaps: bool = False,
    properties: Properties | None = None,
) -> None:
    """The copy is in the target: of each sheet whose place (from 0) is told, all rows but those
    whose numbers (from 1) are.

    With `leaves_gaps` an empty row stands for each, so that all others keep their numbers, and
    formulas stay formulas; else what they gave was copied. openpyxl's own errors are let through.
    """
    original = load_workbook(source, read_only=True, data_only=not leaves_gaps, keep_links=False)
    copy = Workbook(write_only=True)
    told = properties or Properties()
    copy.properties.title = told.title
    copy.properties.creator = None
    copy.properties.created = copy.properties.modified = told.saved_at or _NO_DATE
    try:
        with streamed_sheets(target, copy) as begin:
            for place, sheet in enumerate(original.worksheets):
                if place in gone:
                    # The size that a sheet declares may be wrong, and would cut rows in silence.
                    sheet.reset_dimensions()
                    with begin(sheet.title) as worksheet:
                        for row in _rows_of(
                            sheet.iter_rows(), gone[place], leaves_gaps=leaves_gaps
                        ):
                            worksheet.append([_copy_of(worksheet, cell) for cell in row])
    finally:
        original.close()


def _rows_of(
    rows: Iterable[tuple[Any, ...]], gone: Container[int], *, leaves_gaps: bool
) -> Iterator[tuple[Any, ...]]:
    """The rows that stay, and the gaps."""
    for number, row in enumerate(rows, start=1):
        if number not in gone:
            yield row
        elif leaves_gaps:
            yield ()


class _ReadCell(Protocol):
    """What is read here of openpyxl's cells."""

    @property
    def value(self) -> object: ...

    @property
    def data_type(self) -> str: ...

    @property
    def number_format(self) -> str: ...


def _copy_of(worksheet: StreamedSheet, cell: _ReadCell) -> Cell | None:
    """A cell that says the same; None of an empty one."""
    value = cell.value
    if value is None:
        return None
    copy: Cell = WriteOnlyCell(worksheet)
    if cell.data_type == _FORMULA:
        copy.value = str(getattr(value, "text", value))
        copy.data_type = _FORMULA
    elif isinstance(value, str):
        # Set as it is: openpyxl cuts long texts, and makes a formula of « =1+1 ».
        copy._value = as_cell_value(value)  # type: ignore[attr-defined]
        copy.data_type = "s"
    else:
        copy.value = cast("Any", value)
        copy.number_format = cell.number_format
    return copy
