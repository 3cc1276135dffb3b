"""A workbook that may hold review sheets -> its filled rows, cell by cell.

The same precautions as for exports: the archive is looked at before openpyxl sees it, rows come
as a stream, and nothing that openpyxl raises is shown.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import from_ISO8601
from openpyxl.xml.constants import ARC_CORE, DCTERMS_NS
from openpyxl.xml.functions import fromstring

from consultation.decisions.filled_row import Context, place_of, quote_words
from consultation.decisions.given import Decision, GivenFile, Withdrawal
from consultation.decisions.reviews import Rows, decisions_of
from consultation.decisions.sheets import GIVEN_SHEETS, GivenSheet, ReviewSheet, WithdrawalSheet
from consultation.decisions.withdrawals import withdrawals_of
from consultation.errors import OrganiserError
from consultation.exports.archive import refuse_unsafe_archive
from consultation.forms.spelling import spelled
from consultation.french import sentence

# Title, way back and explanations stand above the headings; somebody may add a few lines.
ROWS_ABOVE = 60
# A published workbook of long texts has a tenth of this; exports may be larger, and are not read
# here to be told from it.
FILE_BYTES = 64 * 1024**2
# As many as an organiser corrects before trying again.
MOST_PROBLEMS = 5
# Sheets stop at 30,000 rows.
SHEET_ROWS = 200_000
ZIP = b"PK"

# The texts of a row, and the columns in which each stands, from 0.
_Titles = dict[str, tuple[int, ...]]


class _Cell(Protocol):
    @property
    def value(self) -> object: ...

    @property
    def data_type(self) -> str: ...


class _Worksheet(Protocol):
    title: str

    def iter_rows(self) -> Iterator[tuple[_Cell, ...]]: ...


@dataclass(frozen=True)
class _FoundSheet:
    """A sheet of ours in a workbook: its heading row, and each title's columns, from 0."""

    sheet: GivenSheet
    worksheet: Any
    row: int
    columns: Mapping[str, tuple[int, ...]]


def given_file(path: Path, form_id: str, time_zone: str) -> GivenFile | None:
    """The decisions and withdrawals that a file holds; None when no sheet of it is one of ours.

    Raises OrganiserError, with sheets and cells, when one is and cannot be taken whole.
    """
    content = _content(path)
    workbook = None if content is None else _open_workbook(content)
    if content is None or workbook is None:
        return None
    try:
        found = _sheets_of_ours(workbook)
        if not found:
            return None
        context = Context(form_id, ZoneInfo(time_zone), _saved_at(content))
        taken = _take_rows(path.name, found, context)
    finally:
        workbook.close()
    return GivenFile(hashlib.sha256(content).hexdigest(), path.name, *taken)


def _content(path: Path) -> bytes | None:
    """The bytes of a workbook that is safe to open and not too large to be ours."""
    try:
        with path.open("rb") as file:
            if file.read(len(ZIP)) != ZIP or path.stat().st_size > FILE_BYTES:
                return None
        content = path.read_bytes()
        refuse_unsafe_archive(io.BytesIO(content), path.name)
    except (OrganiserError, OSError):
        return None  # Read as an export, it is refused with the reason.
    return content


def _open_workbook(content: bytes) -> Workbook | None:
    try:
        # Formulas are seen as such, and refused: what they give depends on who computed it.
        return load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    # openpyxl and zipfile raise a dozen unrelated types, whose texts may quote cells.
    except Exception:
        return None


def _sheets_of_ours(workbook: Workbook) -> list[_FoundSheet]:
    """The sheets that have the headings of a sheet to fill, or at least its title."""
    found = []
    for worksheet in workbook.worksheets:
        # The size that a sheet declares may be wrong, and would cut rows in silence.
        worksheet.reset_dimensions()
        top = _titles_above(worksheet)
        if top is None:
            continue
        recognised = (_recognise_sheet(worksheet, sheet, top) for sheet in GIVEN_SHEETS)
        # Two sheets have key and choice: the one of which more columns are there.
        candidates = [candidate for candidate in recognised if candidate is not None]
        if candidates:
            found.append(max(candidates, key=lambda candidate: len(candidate.columns)))
    return found


def _titles_above(worksheet: _Worksheet) -> list[_Titles] | None:
    """For each row in which headings can stand, where each text is; None if it is damaged."""
    try:
        return [_titles(row) for row in islice(worksheet.iter_rows(), ROWS_ABOVE)]
    except Exception:
        return None


