"""Read a workbook that may hold sheets filled by organisers: the decisions, withdrawals, themes and
codes in it.

It is handled with the precautions that exports need: the archive is checked before it is read, rows
are streamed, and no error of openpyxl is shown.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl import load_workbook

from consultation.decisions.codes import coding_of
from consultation.decisions.coding_sheets import CODING, GRID, SETTLING
from consultation.decisions.filled_row import Context
from consultation.decisions.found_sheets import (
    FoundSheet,
    OpenWorkbook,
    rows_on,
    sheets_of_ours,
)
from consultation.decisions.given import DecisionFile, refusal_of
from consultation.decisions.opendocument import OpenDocument
from consultation.decisions.reviews import decisions_of
from consultation.decisions.sheets import GIVEN_SHEETS, GivenSheet, ReviewSheet, WithdrawalSheet
from consultation.decisions.withdrawals import withdrawals_of
from consultation.decisions.workbook_properties import form_named_in, saved_at
from consultation.machine.untrusted_archives import ODS, XLSX, refuse_unsafe_archive
from consultation.words.errors import OrganiserError

# Ten times a published workbook of long texts. A larger file is taken for an export unread.
FILE_BYTES = 64 * 1024**2
ALL_SHEETS: tuple[GivenSheet, ...] = (*GIVEN_SHEETS, GRID, CODING, SETTLING)


def given_workbook(
    path: Path,
    form_id: str,
    time_zone: str,
    questions: Mapping[str, str],
    known: Sequence[GivenSheet],
) -> DecisionFile | None:
    """The decisions in the `known` sheets of a workbook. None if it has no such sheet. Raises
    OrganiserError if it was published for another form, if a heading is missing or repeated, or if
    the file is damaged."""
    with opened_workbook(path, known) as opened:
        if opened is None:
            return None
        if form_id and form_named_in(io.BytesIO(opened.content)) not in ("", form_id):
            raise OrganiserError("decisions_other_form", where=path.name)
        context = Context(
            form_id, ZoneInfo(time_zone), saved_at(io.BytesIO(opened.content)), questions
        )
        sha256 = hashlib.sha256(opened.content).hexdigest()
        return _take_rows(sha256, path.name, opened.sheets, context)


@dataclass(frozen=True)
class Opened:
    """An open workbook with its bytes. `sheets` are the sheets recognised in it, at least one."""

    content: bytes
    workbook: OpenWorkbook
    sheets: list[FoundSheet]


@contextmanager
def opened_workbook(path: Path, known: Sequence[GivenSheet]) -> Iterator[Opened | None]:
    """Yield the open workbook, and close it at the end of the block. Yield None if the file is no
    workbook, or has none of the declared sheets `known`."""
    content, found_format = _content(path)
    workbook = _open_workbook(content, found_format)
    if workbook is None:
        yield None
        return
    with closing(workbook):
        review_sheets = sheets_of_ours(workbook, known)
        yield Opened(content, workbook, review_sheets) if review_sheets else None


def _content(path: Path) -> tuple[bytes, str]:
    """The bytes and the format of a workbook that is safe to open. Both are empty for any other
    file, and for a file larger than 64 MiB."""
    try:
        if path.stat().st_size > FILE_BYTES:
            return b"", ""
        content = path.read_bytes()
        return content, refuse_unsafe_archive(io.BytesIO(content), path.name, (XLSX, ODS))
    except (OrganiserError, OSError):
        return b"", ""  # Read as an export, it is refused with the reason.


def _open_workbook(content: bytes, found_format: str) -> OpenWorkbook | None:
    try:
        if found_format == ODS:
            return OpenDocument(content)
        # Formulas are read as formulas, and refused: their result depends on who computed it.
        file = io.BytesIO(content)
        workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        for worksheet in workbook.worksheets:
            # The size that a sheet declares may be wrong, and would cut rows in silence.
            worksheet.reset_dimensions()
    # openpyxl and zipfile raise a dozen unrelated types, whose texts may quote cells.
    except Exception:
        return None
    return workbook


def _take_rows(sha256: str, name: str, sheets: list[FoundSheet], context: Context) -> DecisionFile:
    """The decisions, withdrawals, themes and codes in these sheets. A row with a wrong cell is set
    aside, and the others are taken. Raises OrganiserError if a heading is missing or repeated, or
    if the file is damaged."""
    problems = [problem for review in sheets for problem in review.heading_problems()]
    if problems:
        raise refusal_of(name, problems)
    try:
        grid, themes, codes, problems = coding_of(sheets, context)
        decisions, others = decisions_of(rows_on(sheets, ReviewSheet), context, grid)
        withdrawals, unread = withdrawals_of(rows_on(sheets, WithdrawalSheet), context)
    except OverflowError:
        raise OrganiserError("decisions_unreadable_file", where=name) from None
    # openpyxl may fail here too, as it reads rows only when they are asked for.
    except Exception:
        raise OrganiserError("decisions_unreadable_file", where=name) from None
    problems += [*others, *unread]
    refusal = refusal_of(name, problems, "decisions_file.in_part") if problems else None
    return DecisionFile(
        sha256, name, decisions, tuple(withdrawals), themes, codes, refusal, bool(unread)
    )
