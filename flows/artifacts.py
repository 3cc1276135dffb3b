"""What Prefect's pages show of a form's run: counts, warnings and links, never an answer, a name
or an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_table_artifact,
)

from consultation.stages import FormSummary
from consultation.words.french import number
from consultation.words.screen import harmless_text
from flows.report.counts import THINGS, shown_counts
from flows.report.pages_report import markdown
from flows.report.report import FormReport


def keep_report(report: FormReport) -> None:
    """The form's report, its table of counts and a link to its workbook are in Prefect's
    database."""
    key = re.sub(r"[^a-z0-9]+", "-", report.form_id.lower()).strip("-")
    # What is published does not depend on it, nor does the next form.
    with suppress(Exception):
        create_markdown_artifact(
            key=f"bilan-{key}",
            markdown=harmless_text(markdown(report)),
            description=f"Bilan du formulaire {report.form_id}",
        )
        if report.summary is not None:
            _keep_counts(report.summary, key)
            _keep_link(report.summary, key)


def _keep_counts(summary: FormSummary, key: str) -> None:
    create_table_artifact(
        key=f"comptes-{key}",
        table=[dict(row) for row in _rows(summary)],
        description=f"Où sont les soumissions de {summary.form_id}",
    )


def _rows(summary: FormSummary) -> Iterator[dict[str, str]]:
    previous = summary.previous_counts or {}
    for name, value in shown_counts(summary.counts).items():
        before = number(previous[name]) if name in previous else "–"
        yield {"soumissions": THINGS[name][1], "nombre": number(value), "avant": before}


def _keep_link(summary: FormSummary, key: str) -> None:
    workbook = summary.release / "organisation" / "synthese.xlsx"
    create_link_artifact(
        key=f"classeur-{key}",
        link=workbook.as_uri(),
        link_text=str(workbook),
        description=f"Le classeur de {summary.form_id}, sur la machine qui fait les calculs",
    )
