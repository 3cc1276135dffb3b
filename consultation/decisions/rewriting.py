"""Files of decisions without the rows that name somebody erased: those that came back filled, the
requests to withdraw themselves, and the lines that the local page wrote.

What stays reads as before, row by row. Sheets that are none of ours are not copied: they repeat
what people wrote, and are published again at each run.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from consultation.decisions.belonging import title_of
from consultation.decisions.coding_sheets import CodingSheet, GridSheet
from consultation.decisions.filled_row import Row
from consultation.decisions.found_sheets import FoundSheet
from consultation.decisions.given_lines import line_in, values_in
from consultation.decisions.given_workbook import ALL_SHEETS, Opened, opened_workbook
from consultation.decisions.sheets import ReviewSheet, WithdrawalSheet, read_key
from consultation.decisions.withdrawals import identifier_of
from consultation.errors import OrganiserError
from consultation.exports.archive import ODS
from consultation.exports.rewriting import UnreadableCopy
from consultation.workbooks.copied_opendocument import opendocument_without_rows
from consultation.workbooks.copied_rows import Properties, copy_without_rows


@dataclass(frozen=True)
class Named:
    """Tells who was erased, by each of the names that files of decisions have for people: a
    submission's id, a mailbox, a reference; a text to code, by its digest and what is shown of it,
    that nobody who stays wrote; an example that a grid of themes quotes from them."""

    submission: Callable[[str], bool]
    address: Callable[[str], bool]
    reference: Callable[[str], bool]
    text: Callable[[str, str], bool]
    example: Callable[[str], bool]

    def tells(self, kind: str, identifier: str) -> bool:
        """Whether an identifier of a request to withdraw is that of somebody erased."""
        by_kind = {"submission": self.submission, "email": self.address}
        return by_kind.get(kind, self.reference)(identifier)


@dataclass(frozen=True)
class Left:
    """How many rows name somebody erased, and how many cannot be understood: these stay."""

    gone: int
    broken: int


def lines_without(content: bytes, form_id: str, named: Named) -> tuple[bytes, Left]:
    """The file of lines of the local page, and what was left out; its first line stays."""
    kept, gone, broken = [], 0, 0
    for number, line in enumerate(content.splitlines(keepends=True), start=1):
        if number > 1 and line.strip():
            try:
                written = line_in(number, values_in(line))
                row = Row(written.sheet.columns, written.sheet.title, number, written.cells)
                names = _names(written.sheet, row, form_id, named)
            # Of odd bytes, json and datetime raise errors of several kinds.
            except (ValueError, TypeError, RecursionError, OverflowError):
                names = None
            gone += names is True
            broken += names is None
            if names is True:
                continue
        kept.append(line)
    return b"".join(kept), Left(gone, broken)


def write_workbook_without(path: Path, target: Path, form_id: str, named: Named) -> Left | None:
    """The workbook's sheets of ours are in the target without the rows that name somebody erased;
    nothing is written where none does. None when no sheet of the file is ours.

    Raises UnreadableCopy if what was written does not read as the rest of the file, OrganiserError
    when the file can't be read.
    """
    with opened_workbook(path, ALL_SHEETS) as opened:
        if opened is None:
            return None
        # openpyxl and the XML parser raise a dozen unrelated types.
        try:
            verdicts = [_verdicts(one, form_id, named) for one in opened.found]
        except Exception:
            raise OrganiserError("decisions_unreadable_file", where=path.name) from None
        gone = [frozenset(row for row, names in one.items() if names) for one in verdicts]
        broken = sum(names is None for one in verdicts for names in one.values())
        left = Left(sum(map(len, gone)), broken)
        try:
            if left.gone:
                _write(opened, target, gone, title_of(path))
                _refuse_difference(opened, target, gone)
        except Exception:
            raise UnreadableCopy(left.gone) from None
        return left


def _verdicts(one: FoundSheet, form_id: str, named: Named) -> dict[int, bool | None]:
    """Of each row below the headings, by its number, whether it names somebody erased; None where
    nobody can say."""
    return {
        row.number: _names(one.sheet, row, form_id, named) for row in one.filled_rows() if row.cells
    }


def _names(sheet: object, row: Row, form_id: str, named: Named) -> bool | None:
    """Whether the row names somebody erased; None where it names nobody whom one could know."""
    try:
        if isinstance(sheet, ReviewSheet):
            ids = [one for one in re.split(r"[\s,;]+", row.text(sheet.columns.subject)) if one]
            return any(map(named.submission, ids)) if ids else None
        if isinstance(sheet, WithdrawalSheet):
            if not row.text(sheet.columns.who):
                return False
            return named.tells(*identifier_of(sheet, row, form_id))
        if isinstance(sheet, GridSheet):
            return named.example(row.text(sheet.columns.example))
        if isinstance(sheet, CodingSheet):
            key = read_key(row.text(sheet.columns.key))
            if key is None:
                return None
            return named.text(key.fingerprint, row.text(sheet.columns.text))
    except OrganiserError:
        return None
    return False


def _write(opened: Opened, target: Path, gone: Sequence[frozenset[int]], title: str) -> None:
    places = [opened.workbook.worksheets.index(one.worksheet) for one in opened.found]
    by_place = dict(zip(places, gone, strict=True))
    properties = Properties(title, opened.saved_at)
    if opened.format == ODS:
        target.write_bytes(opendocument_without_rows(opened.content, by_place, properties))
        return
    source = io.BytesIO(opened.content)
    copy_without_rows(source, target, by_place, leaves_gaps=True, properties=properties)


def _refuse_difference(opened: Opened, target: Path, gone: Sequence[frozenset[int]]) -> None:
    """Raises ValueError unless the target reads as the workbook does without these rows."""
    with opened_workbook(target, ALL_SHEETS) as written:
        if written is None or len(written.found) != len(gone):
            raise ValueError("sheets")
        if written.saved_at != opened.saved_at:
            raise ValueError("moment")
        for before, after, numbers in zip(opened.found, written.found, gone, strict=True):
            if _contents(after) != _contents(before, numbers) or before.sheet != after.sheet:
                raise ValueError("rows")


def _contents(one: FoundSheet, gone: frozenset[int] = frozenset()) -> list[object]:
    """What is read of the rows, but for those."""
    return [
        (number, [(title, address, cell.value) for title, (address, cell) in cells.items()])
        for number, cells in one.rows()
        if cells and number not in gone
    ]
