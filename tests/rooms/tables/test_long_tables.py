"""Tables that are longer than memory should hold, and than a sheet of Excel."""

from __future__ import annotations

from itertools import chain

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from consultation.tables import publication_tables, xlsx_sheets
from consultation.tables.model import Column, Kind, Table
from consultation.tables.publication_tables import sheets_of
from tests.cases.workbook_example import column_read, sheet_of, written


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


def test_a_long_table_has_the_same_cells_and_a_filter_of_its_sheet(tmp_path, monkeypatch):
    rows = [("=1+1", 1), ("a_x000D_b", 2), ("<r>é</r>", 3), ("L'\n" * 40, None)]
    sheet = sheet_of(rows, Kind.TEXT, Kind.INTEGER)
    short = openpyxl.load_workbook(written(tmp_path, sheet)).active
    monkeypatch.setattr(xlsx_sheets, "LONG", 3)
    long = openpyxl.load_workbook(written(tmp_path, sheet)).active

    assert looks_of(long) == looks_of(short)
    assert [row[0].value for row in long.iter_rows(min_row=3)] == [text for text, _ in rows]
    assert (short.tables["table_1"].ref, long.auto_filter.ref) == ("A2:B6", "A2:B6")
    assert (long.freeze_panes, long.row_dimensions[6].height) == ("A3", 408.75)
    assert not long.tables


def looks_of(sheet: Worksheet) -> list[tuple]:
    """The cells of a sheet, with what they look like."""
    return [
        (cell.value, cell.data_type, cell.number_format, cell.quotePrefix, repr(cell.fill))
        for row in sheet.iter_rows()
        for cell in row
    ]
