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


def changed(path: Path, before: str, after: str) -> Path:
    """The workbook with something of its content written otherwise."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["content.xml"], count = re.subn(before, after, parts["content.xml"])
    assert count
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


REPEATED = '<table:table-row table:number-rows-repeated="{}">'


@pytest.mark.slow
def test_empty_rows_repeated_to_the_end_of_the_sheet_are_none_and_others_are_refused(tmp_path):
    blank = f"{REPEATED.format(1048000)}<table:table-cell/></table:table-row></table:table>"
    path = changed(book(tmp_path / "r.ods", DATED), "</table:table>", blank)
    assert len(given(path).decisions) == 1

    endless = rf"\1{REPEATED.format(999999999)}"
    path = changed(book(tmp_path / "r.ods", DATED), "(?s)(.*)<table:table-row>", endless)
    assert error_of(given, path).code == "decisions_unreadable_file"


def test_a_formula_is_refused_by_its_cell(tmp_path):
    formula = r'office:value-type="string" table:formula="of:=A1"><text:p>même personne'
    path = book(tmp_path / "r.ods", DATED)
    changed(path, 'office:value-type="string"><text:p>même personne', formula)

    refused = given(path).refusal

    assert (refused.code, "cellule D4" in refused.what) == ("decisions_formula", True)


# A document type could declare what unpacks without end.
TYPED = ("(<office:document-content)", r"<!DOCTYPE a [<!ENTITY b 'c'>]>\1", "")
NOTHING_TO_FILL = (f"{re.escape(KEY)}|À vérifier", "Autre", "n’a aucune des feuilles à remplir")


@pytest.mark.parametrize(("before", "after", "said"), [TYPED, NOTHING_TO_FILL])
def test_another_ods_is_no_export_and_is_called_so(before, after, said, tmp_path):
    path = changed(book(tmp_path / "r.ods", DATED), before, after)

    assert given(path) is None
    refused = error_of(read_export, path)
    assert (refused.code, said in refused.message) == ("not_an_export", True)
