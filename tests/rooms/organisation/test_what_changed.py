"""What organisers read of a form's history: news, what was not re-read, what was lost."""

from __future__ import annotations

import datetime as dt

import pytest
from openpyxl import load_workbook

from consultation.notices.rereading import STEPS
from consultation.releases.manifest import read_manifest
from flows.report import phrases
from flows.report.report import FormReport, RunReport, as_json
from tests.cases.erasures import ask, erase
from tests.cases.given_back import fill, write
from tests.cases.runs import Run, sheet_of
from tests.cases.small import export, row, small_run

pytestmark = pytest.mark.slow

EMPTY = {"Textes types", "Ajouts", "À relire", "À vérifier"}


def above(run: Run, title: str) -> str:
    """What is written above the table of a sheet and on its notes, or on a page."""
    workbook = load_workbook(run.synthese if title == "Lisez-moi" else run.proof)
    cells = (cell for name in (title, "Notes") for cell in workbook[name]["A"])
    return " ".join(str(cell.value) for cell in cells if cell.value)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def changed(run: Run) -> set[tuple[object, object]]:
    return {(one["Changement"], one["Soumission"]) for one in sheet_of(run.proof, "Nouveautés")}


# What was decided, and what people asked.


def decided(run: Run) -> None:
    """Of five answers to an export two are said to be the same person's, and one is withdrawn."""
    same = fill(run.to_decide, {"petit:1, petit:2": {"choice": "même personne"}})
    write(same, run.inbox / "decide.xlsx")
    ask(run, "4", request="retirer", at=TODAY)
    run.publish()


TODAY = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
TWINS = {"Nom": "Ana Invent", "Commune": "Brest", "Code_postal": "29200", "Envoi": "Oui, sans nom"}


def test_a_merge_a_withdrawal_and_an_erasure_are_news_though_there_is_one_export(tmp_path):
    run = small_run(
        tmp_path, *(row(sid, **TWINS) for sid in (1, 2)), *(row(sid) for sid in (3, 4, 5))
    )
    run.publish()
    assert "aucune décision n’a changé" in above(run, "Nouveautés")
    decided(run)
    assert changed(run) == {("Réunie par une décision", "petit:1"), ("Retirée", "petit:4")}
    (told,) = read_manifest(run.release).news
    by = "Par ce qui a été décidé ou demandé depuis export.tsv : "
    assert plain(told) == f"{by}Retirée (1), Réunie par une décision (1)."
    assert told in above(run, "Nouveautés")

    ask(run, "5", at=TODAY)
    erase(run)
    run.publish()
    (told,) = read_manifest(run.release).news
    assert told.endswith("Retirée (1), Réunie par une décision (1), Effacée (1).")
    assert "petit:5" not in {submission for _, submission in changed(run)}


def test_what_was_decided_before_the_latest_export_is_no_news(tmp_path):
    run = small_run(tmp_path, *(row(sid, **TWINS) for sid in (1, 2)), row(4))
    run.publish()
    decided(run)
    later = [row(sid, **TWINS) for sid in (1, 2)] + [row(4), row(6, at="01/12/2026 - 10:00")]
    run.write("later.tsv", export(later))
    run.publish()

    assert changed(run) == {("Nouvelle", "petit:6")}
    assert "Avec later.tsv, et ce qui a été décidé depuis : Nouvelle (1)" in plain(
        above(run, "Nouveautés")
    )


# What could not be read again.


def test_what_a_partial_export_leaves_unread_is_the_first_thing_of_lisez_moi_and_in_the_json(
    tmp_path,
):
    run = small_run(tmp_path, row(1), row(2), row(3))
    run.write("new.tsv", export([row(5, at="01/03/2022 - 10:00"), row(4)]))
    summary = run.publish()

    said = above(run, "Lisez-moi")
    place = said.index("new.tsv ne montre pas 3 réponses connues")
    assert place < said.index("contributions comptées")
    for step in STEPS:
        assert step in said
    assert said.count("new.tsv ne montre pas") == 1

    told = FormReport(form_id="petit", summary=summary, failure=None, refused=())
    report = RunReport(forms=(told,), problems=())
    said = phrases.summary(report, folder=summary.release)
    assert "«\u00a0Toutes les soumissions\u00a0»" in said
    (form,) = as_json(report)["forms"]
    rereading = form["rereading"]
    assert rereading["is_reread"] is False
    assert rereading["how_to"] == list(STEPS)
    assert (rereading["unread_file"], rereading["unread_count"]) == ("new.tsv", 3)


# Of what there is nothing.


def test_of_what_there_is_none_a_sheet_says_so_or_is_not_there(once):
    assert sheet_of(once.proof, "Rejets") == sheet_of(once.proof, "Nouveautés") == []
    assert "Il n’y a qu’un export, et aucune décision" in above(once, "Nouveautés")
    books = [load_workbook(path) for path in (once.synthese, once.to_decide, once.proof)]
    assert EMPTY.isdisjoint(title for book in books for title in book.sheetnames)
