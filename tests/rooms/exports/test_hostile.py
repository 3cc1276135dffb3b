"""Whatever bytes are dropped in the inbox: read or refused, with a place and an advice."""

from __future__ import annotations

import gzip
import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.words.errors import OrganiserError
from tests.cases.places import FRAMAFORMS
from tests.cases.reading import form, kept, opened_alone, read
from tests.cases.sampling import sampled
from tests.cases.webform import delimited, header

HEADER = header([("", "Commune"), ("", "Vos idées")], submission=["SID"])
ROWS = [["1", "Nîmes", "Plus d'arbres"], ["2", "", 'deux\r\nlignes ; et, "tout"']]
WHOLE = delimited(HEADER + ROWS)
FORM = form()


def survives(content: bytes) -> list[list[str]] | None:
    """The cells that are read, or nothing when the file is refused; never anything else."""
    try:
        return kept(read(content, FORM))
    except OrganiserError as refusal:
        assert refusal.where.startswith("export.csv")  # noqa: PT017
        assert refusal.advice  # noqa: PT017
        return None


# Anything


ALPHABET = st.sampled_from(
    ["SID", "Commune", '"', '""', ";", ",", "\t", "\n", "\r", "\\", "'", "1", " ", "é", "\0"]
)
MARKS = st.sampled_from([b"", b"\x1f\x8b", b"PK\x03\x04", b"\xff\xfe", b"sep=", b'"'])
BYTES = st.binary(max_size=300) | st.lists(ALPHABET, max_size=60).map(
    lambda pieces: "".join(pieces).encode()
)


@given(MARKS, BYTES)
@settings(max_examples=500, deadline=None)
def test_any_bytes_and_any_text_of_headings_quotes_and_delimiters(mark, content):
    survives(mark + content)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_alteration_of_a_real_export(data):
    content = bytearray((FRAMAFORMS / "p2-01-defaut-nouvelles.tsv").read_bytes()[:6_000])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        kind = data.draw(st.sampled_from(["set", "cut", "double"]))
        length = data.draw(st.integers(1, 200))
        if kind == "set":
            content[place] = data.draw(st.integers(0, 255))
        elif kind == "cut":
            del content[place : place + length]
            content = content or bytearray(b"\n")
        else:
            content[place:place] = content[place : place + length]
    survives(bytes(content))


@pytest.mark.slow
def test_altered_workbooks_and_archives(tmp_path):
    """Seeded: each alteration opens an archive."""
    chosen = random.Random(3)  # noqa: S311
    whole = (FRAMAFORMS / "p1-30-excel.xlsx").read_bytes()
    for content in (whole, gzip.compress(WHOLE, mtime=0)):
        for _ in range(40):
            altered = bytearray(content)
            for _ in range(chosen.randint(1, 4)):
                altered[chosen.randrange(len(altered))] = chosen.randrange(256)
            survives(bytes(altered))


# Small and monstrous


def archive(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, part in parts.items():
            written.writestr(name, part)
    return file.getvalue()


def nested(depth: int) -> bytes:
    content = b"SID"
    for _ in range(depth):
        content = archive({"[Content_Types].xml": b"<a/>", "x.zip": content})
    return content


LINES = delimited(HEADER)
MONSTERS = {
    "a million quotes": LINES + b'"' * 1_000_000 + b"\n" + delimited(ROWS),
    "a million quotes and one": LINES + b'"' * 1_000_001 + b"\n" + delimited(ROWS),
    "a million quotes, each on its line": LINES + b'"\n' * 500_000,
    "a million delimiters": LINES + b"\t" * 1_000_000 + b"\n",
    "a million empty quoted cells": LINES + b'""\t' * 300_000 + b"\n",
    "a million blank lines": LINES + b"\n" * 1_000_000 + delimited(ROWS),
    "a million lone CR": LINES + b"\r" * 1_000_000,
    "a million NUL": LINES + b"\0" * 1_000_000 + b"\n",
    "NUL in a cell": LINES + b'"1"\t"N\0mes"\t"\0"\n',
    "a header of 100,000 columns": b";".join([b"SID"] * 100_000) + b"\n",
    "a header of 100,000 quoted columns": b"\t".join([b'"SID"'] * 100_000) + b"\n",
    "a title that never ends": b'"' + b"a" * 3_000_000,
    "only quotes": b'"' * 2_000_000,
    "only delimiters": b",;\t|:. " * 300_000 + b"\n",
    "invalid UTF-8": WHOLE.replace("î".encode(), b"\xc3"),
    "surrogates": LINES + b'"1"\t"\xed\xa0\x80"\t""\n',
    "half a surrogate pair": "\ufeffSID\tCommune\n".encode("utf-16-le") + b"\x3d\xd8",
    "a zip in a zip, fifty deep": nested(50),
    "a gzip of nothing": gzip.compress(b""),
    "a gzip in a gzip": gzip.compress(gzip.compress(WHOLE)),
    "backslashes": LINES + b'"1"\t"' + b"\\" * 500_000 + b'"\t""\n',
    "apostrophes": b"SID,Commune,'Vos id\xc3\xa9es'\n" + b"1,'" * 200_000 + b"\n",
    "separators": b"sep=;\n" * 100_000,
    "headers only": LINES * 20_000,
    "a SID of a million digits": (
        LINES + b'"' + b"9" * 1_000_000 + b'"\t""\t""\nx"x\n"1"\t"a"\t""\n'
    ),
}


@pytest.mark.parametrize("name", sampled(MONSTERS, 12))
def test_a_monster_is_told_at_once(name):
    survives(MONSTERS[name])


def test_a_header_that_is_sql_is_a_heading_like_any_other():
    label = "'); drop table raw.exports; --"
    content = delimited([*header([("", label)], submission=["SID"]), ["1", "x"]])

    assert opened_alone(content).headings[1].label == label


# What collections of nasty CSV files hold (csv-spectrum, csv-test-data and the like): one row each.

TWO, THREE = "T,\n,\nSID,Commune\n", "T,,\n,,\nSID,Commune,Commune\n"
NASTY = {
    "a space before a quote": (f'{TWO}1, "a"\n2,"b"\n', [["2", "b"]]),
    "something after a quote": (f'{TWO}1,"a" \n2,"b"\n', [["2", "b"]]),
    "a quote inside a cell": (f'{TWO}1,a"b\n2,"c"\n', [["2", "c"]]),
    "a quote that opens a line": (f'{TWO}"1,a\n2,"c"\n', [["2", "c"]]),
    "too short and too long": (f"{TWO}1\n2,a,b\n3,c\n", [["1"], ["2", "a", "b"], ["3", "c"]]),
    "blank lines": (f"\n\n{TWO}\n1,a\n\n\n", [["1", "a"]]),
    "mixed line ends": (f"{TWO}1,a\r\n2,b\r3,c\n", [["1", "a"], ["2", "b"], ["3", "c"]]),
    "no last line end": (f"{TWO}1,a\n2,b", [["1", "a"], ["2", "b"]]),
    "a quote left open": (f'{TWO}1,"a\n', None),
    "a header alone": (TWO, []),
    "a header without its end": (TWO[:-1], None),
    "twice the same heading": (f"{THREE}1,a,b\n", [["1", "a", "b"]]),
    "a comment above": (f"# un commentaire\n{TWO}1,a\n", None),
}


@pytest.mark.parametrize("name", NASTY)
def test_nasty_files_are_read_exactly_or_not_at_all(name):
    text, expected = NASTY[name]

    assert survives(text.encode()) == expected
