"""The progress of a run, for the person who waits and for Prefect. It never contains an answer, a
name or an address."""

from __future__ import annotations

import os
import re
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from prefect import get_run_logger
from prefect.artifacts import create_link_artifact, create_markdown_artifact
from prefect.client.schemas import State
from prefect.states import Completed, Failed

from consultation.words.french import sentence
from consultation.words.screen import harmless_text
from flows.report import phrases
from flows.report.report import FormReport, RunReport
from flows.server.embedded_server import CONSOLE_LEVEL, SILENT

Report = TypeVar("Report")


def announce(line: str) -> None:
    """Write the line to the run's log. Write it to standard error too, unless Prefect prints its
    log there already."""
    line = harmless_text(line)
    # Where Prefect's log is on the console, as a worker's is, the line is there already.
    # Someone who closes their terminal, or pipes into `head`, does not stop a publication.
    if os.environ.get(CONSOLE_LEVEL) == SILENT:
        with suppress(OSError):
            print(line, file=sys.stderr, flush=True)
    get_run_logger().info(line)


class RunTrouble(Exception):
    """The exception of a run that did not go well. Prefect logs its message, a sentence for people.
    Prefect does not log its `report`, which contains details that no server may keep."""

    def __init__(self, message: str, report: object) -> None:
        super().__init__(message)
        self.report = report


def end_of(report: RunReport, data: Report) -> State[Report]:
    """The final state of a flow run: completed if `report` went well, else failed. `data` is stored
    in the state, and `report_in(state)` returns it."""
    message = phrases.ending(report)
    if report.went_well:
        return Completed(message=message, data=data)
    return Failed(message=message, data=RunTrouble(message, data))


def report_in(state: State[Any]) -> object:
    """The `data` that `end_of` put in this state. If an exception stopped the flow before `end_of`,
    return that exception."""
    result = state.result(raise_on_failure=False)
    return result.report if isinstance(result, RunTrouble) else result


def keep_report(report: FormReport) -> None:
    """Store the form's report on Prefect's server, with a link to the release. Errors are
    ignored."""
    key = _key(report.form_id)
    # What is published does not depend on it, nor does the next form.
    with suppress(Exception):
        create_markdown_artifact(
            key=f"bilan-{key}",
            markdown=f"~~~~\n{harmless_text(phrases.kept_report(report))}\n~~~~",
            description=f"Bilan du formulaire {report.form_id}",
        )
        if report.summary:
            release = Path(report.summary.release).absolute()
            create_link_artifact(
                release.as_uri(),
                str(release),
                f"publication-{key}",
                sentence("progress", "published"),
            )


def _key(form_id: str) -> str:
    """The id of the consultation as a name that Prefect allows for its artifacts: `vsa_2022` →
    `vsa-2022-f098d966`. An id that had to be changed gets a checksum, so that names stay
    distinct."""
    key = re.sub(r"[^a-z0-9]+", "-", form_id.lower()).strip("-")
    return key if key == form_id else f"{key}-{zlib.crc32(form_id.encode()):08x}"
