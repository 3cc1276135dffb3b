"""The "Microsoft Excel" export: bare, sparse, or saved again; and what must not be opened."""

from __future__ import annotations

import datetime

import pytest
from openpyxl import Workbook

from consultation.exports import read_export
from schemas import limits
from tests.cases.errors import error_of
from tests.cases.places import FRAMAFORMS
from tests.cases.reading import cells_of, read, refusal_code
from tests.cases.webform import SHEET, header, sheet, workbook

HEADER = header([("Raisons", "Coût"), ("", "Climat"), ("", "Commune")], submission=["SID"])


def test_cells_are_placed_by_their_reference_and_rows_are_as_wide_as_the_header(tmp_path):
    """Empty cells are left out; the size that the sheet declares is not believed."""
    rows = [["12", "X", "", "Nîmes"], ["13", "", "", ""], ["14", "", "X", ""]]
    path = workbook(tmp_path / "export.xlsx", HEADER + rows)

    export = read_export(path)

    assert (export.file_format, export.delimiter, export.title) == ("xlsx", None, "Titre")
    headings = [(heading.group, heading.label) for heading in export.headings]
    assert headings == [*zip(*HEADER[1:], strict=True)]
    assert cells_of(path) == rows
    assert [(record.number, record.line) for record in export.records()] == [(1, 4), (2, 5), (3, 6)]


def test_a_row_without_any_answer_is_a_record_between_others_but_not_at_the_end(tmp_path):
    """Cells beyond the header are shown to whoever checks widths."""
    none, wide = ["", "", "", ""], ["12", "", "", "Nîmes", "", "de trop"]
    path = workbook(tmp_path / "export.xlsx", [*HEADER, ["", "X", "", ""], none, wide, none])

    assert cells_of(path) == [["", "X", "", ""], none, wide]


TEXTS = [
    ('s="3"><v>44607.3389930556</v>', "2022-02-15 08:08:09"),
    ('s="1"><v>44607</v>', "2022-02-15"),
    ('s="2"><v>0.520833333333333</v>', "12:30"),
    ('s="2"><v>0.520949074074074</v>', "12:30:10"),
    ("><v>412874</v>", "412874"),
    ("><v>1E-7</v>", "0.0000001"),
    ("><v>1E+20</v>", "100000000000000000000"),
    ('t="b"><v>1</v>', "TRUE"),
    ('t="inlineStr"><is><t>01000</t></is>', "01000"),
    ('t="inlineStr"><is><t>=1+1</t></is>', "=1+1"),
    ('t="str"><f>1+1</f><v>2</v>', "2"),
    ('s="1">', ""),
]


def test_cells_come_back_as_text(tmp_path):
    rows = [["12", "", "", f"RAW {content}"] for content, _ in TEXTS]
    path = workbook(tmp_path / "export.xlsx", [*HEADER, *rows])

    assert cells_of(path) == [["12", "", "", text] for _, text in TEXTS]


def test_a_workbook_that_a_spreadsheet_saved_again_is_read(tmp_path):
    """Shared strings, numbers and dates retyped, a second sheet."""
    saved = Workbook()
    for row in [*HEADER, [12, "X", None, "Nîmes"], [13, None, None, "Nîmes"]]:
        saved.active.append(row)
    saved.active["C5"] = datetime.date(2022, 2, 15)
    saved.create_sheet("Brouillon").append(["à ne pas lire"])
    saved.save(tmp_path / "export.xlsx")

    assert cells_of(tmp_path / "export.xlsx") == [
        ["12", "X", "", "Nîmes"],
        ["13", "", "2022-02-15", "Nîmes"],
    ]


