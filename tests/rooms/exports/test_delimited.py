"""Delimited exports: bytes, compressed or not, encodings, delimiters, and missing ends."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from pathlib import Path

import pytest

from consultation.exports import content, read_export
from consultation.words.errors import OrganiserError
from schemas import limits
from tests.cases.reading import cells_of, form, kept, opened, read, refusal_code
from tests.cases.webform import delimited, header, semicolons, workbook

HEADER = header([("", "Commune"), ("", "Vos idées")], submission=["SID"])
ROWS = [["1", "Nîmes", "Plus d'arbres"], ["2", "", 'deux\r\nlignes ; et, "tout"']]
WHOLE = delimited(HEADER + ROWS)


@pytest.fixture
def written(tmp_path):
    """A function that writes bytes under a name and opens them as an export."""

    def write(content: bytes, name: str = "reponses.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


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
def test_encodings_are_told_from_the_bytes_and_said(written, mark, codec, notes):
    """7.x-3.x and the legacy .xls are UTF-16; the rest is what spreadsheets do."""
    content = mark + delimited(HEADER + ROWS).decode().encode(codec)
    path = written(content, "reponses.xls")

    assert read_export(path).notes == notes
    assert cells_of(path) == ROWS


def test_a_file_that_a_spreadsheet_saved_again_is_read_and_said(written):
    """Semicolons, quotes only where needed, CRLF, Windows characters; line breaks lose their CR."""
    path = written(semicolons(HEADER + ROWS).decode().encode("cp1252"))

    assert read_export(path).notes == ("cp1252", "unquoted", "crlf")
    assert read_export(path).delimiter == ";"
    assert cells_of(path) == ROWS


def test_a_saved_file_may_quote_its_title_only(written):
    text = '"Titre; sous-titre";;\nDétails de la soumission;;\nSID;Commune;Vos idées\n1;Nîmes;\n'

    assert cells_of(written(text.encode())) == [["1", "Nîmes", ""]]


def test_a_file_cut_inside_an_answer_is_refused_with_the_row_s_line(written):
    whole = delimited(HEADER + ROWS)
    path = written(whole[: whole.index(b"lignes")])

    with pytest.raises(OrganiserError) as refusal:
        list(read_export(path).records())

    assert refusal.value.code == "truncated_file"
    assert refusal.value.where == "reponses.csv, ligne 5"


def test_one_damaged_byte_does_not_turn_accents_into_others(written):
    whole = delimited(HEADER + ROWS)
    path = written(whole.replace("î".encode(), b"\xff"))

    with pytest.raises(OrganiserError) as refusal:
        read_export(path)

    assert refusal.value.code == "unreadable_file"
    assert refusal.value.where == "reponses.csv, ligne 4"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty_file"),
        (codecs.BOM_UTF8, "empty_file"),
        (codecs.BOM_UTF16_LE, "empty_file"),
        (b"<!DOCTYPE html>\n<html><body>Connexion</body></html>\n", "not_an_export"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "not_an_export"),
        (b"\x00\x9d\xff" + bytes(range(256)) * 8, "not_an_export"),
        (b"bonjour\n", "truncated_file"),
        (b"une\nlettre\nsans\ncolonnes\n", "not_an_export"),
        (b"MZ est une lettre\n" * 3, "no_header"),
        (b'"1";"412874";"15/02/2022 - 08:08"\n' * 4, "no_header"),
        (b'"1";"412874";"15/02/2022 - 08:08"\n', "no_header"),
    ],
)
def test_what_is_no_export_is_told_from_one(written, content, expected):
    assert refusal_code(written(content)) == expected


@pytest.mark.parametrize(
    ("content", "name", "what"),
    [
        (b"%PDF-1.7\n\xe2\xe3\n", "lettre.pdf", "c’est un PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "photo.csv", "c’est une image"),
        (b"MZ\x90" + bytes(64), "tableur.exe", "c’est un programme"),
        (b"\x9d\xff\x00" * 64, "export.xlsx", "ce classeur est abîmé"),
        (b"PK\x03\x04" + bytes(64), "export.xlsx", "ce classeur est abîmé ou incomplet"),
    ],
)
def test_what_was_dropped_by_mistake_is_called_what_it_is(tmp_path, content, name, what):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(OrganiserError) as refusal:
        read_export(tmp_path / name)

    assert refusal.value.what.startswith(what)


def test_a_folder_or_a_missing_file_is_told(tmp_path):
    assert refusal_code(tmp_path) == "unreachable_file"
    assert refusal_code(tmp_path / "absent.csv") == "unreachable_file"


def test_a_file_that_changes_between_opening_and_reading_is_told(written):
    path = written(delimited(HEADER + ROWS))
    export = read_export(path)
    path.write_bytes(delimited(HEADER))

    with pytest.raises(OrganiserError, match="a changé"):
        list(export.records())


@pytest.mark.parametrize(
    ("limit", "value", "rows"),
    [
        ("CELL_CHARACTERS", 100, [["1", "", "x" * 101]]),
        ("COLUMNS", 3, [["1", "", "", ""]]),
        ("COLUMNS", 2, []),
        ("FILE_BYTES", 10, []),
    ],
)
def test_limits_are_enforced(written, csv_limit, monkeypatch, limit, value, rows):
    monkeypatch.setattr(limits, limit, value)

    assert refusal_code(written(delimited(HEADER + rows))) == "too_large"


def test_a_line_too_long_for_the_memory_is_refused_before_it_is_read(written, monkeypatch):
    """Bytes are read by pieces; a line of some pieces is measured exactly."""
    monkeypatch.setattr(limits, "LINE_CHARACTERS", 100)
    monkeypatch.setattr(content, "CHUNK", 20)

    assert refusal_code(written(delimited([*HEADER, ["1", "", "x" * 94]]))) == "too_large"
    assert cells_of(written(delimited([*HEADER, ["1", "", "x" * 80]]))) == [["1", "", "x" * 80]]


def test_an_answer_as_long_as_any_seen_is_read_whole(written):
    answer = "é\r\n" * 500_000

    assert cells_of(written(delimited([*HEADER, ["1", "", answer]]))) == [["1", "", answer]]


def test_refusals_never_quote_an_answer(written):
    path = written(delimited([*HEADER, ["1", "secret", "secret\r\n"]])[:-2])

    with pytest.raises(OrganiserError) as refusal:
        list(read_export(path).records())

    assert "secret" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__context__ is None


# Compressed.


def refusal(folder, content: bytes, name: str = "export.csv") -> str:
    with pytest.raises(OrganiserError) as refused:
        list(opened(folder, content, form(), name).records())
    return refused.value.code


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
