"""The command `run`: the flow in this process, and a Prefect server in another."""

from __future__ import annotations

import atexit
import logging
import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, cast

from consultation.machine.garbage import no_search_for_garbage
from consultation.machine.lock import is_serving, run_lock
from consultation.machine.settings import Folders
from consultation.runs.journal import begin_run
from consultation.words.errors import OrganiserError
from flows import STARTED_BY_PAGE
from flows.server.embedded_server import settings_for, start_server
from flows.server.known_servers import NamedServer, Server, awaited_server, named_server, use_server

if TYPE_CHECKING:
    from flows.report.report import RunReport


def run_flow(folders: Folders, say: Callable[[str], None], *, rebuild: bool = False) -> RunReport:
    """Run the Prefect flow in this process, and hold the run lock until the process ends. Returns
    the report, also if the run had problems.

    `say` prints a line. With `rebuild`, all is made again from the received exports. Raises
    OrganiserError if another run goes on or the server fails. If the flow ends without a report,
    the error that stopped it is raised.
    """
    # Prefect's threads send their last messages while the process ends: the server is stopped
    # after them, and the lock is freed last.
    at_exit = ExitStack()
    atexit.register(at_exit.close)
    at_exit.enter_context(run_lock(folders.data))
    begin_run(folders, "page" if os.environ.get(STARTED_BY_PAGE) else "command")
    say("Mise en route…")
    os.environ.update(settings_for(folders.data))
    server = server_for_run(folders.data, at_exit)
    return report_of_flow(folders, server, rebuild=rebuild)


def server_for_run(data: Path, at_exit: ExitStack) -> Server:
    """The Prefect server for this run, the first of these that exists:

    1. the server that `PREFECT_API_URL` or Prefect's profile names;
    2. the server that `serve` or the page has started for the same data folder;
    3. a new server, which `at_exit` stops.

    Raises OrganiserError if the named server's address is wrong, or if no server can be started.
    """
    # Two servers of a data folder would fight over the same database.
    if address := named_server():
        return NamedServer(address, data)
    if present := awaited_server(data):
        use_server(data, present.address)
        return Server(present.address, data)
    server = start_server(data)
    at_exit.callback(server.stop)
    use_server(data, server.address)
    return server


def report_of_flow(folders: Folders, server: Server, *, rebuild: bool = False) -> RunReport:
    """Run the flow once its server answers, and return its report, also of a run with problems.
    Raises OrganiserError if the server does not start or is lost. If the flow ends without a report
    for another reason, its error is raised."""
    # These imports take as long as a server takes to start, which it does meanwhile.
    with no_search_for_garbage(is_lasting=True):
        from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        from flows.refresh import refresh
        from flows.server.interrupted import end_interrupted_runs
        from flows.step_progress import report_in
        from flows.where import where_in

    server.wait_until_ready()
    # A named server has other people's runs too, and runs of `serve` may be waiting.
    if not (isinstance(server, NamedServer) or is_serving(folders.data)):
        end_interrupted_runs()
    # Prefect's log would say on the terminal, in English, that its server is gone: we say it.
    logging.raiseExceptions = False
    # The thread that tells the server that the flow lives makes it wait for up to a second.
    try:
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            state = refresh(where_in(folders), rebuild=rebuild, return_state=True)
        report = report_in(state)
        if isinstance(report, Exception):
            raise report
    except OrganiserError:
        raise
    except Exception as error:
        raise server.failure() or error from None
    return cast("RunReport", report)
