"""How a delimited file separates and quotes its cells, and whether a record keeps to it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

# Those of Webform's list, in its order.
DELIMITERS = (",", "\t", ";", ":", "|", ".", " ")
LINE_ENDS = ("\n", "\r\n", "\r", "")


@dataclass(frozen=True)
class Dialect:
    """Webform's own by default: every quote inside a cell is doubled.

    With `escape`, a backslash stands before it instead; with `spaced`, a space follows each
    delimiter. Both are what other tools write.
    """

    delimiter: str
    quote: str = '"'
    escape: str = ""
    spaced: bool = False

    @property
    def is_plain(self) -> bool:
        """Framaforms, Excel and LibreOffice write nothing else."""
        return self.quote == '"' and not self.escape and not self.spaced

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The standard library's strict reader of these lines."""
        options: dict[str, Any] = {"escapechar": self.escape, "doublequote": False}
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            skipinitialspace=self.spaced,
            strict=True,
            **(options if self.escape else {}),
        )

    def quoting(self, text: str, cells: list[str]) -> list[bool] | None:
        """Which cells are quoted; None when no writer of this dialect makes this text of them.

        The standard library's reader accepts a quote inside an unquoted cell, which no writer
        leaves there: it opened or closed a cell before the file was damaged.
        """
        if self.quote != '"' and '""' in text:
            return None  # one quote or two? The tool that changed the others did not say.
        if text.rstrip("\r\n") == self._separator.join(map(self._quote_cell, cells)):
            return [True] * len(cells)
        return self._mixed_quoting(text, cells)

    def _mixed_quoting(self, text: str, cells: list[str]) -> list[bool] | None:
        place, quoted = 0, []
        for position, cell in enumerate(cells):
            if position:
                if not text.startswith(self._separator, place):
                    return None
                place += len(self._separator)
            is_quoted = text.startswith(self.quote, place)
            if not is_quoted and self.quote in cell:
                return None
            written = self._quote_cell(cell) if is_quoted else cell
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
            is_quoted = line.startswith(self.quote, place)
            end = (
                self._closing_quote(line, place + 1) + 1
                if is_quoted
                else line.find(self._separator, place)
            )
            cell = line[place:end]
            if end < place + is_quoted or not line.startswith(self._separator, end):
                break
            if not is_quoted and (all_quoted or self.quote in cell):
                break
            cells.append(cell[1:-1].replace(self._inner_quote, self.quote) if is_quoted else cell)
            place = end + len(self._separator)
        return cells

    @property
    def _separator(self) -> str:
        return self.delimiter + " " if self.spaced else self.delimiter

    @property
    def _inner_quote(self) -> str:
        """A quote inside a quoted cell."""
        return (self.escape or self.quote) + self.quote

    def _quote_cell(self, cell: str) -> str:
        return self.quote + cell.replace(self.quote, self._inner_quote) + self.quote

    def _closing_quote(self, line: str, place: int) -> int:
        """Where the quote is that closes a cell, -1 when it stays open."""
        found = line.find(self.quote, place)
        while found != -1:
            if self.escape and line[found - 1] == self.escape:
                found = line.find(self.quote, found + 1)
            elif not self.escape and line.startswith(self.quote, found + 1):
                found = line.find(self.quote, found + 2)
            else:
                return found
        return -1
