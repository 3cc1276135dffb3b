r"""Delimited files of PHP's `fputcsv`, which does not double a quote that follows a backslash.

So `"a\",b` may be the two cells `a\` and `b`, or the beginning of one: only the number of cells
tells, and that PHP quotes no cell without need. A row that can be read in two ways is damaged.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from consultation.exports.delimited import Lines
from consultation.exports.dialects import Dialect
from schemas import limits

# How far the other reading of a row is followed, and how many readings at once.
MOST_LINES_AHEAD = 1_000
MOST_READINGS = 256
NEEDS_QUOTES = re.compile(r'["\\ \t\r\n]')
TO_DOUBLE = re.compile(r'(?<!\\)"')


@dataclass(frozen=True)
class Begun:
    """A row read up to `place`: its whole cells, where its open quoted cell began, if any, and how
    often that one could have ended before."""

    cells: tuple[str, ...] = ()
    opened_at: int | None = None
    place: int = 0
    ends: int = 0


@dataclass(frozen=True)
class Fputcsv(Dialect):
    """What PHP writes of rows that have `width` cells."""

    width: int = 0
    is_numbered: bool = False
    """Each row begins with a number."""

    @property
    def is_plain(self) -> bool:
        """Each row is looked at closely."""
        return False

    def quoting(self, text: str, cells: list[str]) -> list[bool] | None:
        """Which cells are quoted; None when PHP does not write this text of them."""
        is_its_own = text.rstrip("\r\n") == self._written_row(cells).rstrip("\r\n")
        return list(map(self._needs_quotes, cells)) if is_its_own else None

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The cells of each row; csv.Error at one that is damaged or can be read in two ways."""
        numbered = lines if isinstance(lines, Lines) else Lines(lines)
        # Lines that were put back come again only from a new iterator, once the last was read.
        while (line := next(iter(numbered), None)) is not None:
            yield self._read_row(line, numbered) if line.strip("\r\n") else []

    def _read_row(self, text: str, lines: Lines) -> list[str]:
        whole, begun = self._readings(text, [Begun()])
        source = iter(lines)
        while begun and (line := next(source, None)) is not None:
            if whole and not self._goes_on(line):
                lines.put_back(1)
                break
            text += line
            if len(text) > limits.CELL_CHARACTERS:
                raise csv.Error("field larger than field limit")
            whole, begun = self._readings(text, begun)
        if len(whole) != 1:
            is_cut = begun and not whole
            raise csv.Error("unexpected end of data" if is_cut else "no reading, or several")
        self._refuse_longer_reading(text, begun, lines)
        return whole[0]

    def _goes_on(self, line: str) -> bool:
        """Whether no row can begin with this line."""
        return self.is_numbered and not line[:1].isdigit()

    def _refuse_longer_reading(self, text: str, begun: list[Begun], lines: Lines) -> None:
        """Raises csv.Error if the lines that follow can be the end of the same row."""
        source, ahead, longer = iter(lines), 0, False
        while begun and not longer and (line := next(source, None)) is not None:
            ahead += 1
            text += line
            whole, begun = self._readings(text, begun)
            longer = bool(whole) or ahead == MOST_LINES_AHEAD
        lines.put_back(ahead)
        if longer:
            raise csv.Error("several readings")

    def _readings(self, text: str, begun: Sequence[Begun]) -> tuple[list[list[str]], list[Begun]]:
        """The rows that end where the text does, and those of which a cell is still open there."""
        end = len(text)
        while text[end - 1 : end] in ("\n", "\r"):
            end -= 1
        whole: list[list[str]] = []
        still_open: list[Begun] = []
        waiting = list(begun)
        while waiting:
            row = waiting.pop()
            cell_ends, opened_at = self._cell_ends(text, end, row)
            ends = row.ends + len(cell_ends)
            if opened_at is not None:
                still_open.append(Begun(row.cells, opened_at, len(text), ends))
            for cell, cell_end in cell_ends:
                cells = (*row.cells, cell)
                if cell_end < end and len(cells) < self.width:
                    waiting.append(Begun(cells, None, cell_end + len(self.delimiter)))
                elif cell_end == end and len(cells) == self.width:
                    whole.append(list(cells))
            if max(ends, len(waiting) + len(still_open)) > MOST_READINGS:
                raise csv.Error("too many readings")
        return whole, still_open

    def _cell_ends(
        self, text: str, end: int, row: Begun
    ) -> tuple[list[tuple[str, int]], int | None]:
        """Where the next cell may end, with its text; where it began when it may go on after the
        text."""
        start = row.place if row.opened_at is None else row.opened_at
        if not text.startswith('"', start):
            found = self._bare_cell.match(text, start, end)
            return ([(found[0], found.end())] if found else []), None
        ends: list[tuple[str, int]] = []
        place = max(row.place, start + 1)
        while (place := text.find('"', place, end)) != -1:
            if self._may_close(text, place, end):
                inside = text[start + 1 : place].split('\\"')
                cell = '\\"'.join(part.replace('""', '"') for part in inside)
                ends += [(cell, place + 1)] if self._needs_quotes(cell) else []
            if len(ends) > MOST_READINGS:
                raise csv.Error("too many readings")
            if text[place - 1] == "\\":
                place += 1
            elif text.startswith('"', place + 1, end):
                place += 2
            else:
                return ends, None
        return ends, start

    def _may_close(self, text: str, place: int, end: int) -> bool:
        """Whether a quote can close a cell: the row ends there, or another cell can begin."""
        if place + 1 == end:
            return True
        after = place + 1 + len(self.delimiter)
        if not text.startswith(self.delimiter, place + 1):
            return False
        is_quoted = text.startswith('"', after, end)
        return is_quoted or self._bare_cell.match(text, after, end) is not None

    @cached_property
    def _bare_cell(self) -> re.Pattern[str]:
        """A cell without quotes, up to the delimiter or the end."""
        mark = re.escape(self.delimiter)
        return re.compile(rf'[^"\\ \t\r\n{mark}]*+(?={mark}|\Z)')

    def _written_row(self, cells: Iterable[str]) -> str:
        return self.delimiter.join(map(self._quote_where_needed, cells))

    def _quote_where_needed(self, cell: str) -> str:
        return '"' + TO_DOUBLE.sub('""', cell) + '"' if self._needs_quotes(cell) else cell

    def _needs_quotes(self, cell: str) -> bool:
        return self.delimiter in cell or bool(NEEDS_QUOTES.search(cell))
