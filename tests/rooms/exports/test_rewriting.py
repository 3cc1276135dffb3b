"""An export without some records: the bytes of all others stay, and nothing of those is left."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.exports import read_export
from consultation.exports.parts import Rewriting
from consultation.exports.rewriting import cut_of, expected_records, write_text_without
from consultation.workbooks.copied_rows import copy_without_rows
from tests.cases.canary_search import layers_of
from tests.cases.framaforms_files import saved_as_xlsx
from tests.cases.tool_writers import export_of
from tests.cases.webform import delimited, header, semicolons

MARKS = {
    "utf-8": b"",
    "utf-8-sig": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "cp1252": b"",
}
TRICKY = ['"', '""', '"\n', "\r\n", "\n", "\n\n", ",", "\t", ";", " ", "é", "à l'œuvre", "=1+1"]
TEXTS = st.lists(st.sampled_from(TRICKY) | st.text("abc é", max_size=3), max_size=6).map("".join)
HEADER = header([("", "Nom"), ("", "Texte")], submission=["Séquentiel", "SID"])

Rows = list[list[str]]


@st.composite
def answers(draw: st.DrawFn) -> tuple[Rows, set[int]]:
    """Rows, each with a word that no other has, and which of them leave, counted from 1."""
    texts = draw(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=8))
    rows = [
        [str(number), str(number), f"{name}kanari{number}x", f"é{text}"]
        for number, (name, text) in enumerate(texts, start=1)
    ]
    return rows, draw(st.sets(st.integers(1, len(rows))))


def bytes_of(rows: Rows, encoding: str, delimiter: str, end: str) -> bytes:
    text = delimited(rows, delimiter, end).decode()
    return MARKS[encoding] + text.encode(encoding.removesuffix("-sig"))


def without(content: bytes, gone: set[int], name: str = "export.csv") -> bytes:
    """The file rewritten; what is read of it is what is read of the other, but for those."""
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder) / name, Path(folder) / f"copie-{name}"
        path.write_bytes(content)
        export = read_export(path)
        cut = cut_of(export, gone)
        if export.writing is None:
            with export.content.open_bytes() as source:
                copy_without_rows(source, target, {0: cut})
        else:
            write_text_without(export, cut, target)
        rewriting = Rewriting(export.sha256, export.sha256, dict.fromkeys(gone, ""), cut.lines)
        written = read_export(target)
        known = written.known_among({written.sha256: rewriting})
        assert list(known.records()) == list(expected_records(export, gone, cut))
        assert known.sha256 == export.sha256
        return target.read_bytes()


def words_left(content: bytes, numbers: set[int]) -> set[int]:
    """Whose words are in the bytes, however these are packed or encoded."""
    plain = b"".join(layer.replace(b"\0", b"") for layer in layers_of(content))
    return {number for number in numbers if f"kanari{number}x".encode() in plain}


@given(
    answers(),
    st.sampled_from(sorted(MARKS)),
    st.sampled_from("\t;,"),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(deadline=None, max_examples=150)
def test_text_keeps_every_byte_of_the_others(drawn, encoding, delimiter, end):
    rows, gone = drawn
    left = [row for number, row in enumerate(rows, start=1) if number not in gone]

    made = without(bytes_of(HEADER + rows, encoding, delimiter, end), gone)

    assert made == bytes_of(HEADER + left, encoding, delimiter, end)
    assert not words_left(made, gone)
    text = io.StringIO(made.decode("utf-16" if "16" in encoding else encoding), newline="")
    assert list(csv.reader(text, delimiter=delimiter)) == HEADER + left


@given(answers())
@settings(deadline=None, max_examples=40)
def test_rows_that_a_spreadsheet_saved(drawn):
    """Quotes only where they are needed, and CRLF; or a workbook, with its list of shared texts."""
    rows, gone = drawn
    left = [row for number, row in enumerate(rows, start=1) if number not in gone]

    assert without(semicolons(HEADER + rows), gone) == semicolons(HEADER + left)
    book = without(saved_as_xlsx(HEADER + rows), gone, "export.xlsx")
    assert not words_left(book, gone)
    assert words_left(book, set(range(1, len(rows) + 1))) == set(range(1, len(rows) + 1)) - gone


def test_a_compressed_export_stays_compressed_and_says_no_name():
    rows = [[str(number), str(number), f"kanari{number}x", "é"] for number in (1, 2, 3)]
    packed = gzip.compress(delimited(HEADER + rows))

    made = without(packed, {2}, "kanari2x.tsv.gz")

    assert gzip.decompress(made) == delimited([*HEADER, rows[0], rows[2]])
    assert b"kanari2x" not in made


@pytest.mark.parametrize("tool", ["nextcloud", "drupal", "limesurvey", "google"])
def test_exports_of_other_tools(tool):
    rows = [[f"kanari{number}x", f'a\r\n"b";\\"c{number}'] for number in (1, 2, 3)]

    made = without(export_of(tool, ["Nom", "Texte"], rows), {1, 3})

    assert not words_left(made, {1, 3})
    assert words_left(made, {2}) == {2}


def test_damaged_rows_that_nobody_can_be_told_from_stay_and_are_counted(tmp_path):
    rows = [[str(number), str(number), f"kanari{number}x", "é"] for number in (1, 2, 3)]
    content = delimited(HEADER + rows).replace(b'"2"\t"2"\t', b'"2\t2"x\t')
    path = tmp_path / "export.tsv"
    path.write_bytes(content)

    cut = cut_of(read_export(path), {1})

    assert cut.broken == 1
    assert words_left(without(content, {1}), {1, 2, 3}) == {2, 3}