@pytest.mark.parametrize("place", range(100, 87_000, 20_000))
def test_a_damaged_workbook_is_refused(place):
    """Each part has a checksum, so that no altered answer passes."""
    whole = bytearray((FRAMAFORMS / "p1-30-excel.xlsx").read_bytes())
    whole[place] ^= 0xFF

    assert error_of(read, bytes(whole)).code == "unreadable_file"


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
BODY = sheet(HEADER).partition("?>")[2]


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl__worksheets__sheet1", DOCTYPE + BODY),
        ("xl__worksheets__sheet1", f"<?xml version='1.0'?>{' ' * 200_000}{DOCTYPE[21:]}{BODY}"),
        ("xl__sharedStrings", DOCTYPE + "<sst/>"),
        ("docProps__core", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'),
    ],
)
def test_no_document_type_is_accepted_so_no_entity_either(tmp_path, part, content):
    refusal = error_of(read_export, workbook(tmp_path / "export.xlsx", HEADER, **{part: content}))

    assert refusal.code == "unreadable_file"
    assert "type de document" in refusal.what


@pytest.mark.parametrize(
    "content",
    [
        SHEET + "<row><c r='A1'",
        SHEET.replace("<sheetData>", "<sheetData><row>&inconnu;</row>"),
        "ceci n'est pas du XML",
        sheet([*HEADER, ["RAW t='s'><v>7</v>"]]),
        sheet([*HEADER, ["RAW ><v>secret</v>"]]),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused_without_quoting_it(tmp_path, content):
    path = workbook(tmp_path / "export.xlsx", HEADER, xl__worksheets__sheet1=content)
    refusal = error_of(cells_of, path)

    assert refusal.code == "unreadable_file"
    assert "secret" not in str(refusal)
    assert refusal.__suppress_context__


LIMITS = {
    **dict.fromkeys(("PART_BYTES", "SHEET_BYTES", "FILE_BYTES"), 100),
    **{"ZIP_ENTRIES": 5, "SHEET_ROWS": 3, "COLUMNS": 3, "PART_ELEMENTS": 2_000},
}


@pytest.mark.parametrize("limit", LIMITS)
def test_limits_are_enforced(tmp_path, monkeypatch, limit):
    monkeypatch.setattr(limits, limit, LIMITS[limit])
    strings = f"<sst>{'<si><t>a</t></si>' * 1_001}</sst>" if limit == "PART_ELEMENTS" else "<sst/>"
    rows = [*HEADER, ["12", "", "", "Nîmes"]]
    path = workbook(tmp_path / "export.xlsx", rows, xl__sharedStrings=strings)

    assert refusal_code(path) == "too_large"


TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        ("xl__worksheets__sheet1", lambda: sheet(HEADER) + " " * 20 * 1024**2, "too_large"),
        ("xl__worksheets__sheet1", lambda: rows_of_xml('<row r="99999999999"/>'), "too_large"),
        ("[Content_Types]", lambda: TYPES, "unreadable_file"),
    ],
    ids=["a bomb, before it is read", "a row number out of all proportion", "no workbook inside"],
)
def test_what_no_spreadsheet_writes_is_refused(tmp_path, part, content, code):
    assert refusal_code(workbook(tmp_path / "export.xlsx", HEADER, **{part: content()})) == code


def rows_of_xml(*rows: str) -> str:
    return sheet(HEADER).replace("</sheetData>", "".join(rows) + "</sheetData>")


FAR = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>a</t></is></c></row>'
LOADED = {
    "a cell in the last column": (FAR.format(4, "XFD"),),
    "a far cell in each of 1,000 rows": [FAR.format(n, "DZZ") for n in range(4, 1_004)],
    "a cell at the bottom": (FAR.format(1_048_576, "A"),),
    "rows in a row": ("<row>" + "<row/>" * 1_000_000 + "</row>",),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LOADED)
def test_a_small_file_of_countless_cells_is_refused(tmp_path, name):
    rows = rows_of_xml(*LOADED[name])
    path = workbook(tmp_path / "export.xlsx", HEADER, xl__worksheets__sheet1=rows)

    assert refusal_code(path) == "too_large"


@pytest.mark.slow
def test_some_rows_painted_from_end_to_end_are_read(tmp_path):
    painted = '<row r="{0}">' + '<c r="A{0}" t="inlineStr"><is><t>12</t></is></c>' + "<c/>" * 16_000
    rows = rows_of_xml(*[painted.format(n) + "</row>" for n in range(4, 24)])
    path = workbook(tmp_path / "export.xlsx", HEADER, xl__worksheets__sheet1=rows)

    assert cells_of(path) == [["12", "", "", ""]] * 20
