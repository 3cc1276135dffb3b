"""Open an export file: its identity, format and header, and its records one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from consultation.exports import delimited, excel
from consultation.exports.content import Content, read_content
from consultation.exports.declarations import Declarations, declarations_of
from consultation.exports.doors import FRAMAFORMS, Door
from consultation.exports.doors.foreign_export import as_framaforms, open_door
from consultation.exports.doors.moved_rows import MovedRows
from consultation.exports.encodings import XLSX
from consultation.exports.export_parts import HeadedColumn, Heading, Record, Row, headed_columns
from consultation.exports.headings import Header, sid_position, trim_row
from consultation.exports.recognition import Writing, recognise
from consultation.forms.form import Form
from consultation.machine.compression import BROKEN
from consultation.machine.untrusted_archives import refuse_unsafe_archive
from consultation.words.errors import OrganiserError


@dataclass(frozen=True)
class Export:
    """An export file whose bytes are complete and whose header was found.

    - `known`: the headings that its form file declares.
    - `writing`: the dialect and header of a text file. None for a workbook.
    - `door`: the form tool that wrote it.
    """

    content: Content
    header: Header
    known: Declarations = field(repr=False)
    writing: Writing | None
    door: Door = FRAMAFORMS  # the tool that wrote it

    @property
    def path(self) -> Path:
        """The file's path."""
        return self.content.path

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self.content.name

    @property
    def sha256(self) -> str:
        """The SHA-256 of the decompressed bytes, which identifies the export."""
        return self.content.sha256

    @property
    def size(self) -> int:
        """The number of bytes of the export, decompressed."""
        return self.content.size

    @property
    def file_format(self) -> Literal["delimited", "xlsx"]:
        """`delimited` for a text, `xlsx` for a workbook."""
        return "xlsx" if self.writing is None else "delimited"

    @property
    def encoding(self) -> str:
        """The encoding of a text file. Always `utf-8` for a workbook."""
        return "utf-8" if self.writing is None else self.content.encoding

    @property
    def delimiter(self) -> str | None:
        """The delimiter of a text. None for a workbook."""
        return None if self.writing is None else self.writing.dialect.delimiter

    @property
    def title(self) -> str:
        """The form's title. Empty when the file does not have it."""
        return self.header.title

    @property
    def headings(self) -> tuple[Heading, ...]:
        """A heading per column."""
        return self.header.headings

    @property
    def notes(self) -> tuple[str, ...]:
        """Codes for the form tool, unless it is Framaforms, and for the differences from what the
        tool writes: `cp1252`, `crlf`… They are keys of `[note]` in schemas/words.toml."""
        if self.door is not FRAMAFORMS:
            return (*self.header.notes, *(note for note in self.content.notes if note == "cp1252"))
        own = self.header.notes if self.writing is None else self.writing.notes
        return self.content.notes + own

    def records(self) -> Iterator[Record]:
        """Yield the rows after the header, whatever their number of cells. A row that can't be read
        has the reason in `rule`, and at most its cells up to the SID.

        Raises OrganiserError at a second header, at a filled cell without heading, at a row that is
        too long, or if the file is cut or has changed since it was opened. Callers must then
        discard the rows already yielded.
        """
        firsts = {*self.known.firsts, *(row[0] for row in self.header.rows if row)}
        moved = MovedRows(self.door, self.header.rows[0])
        unnamed = [column for column in headed_columns(self.headings) if not column.label]
        try:
            self.content.refuse_change()
            for number, (line, cells, rule) in enumerate(self._rows(), start=1):
                if cells and cells[0] in firsts and not rule and self._is_header(cells):
                    # The rows of a second export may repeat rows, or have other columns.
                    raise OrganiserError("second_header", where=self.name, line=line)
                is_whole = not rule and len(cells) == len(self.headings)
                if is_whole:
                    _refuse_filled(unnamed, cells, self.name)
                yield Record(number, line, cells, rule, moved.moved_at(cells) if is_whole else None)
            self.content.refuse_change()
        except (OSError, *BROKEN):
            raise OrganiserError("unreadable_file.changed", where=self.name) from None

    def _is_header(self, cells: list[str]) -> bool:
        """True if the row is a row of headings. After the header, such a row shows that a second
        export was pasted into the file."""
        if self.known.is_header(cells):
            return True
        own = trim_row(self.header.rows[-1])
        return self.known.has_form and len(own) > 1 and trim_row(cells) == own

    def _rows(self) -> Iterator[Row]:
        rows, is_text = self._rows_as_written(), self.writing is not None
        if self.door is FRAMAFORMS:
            return rows
        return as_framaforms(self.door, self.header, rows, self.name, is_delimited=is_text)

    def _rows_as_written(self) -> Iterator[Row]:
        if self.writing is None:
            width = len(self.headings)
            rows = excel.read_rows(self.content, width, after=self.header.last_line)
            yield from ((line, cells, "") for line, cells in rows)
            return
        shape = self.writing.shape(self.content, sid_position(self.headings))
        with self.content.open_text() as file:
            lines = file if self.door.ends_last_row else delimited.end_last_line(file)
            yield from delimited.read_rows(lines, self.name, self.writing.dialect, shape)


def _refuse_filled(unnamed: list[HeadedColumn], cells: list[str], name: str) -> None:
    """Raise OrganiserError if the row has a filled cell in a column without heading (`unnamed`).

    Columns without heading are accepted if they are empty, since spreadsheet programs leave some at
    the end of a table.
    """
    for column in unnamed:
        if cells[column.heading.position].strip():
            raise OrganiserError("unnamed_column", where=name, column=column.mention)


def read_export(path: Path, form: Form | None = None) -> Export:
    """Open the export in a file. All its bytes are read once to check them. Its records are read
    later, by `Export.records`.

    The headings that `form` declares help to find the header. Raises OrganiserError if the file is
    damaged, or if neither a known form tool nor a spreadsheet program wrote it.
    """
    content = read_content(path)
    known = declarations_of(form)
    try:
        if content.encoding == XLSX:
            with content.open_bytes() as file:
                refuse_unsafe_archive(file, content.name)
        if opened := open_door(content, known):
            return Export(content, opened.header, known, opened.writing, opened.door)
        if content.encoding == XLSX:
            header = excel.find_sheet_header(content, known)
            return Export(content, header, known, None)
        writing = recognise(content, known)
        return Export(content, writing.header, known, writing)
    except (OSError, UnicodeError, *BROKEN):
        raise OrganiserError("unreadable_file.changed", where=path.name) from None
