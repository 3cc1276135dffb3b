"""How the stages of a form make its report, without Prefect."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock, call

import pytest

from consultation.releases.manifest import seal
from consultation.releases.publish import FormSummary
from consultation.runs.journal import read_journal
from consultation.words.errors import OrganiserError
from flows import SERVED_BY, form_refresh, refresh
from flows.report import phrases
from flows.where import where_in
from tests.cases.plain_flow import without_prefect
from tests.cases.runs import Run
from tests.cases.small import FORM, row, small_run

REFUSAL = OrganiserError("other_sheet", where="parti.tsv", sheet="Réponses")
SUMMARY = FormSummary("petit", "Petit formulaire", "published", Path("out"), {}, None, ())


@pytest.fixture
def said(monkeypatch) -> list[str]:
    """What is announced while plain functions stand for the stages."""
    stages = {"ingest_export": True, "build_tables": (), "run_checks": None}
    plain = {name: lambda *_, done=done: done for name, done in stages.items()}
    return without_prefect(monkeypatch, publish_release=lambda *_, **_choices: SUMMARY, **plain)


def fail_the_checks(*_: object) -> None:
    raise OrganiserError("failed_checks", checks="links")


@pytest.fixture
def run(tmp_path) -> Run:
    return small_run(tmp_path, row(1))


def retained(folder: Path, until: str) -> Run:
    """A run whose files are kept until then."""
    return small_run(folder, row(1), form=f"{FORM}\n[retention]\nuntil = {until}\n")


def test_an_export_that_the_build_leaves_out_is_refused_whatever_comes_of_the_checks(
    said, monkeypatch
):
    """Its file has left the inbox: only the build can see that the form file now refuses it."""
    monkeypatch.setattr(form_refresh, "build_tables", lambda *_: (REFUSAL,))
    report = form_refresh.publish_form("petit", {}, ())
    assert (report.summary, report.refused) == (SUMMARY, (REFUSAL,))
    assert not report.went_well
    assert [line for line in said if "parti.tsv" in line and REFUSAL.what in line]

    monkeypatch.setattr(form_refresh, "run_checks", fail_the_checks)
    report = form_refresh.publish_form("petit", {}, ())
    assert (report.failure.code, report.refused) == ("failed_checks", (REFUSAL,))


def test_a_form_file_that_is_wrong_is_told_once_and_its_exports_wait(tmp_path, said, monkeypatch):
    run = small_run(tmp_path, row(1), form=f"closes_at = 11/03/2022\n{FORM}")

    report = refresh.refresh_all(run.folders)

    (form,) = report.forms
    assert (form.failure.code, form.refused) == ("form_file", ())
    assert "\n".join(said).count("une date s’écrit 2022-03-11") == 1
    assert read_journal(run.folders).form("petit").seen == {}


def test_a_form_whose_working_data_was_deleted_is_not_computed_and_goes_well(tmp_path, said):
    run = retained(tmp_path, "2026-01-31")
    run.folders.data.mkdir()
    state = {"announced_for": "2026-01-31", "ended_on": "2026-02-01"}
    (run.folders.data / "petit.conservation.json").write_text(json.dumps(state))

    report = refresh.refresh_all(run.folders)

    (form,) = report.forms
    assert report.went_well
    assert (form.summary, form.failure) == (None, None)
    (sentence,) = form.care.sentences
    assert "supprimées le 01/02/2026" in sentence
    assert "1 fichier déposé n’a pas été lu\u00a0: export.tsv" in sentence
    assert not run.folders.database("petit").exists()


@pytest.mark.parametrize("rebuild", [False, True])
def test_a_run_forgets_what_was_kept_and_writes_anew_when_asked_to(run, said, monkeypatch, rebuild):
    forget, publish = Mock(), Mock(return_value=SUMMARY)
    monkeypatch.setattr(form_refresh.stages, "forget_results", forget)
    monkeypatch.setattr(form_refresh, "publish_release", publish)

    refresh.refresh_all(run.folders, rebuild=rebuild)

    assert forget.call_args_list == ([call(run.folders, "petit")] if rebuild else [])
    assert publish.call_args.kwargs == {"is_anew": rebuild}


@pytest.mark.slow
def test_files_are_kept_as_long_as_was_asked_also_where_the_inbox_folder_is_gone(tmp_path, said):
    run = retained(tmp_path, "2026-01-31")
    run.build()
    shutil.rmtree(run.inbox)

    report = refresh.refresh_all(run.folders)

    assert report.forms == ()
    assert [line for line in said if "tout ce que l’outil garde de petit" in line]


@pytest.mark.slow
def test_files_are_kept_as_long_as_what_was_read_last_is_not_published(tmp_path, said, monkeypatch):
    """All was due to go, and the check that stopped today's answers is wrong."""
    run = retained(tmp_path, "2022-01-31")
    run.build()
    monkeypatch.setattr(form_refresh, "run_checks", fail_the_checks)

    failed = refresh.refresh_all(run.folders)

    assert (run.inbox / "export.tsv").exists()
    assert "rien n’a été supprimé" in failed.forms[0].care.sentences[0]

    monkeypatch.setattr(form_refresh, "run_checks", lambda *_: None)
    published = refresh.refresh_all(run.folders)

    assert "sera supprimé" in published.forms[0].care.sentences[0]


def test_an_interrupted_restoration_is_finished_before_anything_is_read(run, said):
    """What retention can't do with what was restored is a problem of the form."""
    ready = run.folders.data / "restauration" / "donnees"
    ready.mkdir(parents=True)
    (ready / "petit.conservation.json").write_text("{")

    report = refresh.refresh_all(run.folders)

    assert not report.went_well
    assert report.forms[0].care.problem.code == "retention_state"
    assert not ready.parent.exists()


@pytest.mark.parametrize("is_example", [False, True])
def test_the_first_real_form_takes_the_place_of_the_example(run, said, monkeypatch, is_example):
    summary = replace(SUMMARY, is_example=is_example)
    monkeypatch.setattr(form_refresh, "publish_release", lambda *_, **_choices: summary)
    release = run.folders.release("vsa-2022")
    release.mkdir(parents=True)
    inputs = {"is_example": True, "has_real_answers": False}
    told = {"form_id": "vsa-2022", "title": "", "fingerprint": "", "inputs": inputs}
    seal(release, told | {"counts": {}, "pack": None})

    report = refresh.refresh_all(run.folders)

    assert report.removed_examples == (() if is_example else ("vsa-2022",))
    assert release.exists() is is_example
    assert ("vsa-2022" in phrases.summary(report, folder=release)) is not is_example


def test_the_journal_of_the_service_says_where_a_run_begins_its_counts_and_its_end(
    run, said, monkeypatch
):
    summary = replace(SUMMARY, counts={"received": 1, "counted": 1})
    monkeypatch.setattr(form_refresh, "publish_release", lambda *_, **_choices: summary)
    monkeypatch.setenv(SERVED_BY, "1")

    refresh.recorded_refresh(where_in(run.folders))

    first, *_, last = said
    assert first == "Passage commencé."
    assert last.splitlines() == [
        "petit\u00a0: 1 soumission reçue, 1 comptée",
        "Passage terminé\u00a0: 1 formulaire à jour.",
    ]
