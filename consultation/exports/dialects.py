"""How a delimited file separates and quotes its cells, and whether a record keeps to it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

# Those of Webform's list, in its order.
DELIMITERS = (",", "\t", ";", ":", "|", ".", " ")
LINE_ENDS = ("\n", "\r\n", "\r", "")
QUOTE = '"'


@dataclass(frozen=True)
class Dialect:
    """What Framaforms, Excel and LibreOffice write: every quote inside a quoted cell is doubled."""

    delimiter: str

    @property
    def is_plain(self) -> bool:
        """A row without any quote inside its cells needs no second look."""
        return True

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The standard library's strict reader of these lines."""
        return csv.reader(lines, delimiter=self.delimiter, strict=True)

    def quoting(self, text: str, cells: list[str]) -> list[bool] | None:
        """Which cells are quoted; None when no writer of this dialect makes this text of them.

        The standard library's reader accepts a quote inside an unquoted cell, which no writer
        leaves there: it opened or closed a cell before the file was damaged.
        """
        if text.rstrip("\r\n") == self.delimiter.join(map(_quote_cell, cells)):
            return [True] * len(cells)
        return self._mixed_quoting(text, cells)

    def _mixed_quoting(self, text: str, cells: list[str]) -> list[bool] | None:
        place, quoted = 0, []
        for position, cell in enumerate(cells):
            if position:
                if not text.startswith(self.delimiter, place):
                    return None
                place += len(self.delimiter)
            is_quoted = text.startswith(QUOTE, place)
            if not is_quoted and QUOTE in cell:
                return None
            written = _quote_cell(cell) if is_quoted else cell
            if not text.startswith(written, place):
                return None
            place += len(written)
            quoted.append(is_quoted)
        return quoted if text[place:] in LINE_ENDS else None

    def leading_cells(self, line: str, most: int, *, all_quoted: bool = False) -> list[str]:
        """The cells, at most so many, that are whole at the beginning of a damaged line."""
        cells: list[str] = []
        place = 0
        while len(cells) < most:
            is_quoted = line.startswith(QUOTE, place)
            end = (
                _closing_quote(line, place + 1) + 1
                if is_quoted
                else line.find(self.delimiter, place)
            )
            cell = line[place:end]
            if end < place + is_quoted or not line.startswith(self.delimiter, end):
                break
            if not is_quoted and (all_quoted or QUOTE in cell):
                break
            cells.append(cell[1:-1].replace(QUOTE * 2, QUOTE) if is_quoted else cell)
            place = end + len(self.delimiter)
        return cells


@dataclass(frozen=True)
class PhpDialect(Dialect):
    r"""What PHP's `fputcsv` writes: it doubles no quote that follows a backslash.

    So `"a\",b` may be the two cells `a\` and `b`, or the beginning of one. PHP quotes no cell
    without need, which often tells; where it does not, the row counts as damaged.
    """

    @property
    def is_plain(self) -> bool:
        """Every row is compared with what PHP writes of its cells."""
        return False

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The standard library's reader, once every quote inside a cell is doubled; csv.Error at a
        row that can be read in two ways."""
        return super().reader(map(self._double_quotes, lines))

    def quoting(self, text: str, cells: list[str]) -> list[bool] | None:
        """Which cells are quoted; None when PHP does not write this text of them."""
        is_quoted = [self.delimiter in cell or bool(NEEDS_QUOTES.search(cell)) for cell in cells]
        written = self.delimiter.join(
            QUOTE + UNDOUBLED.sub('""', cell) + QUOTE if quoted else cell
            for cell, quoted in zip(cells, is_quoted, strict=True)
        )
        return is_quoted if text.rstrip("\r\n") == written.rstrip("\r\n") else None

    def _double_quotes(self, line: str) -> str:
        if self._may_close.search(line):
            raise csv.Error("a quote after a backslash may close its cell or not")
        return line.replace('\\"', '\\""')

    @cached_property
    def _may_close(self) -> re.Pattern[str]:
        """A quote after a backslash where the row may end, or where another cell may begin."""
        mark = re.escape(self.delimiter)
        cell = rf'(?:"|[^"\\ \t\r\n{mark}]*(?:{mark}|[\r\n]|\Z))'
        return re.compile(rf'\\"(?:{mark}{cell}|[\r\n]|\Z)')


NEEDS_QUOTES = re.compile(r'["\\ \t\r\n]')
UNDOUBLED = re.compile(r'(?<!\\)"')


def _quote_cell(cell: str) -> str:
    return QUOTE + cell.replace(QUOTE, QUOTE * 2) + QUOTE


def _closing_quote(line: str, place: int) -> int:
    """Where the quote is that closes a cell, -1 when it stays open."""
    found = line.find(QUOTE, place)
    while found != -1 and line.startswith(QUOTE, found + 1):
        found = line.find(QUOTE, found + 2)
    return found
