"""The organisers' workbooks in OpenDocument, when the form file asks for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from consultation.decisions import TO_READ, given_file
from consultation.decisions.opendocument import OpenDocument
from tests.cases.given_back import fill, rows_of, write
from tests.cases.libreoffice import convert
from tests.cases.runs import Run
from tests.cases.small import FORM, FORM_ID, row, small_run

DATED = {"date": dt.date(2026, 11, 20)}
LETTER = "=1+1\nJe refuse que  mon corps devienne un code-barres lisible à chaque coin de rue."


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Run:
    agreed = {"Envoi": "Oui, sans nom"}
    rows = [
        row(1, Texte=LETTER, Code_postal="35000", **agreed),
        row(2, Texte=LETTER, Code_postal="35000", at="20/02/2022 - 10:00", **agreed),
        row(3, Texte="Un avis _x000D_ bien à moi.", Courriel="ana@example.org", **agreed),
    ]
    run = small_run(
        tmp_path_factory.mktemp("formats"), *rows, form=f"{FORM}\n[publish]\nods = true\n"
    )
    run.publish()
    return run


Words = dict[str, list[str]]


def words_of(sheets: Iterable[tuple[str, Iterable[Iterable[object]]]]) -> Words:
    """What each sheet says, cell after cell: tables begin elsewhere where there are charts."""
    return {
        title: " ".join(
            str(value) for cells in rows for value in cells if value is not None
        ).split()
        for title, rows in sheets
    }


def words_of_ods(path: Path) -> Words:
    sheets = OpenDocument(path.read_bytes()).worksheets
    return words_of(
        (sheet.title, ([cell.value for cell in cells] for cells in sheet.iter_rows()))
        for sheet in sheets
    )


def words_of_xlsx(path: Path) -> Words:
    sheets = load_workbook(path).worksheets
    return words_of((sheet.title, sheet.iter_rows(values_only=True)) for sheet in sheets)


def test_each_workbook_is_there_in_both_formats_with_the_same_cells(run):
    folder = run.release / "organisation"
    workbooks = sorted(folder.rglob("*.xlsx"))

    assert sorted(folder.rglob("*.ods")) == [path.with_suffix(".ods") for path in workbooks]
    assert len(workbooks) > 2
    for path in workbooks:
        assert words_of_ods(path.with_suffix(".ods")) == words_of_xlsx(path), path.name


def test_addresses_are_for_their_owner_alone(run):
    contacts = run.release / "organisation" / "confidentiel" / "contacts.ods"

    assert contacts.stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
@pytest.mark.libreoffice
def test_what_libreoffice_saves_as_xlsx_and_as_ods_gives_the_same_decisions(run, tmp_path):
    book = fill(run.to_decide, {"petit:1, petit:2": {"choice": "personnes différentes"} | DATED})
    for cells in rows_of(book[TO_READ.title]):
        cells[TO_READ.columns.choice].value = "masquer ces mots"
        cells[TO_READ.columns.words].value = "un mot ; un\u00a0 autre\nun troisième"
    path = write(book, tmp_path / "rempli.xlsx")

    saved = [convert(path, to, tmp_path) / f"rempli.{to}" for to in ("xlsx", "ods")]
    written, *taken = (given_file(each, FORM_ID, "Europe/Paris") for each in (path, *saved))

    assert [file.decisions for file in taken] == [written.decisions] * 2
    assert {decision.kind for decision in written.decisions} == {"same_person", "reading"}
    assert {decision.is_dated for decision in written.decisions} == {True, False}
