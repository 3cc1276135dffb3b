"""A workbook that may hold review sheets -> the decisions and withdrawals in it.

The same precautions as for exports: the archive is looked at before openpyxl sees it, rows come
as a stream, and nothing that openpyxl raises is shown.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import from_ISO8601
from openpyxl.xml.constants import ARC_CORE, DCTERMS_NS
from openpyxl.xml.functions import fromstring

from consultation.decisions.filled_row import Context
from consultation.decisions.found_sheets import FoundSheet, sheets_of_ours
from consultation.decisions.given import Decision, GivenFile, Withdrawal
from consultation.decisions.reviews import Rows, decisions_of
from consultation.decisions.sheets import ReviewSheet, WithdrawalSheet
from consultation.decisions.withdrawals import withdrawals_of
from consultation.errors import OrganiserError
from consultation.exports.archive import refuse_unsafe_archive
from consultation.french import sentence

# A published workbook of long texts has a tenth of this; exports may be larger, and are not read
# here to be told from it.
FILE_BYTES = 64 * 1024**2
# As many as an organiser corrects before trying again.
MOST_PROBLEMS = 5
ZIP = b"PK"


def given_file(path: Path, form_id: str, time_zone: str) -> GivenFile | None:
    """The decisions and withdrawals that a file holds; None when no sheet of it is one of ours.

    Raises OrganiserError, with sheets and cells, when one is and cannot be taken whole.
    """
    content = _content(path)
    workbook = None if content is None else _open_workbook(content)
    if content is None or workbook is None:
        return None
    try:
        found = sheets_of_ours(workbook)
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


def _take_rows(
    name: str, found: list[FoundSheet], context: Context
) -> tuple[tuple[Decision, ...], tuple[Withdrawal, ...], OrganiserError | None]:
    """The decisions, the withdrawals and, if a cell is wrong, the refusal.

    One wrong cell, and no decision is taken; the requests to withdraw that could be read are.
    """
    problems = [problem for review in found for problem in review.heading_problems()]
    if problems:
        raise _refusal(name, problems)
    try:
        reviews = [
            Rows(one.sheet, one.worksheet.title, one.rows())
            for one in found
            if isinstance(one.sheet, ReviewSheet)
        ]
        decisions, problems = decisions_of(reviews, context)
        withdrawals: list[Withdrawal] = []
        for one in found:
            if isinstance(one.sheet, WithdrawalSheet):
                asked, others = withdrawals_of(one.sheet, one.worksheet.title, one.rows(), context)
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
