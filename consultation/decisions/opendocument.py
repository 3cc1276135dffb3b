"""An .ods workbook, sheet by sheet and row by row, with the interface of openpyxl.
python-calamine shows no formulas, and writes out every repeated row, so that a row of a few bytes
can crash it. Here a repeated row is kept once, with its number of repetitions."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat

from lxml.etree import _Element as Element
from lxml.etree import iterparse

CONTENT = "content.xml"
MOST_COLUMNS = 16_384

_OFFICE, _TABLE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text")
)
_SHEET, _ROW, _CELL, _COVERED_CELL = (
    f"{_TABLE}{name}" for name in ("table", "table-row", "table-cell", "covered-table-cell")
)
# The characters that elements of a paragraph replace. An element of several spaces is read as one.
_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}


@dataclass(frozen=True)
class Cell:
    """A cell with the two attributes of an openpyxl cell that we read. `data_type` is `s` for text,
    `d` for a date, `f` for a formula, `n` for a number or an empty cell."""

    value: object = None
    data_type: str = "n"


_EMPTY = Cell()


@dataclass(frozen=True)
class Worksheet:
    """A sheet. Each item of `rows` has the cells of a row, and the number of times that the row is
    repeated."""

    title: str
    rows: list[tuple[tuple[Cell, ...], int]] = field(default_factory=list)

    def iter_rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield each row as often as it is repeated, without the empty rows and the empty cells at
        the end: a row repeated twice, then 3 empty rows → 2 rows."""
        empty = 0
        for cells, times in self.rows:
            if cells:
                yield from repeat((), empty)
                yield from repeat(cells, times)
            empty = 0 if cells else empty + times


class OpenDocument:
    """A workbook in OpenDocument format. The caller must first check its archive with
    `refuse_unsafe_archive`."""

    def __init__(self, content: bytes) -> None:
        self.worksheets: list[Worksheet] = []
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(CONTENT) as part:
            for event, element in iterparse(
                part, ("start", "end"), tag=(_SHEET, _ROW), remove_comments=True
            ):
                if event == "start" and element.tag == _SHEET:
                    self.worksheets.append(Worksheet(str(element.get(f"{_TABLE}name", ""))))
                elif event == "end" and element.tag == _ROW:
                    times = _count(element, f"{_TABLE}number-rows-repeated")
                    self.worksheets[-1].rows.append((_cells(element), times))
                    element.clear()

    def close(self) -> None:
        """Close the workbook."""


def _cells(row: Element) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    empty = 0
    for element in row:
        if element.tag not in (_CELL, _COVERED_CELL):
            continue
        cell = _cell(element) if element.tag == _CELL else _EMPTY
        times = _count(element, f"{_TABLE}number-columns-repeated")
        if cell.value is None:
            empty += times
            continue
        cells += [_EMPTY] * min(empty, MOST_COLUMNS - len(cells))
        cells += [cell] * min(times, MOST_COLUMNS - len(cells))
        empty = 0
    return tuple(cells)


def _cell(element: Element) -> Cell:
    paragraphs = element.findall(f"{_TEXT}p")
    text = "\n".join("".join(_text_parts(paragraph)) for paragraph in paragraphs)
    if f"{_TABLE}formula" in element.attrib:
        return Cell(text or "=", "f")
    kind = element.get(f"{_OFFICE}value-type")
    try:
        if kind in ("float", "percentage", "currency"):
            number = float(str(element.get(f"{_OFFICE}value")))
            return Cell(int(number) if number.is_integer() else number)
        if kind == "date":
            moment = dt.datetime.fromisoformat(str(element.get(f"{_OFFICE}date-value")))
            return Cell(moment.replace(tzinfo=None), "d")
    except ValueError:
        pass  # The value is malformed: the text that the cell shows is taken.
    text_shown = str(element.get(f"{_OFFICE}string-value") or text)
    return Cell(text_shown, "s") if text_shown else _EMPTY


def _text_parts(element: Element) -> Iterator[str]:
    """Yield the characters of a paragraph and its elements: `<text:tab/>` → a tab."""
    yield _SIGNS.get(str(element.tag), "") + str(element.text or "")
    for each in element:
        yield from _text_parts(each)
        yield str(each.tail or "")


def _count(element: Element, name: str) -> int:
    number = str(element.get(name, ""))
    return max(1, int(number)) if number.isdecimal() and len(number) < 10 else 1
