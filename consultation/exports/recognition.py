"""The dialect of a text export and the position of its header, found together.

The delimiter is the character that cuts the header into the form's headings. Neither the file's
extension nor the most frequent character decides, because answers are full of commas.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from consultation.exports.beginning import Beginning
from consultation.exports.content import Content
from consultation.exports.declarations import Declarations
from consultation.exports.dialects import Dialect
from consultation.exports.headings import WITHOUT_HEADER, Header, find_header
from consultation.exports.quarantine import Shape
from consultation.words.errors import OrganiserError
from schemas import limits


@dataclass(frozen=True)
class Writing:
    """The dialect and the header of a text export. `notes` are codes for what a spreadsheet,
    another tool or a person changed in them, such as `crlf`."""

    dialect: Dialect
    header: Header
    is_all_quoted: bool
    notes: tuple[str, ...]

    def shape(self, content: Content, sid: int | None) -> Shape:
        """The shape that every row of the export must have, such as its number of cells. `sid` is
        the position of the SID column, from 0. It is None if the export has no SIDs."""
        return Shape(
            width=len(self.header.headings),
            sid=sid,
            header_lines=self.header.last_line,
            is_all_quoted=self.is_all_quoted,
            has_last_line_end=content.has_last_line_end,
        )


def recognise(content: Content, known: Declarations) -> Writing:
    """The dialect and the header of a text export. `known` has the headings that the form file
    declares. Raises OrganiserError if there is no header, if the header is damaged, or if the end
    of the file was cut off."""
    csv.field_size_limit(limits.CELL_CHARACTERS)
    start = Beginning(content)
    dialect, header = _likely_header(start, known)
    is_all_quoted = start.is_all_quoted(dialect, header)
    if is_all_quoted and not content.has_last_line_end:
        # Webform writes a line end after its last row, so the end was cut off. `"a""b"` cut after
        # three characters would be read as the whole cell `a`.
        raise OrganiserError("truncated_file", where=content.name)
    notes = list(_notes(start, is_all_quoted=is_all_quoted))
    if not content.has_last_line_end:
        notes.append("last_line_end")
    return Writing(dialect, header, is_all_quoted, tuple(notes))


def _likely_header(start: Beginning, known: Declarations) -> tuple[Dialect, Header]:
    """The dialect and the header. Each possible delimiter is tried: the delimiter that gives most
    known headings is chosen, and of equals the delimiter that gives most columns. Raises
    OrganiserError if no delimiter gives a header."""
    headers: list[tuple[Dialect, Header]] = []
    refused: list[OrganiserError] = []
    for dialect in start.dialects():
        try:
            headers.append((dialect, find_header(start.rows(dialect), known, start.name)))
        except OrganiserError as refusal:
            refused.append(refusal)
    if not headers:
        raise next((each for each in refused if each.code not in WITHOUT_HEADER), refused[0])
    return max(headers, key=lambda candidate: (candidate[1].known, len(candidate[1].headings)))


def _notes(start: Beginning, *, is_all_quoted: bool) -> Iterator[str]:
    """Yield a code for each change by a spreadsheet, another tool or a person: `sep_line` (a line
    `sep=;` before the header), `unquoted` (cells without quotes), `crlf` or `cr` (line ends)."""
    end = re.search(r"\r\n|\r|\n", start.text.lstrip("\r\n"))
    if start.separator:
        yield "sep_line"
    if not is_all_quoted:
        yield "unquoted"
    if end and end[0] != "\n":
        yield "crlf" if end[0] == "\r\n" else "cr"
