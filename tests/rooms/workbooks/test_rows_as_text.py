"""Rows are written as text: the oracle is openpyxl, which writes the same cells through lxml."""

from __future__ import annotations

import datetime as dt
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as NativeWorkbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import ALL_TEMP_FILES, WorksheetWriter

from consultation.workbooks import publication_tables
from consultation.workbooks.cells import ColumnCells
from consultation.workbooks.model import Column, Kind, Table
from consultation.workbooks.publication_tables import sheets_of
from consultation.workbooks.streamed import StreamedSheet
from consultation.workbooks.styles import Look
from tests.cases.workbook_example import column_read, written


class OfOpenpyxl(StreamedSheet):
    """The sheet, its rows written by openpyxl."""

    _write_rows = WriteOnlyWorksheet._write_rows

    def _get_writer(self):
        if self._writer is None:
            ALL_TEMP_FILES.append(self._stream)
            self._writer = WorksheetWriter(self, out=self._stream)
            self._writer.write_top()


TITLE = "Feuille"
VALUES = {
    Kind.TEXT: st.one_of(
        st.text(max_size=30), st.sampled_from([" =1+1", "a_x000D_b\r\n ", "#N/A"])
    ),
    Kind.LINK: st.just(TITLE),
    Kind.INTEGER: st.integers(-(2**53), 2**53),
    Kind.DECIMAL: st.floats(allow_nan=False, allow_infinity=False),
    Kind.DATE: st.dates(dt.date(1890, 1, 1)),
    Kind.DATETIME: st.datetimes(dt.datetime(1890, 1, 1)),  # noqa: DTZ001
    Kind.TIME: st.times(),
}
ROWS = st.lists(st.tuples(*(st.none() | values for values in VALUES.values())), max_size=4)


def stream_of(sheet_class, path, rows):
    """The XML of a sheet with these rows, and the looks that its workbook numbered."""
    native = NativeWorkbook(write_only=True)
    sheet = sheet_class(native, TITLE, path, "ailleurs")
    columns = [ColumnCells(sheet, kind, Look.BODY, {TITLE}) for kind in VALUES]
    sheet.set_width(1, 12)
    sheet.set_height(2, 30.5)
    sheet.append([])
    for row in rows:
        sheet.append([None, *(cells(value) for cells, value in zip(columns, row, strict=True))])
    sheet.close()
    return path.read_bytes(), list(native._cell_styles)


@settings(deadline=None)
@given(rows=ROWS)
def test_the_bytes_are_those_that_openpyxl_writes(rows, tmp_path_factory):
    folder = tmp_path_factory.mktemp("feuilles")

    ours = stream_of(StreamedSheet, folder / "ours.xml", rows)

    assert ours == stream_of(OfOpenpyxl, folder / "theirs.xml", rows)


def test_cells_that_people_typed_are_copied_as_openpyxl_writes_them(tmp_path):
    """A formula, a line end of another system, yes, a duration."""
    streams = []
    for sheet_class in (StreamedSheet, OfOpenpyxl):
        native = NativeWorkbook(write_only=True)
        sheet = sheet_class(native, TITLE, tmp_path / sheet_class.__name__, "")
        row = [WriteOnlyCell(sheet) for _ in range(5)]
        for cell, value in zip(row, ['=IF(A1<2;"&";1)', "", True, dt.timedelta(1), 3], strict=True):
            cell.value = value
        row[1]._value, row[1].data_type = "un\r\ndeux\r ", "s"
        row[4].number_format = "0.00"
        sheet.append(row)
        sheet.close()
        streams.append((tmp_path / sheet_class.__name__).read_bytes())

    assert streams[0] == streams[1]
    assert b"<f>IF(A1&lt;2" in streams[0]


def test_a_table_longer_than_a_sheet_goes_on_on_the_next_one(tmp_path, monkeypatch):
    monkeypatch.setattr(publication_tables, "MOST", 2)
    rows = [(f"r{number}",) for number in range(5)]
    table = Table("contacts", (Column("Nom", Kind.TEXT),), rows, row_count=5)

    sheets = sheets_of("Contacts", ("Tous.",), table)

    assert [sheet.title for sheet in sheets] == ["Contacts", "Contacts 2", "Contacts 3"]
    assert list(chain.from_iterable(sheet.table.rows for sheet in sheets)) == rows
    assert "feuille Contacts 2" in sheets[0].intro[1].replace("\u00a0", " ")
    assert sheets[2].intro == ("Tous.",)
    assert "r0" in column_read(written(tmp_path, *sheets))
    assert (
        sheets_of("Contacts", (), Table("c", (), rows[:2], row_count=2))[0].table.rows == rows[:2]
    )
