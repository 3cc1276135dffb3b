"""Delimited exports: bytes, compressed or not, encodings, delimiters, and missing ends."""

from __future__ import annotations

import codecs
import csv
import gzip
import io

import pytest

from consultation.exports import content as content_of
from schemas import limits
from tests.cases.errors import error_of
from tests.cases.reading import form, kept, opened, read, refusal_code
from tests.cases.webform import delimited, header

HEADER = header([("", "Commune"), ("", "Vos idées")], submission=["SID"])
ROWS = [["1", "Nîmes", "Plus d'arbres"], ["2", "", 'deux\r\nlignes ; et, "tout"']]
WHOLE = delimited(HEADER + ROWS)


@pytest.mark.parametrize(
    ("mark", "codec", "notes"),
    [
        (b"", "utf-8", ()),
        (codecs.BOM_UTF8, "utf-8", ("bom",)),
        (b"", "cp1252", ("cp1252",)),
        (codecs.BOM_UTF16_LE, "utf-16-le", ("utf-16",)),
        (codecs.BOM_UTF16_BE, "utf-16-be", ("utf-16",)),
        (b"", "utf-16-le", ("utf-16",)),
    ],
)
def test_encodings_are_told_from_the_bytes_and_said(tmp_path, mark, codec, notes):
    """7.x-3.x and the legacy .xls are UTF-16; the rest is what spreadsheets do."""
    export = opened(tmp_path, mark + WHOLE.decode().encode(codec), None, "reponses.xls")

    assert (export.notes, kept(export.records())) == (notes, ROWS)


def test_a_folder_or_a_missing_file_or_one_that_changes_meanwhile_is_told(tmp_path):
    assert refusal_code(tmp_path) == "unreachable_file"
    assert refusal_code(tmp_path / "absent.csv") == "unreachable_file"

    export = opened(tmp_path, WHOLE, None)
    opened(tmp_path, delimited(HEADER), None)
    assert "a changé" in error_of(list, export.records()).what


@pytest.mark.parametrize(
    ("limit", "value", "rows"),
    [
        ("CELL_CHARACTERS", 100, [["1", "", "x" * 101]]),
        ("COLUMNS", 3, [["1", "", "", ""]]),
        ("COLUMNS", 2, []),
        ("FILE_BYTES", 10, []),
    ],
)
def test_limits_are_enforced(csv_limit, monkeypatch, limit, value, rows):
    monkeypatch.setattr(limits, limit, value)

    assert error_of(read, delimited(HEADER + rows)).code == "too_large"


def test_a_line_too_long_for_the_memory_is_refused_before_it_is_read(monkeypatch):
    """Bytes are read by pieces; a line of some pieces is measured exactly."""
    monkeypatch.setattr(limits, "LINE_CHARACTERS", 100)
    monkeypatch.setattr(content_of, "CHUNK", 20)

    assert error_of(read, delimited([*HEADER, ["1", "", "x" * 94]])).code == "too_large"
    assert kept(read(delimited([*HEADER, ["1", "", "x" * 80]]))) == [["1", "", "x" * 80]]


def test_refusals_never_quote_an_answer():
    refusal = error_of(read, delimited([*HEADER, ["1", "secret", "secret\r\n"]])[:-2])

    assert "secret" not in str(refusal)
    assert (refusal.__cause__, refusal.__context__) == (None, None)


# Compressed.


def test_a_compressed_copy_is_the_same_export(tmp_path):
    plain = opened(tmp_path, WHOLE, None)
    packed = opened(tmp_path, gzip.compress(WHOLE), None, "export.csv.gz")

    assert (packed.sha256, packed.size) == (plain.sha256, plain.size)
    assert kept(packed.records()) == ROWS
    assert packed.notes == ("gzip",)


ALTERED = bytearray(gzip.compress(WHOLE))
ALTERED[-6] ^= 0xFF  # the checksum of what is inside


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: bytes(ALTERED), "unreadable_file"),
        (lambda: gzip.compress(WHOLE + b" " * 20 * 1024**2), "too_large"),  # by its ratio
        (lambda: gzip.compress(b""), "empty_file"),
    ],
    ids=["altered", "a bomb", "empty"],
)
def test_what_is_inside_is_refused_as_a_file_is(content, code):
    assert error_of(read, content(), form()).code == code


# Encodings and line ends


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\n", "\r\nsep=;\r\n"])
def test_a_line_that_says_the_separator_is_no_row(tmp_path, line):
    export = opened(tmp_path, line.encode() + delimited(HEADER + ROWS, ";"), None)

    assert (export.delimiter, kept(export.records())) == (";", ROWS)
    assert "sep_line" in export.notes


# Dialects


@pytest.mark.parametrize("delimiter", [",", "\t", ";", ":", "|", ".", " "])
def test_without_quotes_the_delimiter_is_the_one_that_shows_the_form_s_headings(delimiter):
    """Not the most frequent: the answers are full of the others."""
    text = io.StringIO()
    rows = [["1", "Nîmes", "a,b;c:d|e.f g\th"], ["2", "", "a, b"]]
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(HEADER + rows)

    assert kept(read(text.getvalue().encode(), form())) == rows
