"""An .ods workbook, sheet by sheet and row by row, as openpyxl shows one of Excel.

python-calamine tells no formula, and holds whole sheets: a row of a few bytes that says that it is
repeated a million times ends its process. Here nothing is kept but the row being read.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import cast
from xml.etree.ElementTree import Element, XMLPullParser

CONTENT = "content.xml"
CHUNK = 64 * 1024
MOST_COLUMNS = 16_384
# A cell of ours has 32,767 characters at most; a row has some twenty cells.
MOST_ROW_BYTES = 8 * 1024**2
# Spaces in a row that one element stands for; read, they are one.
MOST_SPACES = 100

_OFFICE, _TABLE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text")
)
_ROW, _CELL, _COVERED_CELL = (
    f"{_TABLE}{name}" for name in ("table-row", "table-cell", "covered-table-cell")
)
# document-content, body, spreadsheet, table: what lies deeper is no sheet.
_SHEET_DEPTH = 4


@dataclass(frozen=True)
class Cell:
    """What openpyxl's cells say that is read here."""

    value: object = None
    data_type: str = "n"


_EMPTY = Cell()


class OpenDocument:
    """A workbook in OpenDocument format; its archive was found safe before."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        titles = [part for part in _titles_and_rows(self._archive) if isinstance(part, str)]
        self.worksheets = [Worksheet(self._archive, *each) for each in enumerate(titles)]

    def close(self) -> None:
        """The archive is closed."""
        self._archive.close()


@dataclass(frozen=True)
class Worksheet:
    """A sheet, by its place among the others."""

    archive: zipfile.ZipFile
    number: int
    title: str

    def iter_rows(self) -> Iterator[tuple[Cell, ...]]:
        """The rows down to the last that is not empty, without the empty cells at their ends."""
        number, empty = -1, 0
        for part in _titles_and_rows(self.archive):
            if isinstance(part, str):
                number += 1
            elif number == self.number:
                cells, times = _cells(part), _count(part, f"{_TABLE}number-rows-repeated")
                if cells:
                    yield from repeat((), empty)
                    yield from repeat(cells, times)
                empty = 0 if cells else empty + times


def _titles_and_rows(archive: zipfile.ZipFile) -> Iterator[str | Element]:
    """The title of each sheet, then its rows; none is kept once the next is asked for.

    Raises OverflowError where a row is larger than a person's.
    """
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    above: list[Element] = []
    row_depth = size = 0
    with archive.open(CONTENT) as content:
        while chunk := content.read(CHUNK):
            parser.feed(chunk)
            size += len(chunk)
            if size > MOST_ROW_BYTES:
                raise OverflowError
            for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
                if event == "start":
                    above.append(element)
                    if len(above) == _SHEET_DEPTH and element.tag == f"{_TABLE}table":
                        yield element.get(f"{_TABLE}name", "")
                    elif element.tag == _ROW and not row_depth:
                        row_depth = len(above)
                    continue
                if len(above) == row_depth:
                    yield element
                    row_depth = size = 0
                above.pop()
                if above and not row_depth:
                    above[-1].clear()


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
    text = "\n".join("".join(_pieces(each)) for each in element if each.tag == f"{_TEXT}p")
    if f"{_TABLE}formula" in element.attrib:
        return Cell(text or "=", "f")
    kind = element.get(f"{_OFFICE}value-type")
    try:
        if kind in ("float", "percentage", "currency"):
            number = float(element.attrib[f"{_OFFICE}value"])
            return Cell(int(number) if number.is_integer() else number)
        if kind == "date":
            moment = dt.datetime.fromisoformat(element.attrib[f"{_OFFICE}date-value"])
            return Cell(moment.replace(tzinfo=None), "d")
        if kind == "boolean":
            return Cell(element.attrib[f"{_OFFICE}boolean-value"] == "true", "b")
    except (KeyError, ValueError):
        pass  # It is what it shows.
    shown = element.get(f"{_OFFICE}string-value", text)
    return Cell(shown, "s") if shown else _EMPTY


def _pieces(element: Element) -> Iterator[str]:
    """The characters of a paragraph, and those that elements within it stand for."""
    if element.tag == f"{_TEXT}s":
        yield " " * min(MOST_SPACES, _count(element, f"{_TEXT}c"))
    else:
        yield {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(element.tag, "")
    yield _on_one_line(element.text)
    for each in element:
        yield from _pieces(each)
        yield _on_one_line(each.tail)


def _on_one_line(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _count(element: Element, name: str) -> int:
    written = element.get(name, "")
    return max(1, int(written)) if written.isdecimal() and len(written) < 10 else 1
