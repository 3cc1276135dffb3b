"""Rows that we write ourselves are those that openpyxl writes, byte for byte."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.hyperlink import Hyperlink

from consultation.workbooks.names import as_cell_value, readable
from consultation.workbooks.streamed import StreamedSheet

TEXTS = st.text().map(readable) | st.sampled_from(["a_x000D_b é", " ", "\u00a0x", "&<>\"'\t\n", ""])
NUMBERS = st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
DATES = st.dates(dt.date(1900, 3, 1)) | st.datetimes(dt.datetime(1900, 3, 1)) | st.times()  # noqa: DTZ001
VALUES = st.tuples(
    TEXTS | NUMBERS | DATES | st.booleans() | st.none(),
    st.sampled_from(["plain", "bold", "linked", "formula"]),
)
ROWS = st.lists(st.lists(st.none() | VALUES, max_size=30), min_size=1, max_size=5)


def cell_of(sheet: WriteOnlyWorksheet, value: object, look: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=None if isinstance(value, str) else value)
    if isinstance(value, str):
        is_formula = look == "formula"
        cell._value = f"={value}" if is_formula else as_cell_value(value)
        cell.data_type = "f" if is_formula else "s"
    if look == "bold":
        cell.font = Font(bold=True)
    if look == "linked":
        cell.hyperlink = Hyperlink(ref="A1", location="'Lisez-moi'!A1")
    return cell


def written(sheet: WriteOnlyWorksheet, rows: list) -> bytes:
    sheet.parent._add_sheet(sheet)
    for row in rows:
        sheet.append([each and cell_of(sheet, *each) for each in row])
    sheet.close()
    path = Path(sheet._writer.out)
    content = path.read_bytes()
    sheet._writer.cleanup()
    return content


@settings(deadline=None)
@given(ROWS)
def test_the_sheet_is_the_one_that_openpyxl_writes(rows):
    with TemporaryDirectory() as folder:
        ours = StreamedSheet(Workbook(write_only=True), "Feuille", Path(folder) / "1.xml", "")
        theirs = WriteOnlyWorksheet(Workbook(write_only=True), "Feuille")
        ours.set_height(2, 33.25)
        theirs.row_dimensions[2].height = 33.25

        assert written(ours, rows) == written(theirs, rows)
