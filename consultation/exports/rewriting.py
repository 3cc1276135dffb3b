"""An export without some of its records: which lines these stand on, and the text without them.

What is left is not written again but copied: mark of the encoding, header, quotes and line ends
are those of the file, and so is each row that stays.
"""

from __future__ import annotations

import codecs
import gzip
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
from pathlib import Path
from typing import BinaryIO, cast

from consultation.exports.compression import open_export
from consultation.exports.content import Content
from consultation.exports.export import Export
from consultation.exports.headerless import sid_position
from consultation.exports.parts import Record

# How the lines of a text are encoded behind its mark, where that is not how they are decoded.
_BEHIND_MARK = {
    "utf-8-sig": (codecs.BOM_UTF8, "utf-8"),
    "utf-16": (codecs.BOM_UTF16_LE, "utf-16-le"),
}
_BIG_ENDIAN = (codecs.BOM_UTF16_BE, "utf-16-be")


class UnreadableCopy(Exception):
    """A copy does not read as the file without those who are `gone`, so that it may not stay."""

    def __init__(self, gone: int) -> None:
        super().__init__()
        self.gone = gone


@dataclass(frozen=True)
class Cut:
    """Where records stand that leave a file: first line and number of lines of each, which go as
    far as the next record, or to the end of the file (`ALL`). Rows of a workbook count as lines.

    `broken` counts the records that stay although nobody can say whose they are.
    """

    lines: tuple[tuple[int, int], ...]
    broken: int

    @cached_property
    def _firsts(self) -> list[int]:
        return [first for first, _ in self.lines]

    @cached_property
    def _lengths(self) -> list[int]:
        """How many lines leave before each of those that do."""
        return list(accumulate((length for _, length in self.lines), initial=0))

    def __contains__(self, line: object) -> bool:
        """Whether the line leaves."""
        if not isinstance(line, int) or not (before := bisect_right(self._firsts, line)):
            return False
        first, length = self.lines[before - 1]
        return line < first + length

    def line_of(self, line: int) -> int:
        """Where a line that stays comes to stand."""
        return line - self._lengths[bisect_left(self._firsts, line)]


# Beyond the last line of any file.
ALL = 1 << 40


def cut_of(export: Export, gone: Container[int]) -> Cut:
    """Where the records of these numbers stand. Raises OrganiserError as reading them does."""
    sid = sid_position(export.headings)
    lines: list[tuple[int, int]] = []
    first: int | None = None
    broken = 0
    for record in export.records():
        if first is not None:
            lines.append((first, record.line - first))
        first = record.line if record.number in gone else None
        broken += first is None and _is_nobody_s(record, sid)
    return Cut((*lines, *([] if first is None else [(first, ALL)])), broken)


def _is_nobody_s(record: Record, sid: int | None) -> bool:
    """Whether the record is damaged, and its number is not told."""
    return bool(record.rule) and (sid is None or len(record.cells) <= sid)


def expected_records(export: Export, gone: Container[int], cut: Cut) -> Iterator[Record]:
    """The records that a file must have that was rewritten without some."""
    return (
        record._replace(line=cut.line_of(record.line))
        for record in export.records()
        if record.number not in gone
    )


def write_text_without(export: Export, cut: Cut, target: Path) -> None:
    """The text of the export is in a new file without those lines; compressed if it was.

    The text is read and written line by line.
    """
    content = export.content
    mark, encoding = _encoding(content)
    with ExitStack() as stack:
        source = stack.enter_context(content.open_text())
        file: BinaryIO = stack.enter_context(target.open("wb"))
        if content.is_compressed:
            # Neither the name nor the time of the file is in it.
            packed = gzip.GzipFile("", "wb", fileobj=file, mtime=0)
            file = cast(BinaryIO, stack.enter_context(packed))
        left = (line for number, line in enumerate(source, start=1) if number not in cut)
        file.writelines(chain([mark], (line.encode(encoding) for line in left)))


def _encoding(content: Content) -> tuple[bytes, str]:
    """The mark that the text begins with, and how what follows is encoded."""
    mark, encoding = _BEHIND_MARK.get(content.encoding, (b"", content.encoding))
    if content.encoding == "utf-16":
        with open_export(content.path) as file:
            is_big = file.read(len(mark)) == codecs.BOM_UTF16_BE
        return _BIG_ENDIAN if is_big else (mark, encoding)
    return mark, encoding
