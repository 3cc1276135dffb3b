"""The command `run`: the flow in this process, with a Prefect server of its own beside it."""

from __future__ import annotations

import atexit
import logging
import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, cast

from consultation.machine.access import group_id
from consultation.machine.lock import is_serving, run_lock
from consultation.machine.settings import Folders
from consultation.runs.journal import begin_run
from consultation.runs.service import present_service
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence
from flows import STARTED_BY_PAGE
from flows.commands.commands import FOLDER_OPTIONS
from flows.server.embedded_server import (
    EmbeddedServer,
    prepare_environment,
    start_server,
    use_server,
)

if TYPE_CHECKING:
    from flows.report.report import RunReport


def run_flow(folders: Folders, say: Callable[[str], None], *, rebuild: bool = False) -> RunReport:
    """Run the Prefect flow in this process, alone in its data folder; returns its report."""
    group_id(folders.group)  # Refused before anything is written.
    # Prefect's threads send their last words while the process ends: the server outlives them,
    # and the lock outlives the server.
    at_exit = ExitStack()
    atexit.register(at_exit.close)
    at_exit.enter_context(run_lock(folders.data))
    begin_run(folders, "page" if os.environ.get(STARTED_BY_PAGE) else "command")
    say("Mise en route…")
    prepare_environment(folders.data)
    service = present_service(folders)
    if service:
        # The pages of `serve` show this run too, and two servers would fight over one database.
        use_server(folders.data, service.address)
        return report_of_flow(folders, rebuild=rebuild)
    server = start_server(folders.data)
    at_exit.callback(server.stop)
    tell_damaged_history(server, say)
    return report_of_flow(folders, server, rebuild=rebuild)


def report_of_flow(
    folders: Folders, server: EmbeddedServer | None = None, *, rebuild: bool = False
) -> RunReport:
    """The report of the flow, once the server that was started for it answers."""
    # These imports take as long as the server takes to start, which it does meanwhile.
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.ingest import as_texts
    from flows.refresh import refresh
    from flows.server.interrupted import end_interrupted_runs

    if server:
        server.wait_until_ready()
        end_interrupted_runs()
    # Prefect's log would say on the terminal, in English, that its server is gone: we say it.
    logging.raiseExceptions = False
    # Nobody watches a server that ends with the run, and the thread that tells it that the flow
    # is alive makes the flow wait for up to a second.
    no_heartbeat = {PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None} if server else {}
    try:
        with temporary_settings(no_heartbeat):
            # The keys are the environment's: Prefect need not know where they lie.
            texts = {name: as_texts(folders)[name] for name in FOLDER_OPTIONS}
            state = refresh(**texts, rebuild=rebuild, return_state=True)
        report: object = state.result(raise_on_failure=False)
        if isinstance(report, Exception):
            raise report
    except OrganiserError:
        raise
    except Exception as error:
        raise (server.failure() if server else failure_of_service(folders)) or error from None
    return cast("RunReport", report)


def tell_damaged_history(server: EmbeddedServer, say: Callable[[str], None]) -> None:
    """Where the server found a history that it could not read, people know where it lies now."""
    if server.damaged_history:
        say(sentence("run", "damaged_history", file=str(server.damaged_history)))


def failure_of_service(folders: Folders) -> OrganiserError | None:
    """Why a run that uses the server of `serve` could not end: that service has stopped."""
    return None if is_serving(folders.data) else OrganiserError("server_gone")
