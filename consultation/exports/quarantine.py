"""Accept or reject the rows that follow a damaged row.

A stray quote swallows the lines that follow it. A lost quote leaves each line of a long answer as
if it were a row. So after a damaged row every row is rejected, until a row proves that it does not
begin inside an answer: a whole row with a quoted cell. In a file whose every cell is quoted, as
Webform writes it, all cells of that row must be quoted. A line inside an answer can't pass for such
a row, since every quote inside an answer is doubled.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consultation.exports.dialects import QUOTE, Dialect
from consultation.exports.export_parts import QUOTES_BROKEN, Row
from consultation.words.errors import OrganiserError

MOST_DIGITS = 18


@dataclass(frozen=True)
class Shape:
    """The shape of a file's rows: their number of cells (`width`), the position of the SID (`sid`),
    the number of header lines, whether all cells of the header are quoted, and whether the file
    ends with a line end."""

    width: int
    sid: int | None
    header_lines: int
    is_all_quoted: bool
    has_last_line_end: bool


class Quarantine:
    """The check of the rows after a damaged row. It is empty until a damaged row comes, and again
    once a row proves that no answer is open."""

    def __init__(self, name: str, dialect: Dialect, shape: Shape) -> None:
        self._name = name
        self._dialect = dialect
        self._shape = shape
        self._open: int | None = None
        self.is_empty = True

    def take_whole(self, line: int, cells: list[str], quoting: list[bool]) -> Row:
        """Accept or reject a well-written row of the right width."""
        if self.is_empty or (self._has_sid(cells) and self._proves(cells, quoting)):
            self._open = None
            self.is_empty = True
            return line, cells, ""
        return line, self._key_cells(cells), QUOTES_BROKEN

    def take_other_width(self, line: int, cells: list[str], text: str) -> Iterator[Row]:
        """Yield a row whose width is not the header's. After a damaged row, a line that does not
        look like a row of its own is dropped."""
        if self.is_empty or self._looks_like_a_row(text):
            yield line, cells, ""

    def take_damaged(
        self, line: int, text: str, rule: str, *, is_open: bool = False
    ) -> Iterator[Row]:
        """Reject the first line of a row that is not whole, and check the next rows.

        After an earlier damaged row, a line that does not look like a row of its own is dropped.
        `is_open` means that a quote of the row never closes. An empty `rule` means a wrong width.
        """
        if self.is_empty or self._looks_like_a_row(text):
            yield line, self._beginning(text), rule
        self.is_empty = False
        if is_open and self._open is None:
            self._open = line

    def close(self) -> None:
        """Raise OrganiserError if the end of the file was cut off: a quote never closed, and no
        later row proved to be whole."""
        if self._open is not None:
            raise OrganiserError("truncated_file", where=self._name, line=self._open)

    def _proves(self, cells: list[str], quoting: list[bool]) -> bool:
        """True if the row proves that it does not begin inside an answer: at least one cell is
        quoted and not empty. If every cell of the file is quoted, all cells of the row must be
        quoted too."""
        says_something = any(
            is_quoted and cell.strip(QUOTE) for cell, is_quoted in zip(cells, quoting, strict=True)
        )
        return says_something and (all(quoting) or not self._shape.is_all_quoted)

    def _has_sid(self, cells: list[str]) -> bool:
        return self._shape.sid is None or self._sid_of(cells) is not None

    def _sid_of(self, cells: list[str]) -> int | None:
        """The submission's number (SID) in the cells of a row. None if the file has no SIDs, if the
        row ends before the SID, or if the cell is not a number of at most 18 digits."""
        sid = self._shape.sid
        text = "" if sid is None or sid >= len(cells) else cells[sid].strip()
        return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None

    def _looks_like_a_row(self, text: str) -> bool:
        """True if the line may be the beginning of a row. False if it looks like the rest of an
        answer: it has no SID at the expected position, and less than half of the delimiters of a
        row."""
        delimiter, sid = self._dialect.delimiter, self._shape.sid
        if self._shape.is_all_quoted:
            between = QUOTE + delimiter + QUOTE
            # Inside an answer each quote is doubled.
            count = text.count(between) - text.count(QUOTE + between + QUOTE)
        else:
            count = text.count(delimiter)
        if 2 * count >= self._shape.width:
            return True
        if sid is None:
            return False
        cells = self._dialect.leading_cells(text, sid + 1, all_quoted=self._shape.is_all_quoted)
        return self._sid_of(cells) is not None

    def _beginning(self, text: str) -> list[str]:
        """The cells of a damaged row up to its SID, read from its first line `text`. Empty if the
        file has no SIDs, or if the damage comes before the first cell ends."""
        sid = self._shape.sid
        return [] if sid is None else self._key_cells(self._dialect.leading_cells(text, sid + 1))

    def _key_cells(self, cells: list[str]) -> list[str]:
        """The cells of a rejected row up to its SID, as the other cells must not be stored. They
        are always fewer than the cells of a whole row. Empty if the file has no SIDs."""
        sid = self._shape.sid
        return [] if sid is None else cells[: min(sid + 1, self._shape.width - 1)]
