"""What people open is what we meant: sheets, charts, pages, and the same data the same bytes."""

# ruff: noqa: DTZ001 - cells of spreadsheets have no time zone

from __future__ import annotations

import stat
import tempfile
import tracemalloc
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import chain, pairwise
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from consultation.tables import publication_tables, xlsx_sheets
from consultation.tables.as_xlsx import write_workbook
from consultation.tables.model import Chart, Column, Kind, Section, Shape, Sheet, Table
from consultation.tables.publication_tables import sheets_of as numbered_sheets
from tests.cases.libreoffice import flat_xml_of, sheets_of
from tests.cases.workbook_example import DATE, column_read, example, sheet_of, written

ROW_CM = 16 / 72 * 2.54
"""The height of a row of the sheet of charts."""
HEADER_ROW = 4
"""Of a sheet with a way back and one sentence: title, way back, sentence, header."""


# --- numbers and dates -----------------------------------------------------------------------


def test_values_are_stored_as_what_they_are(tmp_path):
    row = (3, Decimal("2.5"), 0.123, date(2022, 3, 11), datetime(2022, 3, 11, 23, 59), time(14, 5))
    kinds = (Kind.INTEGER, Kind.DECIMAL, Kind.SHARE, Kind.DATE, Kind.DATETIME, Kind.TIME)
    path = written(tmp_path, sheet_of([row, (None,) * 6], *kinds))

    cells = openpyxl.load_workbook(path).active[3]
    assert [cell.value for cell in cells] == [*row[:3], datetime(2022, 3, 11), *row[4:]]
    assert [cell.data_type for cell in cells] == ["n", "n", "n", "d", "d", "d"]


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (Kind.DATE, date(202, 3, 1), "01/03/0202"),
        (Kind.DATE, date(1900, 2, 28), "28/02/1900"),
        (Kind.DATETIME, datetime(1899, 12, 31, 8, 5), "31/12/1899 08:05"),
        (Kind.INTEGER, 3.0, 3),
        (Kind.INTEGER, 2**53, 2**53),
        (Kind.TEXT, "", None),
        (Kind.LINK, "", None),
    ],
)
def test_odd_values_are_kept(tmp_path, kind, value, shown):
    assert column_read(written(tmp_path, sheet_of([(value,), (None,)], kind)))[0] == shown


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *((Kind.TEXT, 3), (Kind.TEXT, b"x"), (Kind.LINK, "Ailleurs"), (Kind.TIME, "12:00")),
        *((Kind.INTEGER, value) for value in (2.5, True, "3", 2**53 + 1)),
        *((Kind.DECIMAL, float("nan")), (Kind.SHARE, float("inf"))),
        *((Kind.DATE, datetime(2022, 1, 1)), (Kind.DATETIME, date(2022, 1, 1))),
        (Kind.DATETIME, datetime(2022, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_value_that_would_change_is_refused_by_place_not_by_content(tmp_path, kind, value):
    with pytest.raises(ValueError, match="Feuille, row 2, 'Colonne 0'"):
        written(tmp_path, sheet_of([(None,), (value,)], kind))
    assert list(tmp_path.iterdir()) == []


def test_rows_are_counted(tmp_path):
    with pytest.raises(ValueError, match="1 rows written of 2"):
        written(tmp_path, sheet_of([("a",)], Kind.TEXT, row_count=2))
    with pytest.raises(ValueError, match="2 values for 1 columns"):
        written(tmp_path, sheet_of([("a", "b")], Kind.TEXT))


# --- sheets ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example_path(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("classeur") / "exemple.xlsx"
    write_workbook(path, example())
    return path


def test_a_data_sheet_has_one_header_that_stays_in_sight_and_is_repeated(example_path):
    sheet = openpyxl.load_workbook(example_path)["Textes"]

    assert sheet["A1"].value == "Textes"
    assert sheet["A2"].value == "← Lisez-moi"
    assert sheet["A2"].hyperlink.location == "'Lisez-moi'!A1"
    table = sheet.tables["textes"]
    assert table.ref == table.autoFilter.ref == f"A{HEADER_ROW}:F{HEADER_ROW + 3}"
    assert table.column_names == [cell.value for cell in sheet[HEADER_ROW]]
    assert sheet.freeze_panes == f"A{HEADER_ROW + 1}"
    assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"


def test_every_sheet_prints_on_a4_with_its_title_and_page_number(example_path):
    for sheet in openpyxl.load_workbook(example_path):
        assert sheet.page_setup.paperSize == 9
        # Charts are printed as large as they are.
        is_fitted = sheet.sheet_properties.pageSetUpPr.fitToPage
        assert bool(is_fitted) == (sheet.title != "Graphiques")
        assert sheet.page_setup.fitToHeight == (0 if is_fitted else None)
        assert sheet.oddHeader.left.text == sheet.title
        assert sheet.oddFooter.left.text == "Consultation && essai"
        assert sheet.oddHeader.right.text == "page &P / &N"
        assert sheet.print_area


def test_properties_say_what_the_workbook_is_and_when_its_data_are_from(example_path):
    properties = openpyxl.load_workbook(example_path).properties

    assert (properties.title, properties.subject) == ("Consultation & essai", "Synthèse interne")
    assert properties.creator == "faire-masse"
    assert properties.created == properties.modified == DATE


def test_a_header_that_looks_like_an_escape_is_the_name_of_its_column(tmp_path):
    table = Table(
        "table_1", (Column("a_x0041_", Kind.TEXT), Column("b_x", Kind.TEXT)), [("1", "2")]
    )
    path = written(tmp_path, Sheet("Feuille", (), table))

    assert [cell.value for cell in openpyxl.load_workbook(path).active[2]] == ["a_x0041_", "b_x"]
    with ZipFile(path) as archive:
        assert 'name="a_x005F_x0041_"' in archive.read("xl/tables/table1.xml").decode()


def test_bars_read_from_the_top_with_axes_values_and_no_needless_legend(example_path):
    bars, *_, columns = openpyxl.load_workbook(example_path)["Graphiques"]._charts

    assert (bars.barDir, columns.barDir) == ("bar", "col")
    assert bars.x_axis.scaling.orientation == "maxMin"
    assert (bars.y_axis.scaling.min, bars.y_axis.scaling.max) == (0, 1.1)
    assert [bars.x_axis.delete, bars.y_axis.delete, bars.legend] == [None, None, None]
    (series,) = bars.series
    assert series.dLbls.showVal
    assert series.val.numRef.f == "Questions!$D$5:$D$9"
    assert series.cat.strRef.f == "Questions!$B$5:$B$9"


def test_links_stand_for_sheet_titles_with_quotes(tmp_path):
    sheet = sheet_of([("L'été & nous",)], Kind.LINK, title="L'été & nous")
    path = written(tmp_path, sheet)

    cell = openpyxl.load_workbook(path).active["A3"]
    assert (cell.value, cell.hyperlink.location) == ("L'été & nous", "'L''été & nous'!A1")


def test_tables_stand_one_below_the_other_and_columns_stay_on_screen(tmp_path):
    first = sheet_of([("a", 1), ("b", 2)], Kind.TEXT, Kind.INTEGER)
    second = Table("table_2", (Column("L’autre", Kind.NUMBERED),), [(413263,)])
    below = (Section("Ensuite", ("Ce qu'il y a d'autre.",), second),)
    path = written(tmp_path, replace(first, below=below, frozen_columns=1))

    sheet = openpyxl.load_workbook(path).active
    assert sheet.freeze_panes == "B3"
    assert {table.ref for table in sheet.tables.values()} == {"A2:B4", "A7:A8"}
    lower = [row[0].value for row in sheet.iter_rows(min_row=5)]
    assert lower == ["Ensuite", "Ce qu’il y a d’autre.", "L’autre", 413263]
    assert sheet["A8"].number_format == "0"


def test_an_empty_table_says_so_and_a_text_too_high_for_a_row_does_not_overflow_it(example_path):
    book = openpyxl.load_workbook(example_path)
    empty, sheet = book["Rejets"], book["Textes"]

    assert empty.cell(HEADER_ROW + 1, 1).value == "Aucune ligne."
    assert not empty.tables
    assert sheet.row_dimensions[HEADER_ROW + 1].height is None
    assert 400 < sheet.row_dimensions[HEADER_ROW + 3].height <= 409


# --- charts ----------------------------------------------------------------------------------


def test_charts_stand_apart_and_none_is_cut_between_two_pages(tmp_path):
    charts, first = [], 0
    for size in (2, 40, 7, 7, 12, 3, 25, 9, 5):
        shape = Shape.COLUMNS if size == 12 else Shape.BARS
        charts.append(Chart(f"{first}", "a", first, first + size - 1, "L", "V", shape=shape))
        first += size
    columns = (Column("L", Kind.TEXT), Column("V", Kind.INTEGER))
    table = Table("t_1", columns, [("a", 1)] * first, tuple(charts))
    path = written(tmp_path, Sheet("F", (), table))
    sheet = openpyxl.load_workbook(path)["Graphiques"]

    spans = [(one.anchor._from.row, one.anchor.to.row) for one in sheet._charts]
    breaks = [0, *(one.id for one in sheet.row_breaks.brk), spans[-1][1] + 1]
    assert len(spans) == len(charts)
    assert all(above[1] < below[0] for above, below in pairwise(spans))
    assert all(any(a <= top and end < b for a, b in pairwise(breaks)) for top, end in spans)
    assert all((end - start) * ROW_CM <= 29.7 - 3.0 for start, end in pairwise(breaks))


# --- files -----------------------------------------------------------------------------------


def test_rows_on_their_way_are_in_a_private_folder_beside_the_target(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    seen = []

    def rows():
        yield ("a",)
        seen.extend(tmp_path.iterdir())
        yield ("b",)

    path = written(tmp_path, sheet_of(rows(), Kind.TEXT))

    assert [stat.S_IMODE(folder.stat().st_mode) for folder in seen if folder.exists()] == []
    assert len(seen) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_of_the_disk_is_one_and_names_the_file(tmp_path):
    path = tmp_path / "classeur.xlsx"
    path.mkdir()
    with pytest.raises(IsADirectoryError) as refused:
        written(tmp_path, sheet_of([("a",)], Kind.TEXT))
    assert refused.value.filename == str(path)


# --- long tables: longer than memory should hold, and than a sheet of Excel ---------------------


@pytest.mark.slow
def test_rows_of_a_long_table_are_not_held_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_sheets, "LONG", 500)
    text = "Je refuse que mon corps devienne un code-barres. " * 40
    rows = ((f"{n} {text}", n) for n in range(5_000))
    tracemalloc.start()
    written(tmp_path, sheet_of(rows, Kind.TEXT, Kind.INTEGER, row_count=5_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 6_000_000, "5,000 rows are 10 MB of text"


def test_a_table_longer_than_a_sheet_goes_on_on_the_next_one(tmp_path, monkeypatch):
    monkeypatch.setattr(publication_tables, "MOST", 2)
    rows = [(f"r{number}",) for number in range(5)]
    table = Table("contacts", (Column("Nom", Kind.TEXT),), rows, row_count=5)

    sheets = numbered_sheets("Contacts", ("Tous.",), table)

    assert [sheet.title for sheet in sheets] == ["Contacts", "Contacts 2", "Contacts 3"]
    assert list(chain.from_iterable(sheet.table.rows for sheet in sheets)) == rows
    assert "feuille Contacts 2" in sheets[0].intro[1].replace("\u00a0", " ")
    assert sheets[2].intro == ("Tous.",)
    assert "r0" in column_read(written(tmp_path, *sheets))
    (short,) = numbered_sheets("Contacts", (), Table("c", (), rows[:2], row_count=2))
    assert short.table.rows == rows[:2]


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


# --- LibreOffice -----------------------------------------------------------------------------


@pytest.mark.libreoffice
@pytest.mark.parametrize("locale", ["fr-FR", "en-US"])
def test_numbers_and_dates_show_the_french_way(example_path, tmp_path, locale):
    rows = sheets_of(example_path, tmp_path, as_shown=True, locale=locale)["Textes"]

    # Which no-break space separates thousands depends on LibreOffice's version.
    assert [cell.replace("\u202f", "\u00a0") for cell in rows[HEADER_ROW][1:]] == [
        "11/03/2022 23:59",
        "14:05",
        "12,3\u00a0%",
        "1\u00a0234,5",
        "Questions",
    ]


@pytest.mark.libreoffice
def test_libreoffice_keeps_tables_charts_and_alternative_texts(example_path, tmp_path):
    document = flat_xml_of(example_path, tmp_path)

    assert document.count("<chart:chart ") == 7
    assert document.count("<svg:desc>Barres de « Usage ") == 6
    assert "<svg:desc>Colonnes.</svg:desc>" in document
