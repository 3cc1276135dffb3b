"""Tables that are longer than a sheet of Excel."""

from __future__ import annotations

from itertools import chain

from consultation.tables import publication_tables
from consultation.tables.model import Column, Kind, Table
from consultation.tables.publication_tables import sheets_of
from tests.cases.workbook_example import column_read, written


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
