"""All that a file of decisions says, whatever the sheet, so that somebody can be looked for in it:
a workbook that came back repeats what people wrote beside the rows that were filled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from consultation.decisions.arrived_file import Kind, kind_of
from consultation.decisions.filled_row import Row
from consultation.decisions.found_sheets import rows_on
from consultation.decisions.given_lines import line_in, values_in
from consultation.decisions.given_workbook import ALL_SHEETS, Opened, opened_workbook
from consultation.decisions.sheets import WithdrawalSheet
from consultation.decisions.withdrawals import identifier_of
from consultation.words.errors import OrganiserError


def texts_in(path: Path, form_id: str) -> list[str]:
    """Every text of the file, and the number (« quartier:412889 »), the address or the reference by
    which each request names somebody; nothing where the file is none of decisions.

    Raises OrganiserError when it can't be read.
    """
    kind = kind_of(path)
    if kind is Kind.EXPORT:
        return []
    if kind is Kind.LINES:
        return [text for line in path.read_bytes().splitlines() for text in _line(line, form_id)]
    with opened_workbook(path, ALL_SHEETS) as opened:
        try:
            return [] if opened is None else list(_workbook(opened, form_id))
        # openpyxl and the XML parser raise a dozen unrelated types.
        except Exception:
            raise OrganiserError("decisions_unreadable_file", where=path.name) from None


def _line(content: bytes, form_id: str) -> Iterator[str]:
    try:
        line = line_in(0, values_in(content))
    # Of odd bytes, json and datetime raise errors of several kinds.
    except (ValueError, TypeError, RecursionError, OverflowError):
        yield content.decode("utf-8", "replace")
        return
    yield from line.row.values()
    if isinstance(line.sheet, WithdrawalSheet):
        yield from _identifier(line.sheet, line.read, form_id)


def _workbook(opened: Opened, form_id: str) -> Iterator[str]:
    for worksheet in opened.workbook.worksheets:
        for cells in worksheet.iter_rows():
            yield from (cell.value for cell in cells if isinstance(cell.value, str))
    for sheet, row in rows_on(opened.found, WithdrawalSheet):
        yield from _identifier(sheet, row, form_id)


def _identifier(sheet: WithdrawalSheet, row: Row, form_id: str) -> Iterator[str]:
    with suppress(OrganiserError):
        yield identifier_of(sheet, row, form_id)[1]
