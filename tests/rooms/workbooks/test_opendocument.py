"""A workbook in OpenDocument: LibreOffice finds in it what it finds in the .xlsx."""

from __future__ import annotations

import html
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from consultation.workbooks import (
    Choices,
    Column,
    Kind,
    Listed,
    Page,
    Sheet,
    Table,
    Workbook,
    write_opendocument,
)
from consultation.workbooks import write_workbook as write_xlsx
from tests.cases.libreoffice import convert, flat_xml_of, sheets_of
from tests.cases.workbook_example import example, workbook_of

HOSTILE = (
    "=1+1",
    "+33 6",
    "#N/A",
    "'=1+1",
    "0012",
    "2022-03-14",
    "_x000D_",
    " deux  espaces ",
    "une\ttabulation",
    "<b>&amp;</b> \" '",
    "deux\n\nlignes",
    "é\u0085\u2028😀",
)
CHOICES = ("envoyer", "masquer")


def to_fill() -> Sheet:
    """A sheet with a column to fill, in which rows of one kind may be."""
    columns = (
        Column("Texte", Kind.TEXT),
        Column("Votre choix", Kind.TEXT, is_to_fill=True, choices=Choices("Sorte", {"a": CHOICES})),
        Column("Sorte", Kind.TEXT),
    )
    rows = [(text, None, "ab"[number % 2]) for number, text in enumerate(HOSTILE)]
    return Sheet("À l'essai", ("Choisissez.",), Table("essai", columns, rows))


def offering() -> Sheet:
    """A sheet whose column to fill takes what stands in a column of the one before."""
    choices = Listed("À l'essai", "Texte")
    columns = (Column("Choix", Kind.TEXT, is_to_fill=True, choices=choices),)
    return Sheet("Choix", (), Table("choix", columns, [(None,)] * 3))


def whole() -> Workbook:
    """One of everything but charts."""
    pages = [each for each in example().sheets if isinstance(each, Page)]
    sheets = [each for each in example().sheets if isinstance(each, Sheet)]
    plain = [replace(each, table=replace(each.table, charts=())) for each in sheets]
    return replace(example(), sheets=(*pages, *plain, to_fill(), offering()))


@pytest.mark.libreoffice
def test_libreoffice_reads_the_same_cells_in_both_formats(tmp_path):
    write_xlsx(tmp_path / "x.xlsx", whole())
    write_opendocument(tmp_path / "o.ods", whole())

    as_xlsx, as_ods = (sheets_of(tmp_path / name, tmp_path) for name in ("x.xlsx", "o.ods"))
    shown = sheets_of(tmp_path / "o.ods", tmp_path, shown=True)
    acts = r"table:formula|value-type=\"error\"|<script:event"

    assert as_ods == as_xlsx
    assert shown["Textes"][4][1:5] == ["11/03/2022 23:59", "14:05", "12,3 %", "1\u00a0234,5"]
    assert re.findall(acts, flat_xml_of(tmp_path / "o.ods", tmp_path)) == []


@pytest.mark.libreoffice
def test_a_list_to_choose_from_stands_on_the_rows_that_ask_for_it(tmp_path):
    write_opendocument(tmp_path / "o.ods", workbook_of(to_fill()))

    opened = openpyxl.load_workbook(convert(tmp_path / "o.ods", "xlsx", tmp_path) / "o.xlsx")
    (validation,) = opened["À l'essai"].data_validations.dataValidation
    rows = {
        row for area in validation.sqref.ranges for row in range(area.min_row, area.max_row + 1)
    }

    assert validation.formula1 == '"envoyer,masquer"'
    assert rows == {row for row in range(4, 4 + len(HOSTILE)) if row % 2 == 0}


@pytest.mark.libreoffice
def test_a_list_of_cells_is_the_same_in_both_formats(tmp_path):
    """As LibreOffice understands them: the formulas that it saves."""
    write_xlsx(tmp_path / "x.xlsx", workbook_of(to_fill(), offering()))
    write_opendocument(tmp_path / "o.ods", workbook_of(to_fill(), offering()))

    as_xlsx, as_ods = (
        re.findall(
            r'condition="(of:cell-content-is-in-list[^"]*OFFSET[^"]*)"', flat_xml_of(path, tmp_path)
        )
        for path in (tmp_path / "x.xlsx", tmp_path / "o.ods")
    )
    assert as_ods == as_xlsx
    assert "[$'À l''essai'.$A$4:.$A$15]" in html.unescape(as_ods[0])


def test_the_same_workbook_gives_the_same_bytes_and_says_first_what_it_is(tmp_path):
    for name in ("un.ods", "deux.ods"):
        write_opendocument(tmp_path / name, example())

    content = (tmp_path / "un.ods").read_bytes()
    first = zipfile.ZipFile(tmp_path / "un.ods").infolist()[0]

    assert content == (tmp_path / "deux.ods").read_bytes()
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert content[38:84] == b"application/vnd.oasis.opendocument.spreadsheet"


def test_titles_stay_in_sight(tmp_path):
    write_opendocument(tmp_path / "o.ods", workbook_of(to_fill()))

    settings = zipfile.ZipFile(tmp_path / "o.ods").read("settings.xml").decode()

    assert '"VerticalSplitPosition" config:type="int">3<' in settings
