"""What a run is doing and did, told to the person who waits and kept by Prefect: never an answer, a
name or an address."""

from __future__ import annotations

import re
from contextlib import suppress

from prefect import get_run_logger
from prefect.artifacts import create_markdown_artifact

from consultation.words.screen import harmless_text
from flows.report.phrases import kept_report
from flows.report.report import FormReport
from flows.terminal import show_line


def announce(line: str) -> None:
    """The line is on standard error and in the run's log."""
    line = harmless_text(line)
    show_line(line)
    get_run_logger().info(line)


def keep_report(report: FormReport) -> None:
    """The form's report is in Prefect's database, to be shown line by line."""
    key = re.sub(r"[^a-z0-9]+", "-", report.form_id.lower()).strip("-")
    # What is published does not depend on it, nor does the next form.
    with suppress(Exception):
        create_markdown_artifact(
            key=f"bilan-{key}",
            markdown=f"~~~~\n{harmless_text(kept_report(report))}\n~~~~",
            description=f"Bilan du formulaire {report.form_id}",
        )
