"""Review sheets given back: recognised by what they hold, taken whole, refused by cell."""

from __future__ import annotations

import datetime as dt
import zipfile

import pytest
from openpyxl import Workbook

from consultation.decisions.arrived_file import decision_file
from tests.cases.given_back import CHOICE, KEY, SUBJECT, asked, book, sheet, write

SAME = "même personne"


@pytest.fixture
def given(tmp_path):
    """The decisions of a workbook, as a file dropped for the form `f`."""

    def read(workbook, name="retour.xlsx"):
        return decision_file(write(workbook, tmp_path / name), "f", "Europe/Paris")

    return read


def test_a_filled_row_is_a_decision_and_a_row_without_a_choice_is_none_even_spoiled(given):
    filled = (
        asked("f:2", "f:1", choice=SAME, initials="AB", date=dt.date(2026, 11, 20)),
        asked("f:3", "f:4", kind="consent", choice="Oui, sans nom", remark="vu"),
    )
    spoiled = asked("f:1", "f:2") | {KEY: "?", SUBJECT: "?"}
    undecided = asked("f:1", "f:2", remark="à voir", initials="AB"), asked("f:3", "f:4", choice=" ")
    file = given(book(*filled, *undecided, spoiled))

    assert file.refusal is None
    first, second = file.decisions
    assert (first.kind, first.choice) == ("same_person", "same")
    assert first.submission_ids == ("f:1", "f:2")
    assert (first.sheet, first.row, first.initials, first.remark) == ("À vérifier", 8, "AB", None)
    assert (second.kind, second.choice, second.remark) == ("consent", "anonymous", "vu")


def test_the_date_is_the_rows_else_the_workbooks(given):
    dates = {
        dt.date(2026, 11, 20): "2026-11-19 23:00",  # midnight in Paris
        dt.datetime(2026, 11, 20, 9, 0): "2026-11-20 08:00",  # noqa: DTZ001
        "20/11/2026": "2026-11-19 23:00",
        "2026-11-20": "2026-11-19 23:00",
        None: "2026-11-24 15:30",  # when the workbook was saved
        "": "2026-11-24 15:30",
    }
    rows = [asked("f:1", f"f:{at}", choice=SAME, date=one) for at, one in enumerate(dates, 2)]

    told = [f"{one.decided_at:%Y-%m-%d %H:%M}" for one in given(book(*rows)).decisions]

    assert dict(zip(dates, told, strict=True)) == dates


def test_the_date_is_never_that_of_the_file(tmp_path):
    workbook = book(asked("f:1", "f:2", choice=SAME))
    path, bare = write(workbook, tmp_path / "avec.xlsx"), tmp_path / "sans.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bare, "w") as target:
        for entry in source.infolist():
            if entry.filename != "docProps/core.xml":
                target.writestr(entry, source.read(entry))

    file = decision_file(bare, "f", "Europe/Paris")

    assert file.decisions == ()
    assert "cellule D8\u00a0: la date de la décision manque" in file.refusal.what


def test_a_name_is_reduced_to_initials_before_it_is_stored(given):
    names = {"AB": "AB", "a.b.": "AB", "Camille Exemple": "CE", "  ": None, None: None}
    names["Jean-Pierre de la Tour d'Exemple"] = "JPDL"
    rows = [asked("f:1", f"f:{at}", choice=SAME, initials=one) for at, one in enumerate(names, 2)]

    told = [one.initials for one in given(book(*rows)).decisions]

    assert dict(zip(names, told, strict=True)) == names


def test_sheet_and_columns_may_be_moved_and_columns_that_only_inform_deleted(given):
    workbook = Workbook()
    workbook.active.title = "Notes"
    moved, titles = workbook.create_sheet("Feuille3"), [CHOICE, KEY, SUBJECT]
    sheet(moved, [asked("f:1", "f:2", choice=SAME)], titles=titles, header_row=1)
    workbook.create_sheet("Encore")

    (decision,) = given(workbook).decisions

    assert (decision.sheet, decision.row) == ("Feuille3", 2)


def test_a_spoiled_row_is_set_aside_and_the_rest_is_taken(given):
    """What is said of each: tests/cases/refusals/decisions.txt."""
    sound, other = (asked(*ids, choice=SAME) for ids in (("f:1", "f:2"), ("f:3", "f:4")))
    file = given(book(sound, other | {KEY: None}))

    assert "cellule D9\u00a0:" in file.refusal.what
    assert "les autres sont appliquées" in file.refusal.advice
    assert [one.submission_ids for one in file.decisions] == [("f:1", "f:2")]
