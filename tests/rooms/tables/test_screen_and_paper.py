"""Every sheet that we publish, on a screen of 1366 pixels and on paper: a header that stays in
sight with little above it, no word of it cut, letters of eight points or no page at all; and names
that Excel takes: it repairs a workbook in which one is not so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from fontTools.ttLib import TTFont
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from tests.cases.coded import published_coded_run
from tests.cases.places import ROOT
from tests.cases.runs import THREE, Run, made_once, new_run, published
from tests.cases.small import COLUMNS, FORM, FORM_ID, row
from tests.cases.webform import delimited, header

SHEET = re.compile(r"(?!')[^\[\]:*?/\\\r\n\t]{1,31}(?<!')")
TABLE = re.compile(r"(?![A-Za-z]{1,3}\d+$|[Rr]\d*([Cc]\d*)?$)[^\W\d][\w.]{0,254}")
FONTS = ROOT / "consultation" / "public" / "pictures" / "fonts"
OPEN = [f"Question ouverte {number}" for number in range(1, 11)]
MOST_FROZEN = 4
# A width of 1 in cm, where a wider font stands in for Calibri.
CM = 9 / 96 * 2.54
ACROSS = {"portrait": 21 - 2.4, "landscape": 29.7 - 2.4}
AROUND = 4.4
"""What stands beside the words of a header: its indent, its edges, the button of its filter."""


def many_questions(folder: Path) -> Run:
    """A form with ten open questions more, each with a letter and its copies."""
    asked = "".join(
        f'[questions.ouverte_{number}]\nkind = "text"\nheaders = ["{title}"]\naudience = "all"\n'
        for number, title in enumerate(OPEN)
    )
    run = new_run(folder, form_id=FORM_ID, form=f"{FORM}\n{asked}")
    rows = [
        [*row(sid, Envoi="Oui, sans nom", Qui="Citoyen·ne", En_ville="Pour"), *texts]
        for sid in range(1, 13)
        for texts in [[f"{title} : " + " ".join(f"mot{n}" for n in range(20)) for title in OPEN]]
    ]
    columns = [*COLUMNS, *(("", title) for title in OPEN)]
    heads = header(columns, title="Petit formulaire")
    run.write("export.tsv", delimited([*heads, *rows]))
    run.publish()
    return run


@pytest.fixture(scope="module")
def sheets() -> list[tuple[str, Worksheet]]:
    """Every sheet of three releases."""
    runs = (made_once("many questions", many_questions), published_coded_run(), published(*THREE))
    paths = [path for run in runs for path in sorted(run.release.rglob("*.xlsx"))]
    return [
        (f"{path.parent.name}/{path.name}, {sheet.title}", sheet)
        for path in paths
        for sheet in openpyxl.load_workbook(path)
    ]


@pytest.mark.slow
def test_every_table_has_a_filter_and_its_header_stays_on_screen_with_four_rows_at_most(sheets):
    frozen = {
        name: int(sheet.freeze_panes.strip("ABCDEF")) - 1
        for name, sheet in sheets
        if sheet.freeze_panes
    }
    tables = [(name, *sheet.tables.values()) for name, sheet in sheets if sheet.tables]
    lacking = [
        name
        for name, *of_sheet in tables
        if not all(table.autoFilter for table in of_sheet)
        or frozen.get(name) != range_boundaries(of_sheet[0].ref)[1]
    ]

    assert any("soumission/contributions.xlsx" in name for name, *_ in tables)
    assert lacking == []
    assert len(frozen) > 25
    assert {name: rows for name, rows in frozen.items() if rows > MOST_FROZEN} == {}


def width_of(sheet: Worksheet, column: int) -> float:
    """The width of a column, which may be told together with its neighbours."""
    told = sheet.column_dimensions.values()
    return next((one.width for one in told if one.min <= column <= one.max), 8.43)


def headers(sheet: Worksheet) -> Iterator[tuple[str, float]]:
    """The titles of the columns of each table, and how wide the columns are."""
    for table in sheet.tables.values():
        left, top, right, _ = range_boundaries(table.ref)
        for column in range(left, right + 1):
            yield str(sheet.cell(top, column).value), width_of(sheet, column) - AROUND


def test_no_word_of_a_header_is_cut(sheets):
    font = TTFont(FONTS / "Inter-SemiBold.ttf")
    advances = {chr(sign): font["hmtx"][glyph][0] for sign, glyph in font.getBestCmap().items()}
    cut = [
        (name, title)
        for name, sheet in sheets
        for title, room in headers(sheet)
        for word in title.replace("\u00a0", " ").split()
        if sum(map(advances.get, word)) / advances["0"] > min(room, 80)
    ]

    assert cut == []


def test_what_is_printed_is_in_eight_points_and_what_is_not_says_so(sheets):
    silent, small = [], []
    for name, sheet in sheets:
        area = sheet.print_area.rpartition("!")[2].replace("$", "")
        left, _, right, _ = range_boundaries(area)
        widths = [width_of(sheet, column) for column in range(left, right + 1)]
        if ":" not in area:
            above = " ".join(str(cell.value) for row in sheet["2:3"] for cell in row)
            silent += [] if "ne s’imprime pas" in above else [name]
        elif sheet.sheet_properties.pageSetUpPr.fitToPage:
            scale = ACROSS[sheet.page_setup.orientation] / (sum(widths) * CM)
            small += [] if 11 * min(1.0, scale) >= 7.99 else [(name, 11 * scale)]
        elif (sheet.page_setup.scale or 100) < 73:
            small.append((name, sheet.page_setup.scale))

    assert (silent, small) == ([], [])


def are_unlike(names: list[str]) -> bool:
    return len({name.casefold() for name in names}) == len(names)


def test_every_name_in_a_workbook_is_one_that_excel_takes(sheets):
    books = {id(sheet.parent): sheet.parent for _, sheet in sheets}
    for book in books.values():
        tables = [table.name for sheet in book for table in sheet.tables.values()]
        assert are_unlike(book.sheetnames)
        assert are_unlike(tables)
        assert all(map(SHEET.fullmatch, book.sheetnames))
        assert all(map(TABLE.fullmatch, tables))
    for name, sheet in sheets:
        for table in sheet.tables.values():
            left, top, right, _ = range_boundaries(table.ref)
            titles = [cell.value for (cell,) in sheet.iter_cols(left, right, top, top)]
            assert table.column_names == titles, name
            assert are_unlike(titles), name
            assert all(re.fullmatch(r".{1,255}", title) for title in titles), name