def _recognise_sheet(
    worksheet: _Worksheet, sheet: GivenSheet, top: list[_Titles]
) -> _FoundSheet | None:
    columns = sheet.columns
    asked = (sheet.asked,) if isinstance(sheet, ReviewSheet) else ()
    known = (*asked, *columns.required, *columns.optional)
    is_titled = spelled(worksheet.title) == spelled(sheet.title)
    for number, titles in enumerate(top, start=1):
        present = {title: titles[spelled(title)] for title in known if spelled(title) in titles}
        is_ours = all(title in present for title in columns.identifying)
        if is_ours or (is_titled and len(present) > 1):
            return _FoundSheet(sheet, worksheet, number, present)
    return _FoundSheet(sheet, worksheet, 0, {}) if is_titled else None


def _titles(row: tuple[_Cell, ...]) -> _Titles:
    """Where each text of a row stands."""
    titles: _Titles = {}
    for position, cell in enumerate(row):
        if isinstance(cell.value, str):
            title = spelled(cell.value)
            titles[title] = (*titles.get(title, ()), position)
    return titles


def _take_rows(
    name: str, found: list[_FoundSheet], context: Context
) -> tuple[tuple[Decision, ...], tuple[Withdrawal, ...], OrganiserError | None]:
    """The decisions, the withdrawals and, if a cell is wrong, the refusal.

    One wrong cell, and no decision is taken; the requests to withdraw that could be read are.
    """
    problems = [problem for review in found for problem in _heading_problems(review)]
    if problems:
        raise _refusal(name, problems)
    try:
        reviews = [
            Rows(one.sheet, one.worksheet.title, _rows(one))
            for one in found
            if isinstance(one.sheet, ReviewSheet)
        ]
        decisions, problems = decisions_of(reviews, context)
        withdrawals: list[Withdrawal] = []
        for one in found:
            if isinstance(one.sheet, WithdrawalSheet):
                asked, others = withdrawals_of(one.sheet, one.worksheet.title, _rows(one), context)
                withdrawals += asked
                problems += others
    except OverflowError:
        raise OrganiserError("decisions_too_large", where=name) from None
    # openpyxl again: rows are read as they are asked for.
    except Exception:
        raise OrganiserError("decisions_unreadable_file", where=name) from None
    if not problems:
        return decisions, tuple(withdrawals), None
    if not withdrawals:
        raise _refusal(name, problems)
    return (), tuple(withdrawals), _refusal(name, problems, "decisions_file.in_part")


def _refusal(
    name: str, problems: Sequence[OrganiserError], error_id: str = "decisions_file.whole"
) -> OrganiserError:
    """The refusal of a file for its first problems, with the code of the first.

    Its `what` says in which cells they are, because the sheet Rejets shows nothing else.
    """
    told = [problem.message for problem in problems[:MOST_PROBLEMS]]
    if others := len(problems[MOST_PROBLEMS:]):
        told.append(sentence("hints", "more_cells", count=others))
    refusal = OrganiserError(error_id, where=name, cells=" ".join(told))
    refusal.code = problems[0].code
    return refusal


def _heading_problems(found: _FoundSheet) -> Iterator[OrganiserError]:
    columns, title = found.sheet.columns, found.worksheet.title
    if not found.row:
        yield OrganiserError("decisions_missing_column.heading_row", where=place_of(title))
        return
    if missing := [name for name in columns.required if name not in found.columns]:
        yield OrganiserError(
            "decisions_missing_column.titles",
            where=place_of(title),
            line=found.row,
            titles=quote_words(missing),
        )
    for name in (*columns.required, *columns.optional):
        if len(positions := found.columns.get(name, ())) > 1:
            cell = f"{get_column_letter(positions[1] + 1)}{found.row}"
            where = place_of(title, cell)
            yield OrganiserError("decisions_repeated_column", where=where, title=name)


def _rows(found: _FoundSheet) -> Iterator[tuple[int, dict[str, tuple[str, Any]]]]:
    """Each row below the headings: its number, and the address and the cell of each column."""
    positions = {title: columns[0] for title, columns in found.columns.items()}
    for number, row in enumerate(found.worksheet.iter_rows(), start=1):
        if number <= found.row:
            continue
        if number > SHEET_ROWS:
            raise OverflowError
        yield (
            number,
            {
                title: (f"{get_column_letter(position + 1)}{number}", row[position])
                for title, position in positions.items()
                if position < len(row) and row[position].value is not None
            },
        )


def _saved_at(content: bytes) -> dt.datetime | None:
    """When the workbook says that it was last saved, in UTC; never the file's own time.

    openpyxl gives the present time where a workbook says nothing: it is read here.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = fromstring(archive.read(ARC_CORE)).findtext(f"{{{DCTERMS_NS}}}modified")
        moment = from_ISO8601(text or "")  # type: ignore[no-untyped-call]
    except Exception:
        return None
    return moment if isinstance(moment, dt.datetime) else None
