"""Cells are written as the very bytes that openpyxl, who is the oracle here, writes for them."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import xmlfile
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell._writer import write_cell

from consultation.workbooks.cell_markup import markup_of
from consultation.workbooks.model import Kind
from consultation.workbooks.streamed import StreamedSheet
from consultation.workbooks.styles import Look, styled_cell

TEXTS = st.text(st.sampled_from("aé ’&<>\"'\t\n\r\x7f\x85\u2028😀]=")) | st.text().filter(
    lambda text: all(sign >= " " and not "\ud800" <= sign <= "\udfff" for sign in text)
)
NUMBERS = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
DATES = st.dates(dt.date(1900, 3, 1)) | st.datetimes(dt.datetime(1900, 3, 1)) | st.times()  # noqa: DTZ001


def _written_by_openpyxl(cell: Cell) -> bytes:
    written = BytesIO()
    with xmlfile(written) as xml, xml.element("row"):
        write_cell(xml, cell.parent, cell, cell.has_style)
    return written.getvalue().removeprefix(b"<row>").removesuffix(b"</row>")


@given(
    value=st.none() | TEXTS.filter(lambda text: "\ufffe" not in text) | NUMBERS | DATES,
    look=st.sampled_from([None, Look.BODY, Look.TO_FILL]),
    column=st.integers(1, 800),
)
def test_a_cell_is_what_openpyxl_writes(value: object, look: Look | None, column: int) -> None:
    sheet = StreamedSheet(Workbook(write_only=True), "Essai", Path("unwritten.xml"), "")
    cell = styled_cell(sheet, look, Kind.DATETIME) if look else Cell(sheet, 1, 1)
    cell.row, cell.column = 7, column
    if isinstance(value, str):
        cell._value, cell.data_type = value, "s"
    else:
        cell.value = value  # type: ignore[assignment]

    written = markup_of(cell)

    if value is None and not look:
        assert written == b""  # openpyxl leaves it out
    elif value != "":  # which is left to openpyxl
        assert written == _written_by_openpyxl(cell)


def test_what_is_rare_is_left_to_openpyxl() -> None:
    sheet = StreamedSheet(Workbook(write_only=True), "Essai", Path("unwritten.xml"), "")
    formula = Cell(sheet, 1, 1, "=1+1")

    assert (formula.data_type, markup_of(formula)) == ("f", None)
    assert markup_of(Cell(sheet, 1, 1, value=True)) is None
