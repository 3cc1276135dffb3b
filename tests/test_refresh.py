"""How the stages of a form make its report, without Prefect."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultation.errors import OrganiserError
from consultation.stages import FormSummary
from flows import refresh

REFUSAL = OrganiserError("unknown_columns", where="parti.tsv", what="colonne inconnue.")
SUMMARY = FormSummary("petit", "Petit formulaire", "published", Path("out"), {}, None, ())


@pytest.fixture
def said(monkeypatch) -> list[str]:
    """What is announced while plain functions stand for the tasks."""
    lines: list[str] = []
    monkeypatch.setattr(refresh, "announce", lines.append)
    monkeypatch.setattr(refresh, "build_tables", lambda *_: ())
    monkeypatch.setattr(refresh, "run_checks", lambda *_: None)
    monkeypatch.setattr(refresh, "publish_release", lambda *_: SUMMARY)
    return lines


def test_a_form_that_was_published_from_all_its_exports_went_well(said):
    report = refresh.publish_form("petit", {}, ())

    assert report.went_well
    assert (report.summary, report.refused) == (SUMMARY, ())


def test_an_export_that_the_build_leaves_out_is_a_refused_export(said, monkeypatch):
    """Its file has left the inbox: only the build can see that the form file now refuses it."""
    monkeypatch.setattr(refresh, "build_tables", lambda *_: (REFUSAL,))

    report = refresh.publish_form("petit", {}, ())

    assert report.summary == SUMMARY
    assert report.refused == (REFUSAL,)
    assert not report.went_well
    assert [line for line in said if "parti.tsv" in line and "colonne inconnue." in line]


def test_a_failed_check_keeps_what_was_refused_before(said, monkeypatch):
    def broken(*_: object) -> None:
        raise OrganiserError("failed_checks", what="des vérifications ont échoué.")

    monkeypatch.setattr(refresh, "build_tables", lambda *_: (REFUSAL,))
    monkeypatch.setattr(refresh, "run_checks", broken)

    report = refresh.publish_form("petit", {}, ())

    assert report.failure is not None
    assert (report.failure.code, report.refused) == ("failed_checks", (REFUSAL,))
