"""What the bytes of an export may be: compressed, from another system, written by another tool."""

from __future__ import annotations

import csv
import gzip
import io

import pytest

from consultation.exports import read_export
from consultation.words.errors import OrganiserError
from schemas import limits
from tests.cases.reading import form, kept, opened, read
from tests.cases.webform import delimited, header, workbook

HEADER = header([("", "Commune"), ("", "Vos idées")], submission=["SID"])
ROWS = [["1", "Nîmes", "Plus d'arbres"], ["2", "", 'deux\r\nlignes ; et, "tout"']]
WHOLE = delimited(HEADER + ROWS)


def refusal(folder, content: bytes, name: str = "export.csv") -> str:
    with pytest.raises(OrganiserError) as refused:
        list(opened(folder, content, form(), name).records())
    return refused.value.code


# gzip


def test_a_compressed_copy_is_the_same_export(tmp_path):
    plain = opened(tmp_path, WHOLE, None)
    packed = opened(tmp_path, gzip.compress(WHOLE), None, "export.csv.gz")

    assert (packed.sha256, packed.size) == (plain.sha256, plain.size)
    assert [r.cells for r in packed.records()] == ROWS
    assert packed.notes == ("gzip",)


def test_a_compressed_workbook_is_read(tmp_path):
    path = workbook(tmp_path / "export.xlsx", HEADER + ROWS)
    packed = opened(tmp_path, gzip.compress(path.read_bytes()), None, "export.xlsx.gz")

    assert packed.sha256 == read_export(path).sha256
    assert [r.cells for r in packed.records()] == [r.cells for r in read_export(path).records()]


ALTERED = bytearray(gzip.compress(WHOLE))
ALTERED[-6] ^= 0xFF  # the checksum of what is inside


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: bytes(ALTERED), "unreadable_file"),
        (lambda: gzip.compress(WHOLE + b" " * 20 * 1024**2), "too_large"),  # by its ratio
        (lambda: gzip.compress(gzip.compress(WHOLE)), "not_an_export"),
        (lambda: gzip.compress(b""), "empty_file"),
    ],
    ids=["altered", "a bomb", "twice", "empty"],
)
def test_what_is_inside_is_refused_as_a_file_is(tmp_path, content, code):
    assert refusal(tmp_path, content()) == code


def test_what_is_inside_has_the_limit_of_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", len(WHOLE) - 1)

    assert refusal(tmp_path, gzip.compress(WHOLE)) == "too_large"


# Encodings and line ends


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("is_quoted", [True, False])
def test_utf_16_needs_no_mark(tmp_path, codec, is_quoted):
    text = WHOLE.decode() if is_quoted else "SID\tCommune\tVos idées\n1\tNîmes\tplus\n"
    export = opened(tmp_path, text.encode(codec), form())

    assert "utf-16" in export.notes
    assert next(r.cells for r in export.records())[:2] == ["1", "Nîmes"]


def test_lines_may_end_as_on_an_old_mac(tmp_path):
    content = delimited(HEADER + ROWS[:1], ";", "\r")
    export = opened(tmp_path, content, form())

    assert kept(list(export.records())) == ROWS[:1]
    assert [r.line for r in export.records()] == [4]
    assert export.notes == ("cr",)


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\n", "\r\nsep=;\r\n"])
def test_a_line_that_says_the_separator_is_no_row(tmp_path, line):
    export = opened(tmp_path, line.encode() + delimited(HEADER + ROWS, ";"), None)

    assert export.delimiter == ";"
    assert kept(list(export.records())) == ROWS
    assert "sep_line" in export.notes


# Dialects


@pytest.mark.parametrize("delimiter", [",", "\t", ";", ":", "|", ".", " "])
def test_without_quotes_the_delimiter_is_the_one_that_shows_the_form_s_headings(delimiter):
    """Not the most frequent: the answers are full of the others."""
    text = io.StringIO()
    rows = [["SID", "Commune", "Vos idées"], ["1", "Nîmes", "a,b;c:d|e.f g\th"], ["2", "", "a, b"]]
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)

    assert kept(read(text.getvalue().encode(), form())) == rows[1:]


@pytest.mark.parametrize(
    "rows",
    [
        [r'1;"il a dit \"non\"";x', r'2;"\"oui\"";y'],
        ['1; "a;b"; x', '2; "c"; y'],
        ['1;"a";"b";"c"', '2;"a"b;c'],
    ],
)
def test_quotes_that_another_tool_writes_otherwise_are_never_read_into_cells(rows):
    """Framaforms and spreadsheets double a quote, and write nothing between it and a delimiter."""
    records = read(("SID;Commune;Vos idées\n" + "\n".join(rows) + "\n").encode(), form())

    assert [record for record in records if not record.rule and len(record.cells) == 3] == []
    assert records


def test_a_backslash_at_the_end_of_an_answer_is_plain():
    rows = [["1", "C:\\", "a"], ["2", "D:\\", 'b "c"']]

    assert kept(read(delimited(HEADER + rows))) == rows
