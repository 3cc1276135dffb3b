"""Review sheets given back as .ods: what is read of them, and what is refused as in an .xlsx."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import pytest

from consultation.decisions.arrived_file import decision_file
from consultation.exports.export import read_export
from tests.cases.errors import error_of
from tests.cases.given_back import KEY, SAVED, TITLES, asked
from tests.cases.opendocument import write_opendocument

DATED = asked("f:2", "f:1", choice="même personne", initials="AB", date=dt.date(2026, 11, 20))
UNDATED = asked("f:3", "f:4", choice="personnes différentes", remark="vu\net  revu")


def book(path: Path, *rows: dict[str, object]) -> Path:
    """A review sheet in OpenDocument."""
    cells = [[row.get(title) for title in TITLES] for row in rows]
    sheet = [["À vérifier"], ["Décidez."], TITLES, *cells]
    return write_opendocument(path, {"À vérifier": sheet}, SAVED)


def changed(path: Path, before: str, after: str, part: str = "content.xml") -> Path:
    """The workbook with something of a part written otherwise."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text, count = re.subn(before, after, parts[part].decode())
    assert count
    parts[part] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def given(path: Path):
    return decision_file(path, "f", "Europe/Paris")


def test_filled_rows_are_decisions_dated_by_the_row_else_by_the_workbook(tmp_path):
    first, second = given(book(tmp_path / "r.ods", DATED, UNDATED)).decisions

    assert (first.choice, first.initials, first.row) == ("same", "AB", 4)
    assert f"{first.decided_at:%Y-%m-%d %H:%M}" == "2026-11-19 23:00"
    assert (second.choice, second.remark, second.decided_at) == ("different", "vu et revu", SAVED)


def test_empty_rows_said_to_be_repeated_to_the_end_of_the_sheet_are_none(tmp_path):
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
    path = changed(
        book(tmp_path / "r.ods", DATED),
        "</table:table>",
        f"{blank}</table:table-row></table:table>",
    )

    assert len(given(path).decisions) == 1


@pytest.mark.slow
def test_a_row_said_to_be_repeated_without_end_is_refused_at_once(tmp_path):
    path = changed(
        book(tmp_path / "r.ods", DATED),
        "(?s)(.*)<table:table-row>",
        r'\1<table:table-row table:number-rows-repeated="999999999">',
    )

    assert error_of(given, path).code == "decisions_unreadable_file"


def test_a_formula_is_refused_by_its_cell(tmp_path):
    formula = r'office:value-type="string" table:formula="of:=A1"><text:p>même personne'
    path = book(tmp_path / "r.ods", DATED)
    changed(path, 'office:value-type="string"><text:p>même personne', formula)

    refused = given(path).refusal

    assert refused.code == "decisions_formula"
    assert "cellule D4" in refused.what


def test_a_workbook_that_declares_a_document_type_is_not_opened(tmp_path):
    path = book(tmp_path / "r.ods", DATED)
    changed(path, "(<office:document-content)", r"<!DOCTYPE a [<!ENTITY b 'c'>]>\1")

    assert given(path) is None
    assert error_of(read_export, path).code == "not_an_export"


def test_another_ods_is_no_export_and_is_called_so(tmp_path):
    path = changed(book(tmp_path / "r.ods", DATED), f"{re.escape(KEY)}|À vérifier", "Autre")

    assert given(path) is None
    refused = error_of(read_export, path)
    assert "ce classeur .ods n’a aucune des feuilles à remplir" in refused.message
