"""Every sheet that we publish, on a screen of 1366 pixels and on paper: a header that stays in
sight with little above it, no word of it cut, letters of eight points or no page at all."""

from __future__ import annotations

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
def test_every_table_has_a_filter_and_its_header_stays_on_screen(sheets):
    tables = [(name, sheet, *sheet.tables.values()) for name, sheet in sheets if sheet.tables]
    lacking = [
        name
        for name, sheet, first, *others in tables
        if not all(table.autoFilter for table in (first, *others))
        or not sheet.freeze_panes
        or int(sheet.freeze_panes.strip("ABCDEF")) - 1 != range_boundaries(first.ref)[1]
    ]

    assert any("soumission/contributions.xlsx" in name for name, *_ in tables)
    assert lacking == []


@pytest.mark.slow
def test_four_rows_at_most_stay_on_screen_with_the_header(sheets):
    frozen = {
        name: int(sheet.freeze_panes.strip("ABCDEF")) - 1
        for name, sheet in sheets
        if sheet.freeze_panes
    }

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
        else:
            small += (
                [] if (sheet.page_setup.scale or 100) >= 73 else [(name, sheet.page_setup.scale)]
            )

    assert silent == []
    assert small == []
