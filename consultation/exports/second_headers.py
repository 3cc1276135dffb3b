"""Rows of headings among the records: two exports were pasted one under the other."""

from __future__ import annotations

from consultation.exports.export_parts import HEADER_REPEATED, SECOND_TABLE, Record
from consultation.exports.headings import Header, trim_row
from consultation.exports.known_headings import KnownHeadings
from consultation.forms.spelling import spelling_of


class SecondHeaders:
    """Finds rows of headings among the records, and says which rows can be believed after them.

    The same header again, in a file with SIDs, changes nothing: the same answer sheet is told by
    its SID. Without SIDs it may come twice unseen, and under other headings the cells are not
    those of the columns: then no row is believed any more.
    """

    def __init__(self, header: Header, known: KnownHeadings, sid: int | None) -> None:
        self._known = known
        self._sid = sid
        self._width = len(header.headings)
        self._rows = [trim_row(row) for row in header.rows if any(map(str.strip, row))]
        self._header_count = 0
        # What a row of headings may begin with, as written: looked up for each row.
        self.firsts = known.firsts.union(row[0] for row in self._rows)
        self.is_distrustful = False

    def record(self, number: int, line: int, cells: list[str], rule: str) -> Record:
        """The row as a record, rejected when it is a header or can't be believed."""
        if rule:
            return Record(number, line, cells, rule)
        if self._is_header(cells):
            is_other = trim_row(cells) not in self._rows
            follows_records = number > self._header_count + 1
            self.is_distrustful |= is_other or (self._sid is None and follows_records)
            self._header_count += 1
            return Record(number, line, [], HEADER_REPEATED)
        if self.is_distrustful:
            return Record(number, line, self._key_cells(cells), SECOND_TABLE)
        return Record(number, line, cells)

    def _is_header(self, cells: list[str]) -> bool:
        """Whether headings that are known say so, and not chance: an answer may be anything."""
        if self._known.is_header(cells):
            return True
        is_known = self._known.declared is not None or any(
            spelling_of(cell) in self._known.groups for cell in cells
        )
        return is_known and trim_row(cells) in self._rows

    def _key_cells(self, cells: list[str]) -> list[str]:
        return [] if self._sid is None else cells[: min(self._sid + 1, self._width - 1)]
