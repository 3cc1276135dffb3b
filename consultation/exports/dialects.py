"""The dialect of a delimited file: its delimiter and quotes, and the check that a row obeys
them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# The delimiters that Webform offers, in its order.
DELIMITERS = (",", "\t", ";", ":", "|", ".", " ")
LINE_ENDS = ("\n", "\r\n", "\r", "")
QUOTE = '"'


@dataclass(frozen=True)
class Dialect:
    """The dialect of Framaforms, Excel and LibreOffice. A quote inside a quoted cell is doubled:
    `"a""b"`."""

    delimiter: str

    @property
    def is_plain(self) -> bool:
        """True if a row whose cells contain no quote needs no check. `Fputcsv`, the dialect of PHP,
        overrides it with False."""
        return True

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """A csv reader of these lines, which yields the cells of each row. It is strict: it raises
        csv.Error at a damaged row."""
        return csv.reader(lines, delimiter=self.delimiter, strict=True)

    def quoting(self, text: str, cells: list[str]) -> list[bool] | None:
        """For each cell of a row, True if it is quoted: `"a",b` → `[True, False]`. `text` is the
        row as it was written, `cells` its cells as they were read.

        None if the row is damaged: no program that writes this dialect would write this text. For
        instance, the standard library's reader accepts `a"b,c`, although no program writes a quote
        inside an unquoted cell.
        """
        if text.rstrip("\r\n") == self.delimiter.join(map(_quote_cell, cells)):
            return [True] * len(cells)
        return self._mixed_quoting(text, cells)

    def _mixed_quoting(self, text: str, cells: list[str]) -> list[bool] | None:
        position, quoted = 0, []
        for number, cell in enumerate(cells):
            if number:
                if not text.startswith(self.delimiter, position):
                    return None
                position += len(self.delimiter)
            is_quoted = text.startswith(QUOTE, position)
            if not is_quoted and QUOTE in cell:
                return None
            as_written = _quote_cell(cell) if is_quoted else cell
            if not text.startswith(as_written, position):
                return None
            position += len(as_written)
            quoted.append(is_quoted)
        return quoted if text[position:] in LINE_ENDS else None

    def leading_cells(self, line: str, most: int, *, all_quoted: bool = False) -> list[str]:
        """The complete cells at the beginning of a damaged line, at most `most` cells: `"1","2","a`
        → `1`, `2`. With `all_quoted`, only the cells before the first unquoted cell."""
        unquoted = "" if all_quoted else f'|([^"{self.delimiter}]*)'
        whole = re.compile(rf'(?:"([^"]*(?:""[^"]*)*)"{unquoted}){re.escape(self.delimiter)}')
        cells: list[str] = []
        position = 0
        while len(cells) < most and (cell := whole.match(line, position)):
            cells.append("".join(filter(None, cell.groups())).replace(QUOTE * 2, QUOTE))
            position = cell.end()
        return cells


def _quote_cell(cell: str) -> str:
    return QUOTE + cell.replace(QUOTE, QUOTE * 2) + QUOTE
