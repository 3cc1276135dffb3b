"""The public tables as a workbook: the rules of UK statisticians, each a test.

« Releasing statistics in spreadsheets » and « Making spreadsheets accessible: a brief checklist of
the basics », Government Analysis Function; gptables and aftables write theirs by the same rules.
"""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from consultation.public.results import figures_of
from consultation.public.table_descriptions import write_tables
from tests.cases.public_results import public_results

FEW = "10 ou moins"
SHORTHANDS = (FEW, "[z]")
META = ["Couverture", "Sommaire", "Notes"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    public = tmp_path_factory.mktemp("public")
    write_tables(public_results(), public)
    return public / "tables"


@pytest.fixture(scope="module")
def book(folder) -> openpyxl.Workbook:
    return openpyxl.load_workbook(folder / "tableaux.xlsx")


def tables_of(book: openpyxl.Workbook) -> list[Worksheet]:
    return [sheet for sheet in book if sheet.title not in META]


def table_of(sheet: Worksheet) -> tuple[list, list]:
    """The header and the rows of its only table."""
    (table,) = sheet.tables.values()
    header, *rows = sheet[table.ref]
    return [cell.value for cell in header], rows


def written(sheet: Worksheet) -> list:
    return [cell for row in sheet.rows for cell in row if cell.value is not None]


# --- sheets ----------------------------------------------------------------------------------


def test_a_cover_contents_and_notes_come_first_then_one_table_a_sheet(book, folder):
    assert book.sheetnames == [*META, "Tableau 1", "Tableau 2", "Tableau 3", "Tableau 4"]
    assert [len(sheet.tables) for sheet in book] == [0, 1, 1, 1, 1, 1, 1]
    title = "Consultation populaire contre la vidéosurveillance automatisée : tableaux"
    told = book.properties
    assert (told.title, told.creator) == (title, "Collectif d'exemple")
    foreign = r"drawing|media|vba|external|comment|custom|object|thumbnail|script"
    parts = "\n".join(ZipFile(folder / "tableaux.xlsx").namelist())
    assert not re.search(foreign, parts, re.IGNORECASE)


def test_the_first_cell_is_the_title_the_second_says_what_is_there(book):
    for sheet in book:
        assert sheet["A1"].font.sz == max(cell.font.sz for cell in written(sheet))
        assert all(row[0].value is not None for row in sheet.rows)
    for sheet in book.worksheets[1:]:
        assert sheet["A2"].value.startswith("Cette feuille contient un tableau")


def test_a_sheet_tells_the_question_the_people_and_the_source_above_its_table(book):
    above = [row[0] for row in [*book["Tableau 1"].values][1:7]]
    assert [text.split("\u00a0:")[0] for text in above[1:3]] == ["Question posée", "De qui"]
    assert above[-1].startswith("Source\u00a0: ")
    assert above[-1].endswith("chiffres arrêtés au 11/03/2022.")


# --- tables ----------------------------------------------------------------------------------


def test_a_table_is_marked_up_under_a_name_from_the_first_column_to_the_last_row(book):
    names = [name for sheet in book for name in sheet.tables]
    assert names[2:] == [
        "tableau_1_avis",
        "tableau_2_usages",
        "tableau_3_avis_by_category",
        "tableau_4_weeks",
    ]
    for sheet in book.worksheets[1:]:
        header, rows = table_of(sheet)
        assert (rows[0][0].column, rows[-1][0].row) == (1, sheet.max_row)
        above = sheet[rows[0][0].row - 1]
        assert len(header) == len([cell for cell in above if cell.value is not None])
        assert len(set(header)) == len(header)
        assert rows
        assert all(cell.value is not None for row in rows for cell in row)


def test_nothing_is_merged_hidden_frozen_filtered_or_computed(book):
    for sheet in book:
        dimensions = [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
        assert not any(each.hidden for each in dimensions)
        assert not any(table.autoFilter for table in sheet.tables.values())
        assert (sheet.sheet_state, sheet.freeze_panes) == ("visible", None)
        assert not sheet.merged_cells.ranges
        assert "f" not in {cell.data_type for cell in written(sheet)}


# --- texts and numbers -----------------------------------------------------------------------


def test_texts_are_upright_large_enough_and_wrap(book):
    for sheet in book:
        for cell in written(sheet):
            assert cell.font.sz >= 12
            assert not cell.font.i
            is_text = isinstance(cell.value, str) and cell.value not in SHORTHANDS
            assert cell.alignment.wrap_text or not is_text


def test_every_number_is_a_number_and_everything_else_a_shorthand_of_the_same_look(book):
    for sheet, table in zip(tables_of(book), public_results().tables, strict=True):
        header, rows = table_of(sheet)
        start = header.index("Répondant·es")
        assert header[start + 1 :] == (["Sur combien", "Part"] if table.has_shares else [])
        for column in zip(*rows, strict=True):  # nothing is said by colour
            assert (
                len({(str(cell.font.color.rgb), cell.fill.start_color.rgb) for cell in column}) == 1
            )
        for row, figure in zip(rows, figures_of(table), strict=True):
            count, *others = (cell.value for cell in row[start:])
            assert count == (FEW if figure.cell.count is None else figure.cell.count)
            assert len(others) == (2 if table.has_shares else 0)
            if others:
                base, share = others
                assert base == figure.cell.base
                assert share == ("[z]" if figure.cell.share is None else figure.cell.whole_share)


def test_a_shorthand_is_explained_on_its_sheet_and_in_the_notes(book):
    notes = {row[0].value: row[1].value for row in table_of(book["Notes"])[1]}
    assert "de 1 à 10" in notes[FEW]
    assert "jamais un petit nombre" in notes["0\u00a0: zéro"]
    for sign in SHORTHANDS:
        assert any(note.startswith(sign) for note in notes)
        for sheet in tables_of(book):
            _, rows = table_of(sheet)
            is_used = any(cell.value == sign for row in rows for cell in row)
            told = any(
                re.search(rf"{re.escape(sign)}.* (la feuille|veut dire)", str(row[0].value))
                for row in sheet.rows
            )
            assert told == is_used, (sheet.title, sign)


# --- the document ----------------------------------------------------------------------------


def test_what_a_form_file_leaves_out_is_left_out(tmp_path):
    empty = {"organisation": "", "contact": "", "recipient": "", "licence": "", "address": ""}
    others = {"limits": (), "rules": (), "opened_on": None, "tables": ()}
    write_tables(public_results(**empty, **others, is_example=False), tmp_path)
    cover = openpyxl.load_workbook(tmp_path / "tables" / "tableaux.xlsx")["Couverture"]
    assert not [text for (text,) in cover.values if re.search(r"(None|:\s*\.?)$", text)]
