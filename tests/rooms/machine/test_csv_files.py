"""Whatever a spreadsheet makes of a CSV file of ours, no cell is a formula, no text is lost."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consultation.machine.csv_files import csv_lines, original_text, write_csv
from consultation.notices.codebook import writing_of_texts
from tests.cases.libreoffice import flat_xml_of

SEPARATORS = ",;\t|"
SIGNS = st.sampled_from("=+-@|＝＋－＠﹦;,\t\n\r\"' a\u200b\ufeff\u00a0\x1b\u2028␛")
HOSTILE = st.lists(SIGNS | st.text(max_size=2), max_size=12).map("".join)
SPLIT = "Ana;=1+1;fin"


def text_of(rows: list[tuple[object, ...]]) -> str:
    return "".join(csv_lines(("a", "b"), rows))


def seen_of(cell: str) -> str:
    """What a spreadsheet may see of the beginning of a cell: without quotes and what is unseen."""
    seen = re.sub(r'^["\s\u200b-\u200f\ufeff]+', "", cell)
    return unicodedata.normalize("NFKC", seen[:1])


@given(st.lists(st.tuples(HOSTILE, HOSTILE), min_size=1, max_size=3))
@example([(SPLIT, "x")])
@example([("a;", '=1"'), ('"=1;"=1', '\n"\u200b＝1')])
def test_no_dialect_makes_a_formula_of_a_text(rows):
    written = text_of(rows)

    for separator in SEPARATORS:
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            lines = io.StringIO(written, newline="")
            for cells in csv.reader(lines, delimiter=separator, quoting=quoting):
                # A lone separator makes an empty cell, not a formula.
                formulas = [cell for cell in cells if seen_of(cell) in tuple("=+-@|")]
                assert formulas == []
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", written)


@given(st.text() | HOSTILE)
@example("'=1")
@example("␛0007\x07")
@example("\ud800\r\n")
def test_the_code_book_s_rule_gives_the_text_back(text):
    (cell,) = list(csv.reader(io.StringIO(text_of([(text, None)]), newline="")))[1][:1]
    pattern = re.search(r"remplacez (.+) par", writing_of_texts()[3])

    assert original_text(cell) == text
    assert pattern is not None
    by_hand = re.sub(pattern[1], r"\1", cell)
    assert re.sub("␛(....)", lambda code: chr(int(code[1], 16)), by_hand) == text


def test_texts_are_quoted_and_numbers_are_not_and_a_row_of_another_width_is_refused():
    assert text_of([("a", -1.5), (None, 2)]) == '"a","b"\n"a",-1.5\n,2\n'
    with pytest.raises(ValueError, match="1 values for 2 columns"):
        text_of([(1,)])


@pytest.mark.libreoffice
def test_libreoffice_that_splits_at_semicolons_makes_no_formula(tmp_path: Path):
    path = tmp_path / "x.csv"
    write_csv(path, ("Nom",), [(SPLIT,), (f"x;\u200b={SPLIT}",), ("=1+1",)])

    semicolons = flat_xml_of(path, tmp_path, infilter="CSV:59,,76,1")

    assert "<text:p>&apos;=1+1</text:p>" in semicolons
    assert "table:formula" not in semicolons
