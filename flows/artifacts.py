"""What Prefect's pages show of a form's run: counts, warnings and links, never an answer, a name
or an address."""

from __future__ import annotations

import re
from contextlib import suppress

from prefect.artifacts import create_markdown_artifact

from consultation.words.screen import harmless_text
from flows.report.pages_report import markdown
from flows.report.report import FormReport


def keep_report(report: FormReport) -> None:
    """The form's report is in Prefect's database."""
    key = re.sub(r"[^a-z0-9]+", "-", report.form_id.lower()).strip("-")
    # What is published does not depend on it, nor does the next form.
    with suppress(Exception):
        create_markdown_artifact(
            key=f"bilan-{key}",
            markdown=harmless_text(markdown(report)),
            description=f"Bilan du formulaire {report.form_id}",
        )
