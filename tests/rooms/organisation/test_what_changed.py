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
from tests.cases.webform import LABELS

pytestmark = pytest.mark.slow

LATER = "20/03/2022 - 10:00"


def sheet(run: Run, title: str) -> list[dict[str, object]]:
    return sheet_of(run.proof, title)


def above(run: Run, title: str) -> str:
    """What is written above the table of a sheet and on its notes, or on a page."""
    workbook = load_workbook(run.synthese if title == "Lisez-moi" else run.proof)
    cells = (cell for name in (title, "Notes") for cell in workbook[name]["A"])
    return " ".join(str(cell.value) for cell in cells if cell.value)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def changed(run: Run) -> set[tuple[object, object]]:
    return {(line["Changement"], line["Soumission"]) for line in sheet(run, "Nouveautés")}


BEFORE = {"Texte": "avant", "En_ville": "Pour", "Combien": "3", "Quand": "14/02/2022"}
AFTER = {"Texte": "après", "En_ville": "Contre", "Combien": "2.5", "Quand": "15/02/2022"}
FIRST = [
    row(1, **BEFORE, Courriel="a@exemple.org", Envoi="Oui, sans nom"),
    row(2, Texte="tel quel", Envoi="Oui, en mon nom"),
    row(3, draft="1"),
    row(4, Courriel="d@exemple.org", Nom="Dominique Fictif"),
]
SECOND = [
    row(1, **AFTER, Courriel="a@exemple.org", Envoi="Non", modified=LATER),
    row(2, Texte="tel quel", Envoi="Oui, en mon nom"),
    row(3, at=FIRST[2][2], completed=LATER, modified=LATER, Envoi="Oui, sans nom"),
    row(4, Courriel="d@exemple.org", Nom="Dom Fictif", modified=LATER),
    row(5, at=LATER, Courriel="d@exemple.org"),
    row(6, at=LATER)[:-2],
]


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """A form that has published one export, then a second, full one."""
    run = small_run(tmp_path_factory.mktemp("twice"), *FIRST)
    first = run.publish()
    run.write("later.tsv", export(SECOND))
    return run, first, run.publish()


# Nouveautés.


def test_every_kind_of_change_is_told_once(twice):
    run, _, _ = twice

    assert changed(run) == {
        ("Modifiée", "petit:1"),
        ("Consentement changé", "petit:1"),
        ("Brouillon terminé", "petit:3"),
        ("Coordonnées modifiées", "petit:4"),
        ("Remplacée par un renvoi", "petit:4"),
        ("Nouvelle", "petit:5"),
        ("Rejetée", "petit:6"),
    }


def test_an_edited_submission_says_which_questions_and_both_consents(twice):
    run, _, _ = twice
    lines = {(line["Changement"], line["Soumission"]): line for line in sheet(run, "Nouveautés")}

    edited = lines["Modifiée", "petit:1"]
    assert edited["Ce qui a été modifié"] == "Avis ; Texte ; Combien ; Quand"
    assert edited["Consentement avant"] == "Transmise sans nom"
    assert edited["Consentement maintenant"] == "Pour réflexion seulement"
    assert lines["Coordonnées modifiées", "petit:4"]["Ce qui a été modifié"] == "Nom"
    assert lines["Remplacée par un renvoi", "petit:4"]["Remplacée par"] == "petit:5"


def test_the_counts_stand_above_the_news(twice):
    run, _, _ = twice

    said = above(run, "Nouveautés")
    assert "Avec later.tsv, et ce qui a été décidé depuis" in said
    for count in ("Modifiée (1)", "Nouvelle (1)", "Rejetée (1)", "Consentement changé (1)"):
        assert count in said


def test_the_same_exports_again_change_nothing_and_that_is_said(twice):
    run, _, _ = twice
    said = said_of(run.publish())

    assert "Aucun changement depuis la publication précédente" in said
    assert "rien n’a été réécrit" in said


def said_of(summary) -> str:
    form = FormReport(form_id="petit", summary=summary, failure=None, refused=())
    return phrases.summary(RunReport(forms=(form,), problems=()), here=summary.release)


# What was decided, and what people asked.


def decided(run: Run) -> None:
    """Of five answers to one export two are said to be one person's, and one is withdrawn."""
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
    assert plain(told) == (
        "Par ce qui a été décidé ou demandé depuis export.tsv : "
        "Retirée (1), Réunie par une décision (1)."
    )
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


@pytest.fixture(scope="module")
def partial(tmp_path_factory):
    """A run whose last export is partial, and how it ended."""
    run = small_run(tmp_path_factory.mktemp("partial"), row(1), row(2), row(3))
    run.write("new.tsv", export([row(5, at="01/03/2022 - 10:00"), row(4)]))
    return run, run.publish()


def test_what_was_not_reread_is_the_first_thing_of_lisez_moi(partial):
    run, _ = partial

    said = above(run, "Lisez-moi")
    place = said.index("new.tsv ne montre pas 3 réponses connues")
    assert place < said.index("contributions comptées")
    for step in STEPS:
        assert step in said
    assert said.count("new.tsv ne montre pas") == 1


def test_the_run_and_its_json_say_what_was_not_reread(partial):
    _, summary = partial
    report = RunReport(
        forms=(FormReport(form_id="petit", summary=summary, failure=None, refused=()),),
        problems=(),
    )

    (form,) = as_json(report)["forms"]
    rereading = form["rereading"]
    assert rereading["is_reread"] is False
    assert rereading["how_to"] == list(STEPS)
    assert (rereading["unread_file"], rereading["unread_count"]) == ("new.tsv", 3)
    assert "«\u00a0Toutes les soumissions\u00a0»" in said_of(summary)


# Rejets.


@pytest.mark.slow
def test_each_rejected_record_says_whether_the_answer_is_lost(tmp_path):
    run = small_run(tmp_path, row(1), row(2), row(3))
    missing = row(4)
    missing[LABELS.index("SID")] = ""
    pasted = row(2, modified="01/02/2022 - 10:00")
    rows = [row(1)[:-1], pasted, row(2), row(3, Mode="Vélos"), row(5)[:-2], missing]
    run.write("broken.tsv", export(rows))
    run.write("empty.tsv", b"")
    run.publish()

    lines = sheet(run, "Rejets")
    assert [line["Nature"] for line in lines] == [
        "Fichier refusé",
        *["Ligne rejetée"] * 4,
        "Cellule écartée",
    ]
    assert [(line["Ligne"], line["Soumission"]) for line in lines[1:5]] == [
        (4, "petit:1"),
        (5, "petit:2"),
        (8, "petit:5"),
        (9, None),
    ]
    assert [line["Réponse perdue ?"] for line in lines[1:]] == [
        "Non\u00a0: lue dans export.tsv",
        "Non\u00a0: une autre ligne du fichier l’a",
        "Oui",
        "Oui",
        "Non\u00a0: le reste de la réponse est compté",
    ]
    assert all(line["Raison"] and line["Que faire"] for line in lines)


def test_a_sheet_with_nothing_to_tell_is_there_and_says_so(once):
    assert sheet(once, "Rejets") == sheet(once, "Nouveautés") == []
    assert "Il n’y a qu’un export, et aucune décision" in above(once, "Nouveautés")
