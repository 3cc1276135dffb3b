"""An export file, opened: who it is, how it is written, its header, and its records as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from consultation.exports import delimited, refusals, spreadsheet
from consultation.exports.content import XLSX, Content, read_content
from consultation.exports.headings import HEADER_ROWS
from consultation.exports.model import Heading, Record


@dataclass(frozen=True)
class Export:
    """An export whose bytes are whole and whose header is known; `notes` are codes of oddities.

    The codes: `bom`, `cp1252`, `utf-16`, `crlf`, `unquoted`.
    """

    path: Path
    name: str
    sha256: str
    size: int
    file_format: Literal["delimited", "xlsx"]
    encoding: str
    delimiter: str | None
    title: str
    headings: tuple[Heading, ...]
    notes: tuple[str, ...]

    def records(self) -> Iterator[Record]:
        """The data rows as they are read, whatever their width; OrganiserError when one can't be.

        A reader must not keep what came before such an error: the file is not whole.
        """
        rows = islice(self._rows(), HEADER_ROWS, None)
        try:
            if self.path.stat().st_size != self.size:
                raise refusals.changed(self.name)
            for number, (line, cells) in enumerate(rows, start=1):
                yield Record(number, line, cells)
        except OSError:
            raise refusals.changed(self.name) from None

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        if self.delimiter is None:
            return spreadsheet.read_rows(self.path, width=len(self.headings))
        return delimited.read_rows(self.path, self.encoding, self.delimiter)


def read_export(path: Path) -> Export:
    """The export that a file holds; its bytes are read once, its records only when asked for."""
    content = read_content(path)
    try:
        if content.encoding == XLSX:
            return _workbook(path, content)
        return _text_file(path, content)
    except OSError:
        raise refusals.changed(path.name) from None


def _workbook(path: Path, content: Content) -> Export:
    header = spreadsheet.read_header(path)
    return Export(
        path=path,
        name=path.name,
        sha256=content.sha256,
        size=content.size,
        file_format="xlsx",
        encoding="utf-8",
        delimiter=None,
        title=header.title,
        headings=header.headings,
        notes=content.notes,
    )


def _text_file(path: Path, content: Content) -> Export:
    delimiter, header, oddities = delimited.read_header(path, content.encoding)
    return Export(
        path=path,
        name=path.name,
        sha256=content.sha256,
        size=content.size,
        file_format="delimited",
        encoding=content.encoding,
        delimiter=delimiter,
        title=header.title,
        headings=header.headings,
        notes=content.notes + oddities,
    )
