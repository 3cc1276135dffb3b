"""The rows after a damaged row: are they whole rows again, or the rest of an answer?

A stray quote swallows the lines that follow it, and a lost quote leaves the lines of a long answer
on their own. So after a damaged row nothing is accepted until a line proves that no answer is open
there.

In a file whose every cell is quoted, as Webform writes it, the proof is a line that is a whole row
with every cell quoted: inside an answer every quote is doubled, so that none opens a cell.

If only the cells that need quotes have them, the proof is a whole row with such a cell. Whole rows
without any quote are held until then.

- They are accepted at a proof, or once 1,000 of them are held.
- They are rejected at a line that is no row, since they may be lines of an answer.
- At the end of the file, they are accepted if their SIDs grow: a person who copied rows into an
  answer copied rows earlier than their own.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass

from consultation.exports.dialects import QUOTE, Dialect
from consultation.exports.export_parts import QUOTES_BROKEN, Row
from consultation.words.errors import OrganiserError

# No answer has as many lines that all seem to be rows.
MOST_HELD = 1_000
MOST_DIGITS = 18


@dataclass(frozen=True)
class Shape:
    """The shape of a file's rows, from its header: width, position of the SID (`sid`), quoting."""

    width: int
    sid: int | None
    header_lines: int
    is_all_quoted: bool
    has_last_line_end: bool


class Quarantine:
    """The rows held after a damaged row. It is empty until a damaged row comes, and again once a
    line proves that rows are whole."""

    def __init__(self, name: str, dialect: Dialect, shape: Shape) -> None:
        self._name = name
        self._dialect = dialect
        self._shape = shape
        self._held: list[Row] = []
        self._open: int | None = None
        self._damaged_sid: int | None = None
        self.is_empty = True

    def take_whole(self, line: int, cells: list[str], quoting: list[bool]) -> Iterator[Row]:
        """Yield, hold or reject a well-written row of the right width."""
        row = (line, cells, "")
        if self.is_empty:
            yield row
        elif not self._has_sid(cells):
            yield from self._no_row(line, cells)
        elif self._proves(cells, quoting):
            yield from self._release()
            yield row
        elif self._shape.is_all_quoted:
            yield from self._no_row(line, cells)
        else:
            self._held.append(row)
            if len(self._held) == MOST_HELD:
                yield from self._release()

    def take_other_width(self, line: int, cells: list[str], text: str) -> Iterator[Row]:
        """Reject the held rows, then yield a row whose width is not the header's. After a damaged
        row, a line that does not look like a row of its own is dropped instead."""
        if self.is_empty:
            yield line, cells, ""
        else:
            yield from self._reject_held()
            if self._looks_like_a_row(text):
                yield line, cells, ""

    def take_damaged(
        self, line: int, text: str, rule: str, *, is_open: bool = False
    ) -> Iterator[Row]:
        """Reject the held rows, then the first line of a row that is not whole. Hold the next rows.

        After an earlier damaged row, a line that does not look like a row of its own is dropped.
        `is_open` means that a quote of the row never closes. An empty `rule` means a wrong width.
        """
        is_first = self.is_empty
        yield from self._reject_held()
        beginning = self._beginning(text)
        if is_first or self._looks_like_a_row(text):
            yield line, beginning, rule
        if is_first:
            self._damaged_sid = self._sid_of(beginning)
        self.is_empty = False
        if is_open and self._open is None:
            self._open = line

    def close(self) -> Iterator[Row]:
        """Yield the rows held at the end of the file: whole if their SIDs grow, else rejected.

        Raises OrganiserError if a quote that never closed shows that the file's end was cut off.
        """
        if self._held and self._come_later():
            yield from self._release()
        yield from self._reject_held()
        if self._open is not None:
            raise OrganiserError("truncated_file", where=self._name, line=self._open)

    def _release(self) -> Iterator[Row]:
        yield from self._held
        self._held.clear()
        self._open = None
        self.is_empty = True

    def _reject_held(self) -> Iterator[Row]:
        for line, cells, _ in self._held:
            yield line, self._key_cells(cells), QUOTES_BROKEN
        self._held.clear()

    def _no_row(self, line: int, cells: list[str]) -> Iterator[Row]:
        """Reject the held rows, then a line of a row's width that may be a line of an answer."""
        yield from self._reject_held()
        yield line, self._key_cells(cells), QUOTES_BROKEN

    def _proves(self, cells: list[str], quoting: list[bool]) -> bool:
        """True if the row proves that no answer is open where it begins: a cell that is not empty
        is quoted. In a file whose every cell is quoted, all cells of the row must be quoted."""
        says_something = any(
            is_quoted and cell.strip(QUOTE) for cell, is_quoted in zip(cells, quoting, strict=True)
        )
        return says_something and (all(quoting) or not self._shape.is_all_quoted)

    def _come_later(self) -> bool:
        """True if the damaged row and the held rows all have SIDs, each greater than the SID
        before it."""
        sids = [self._damaged_sid, *(self._sid_of(cells) for _, cells, _ in self._held)]
        known = [sid for sid in sids if sid is not None]
        return len(known) == len(sids) and all(map(operator.lt, known, known[1:]))

    def _has_sid(self, cells: list[str]) -> bool:
        return self._shape.sid is None or self._sid_of(cells) is not None

    def _sid_of(self, cells: list[str]) -> int | None:
        """The submission's number. None if the cell holds no number of a possible length."""
        sid = self._shape.sid
        text = "" if sid is None or sid >= len(cells) else cells[sid].strip()
        return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None

    def _looks_like_a_row(self, text: str) -> bool:
        """True if a line was a row of its own, not the rest of the row before: it has a SID, or
        half of a row's delimiters."""
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
        """The cells of a damaged row up to its SID. Empty if the damage comes before it."""
        sid = self._shape.sid
        return [] if sid is None else self._key_cells(self._dialect.leading_cells(text, sid + 1))

    def _key_cells(self, cells: list[str]) -> list[str]:
        """The cells of a rejected row up to its SID, always fewer than a whole row has. Its other
        cells must not be stored. Empty if the file has no SID."""
        sid = self._shape.sid
        return [] if sid is None else cells[: min(sid + 1, self._shape.width - 1)]
