"""Review sheets as organisers give them back: filled, copied, spoiled."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from consultation.decisions.sheets import TO_CHECK, key_of
from consultation.warehouse.store.connection import execute, open_database
from tests.cases.runs import Run

OF = TO_CHECK.columns
TITLES = (
    *("De quoi s'agit-il", TO_CHECK.asked, OF.subject, OF.choice, OF.initials, OF.date),
    *(OF.remark, OF.key),
)
KEY, SUBJECT, CHOICE = TO_CHECK.columns.mandatory
SAVED = dt.datetime(2026, 11, 24, 15, 30)  # noqa: DTZ001 - as a workbook tells it, in UTC

# Every text that leaves was read, and is to be sent as it is.
READ_ALL = (
    "insert into raw.decision_files by name select 'read' as file_id, 'relu.xlsx' as file_name,"
    " 3 as decision_count, timestamp '2022-03-01' as read_at",
    """
insert into raw.decisions by name
select 'read' as file_id, 'À relire' as sheet, row_number() over () as sheet_row,
    'reading' as decision_kind, submission_ids, split_part(key, '-', 2) as fingerprint,
    'send' as choice, timestamp '2022-03-01' as decided_at, question_id, [] as words,
    false as is_dated
from sending.texts_to_read
""",
)

Cells = dict[str, object]


def asked(*submission_ids: str, kind: str = "same_person", **filled: object) -> Cells:
    """A row of « À vérifier »; `filled` by the names of the columns: choice, date, remark…"""
    ids = sorted(submission_ids)
    fingerprint = hashlib.sha256(" ".join(ids).encode()).hexdigest()[:16]
    cells: Cells = {SUBJECT: ", ".join(ids), KEY: key_of(kind, fingerprint, ids)}
    return cells | {getattr(TO_CHECK.columns, name): value for name, value in filled.items()}


def sheet(worksheet: Worksheet, rows: Iterable[Cells], titles=TITLES, header_row=7) -> Worksheet:
    """The rows under their titles, which stand in row 7; `?` in a row is a cell beside them."""
    worksheet["A1"] = TO_CHECK.title
    worksheet["A3"] = "Ce qui pourrait être la même personne."
    titles = list(titles)
    for column, title in enumerate(titles, start=1):
        worksheet.cell(header_row, column, title)
    for number, cells in enumerate(rows, start=header_row + 1):
        for title, value in cells.items():
            if title in titles:
                worksheet.cell(number, titles.index(title) + 1, value)
    return worksheet


def book(*rows: Cells, title: str = TO_CHECK.title, saved: dt.datetime | None = SAVED) -> Workbook:
    """A workbook of one review sheet."""
    workbook = Workbook()
    worksheet = workbook.active
    worksheet.title = title
    sheet(worksheet, rows)
    return at(workbook, saved)


def at(workbook: Workbook, saved: dt.datetime | None) -> Workbook:
    """The workbook, said to have been saved then."""
    workbook.properties.modified = saved
    return workbook


def write(workbook: Workbook, path: Path) -> Path:
    """The workbook's file, which says what its properties say: openpyxl's own `save` says now."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).save()
    return path


def rows_of(worksheet: Worksheet) -> list[dict[str, Cell]]:
    """The rows of the sheet's table, each its cells by their titles."""
    (table,) = worksheet.tables.values()
    header, *rows = worksheet[table.ref]
    titles = [cell.value for cell in header]
    return [dict(zip(titles, row, strict=True)) for row in rows]


def fill(workbook: Path, choices: dict[str, Cells], saved: dt.datetime = SAVED) -> Workbook:
    """A published workbook in which rows are filled: by their submissions, what is written."""
    native = load_workbook(workbook)
    worksheet = native[TO_CHECK.title]
    left = dict(choices)
    for row in rows_of(worksheet):
        filled = left.pop(str(row[SUBJECT].value), None)
        for name, value in (filled or {}).items():
            row[getattr(TO_CHECK.columns, name)].value = value
    assert left == {}, "no such rows"
    return at(native, saved)


def execute_in(run: Run, *statements: str) -> None:
    """The statements are executed in the working database."""
    with open_database(run.folders.database(run.form_id)) as connection:
        for statement in statements:
            execute(connection, statement)
