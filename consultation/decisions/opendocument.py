"""An .ods workbook, sheet by sheet and row by row, as openpyxl shows one of Excel.

python-calamine tells no formula, and holds whole sheets: a row of a few bytes that says that it is
repeated a million times ends its process. Here nothing is kept but the row being read.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import repeat
from xml.parsers import expat

CONTENT = "content.xml"
CHUNK = 64 * 1024
MOST_COLUMNS = 16_384
# A cell of ours has 32,767 at most; a row has some twenty cells.
MOST_CHARACTERS = 2_000_000

_OFFICE, _TABLE, _TEXT = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0 " for name in ("office", "table", "text")
)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
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
        reading = _Reading(sheet=None)
        for _ in _parse_chunks(self._archive, reading):
            pass
        self.worksheets = [
            Worksheet(self._archive, number, title) for number, title in enumerate(reading.titles)
        ]

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
        reading, empty = _Reading(self.number), 0
        for _ in _parse_chunks(self.archive, reading):
            for times, row in reading.take_rows():
                if row:
                    yield from repeat((), empty)
                    yield from repeat(row, times)
                empty = 0 if row else empty + times


def _parse_chunks(archive: zipfile.ZipFile, reading: _Reading) -> Iterator[None]:
    """The content is read chunk by chunk, until what is wanted was seen."""
    with archive.open(CONTENT) as part:
        while not reading.is_over and (chunk := part.read(CHUNK)):
            reading.parser.Parse(chunk, False)
            yield


class _Reading:
    """What expat tells: the titles of the sheets, and the rows of one of them."""

    def __init__(self, sheet: int | None) -> None:
        self.titles: list[str] = []
        self.is_over = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end
        self.parser.CharacterDataHandler = self._on_text
        self._sheet = sheet
        self._depth = 0
        self._rows: list[tuple[int, tuple[Cell, ...]]] = []
        self._row_depth = self._cell_depth = self._paragraph_depth = 0
        self._row: list[Cell] = []
        self._attributes: Mapping[str, str] = {}
        self._times = self._empty_cells = self._characters = 0
        self._pieces: list[str] = []

    def take_rows(self) -> list[tuple[int, tuple[Cell, ...]]]:
        """The rows that ended since they were last asked for, and how often each is repeated."""
        rows, self._rows = self._rows, []
        return rows

    def _on_start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth == _SHEET_DEPTH and name == f"{_TABLE}table":
            self.titles.append(attributes.get(f"{_TABLE}name", ""))
        elif len(self.titles) - 1 != self._sheet:
            return
        elif self._paragraph_depth:
            self._add(_sign_of(name, attributes))
        elif self._cell_depth:
            if name == f"{_TEXT}p" and self._depth == self._cell_depth + 1:
                self._paragraph_depth = self._depth
                self._add("\n" if self._pieces else "")
        elif self._row_depth:
            if name in _CELLS:
                self._cell_depth, self._attributes, self._pieces = self._depth, attributes, []
        elif name == f"{_TABLE}table-row":
            self._row_depth, self._row = self._depth, []
            self._times = _count(attributes, f"{_TABLE}number-rows-repeated")
            self._empty_cells = self._characters = 0

    def _on_text(self, text: str) -> None:
        if self._paragraph_depth:
            self._add(re.sub(r"[ \t\r\n]+", " ", text))

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._characters += len(piece)
        if self._characters > MOST_CHARACTERS:
            raise OverflowError

    def _on_end(self, name: str) -> None:
        if self._depth == self._paragraph_depth:
            self._paragraph_depth = 0
        elif self._depth == self._cell_depth:
            self._cell_depth = 0
            is_covered = name == _CELLS[1]
            self._end_cell(_EMPTY if is_covered else _cell(self._attributes, self._pieces))
        elif self._depth == self._row_depth:
            self._row_depth = 0
            self._rows.append((self._times, tuple(self._row)))
        elif self._depth == _SHEET_DEPTH and len(self.titles) - 1 == self._sheet:
            self.is_over = True
        self._depth -= 1

    def _end_cell(self, cell: Cell) -> None:
        times = _count(self._attributes, f"{_TABLE}number-columns-repeated")
        if cell.value is None:
            self._empty_cells += times
            return
        room = MOST_COLUMNS - len(self._row)
        self._row += [_EMPTY] * min(room, self._empty_cells)
        self._row += [cell] * min(MOST_COLUMNS - len(self._row), times)
        self._empty_cells = 0


def _count(attributes: Mapping[str, str], name: str) -> int:
    written = attributes.get(name, "")
    return max(1, int(written)) if written.isdecimal() and len(written) < 10 else 1


def _sign_of(name: str, attributes: Mapping[str, str]) -> str:
    """The characters that an element within a paragraph stands for."""
    if name == f"{_TEXT}s":
        return " " * min(MOST_CHARACTERS, _count(attributes, f"{_TEXT}c"))
    return {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(name, "")


def _cell(attributes: Mapping[str, str], pieces: list[str]) -> Cell:
    text = "".join(pieces)
    if f"{_TABLE}formula" in attributes:
        return Cell(text or "=", "f")
    kind = attributes.get(f"{_OFFICE}value-type")
    try:
        if kind in ("float", "percentage", "currency"):
            number = float(attributes[f"{_OFFICE}value"])
            return Cell(int(number) if number.is_integer() else number)
        if kind == "date":
            moment = dt.datetime.fromisoformat(attributes[f"{_OFFICE}date-value"])
            return Cell(moment.replace(tzinfo=None), "d")
        if kind == "boolean":
            return Cell(attributes[f"{_OFFICE}boolean-value"] == "true", "b")
    except (KeyError, ValueError):
        pass  # It is what it shows.
    shown = attributes.get(f"{_OFFICE}string-value", text)
    return Cell(shown, "s") if shown else _EMPTY
