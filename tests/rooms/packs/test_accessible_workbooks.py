"""The pack's workbooks, by « Making spreadsheets accessible: a brief checklist of the basics »
(Government Analysis Function): the points that a program can look for. Headings are bold and large,
no more: XlsxWriter, as most writers, has no styles of headings and no language."""

from __future__ import annotations

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from tests.cases.coded import published_coded_run

CONTRAST = 4.5
"""Of a text and what it stands on, at least (WCAG 2.1, AA)."""


@pytest.fixture(scope="module", params=["contributions.xlsx", "annexe-statistique.xlsx"])
def book(request) -> Workbook:
    return load_workbook(published_coded_run().release / "soumission" / request.param)


def texts_of(book: Workbook) -> list[Cell]:
    return [cell for sheet in book for row in sheet for cell in row if cell.value is not None]


def luminance(color: str) -> float:
    parts = (part / 255 for part in bytes.fromhex(color[-6:]))
    weighed = zip((0.2126, 0.7152, 0.0722), parts, strict=True)
    return sum(weight * ((part + 0.055) / 1.055) ** 2.4 for weight, part in weighed)


def test_each_sheet_but_the_cover_is_a_title_sentences_and_one_table_at_the_left(book):
    assert book.properties.title
    assert book.properties.creator
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        header, *rows = sheet[table.ref]
        empty = [cell for row in rows for cell in row if cell.value is None]
        above = " ".join(str(cell.value) for (cell,) in sheet[f"A1:A{header[0].row - 1}"])
        assert header[0].column == 1
        assert not empty or "case vide" in above
        assert all(any(cell.value is not None for cell in row) for row in rows)


def test_nothing_is_merged_hidden_floating_or_said_by_colour(book):
    for sheet in book:
        dimensions = [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
        assert not any(each.hidden for each in dimensions)
        assert not sheet.merged_cells.ranges
        assert not sheet.conditional_formatting
        assert not [*sheet._charts, *sheet._images]
        assert [sheet.oddHeader.left.text, sheet.oddFooter.left.text] == [None, None]
        assert sheet.sheet_state == "visible"


def test_texts_are_upright_large_enough_dark_enough_and_seen_whole(book):
    for cell in texts_of(book):
        font, fill = cell.font, cell.fill
        ground = fill.start_color.rgb if fill.fill_type else "FFFFFF"
        assert font.sz >= 12
        assert (font.i, font.vertAlign) == (False, None)
        is_number = cell.alignment.horizontal == "right"
        assert cell.alignment.wrap_text or is_number or cell.offset(column=1).value is None
        assert luminance(ground) + 0.05 >= CONTRAST * (luminance(font.color.rgb) + 0.05)


def test_the_contents_lead_to_every_sheet_after_them(book):
    links = [cell.hyperlink.location for cell in texts_of(book) if cell.hyperlink]
    assert links == [f"'{title}'!A1" for title in book.sheetnames[2:]]
