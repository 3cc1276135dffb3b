"""Read the rows of delimited exports with the standard library's strict reader. All cells are text.

Newline translation is off: Webform ends rows with LF and keeps the CRLF that browsers post inside
answers. DuckDB's and polars' readers are not used: they cut, pad or skip rows without an error.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Generator, Iterable, Iterator

from consultation.exports.dialects import QUOTE, Dialect
from consultation.exports.export_parts import END_MISSING, QUOTES_BROKEN, Row
from consultation.exports.headings import refuse_too_wide
from consultation.exports.quarantine import Quarantine, Shape
from consultation.words.errors import OrganiserError
from schemas import limits


def read_rows(file: Iterable[str], name: str, dialect: Dialect, shape: Shape) -> Iterator[Row]:
    """Yield the rows after the header: the number of the first line, the cells, and the rule that
    the row breaks. The rule is empty if the row can be read, or only has a wrong number of cells.

    `shape` describes the rows that the header announces, such as their number of cells. After a
    damaged row, reading continues at the second line of that row. Blank lines are skipped, and
    after a damaged row also lines that seem to be the rest of an answer. Raises OrganiserError if
    the rest of the file can't be read.
    """
    return _Reading(file, name, dialect, shape).rows()


class Lines:
    """The physical lines of a file, for a csv reader. Lines can be put back, to be read again.

    - `taken`: the lines of the record being read.
    - `before`: the number of lines before that record.

    Files with lines that would fill the memory were refused before (content.py).
    """

    def __init__(self, file: Iterable[str]) -> None:
        self._file = iter(file)
        self._given_back: deque[str] = deque()
        self.before = 0
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        given_back, take = self._given_back, self.taken.append
        while True:
            while given_back:
                line = given_back.popleft()
                take(line)
                yield line
            for line in self._file:
                take(line)
                yield line
                if given_back:
                    break
            else:
                return

    @property
    def first(self) -> int:
        """The number of the first line of the record being read, from 1."""
        return self.before + 1

    @property
    def text(self) -> str:
        """The text of the record being read."""
        return "".join(self.taken)

    def release(self) -> None:
        """Finish the record being read: count its lines in `before`, and forget them."""
        self.before += len(self.taken)
        self.taken.clear()

    def give_back(self) -> None:
        """Finish the record being read with its first line only. Its other lines will be read
        again."""
        self._given_back.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]
        self.release()

    def put_back(self, count: int) -> None:
        """Put the last `count` lines of the record being read back, since they belong to the next
        record."""
        if count:
            self._given_back.extendleft(reversed(self.taken[-count:]))
            del self.taken[-count:]

    def skip(self, count: int) -> None:
        """Skip lines until `count` lines are before the next record."""
        lines = iter(self)
        while self.before < count and next(lines, None) is not None:
            self.release()


def end_last_line(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines. A line without a line end gets one, since some tools leave it out after the
    last line: `a⏎`, `b` → `a⏎`, `b⏎`."""
    for line in lines:
        yield line if line.endswith(("\n", "\r")) else line + "\n"


class _Reading:
    """A single pass over the rows of a file.

    A row that has the right number of cells, and no quote in them, is yielded at once. Other rows
    are checked. All rows are checked after a damaged row, in PHP's dialect, and in a file whose
    last line has no line end.
    """

    def __init__(self, file: Iterable[str], name: str, dialect: Dialect, shape: Shape) -> None:
        # The standard library's limit is one number for the whole process.
        csv.field_size_limit(limits.CELL_CHARACTERS)
        self._name = name
        self._dialect = dialect
        self._shape = shape
        self._lines = Lines(file)
        self._quarantine = Quarantine(name, dialect, shape)

    def rows(self) -> Iterator[Row]:
        try:
            self._lines.skip(self._shape.header_lines)
            is_over = False
            while not is_over:
                is_over = yield from self._until_damage()
            self._quarantine.close()
        except UnicodeError:
            raise OrganiserError("unreadable_file.changed", where=self._name) from None

    def _until_damage(self) -> Generator[Row, None, bool]:
        """Yield the rows up to the first row that the csv reader can't read, which is rejected.
        Returns True if there is no such row: the file is then read to its end."""
        lines, quarantine, width = self._lines, self._quarantine, self._shape.width
        taken = lines.taken
        is_plain = self._dialect.is_plain and self._shape.has_last_line_end
        try:
            for cells in self._dialect.reader(lines):
                if (
                    is_plain
                    and len(cells) == width
                    and quarantine.is_empty
                    and QUOTE not in "".join(cells)
                ):
                    line = lines.before + 1
                    lines.before += len(taken)
                    taken.clear()
                    yield line, cells, ""
                else:
                    yield from self._look_at_row(cells)
        except csv.Error as error:
            yield from self._rows_at_damage(str(error))
            return False
        return True

    def _look_at_row(self, cells: list[str]) -> Iterator[Row]:
        """Check a row that the csv reader accepted, and yield it, accepted or rejected.

        A row with broken quotes is rejected. So are the rows after a damaged row, until one shows
        that it does not begin inside an answer (quarantine.py). Of a rejected row with several
        lines only the first is rejected, and the others are read again. Yields nothing for a blank
        line, or for a line that looks like the rest of an answer. Raises OrganiserError if the row
        is too wide.
        """
        lines, text = self._lines, self._lines.text
        refuse_too_wide(len(cells), self._name, lines.first)
        if not cells:
            lines.release()
        elif text[-1] not in "\r\n" and not self._is_whole_without_end(cells, text):
            yield from self._quarantine.take_damaged(lines.first, lines.taken[0], END_MISSING)
            lines.release()
        elif (quoting := self._dialect.quoting(text, cells)) is None:
            yield from self._set_row_apart(QUOTES_BROKEN)
        elif len(cells) == self._shape.width:
            yield self._quarantine.take_whole(lines.first, cells, quoting)
            lines.release()
        elif len(lines.taken) > 1:
            # The reader joined several lines, which may be rows of their own.
            yield from self._set_row_apart("")
        else:
            yield from self._quarantine.take_other_width(lines.first, cells, text)
            lines.release()

    def _is_whole_without_end(self, cells: list[str], text: str) -> bool:
        """True if a last row without line end is complete: it is on a single line, has all its
        cells, and its quotes are right. Many editors leave the last line end out."""
        return (
            len(self._lines.taken) == 1
            and len(cells) == self._shape.width
            and self._dialect.quoting(text, cells) is not None
        )

    def _rows_at_damage(self, reason: str) -> Iterator[Row]:
        """Yield the first line of a row that the csv reader can't read, as a rejected row. `reason`
        is the reader's message. Raises OrganiserError if a cell on one line is too long."""
        if reason.startswith("field larger") and len(self._lines.taken) == 1:
            raise OrganiserError("too_large.line", where=self._name, line=self._lines.first)
        yield from self._set_row_apart(QUOTES_BROKEN, is_open=reason.startswith("unexpected end"))

    def _set_row_apart(self, rule: str, *, is_open: bool = False) -> Iterator[Row]:
        """Reject the first line of the row just read, and continue with the line after it. A row
        may span several lines, as a cell in quotes may hold line breaks. `rule` is the rule that
        the row breaks, empty for a wrong number of cells. With `is_open`, a quote of the row never
        closes."""
        lines = self._lines
        line, text = lines.first, lines.taken[0]
        lines.give_back()
        yield from self._quarantine.take_damaged(line, text, rule, is_open=is_open)
