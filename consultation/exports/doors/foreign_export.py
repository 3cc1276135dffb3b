"""Open an export of another tool than Framaforms: find its tool, dialect and header."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from consultation.exports import excel
from consultation.exports.beginning import Beginning
from consultation.exports.content import Content
from consultation.exports.declarations import Declarations
from consultation.exports.dialects import Dialect
from consultation.exports.doors import door_of
from consultation.exports.doors.door import SERIAL, SID, Door
from consultation.exports.doors.fputcsv import Fputcsv
from consultation.exports.doors.moved_rows import MovedRows
from consultation.exports.doors.titles import headings_of
from consultation.exports.doors.tools import DRUPAL
from consultation.exports.encodings import XLSX
from consultation.exports.export_parts import Row
from consultation.exports.headings import Header, refuse_garbled
from consultation.exports.recognition import Writing
from consultation.words.errors import OrganiserError
from schemas import limits

# Enough rows to distinguish options and rows of a grid from other columns.
SAMPLE_ROWS = 500


class Opened(NamedTuple):
    """A file of a recognised form tool (`door`). `writing` is the dialect and header of a text
    file, None for a workbook."""

    header: Header
    writing: Writing | None
    door: Door


def as_framaforms(
    door: Door, header: Header, rows: Iterator[Row], name: str, *, is_delimited: bool
) -> Iterator[Row]:
    """Yield the rows of a form tool's file, with their cells as Framaforms would write them.
    Damaged rows, and rows with a wrong number of cells, are yielded unchanged. Empty rows are left
    out. Raises OrganiserError if the header is repeated."""
    keys = [heading.label for heading in header.headings]
    readers = door.readers(keys, is_delimited=is_delimited)
    for line, cells, rule in door.rows(rows, header.rows[0], name):
        if not rule and len(cells) == len(readers):
            cells = [read(cell) for read, cell in zip(readers, cells, strict=True)]
        yield line, cells, rule


def open_door(content: Content, known: Declarations) -> Opened | None:
    """The header, dialect and tool of a file. None if no other tool than Framaforms has its header.
    Raises OrganiserError if the file is cut, garbled or no download of the tool."""
    if content.encoding == XLSX:
        return _open_workbook(content, known)
    csv.field_size_limit(limits.CELL_CHARACTERS)
    start = Beginning(content)
    for dialect in start.dialects():
        first = next(start.read_rows(dialect), None)
        if first and (door := door_of(first[2])):
            return _open_text(content, known, start, dialect, door)
    return None


def _open_text(
    content: Content, known: Declarations, start: Beginning, dialect: Dialect, door: Door
) -> Opened:
    last_line, text, labels = next(start.read_rows(dialect))
    is_numbered = door.own_keys(labels, [])[0] in (SERIAL, SID)
    by_php = Fputcsv(dialect.delimiter, width=len(labels), is_numbered=is_numbered)
    # Only the header decides the dialect: an answer could be written to change it.
    if door is DRUPAL and by_php.quoting(text, labels) is not None:
        dialect = by_php
    rows = (cells for _, _, cells in start.read_rows(dialect))
    header = _header(content, known, door, labels, last_line, rows)
    is_all_quoted = start.is_all_quoted(dialect, header)
    if is_all_quoted and door.ends_last_row and not content.has_last_line_end:
        raise OrganiserError("truncated_file", where=content.name)
    return Opened(header, Writing(dialect, header, is_all_quoted, ()), door)


def _open_workbook(content: Content, known: Declarations) -> Opened | None:
    first = next(excel.read_rows(content), None)
    door = door_of(first[1]) if first else None
    if first is None or door is None:
        return None
    last_line, labels = first
    rows = (cells for _, cells in excel.read_rows(content, len(labels)))
    return Opened(_header(content, known, door, labels, last_line, rows), None, door)


def _header(
    content: Content,
    known: Declarations,
    door: Door,
    labels: list[str],
    last_line: int,
    rows: Iterator[list[str]],
) -> Header:
    refuse_garbled([labels], content.name)
    moved = MovedRows(door, labels)
    whole = (row for row in islice(rows, 1, SAMPLE_ROWS) if len(row) == len(labels))
    sample = [row for row in whole if moved.moved_at(row) is None]
    door.refuse(content.name, labels, sample)
    return Header(
        title="",
        headings=headings_of(door, labels, sample, known),
        rows=(labels,),
        last_line=last_line,
        known=len(labels),
        notes=(door.name,),
    )
