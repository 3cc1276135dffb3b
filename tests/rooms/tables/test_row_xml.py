"""Rows that we write ourselves are those that openpyxl writes, byte for byte, and a column that
remembers its cells gives those that it would write one by one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.hyperlink import Hyperlink

from consultation.tables.cell_texts import as_cell_value, readable
from consultation.tables.cells import ColumnCells, written_cells
from consultation.tables.model import Kind, Shorthand
from consultation.tables.streamed import StreamedSheet
from consultation.tables.styles import Look

TEXTS = st.text().map(readable) | st.sampled_from(["a_x000D_b é", " ", "\u00a0x", "&<>\"'\t\n", ""])
NUMBERS = st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
DATES = st.dates(dt.date(1900, 3, 1)) | st.datetimes(dt.datetime(1900, 3, 1)) | st.times()  # noqa: DTZ001
VALUES = st.tuples(
    TEXTS | NUMBERS | DATES | st.booleans() | st.none(),
    st.sampled_from(["plain", "bold", "linked"]),
)
ROWS = st.lists(st.lists(st.none() | VALUES, max_size=30), min_size=1, max_size=5)


def cell_of(sheet: WriteOnlyWorksheet, value: object, look: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=None if isinstance(value, str) else value)
    if isinstance(value, str):
        cell._value = as_cell_value(value)
        cell.data_type = "s"
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


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    stream = tmp_path_factory.mktemp("sheet") / "1.xml"
    return StreamedSheet(Workbook(write_only=True), "Feuille", stream, "")


SIGNS = ["a", "é", " ", "\n", "\t", "'", "=", "-", "&", "<", "_x0041_", "\u00a0", "\r", "\x07", "𝄞"]
SHOWN = {
    Kind.TEXT: st.none() | st.text() | st.lists(st.sampled_from(SIGNS), max_size=5).map("".join),
    Kind.INTEGER: st.none() | st.integers(-3, 3) | st.just(Shorthand("[c]")),
    Kind.DECIMAL: st.integers(-3, 3) | st.sampled_from([0.0, -0.0, 0.5, Decimal("0.5")]),
    Kind.DATE: st.dates(),
}


@pytest.mark.parametrize("kind", SHOWN)
@given(data=st.data())
def test_what_a_column_remembers_is_what_it_would_write(sheet, kind, data):
    column = written_cells(sheet, "Titre", ColumnCells(sheet, kind, Look.BODY))
    one_by_one = ColumnCells(sheet, kind, Look.BODY)

    for value in data.draw(st.lists(SHOWN[kind], max_size=8)):
        assert column(value) == sheet.xml_of(one_by_one(value))


def test_no_value_passes_for_an_equal_one(sheet):
    column = written_cells(sheet, "Titre", ColumnCells(sheet, Kind.INTEGER, Look.BODY))

    assert column(1) == column(1.0)
    with pytest.raises(ValueError, match="'Titre': bool where a number is due"):
        column(True)
