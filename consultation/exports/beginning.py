"""The first characters of a text export, split into rows by each dialect that is tried."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice, takewhile

from consultation.exports.content import Content
from consultation.exports.delimited import Lines
from consultation.exports.dialects import DELIMITERS, QUOTE, Dialect
from consultation.exports.headings import SEARCHED_ROWS, FirstRow, Header, refuse_too_wide
from schemas import limits

# The first line by which Excel writes, or is told, the delimiter.
SEPARATOR_LINE = re.compile(r'(?:\r\n?|\n)*"?sep=(.)"?(?:\r\n?|\n)', re.IGNORECASE)


class Beginning:
    """The first characters of a text export (`text`), without the line that names the separator,
    such as `sep=;`."""

    def __init__(self, content: Content) -> None:
        with content.open_text() as file:
            text = file.read(limits.HEADER_CHARACTERS)
        self.name = content.name
        separator = SEPARATOR_LINE.match(text)
        self.separator = separator[1] if separator and separator[1] in DELIMITERS else None
        skipped = separator[0] if separator and self.separator else ""
        self.skipped_lines = len(skipped.splitlines())
        self.text = text.removeprefix(skipped)

    def dialects(self) -> Iterator[Dialect]:
        """Yield the dialect that a line such as `sep=;` announces. Without such a line, yield a
        dialect for each delimiter that the first lines contain, in the order of `DELIMITERS`. If
        they contain none, yield the dialect with the comma."""
        if self.separator:
            yield Dialect(self.separator)
            return
        lines = "".join(islice(io.StringIO(self.text, newline=""), SEARCHED_ROWS))
        yield from map(Dialect, [mark for mark in DELIMITERS if mark in lines] or DELIMITERS[:1])

    def rows(self, dialect: Dialect) -> list[FirstRow]:
        """The first `SEARCHED_ROWS` rows of the text, to find the header in them. Raises
        OrganiserError if a row has too many cells."""
        rows = []
        for last_line, text, cells in self.read_rows(dialect):
            refuse_too_wide(len(cells), self.name, last_line)
            is_ended = text.endswith(("\n", "\r"))
            is_whole = is_ended and dialect.quoting(text, cells) is not None
            rows.append(FirstRow(last_line, cells, is_whole))
            if len(rows) == SEARCHED_ROWS:
                break
        return rows

    def read_rows(self, dialect: Dialect) -> Iterator[tuple[int, str, list[str]]]:
        """Yield each row as (number of its last line, text, cells). Blank lines are skipped.

        A damaged row has an empty text. Its cells are its first line, cut at every delimiter.
        """
        lines = Lines(io.StringIO(self.text, newline=""))
        lines.before = self.skipped_lines
        is_over = False
        while not is_over:
            try:
                for cells in dialect.reader(lines):
                    text = lines.text
                    lines.release()
                    if cells:
                        yield lines.before, text, cells
                is_over = True
            except csv.Error:
                text = lines.taken[0]
                lines.give_back()
                cells = text.rstrip("\r\n").split(dialect.delimiter)
                yield lines.before, "", [cell.strip(QUOTE) for cell in cells]

    def is_all_quoted(self, dialect: Dialect, header: Header) -> bool:
        """True if every cell of the header is quoted. Webform quotes them all."""
        rows = takewhile(lambda row: row[0] <= header.last_line, self.read_rows(dialect))
        return all(all(dialect.quoting(text, cells) or [False]) for _, text, cells in rows)
