"""Six files that the real Webform wrote, against what is known of them."""

from __future__ import annotations

import json
import re

import pytest

from consultation.exports import match_columns, read_export
from consultation.forms.form import read_form
from tests.cases.places import BUNDLED, FRAMAFORMS

TRUTH = {
    entry["file"]: entry
    for entry in json.loads((FRAMAFORMS / "truth.json").read_text(encoding="utf-8"))["files"]
}
DELIMITERS = {"tab": "\t", ";": ";", None: None}
FILES = sorted(path.name for path in FRAMAFORMS.iterdir() if path.name in TRUTH)


def rows_of(name: str) -> list[list[str]]:
    return [record.cells for record in read_export(FRAMAFORMS / name).records()]


def as_xlsx(text: str) -> str:
    """What the exporter leaves of a text; one that looks like a time came to be one."""
    if text == "2022-03-14 12:30":
        return "2022-03-14 12:30:00"
    typed = re.sub(r"\[(/?script[^]]*)\]", r"<\1>", text).replace("\r\n", "\n")
    return "".join(
        character for character in typed if character in "\n\t" or " " <= character <= "\uffff"
    )


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_identified_and_its_header_told_from_its_records(name):
    export = read_export(FRAMAFORMS / name)

    truth = TRUTH[name]
    records = list(export.records())
    assert export.sha256 == truth["sha256"]
    assert export.size == truth["bytes"]
    assert export.title == "Consultation populaire contre la vidéosurveillance automatisée"
    assert len(export.headings) == truth["columns"]
    assert export.notes == ()
    assert [record.number for record in records] == list(range(1, truth["submissions"] + 1))
    assert {len(record.cells) for record in records} == {truth["columns"]}
    sids = [record.cells[1] for record in records]
    assert (min(sids), max(sids)) == (str(truth["first_sid"]), str(truth["last_sid"]))


def test_the_delimiter_is_read_from_the_first_record_never_from_the_extension():
    delimiters = {name: read_export(FRAMAFORMS / name).delimiter for name in FILES}

    assert delimiters == {
        name: DELIMITERS[TRUTH[name]["options"].get("delimiter")] for name in FILES
    }


def test_a_record_is_placed_by_its_first_physical_line():
    """Lines inside an answer end with CRLF, records with LF: 328 records are 1,702 lines."""
    path = FRAMAFORMS / "p1-01-defaut-tab.tsv"
    lines = path.read_bytes().split(b"\n")

    records = list(read_export(path).records())

    assert records[0].line == 4
    assert all(
        lines[record.line - 1].startswith(f'"{record.cells[0]}"\t"{record.cells[1]}"'.encode())
        for record in records
    )


def test_the_workbook_says_the_same_as_the_text_but_for_what_xlsx_destroys():
    """Times have seconds and ISO order, CRLF is LF, characters beyond U+FFFF are gone."""
    texts, cells = rows_of("p1-01-defaut-tab.tsv"), rows_of("p1-30-excel.xlsx")
    timed = (2, 3, 4, 33)

    assert [[row[at] for at in range(43) if at not in timed] for row in cells] == [
        [as_xlsx(row[at]) for at in range(43) if at not in timed] for row in texts
    ]
    assert [texts[0][at] for at in timed] == ["15/02/2022 - 08:08"] * 3 + ["15/04/2017"]
    assert [cells[0][at] for at in timed] == ["2022-02-15 08:08:09"] * 3 + ["2017-04-15"]


@pytest.mark.parametrize("name", FILES)
def test_every_column_is_understood_and_nothing_is_missing(name):
    form = read_form(BUNDLED)

    matching = match_columns(read_export(FRAMAFORMS / name), form)

    assert matching.missing == ()
    assert {("question", question.id) for question in form.questions} < matching.complete_fields
    assert {("consent", "consent"), ("category", "category"), ("role", "email")} < (
        matching.complete_fields
    )
