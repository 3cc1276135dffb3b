r"""Delimited files of PHP's `fputcsv`, which does not double a quote after a backslash.

So `"a\",b` may be the two cells `a\` and `b`, or the beginning of one cell. A reading of a row is a
way to cut it into cells. It is kept if the number of cells is right, and if PHP would write these
cells as they are written. A row with two readings is damaged.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from consultation.exports.delimited import Lines
from consultation.exports.dialects import Dialect

# How far the other reading of a row is followed, and how many readings at once.
MOST_LINES = 1_000
MOST_READINGS = 256
QUOTE_INSIDE = '\\"'
GOES_ON = "\udfff"  # replaces QUOTE_INSIDE where the cell goes on. No decoded text contains it.
NEEDS_QUOTES = re.compile(r'["\\ \t\r\n]')
TO_DOUBLE = re.compile(r'(?<!\\)"')


@dataclass(frozen=True)
class Fputcsv(Dialect):
    """The dialect of PHP, which does not double a quote after a backslash. `width` is the number of
    cells of a row."""

    width: int = 0
    is_numbered: bool = False
    """True if each row begins with a number."""

    @property
    def is_plain(self) -> bool:
        """Always False: every row is checked."""
        return False

    def quoting(self, text: str, cells: list[str]) -> list[bool] | None:
        """For each cell, True if it is quoted: `"a b",c` → `[True, False]`. None if PHP would not
        write this text, such as `"ab",c`, where the quotes are not needed."""
        return list(map(self._needs_quotes, cells)) if self._is_its_own(text, cells) else None

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Yield the cells of each row. Raises csv.Error at a row that is damaged or ambiguous."""
        numbered = lines if isinstance(lines, Lines) else Lines(lines)
        # Lines that were put back come again only from a new iterator, once the last was read.
        while (line := next(iter(numbered), None)) is not None:
            yield self._read_row(line, numbered) if line.strip("\r\n") else []

    def _read_row(self, line: str, lines: Lines) -> list[str]:
        whole, begun = self._readings([""], line)
        source, count = iter(lines), 1
        while begun and (line := next(source, "")):
            count += 1
            if whole and not self._goes_on(line):
                lines.put_back(1)
                break
            if count > MOST_LINES:
                raise csv.Error("too many lines")
            whole, begun = self._readings(begun, line)
        if len(whole) != 1:
            is_cut = begun and not whole
            raise csv.Error("unexpected end of data" if is_cut else "no reading, or several")
        self._refuse_longer_reading(begun, lines)
        return whole[0]

    def _goes_on(self, line: str) -> bool:
        """True if the line can't begin a row: each row begins with a number, and the line does not.
        False if rows need not begin with a number."""
        return self.is_numbered and not line[:1].isdigit()

    def _refuse_longer_reading(self, begun: list[str], lines: Lines) -> None:
        """Raise csv.Error if the next lines may complete a beginning in `begun` to a row, or leave
        it open for `MOST_LINES` lines."""
        source, ahead, longer = iter(lines), 0, False
        while begun and not longer and (line := next(source, "")):
            ahead += 1
            whole, begun = self._readings(begun, line)
            longer = bool(whole) or ahead == MOST_LINES
        lines.put_back(ahead)
        if longer:
            raise csv.Error("several readings")

    def _readings(self, begun: list[str], line: str) -> tuple[list[list[str]], list[str]]:
        """The rows that may end with `line`, and the beginnings of rows that go on after it.

        A beginning is the text of a row so far, in which the last cell is still open. `begun` has
        the beginnings that `line` may continue. At each quote after a backslash a cell may end or
        go on: both are tried. Raises csv.Error if that gives too many readings.
        """
        *parts, last = line.split(QUOTE_INSIDE)
        if len(begun) << len(parts) > MOST_READINGS:
            raise csv.Error("too many readings")
        whole: list[list[str]] = []
        still_open: list[str] = []
        for before, *marks in product(begun, *[(QUOTE_INSIDE, GOES_ON)] * len(parts)):
            ends = (part + mark for part, mark in zip(parts, marks, strict=True))
            text = "".join((before, *ends, last))
            if (cells := self._cells(text)) is not None:
                if len(cells) == self.width and self._is_its_own(text, cells):
                    whole.append([cell.replace(GOES_ON, QUOTE_INSIDE) for cell in cells])
            elif (cells := self._cells(f'{text}"')) is not None:
                *closed, open_cell = cells
                opening = self.delimiter.join([*map(self._quote, closed), '"'])
                if len(cells) <= self.width and text == opening + _double(open_cell):
                    still_open.append(text)
        return whole, still_open

    def _cells(self, text: str) -> list[str] | None:
        """The cells of a text that is a whole row: `"a""b",c` → `a"b`, `c`. None for any other
        text. Where a cell is supposed to go on after a backslash and a quote, the caller has
        written `GOES_ON` for both."""
        try:
            (cells,) = csv.reader([text], delimiter=self.delimiter, strict=True)
        except (csv.Error, ValueError):
            return None
        return cells

    def _is_its_own(self, text: str, cells: list[str]) -> bool:
        written = self.delimiter.join(map(self._quote, cells))
        return text.rstrip("\r\n") == written.rstrip("\r\n")

    def _quote(self, cell: str) -> str:
        return f'"{_double(cell)}"' if self._needs_quotes(cell) else cell

    def _needs_quotes(self, cell: str) -> bool:
        return self.delimiter in cell or GOES_ON in cell or bool(NEEDS_QUOTES.search(cell))


def _double(cell: str) -> str:
    return TO_DOUBLE.sub('""', cell)
