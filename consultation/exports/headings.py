"""The header of an export: the three rows (title, groups, labels) that Webform writes first."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from consultation.exports.declarations import Declarations
from consultation.exports.export_parts import Heading
from consultation.exports.submission_columns import SID, field_of_heading, is_submission_label
from consultation.words.errors import OrganiserError
from schemas import limits

HEADER_ROWS = 3
# How far below its beginning a file's header is looked for.
SEARCHED_ROWS = 12
# Character → byte, in the code page of Windows and in that of a Mac. A byte of Windows' code page
# without character has the control character of its number.
CODE_PAGES = [
    {bytes([byte]).decode(page, "ignore") or chr(byte): byte for byte in range(256)}
    for page in ("cp1252", "mac_roman")
]
# Refusals that only say that no row of headings was found.
WITHOUT_HEADER = ("no_header", "not_an_export", "truncated_file")


@dataclass(frozen=True)
class FirstRow:
    """A row among a file's first rows. `last_line` is the line of the file where it ends.
    `is_whole` is False if its quotes are broken or its line end is missing."""

    last_line: int
    cells: list[str]
    is_whole: bool = True


@dataclass(frozen=True)
class Header:
    """The form's title (empty when no submission column is exported) and a heading per column.

    `rows` are the header's own rows, `last_line` the physical line where they end. `known` is the
    number of different headings that Framaforms or the form has, or of all headings of another
    tool. `notes` are codes: the tool's name, unless it is Framaforms, or `numbers` for a workbook
    of Framaforms with numbers in its cells.
    """

    title: str
    headings: tuple[Heading, ...]
    rows: tuple[list[str], ...]
    last_line: int
    known: int
    notes: tuple[str, ...] = ()


def find_header(rows: list[FirstRow], known: Declarations, name: str) -> Header:
    """The header that Webform writes in the first three rows of a file. `known` are the declared
    headings, `name` is the file's name.

    Raises OrganiserError if there is no header, if other rows come before it, if it is cut, damaged
    or too wide, or if it was read in the wrong encoding: « SÃ©quentiel ».
    """
    if not (_are_named(rows, known) or _are_nameless(rows)):
        raise _header_refusal(rows, known, name)
    own_rows = [row.cells for row in rows[:HEADER_ROWS]]
    title, groups, labels = own_rows
    last_line = rows[HEADER_ROWS - 1].last_line
    width = max(map(len, own_rows))
    refuse_too_wide(width, name, last_line)
    refuse_garbled(own_rows, name)
    if not all(row.is_whole for row in rows[:HEADER_ROWS]):
        raise OrganiserError("broken_header", where=name, line=last_line)
    return Header(
        title=title[0] if title else "",
        headings=_headings(groups, labels, width),
        rows=tuple(own_rows),
        last_line=last_line,
        known=known.count(labels),
    )


def refuse_garbled(rows: Iterable[list[str]], name: str) -> None:
    """Raise OrganiserError if the headings show that a program read the file in the wrong encoding
    and saved it again: « SÃ©quentiel »."""
    if _is_garbled("".join(cell for row in rows for cell in row)):
        raise OrganiserError("garbled_text", where=name)


def _is_garbled(text: str) -> bool:
    """True if a text is UTF-8 that was read in the code page of Windows or of a Mac: « idÃ©es » →
    True, « idées » → False. If so, its bytes in that code page are UTF-8."""
    if text.isascii():
        return False
    for page in CODE_PAGES:
        with suppress(KeyError, UnicodeDecodeError):
            bytes(page[letter] for letter in text).decode()
            return True
    return False


def _are_named(rows: list[FirstRow], known: Declarations) -> bool:
    """True if the first three rows are a header with known names. Row 1 is empty, or has the title
    only. Row 3 has one of Framaforms' own headings, or passes `Declarations.is_header`."""
    if len(rows) < HEADER_ROWS or not _is_text(rows[0].cells):
        return False
    labels = rows[HEADER_ROWS - 1].cells
    return any(is_submission_label(label) for label in labels) or known.is_header(labels)


def _are_nameless(rows: list[FirstRow]) -> bool:
    """True if the first three rows are a header without a title: row 1 is empty, and row 3 has a
    name for every column. Exports without Framaforms' own columns have such a header.

    The names are not compared with the declared headings, since any text may be the name of a
    column.
    """
    if len(rows) < HEADER_ROWS or trim_row(rows[0].cells):
        return False
    _, groups, labels = (row.cells for row in rows[:HEADER_ROWS])
    width = max(len(trim_row(labels)), len(trim_row(groups)))
    return len(trim_row(labels)) == width and all(map(str.strip, labels[:width]))


def sid_position(headings: tuple[Heading, ...]) -> int | None:
    """The position of the column with the numbers of submissions: `Serial`, `SID` → 1. None if
    there is no such column."""
    positions = (heading.position for heading in headings if field_of_heading(heading.label) == SID)
    return next(positions, None)


def refuse_too_wide(width: int, name: str, line: int) -> None:
    """Raise OrganiserError if a row has more cells than an export may have columns."""
    if width > limits.COLUMNS:
        raise OrganiserError("too_large.line", where=name, line=line)


def _is_text(cells: list[str]) -> bool:
    """True if all cells after the first are empty, as in the row of the title: `Titre`, empty,
    empty → True."""
    return len(trim_row(cells)) <= 1


def _header_refusal(rows: list[FirstRow], known: Declarations, name: str) -> OrganiserError:
    """The error for a file whose first three rows are not a header."""
    if not rows:
        return OrganiserError("empty_file", where=name)
    refuse_garbled((row.cells for row in rows[:HEADER_ROWS]), name)
    header_at = next((at for at, row in enumerate(rows) if known.is_header(row.cells)), None)
    if header_at is not None:
        code = "broken_header" if header_at < HEADER_ROWS else "rows_above_header"
        return OrganiserError(code, where=name, line=rows[header_at].last_line)
    if not _is_text(rows[0].cells):
        return OrganiserError("no_header", where=name, line=1)
    if len(rows) < HEADER_ROWS:
        return OrganiserError("truncated_file", where=name)
    return OrganiserError("no_header", where=name)


def trim_row(row: list[str]) -> list[str]:
    """The row without the empty cells at its end, which a workbook does not store: `a`, empty,
    empty → `a`."""
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _headings(groups: list[str], labels: list[str], width: int) -> tuple[Heading, ...]:
    padded = (row + [""] * (width - len(row)) for row in (groups, labels))
    return tuple(
        Heading(position, group, label)
        for position, (group, label) in enumerate(zip(*padded, strict=True))
    )
