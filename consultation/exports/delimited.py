"""Delimited exports: rows as text, by the standard library's strict reader.

Newline translation is off: Webform ends rows with LF and keeps the CRLF that browsers post inside
answers. DuckDB's and polars' readers stay out: they cut, pad or skip rows without a word.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from consultation.errors import OrganiserError
from consultation.exports import limits, refusals
from consultation.exports.headings import HEADER_ROWS, Header, header_of

BUFFER_BYTES = 1024 * 1024
# The first cell is the form's title: a quote that is open for longer is no title's.
FIRST_CELL_CHARACTERS = 64 * 1024

# Those of Webform's list, in its order.
DELIMITERS = (",", "\t", ";", ":", "|", ".", " ")


def read_rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row and the physical line where it starts; blank lines are no rows."""
    # The standard library's limit is one number for the whole process.
    csv.field_size_limit(limits.CELL_CHARACTERS)
    line = 1
    with path.open(encoding=encoding, newline="", buffering=BUFFER_BYTES) as file:
        reader = csv.reader(_lines(file, path.name), delimiter=delimiter, strict=True)
        try:
            for row in reader:
                if len(row) > limits.COLUMNS:
                    raise refusals.too_many_columns(path.name, line)
                if row:
                    yield line, row
                line = reader.line_num + 1
        except csv.Error as error:
            raise _refusal(path.name, line, str(error)) from None
        except UnicodeError:
            raise refusals.changed(path.name) from None


def _lines(file: TextIO, name: str) -> Iterator[str]:
    """The physical lines, none so long that it would fill the memory."""
    number = 0
    while line := file.readline(limits.LINE_CHARACTERS):
        number += 1
        if len(line) == limits.LINE_CHARACTERS and line[-1] not in "\r\n":
            raise refusals.too_large(name, "une ligne est démesurément longue.", number)
        yield line


def _refusal(name: str, line: int, reason: str) -> OrganiserError:
    """The reader's complaint about the row that starts at a line."""
    if reason.startswith("unexpected end"):
        return refusals.truncated(name, line)
    if reason.startswith("field larger"):
        what = (
            f"une cellule dépasse {limits.CELL_CHARACTERS // 1024**2}\u00a0millions de caractères, "
            "sans doute parce qu'un guillemet n'est pas refermé."
        )
        return refusals.too_large(name, what, line)
    what = "les guillemets de cette ligne ne sont pas ceux d'un export\u00a0: elle est illisible."
    return refusals.unreadable(name, what, line)


def read_header(path: Path, encoding: str) -> tuple[str, Header, tuple[str, ...]]:
    """The delimiter, the header it gives, and the oddities of the first line."""
    start = _start(path, encoding)
    delimiter = first_delimiter(start)
    if delimiter is not None:
        return delimiter, _header(path, encoding, delimiter), _oddities(start)
    return *_widest_header(path, encoding), _oddities(start)


def first_delimiter(start: str) -> str | None:
    """What follows the first cell, when that cell is quoted and not alone in its row."""
    if not start.startswith('"'):
        return None
    closing = start.find('"', 1)
    while closing != -1 and start.startswith('""', closing):
        closing = start.find('"', closing + 2)
    following = start[closing + 1 : closing + 2]
    return following if closing != -1 and following in DELIMITERS else None


def _start(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as file:
        return file.read(FIRST_CELL_CHARACTERS)


def _oddities(start: str) -> tuple[str, ...]:
    """What a spreadsheet that saved the file again changes in its first line."""
    first = start.partition("\n")[0]
    unquoted = () if first.startswith('"') else ("unquoted",)
    return (*unquoted, "crlf") if first.endswith("\r") else unquoted


def _header(path: Path, encoding: str, delimiter: str) -> Header:
    rows = [row for _, row in islice(read_rows(path, encoding, delimiter), HEADER_ROWS)]
    return header_of(rows, path.name)


def _widest_header(path: Path, encoding: str) -> tuple[str, Header]:
    """The delimiter that shows a header, with most columns where several do.

    Only for what a spreadsheet saved again without quotes, and for a single column.
    """
    found: list[tuple[str, Header]] = []
    refused: list[OrganiserError] = []
    for delimiter in DELIMITERS:
        try:
            found.append((delimiter, _header(path, encoding, delimiter)))
        except OrganiserError as refusal:
            refused.append(refusal)
    if not found:
        raise refused[0]
    return max(found, key=lambda pair: len(pair[1].headings))
