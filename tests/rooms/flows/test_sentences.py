"""The sentences of a run."""

from dataclasses import replace
from pathlib import Path

import pytest

from consultation.care.retention import Care
from consultation.words.errors import OrganiserError
from flows.report import phrases
from flows.report.report import FormReport, RunReport, as_json
from tests.cases.reports import COUNTS, REFUSAL, form_report


def said_of(form: FormReport) -> str:
    report = RunReport(forms=(form,), problems=())
    return phrases.summary(report, here=Path("/here")).replace("\u00a0", "~").replace("\u202f", "_")


def test_a_first_publication():
    assert said_of(form_report()).splitlines() == [
        "",
        "",
        "Le titre (vsa)",
        "  1_390 soumissions reçues",
        "      0 rejetée",
        "      3 disparues",
        "      1 brouillon",
        "     22 renvois",
        "  1_364 comptées",
        "  1_210 à transmettre",
        "  Première publication de ce formulaire.",
        "  Fichiers~: outputs/vsa, à commencer par organisation/synthese.xlsx",
    ]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (
            {"previous": COUNTS | {"received": 325, "draft": 4}},
            "Depuis la publication précédente~: soumissions reçues +1_065, brouillons −3.",
        ),
        ({"previous": COUNTS}, "Depuis la publication précédente~: aucun nombre n’a changé."),
        ({"outcome": "unchanged"}, "rien n’a été réécrit."),
    ],
)
def test_what_changed_since_the_previous_release(told, sentence):
    assert sentence in said_of(form_report(**{"previous": COUNTS} | told))


def test_a_refused_export_and_a_warning():
    what = REFUSAL.what[0].upper() + REFUSAL.what[1:]
    warnings = ("Export partiel.", f"parti.tsv : fichier refusé. {what}")
    said = said_of(form_report(refused=(REFUSAL,), warnings=warnings))

    assert "1 export refusé~: voir plus haut" in said
    assert [line for line in said.splitlines() if "Attention" in line] == [
        "  Attention~: Export partiel."
    ]


def test_forms_exports_and_decisions_that_are_refused_are_told_apart():
    decisions = OrganiserError("decisions_unreadable_file", where="relecture.xlsx")
    form = OrganiserError("form_file.absent", where="vsa.toml", path="vsa.toml")
    refused = form_report(refused=(REFUSAL, decisions))
    report = RunReport(forms=(refused, form_report(failure=form)), problems=())

    assert phrases.one_line(report) == (
        "1 formulaire à jour, 1 formulaire refusé, 1 export refusé, 1 classeur de décisions refusé"
    )
    assert "Laissés de côté, 1 export refusé, 1 classeur de décisions refusé" in said_of(refused)


def test_what_could_not_be_made_is_told_and_the_run_did_not_go_well():
    missing = OrganiserError("part_left_out", where="public/", reason="la raison.")
    whole = form_report()
    form = replace(whole, summary=replace(whole.summary, left_out=(missing,)))
    report = RunReport(forms=(form,), problems=())

    said = "  public/~: n’a pas pu être fait et manque à cette publication~: la raison."
    assert said in said_of(form).splitlines()
    assert (whole.went_well, form.went_well, report.went_well) == (True, False, False)
    assert phrases.one_line(report) == "1 formulaire à jour, 1 publication incomplète"
    assert "public/" in phrases.ending(report)
    assert as_json(report)["forms"][0]["left_out"][0]["where"] == "public/"


def test_a_form_that_published_nothing():
    said = said_of(form_report(failure=REFUSAL))

    assert "vsa~: rien n’a été publié" in said
    assert "reste en place" in said


def test_only_a_run_without_any_problem_went_well():
    well = RunReport(forms=(form_report(),), problems=())
    refused = RunReport(forms=(form_report(refused=(REFUSAL,)),), problems=())
    failed = RunReport(forms=(form_report(failure=REFUSAL),), problems=())
    stray = RunReport(forms=(form_report(),), problems=(REFUSAL,))

    assert [report.went_well for report in (well, refused, failed, stray)] == [
        True,
        False,
        False,
        False,
    ]


def test_the_report_as_json():
    report = RunReport(forms=(form_report(refused=(REFUSAL,)),), problems=())

    assert as_json(report) == {
        "went_well": False,
        "problems": [],
        "arriving_files": [],
        "removed_examples": [],
        "forms": [
            {
                "form_id": "vsa",
                "outcome": "published",
                "title": "Le titre",
                "release": "/here/outputs/vsa",
                "counts": COUNTS,
                "previous_counts": None,
                "latest_export": None,
                "latest_full_export": None,
                "rereading": None,
                "pack": None,
                "warnings": [],
                "failure": None,
                "left_out": [],
                "refused_exports": [
                    {
                        "code": "unreadable_file",
                        "where": "a.csv",
                        "what": "ce fichier a changé pendant sa lecture.",
                        "advice": REFUSAL.advice,
                    }
                ],
                "retention": [],
                "retention_failure": None,
            }
        ],
    }


def test_what_becomes_of_the_files_of_a_form():
    kept = Care(("Conservation\u00a0: le 31/01/2027, les données de travail seront supprimées.",))
    ended = FormReport("vsa", summary=None, failure=None, refused=(), care=Care(("Supprimées.",)))
    stuck = form_report(care=Care(problem=REFUSAL))

    assert "le 31/01/2027" in said_of(form_report(care=kept))
    assert said_of(ended).split("\n")[-2:] == ["vsa", "  Supprimées."]
    assert REFUSAL.what in said_of(stuck)
    assert [RunReport((one,), ()).went_well for one in (ended, stuck)] == [True, False]
    outcomes = [as_json(RunReport((one,), ()))["forms"][0]["outcome"] for one in (ended, stuck)]
    assert outcomes == ["ended", "published"]
