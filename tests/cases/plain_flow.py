"""The flow's functions without Prefect."""

from __future__ import annotations

import pytest

from consultation import stages
from consultation.runs import arrivals
from flows import form_refresh, refresh
from tests.cases.one_after_another import OneAfterAnother

# The tasks of a form as the functions that they call.
PLAIN = {
    "ingest_export": lambda form_id, path, folders: stages.ingest_export(folders, form_id, path),
    "build_tables": lambda form_id, folders: stages.build_tables(
        folders, form_id, OneAfterAnother()
    ),
    "run_checks": lambda form_id, folders: stages.run_checks(folders, form_id),
    "publish_release": lambda form_id, folders, is_anew: stages.publish_release(
        folders, form_id, OneAfterAnother()
    ),
}


def without_prefect(monkeypatch: pytest.MonkeyPatch, **stages: object) -> list[str]:
    """What is announced while plain functions stand for flows and tasks; nobody copies anything
    into the inbox, and what Prefect's pages show is left out."""
    lines: list[str] = []
    monkeypatch.setattr(arrivals, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(refresh, "refresh_apart", form_refresh.refresh_form)
    monkeypatch.setattr(refresh, "announce", lines.append)
    monkeypatch.setattr(form_refresh, "announce", lines.append)
    monkeypatch.setattr(form_refresh, "keep_report", lambda _: None)
    for name, stage in stages.items():
        monkeypatch.setattr(form_refresh, name, stage)
    return lines
