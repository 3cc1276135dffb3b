"""The command `serve`: runs on a schedule, and within a minute of a file's arrival.

Two processes do this. Prefect's server plans the runs. Our process contains Prefect's runner, which
starts each run in a process of its own, one at a time, and `watching`, which looks at the inbox.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from consultation.machine.lock import awaited_run_lock, empty_folder, service_lock
from consultation.machine.settings import Folders
from consultation.runs.inbox import look_into
from consultation.runs.journal import read_journal
from consultation.runs.schedule import Schedule
from consultation.runs.service import Service, announce_service, forget_service
from consultation.words.french import moment, sentence
from flows import SERVED_BY
from flows.server.embedded_server import KEPT_TEMPORARY, OwnServer, settings_for, start_server
from flows.server.known_servers import (
    ALL,
    NamedServer,
    Server,
    end_kept_server,
    named_server,
    password_file,
    use_server,
)

Say = Callable[[str], None]


def serve(folders: Folders, schedule: Schedule, port: int, say: Say) -> None:
    """Start runs on schedule and when files arrive, until the process is told to stop. Raises
    OrganiserError("already_running") if another service has this data folder."""
    # Until Prefect's runner has a handler of its own; without one, a stop would be a failure.
    signal.signal(signal.SIGTERM, _leave)
    with service_lock(folders.data):
        say("Mise en route…")
        for problem in look_into(folders).problems:  # which no run may have met yet
            say(problem.message)
        forget_service(folders)
        os.environ.update(settings_for(folders.data, KEPT_TEMPORARY))
        # The runs end with the service, be it killed: else they would hold the lock for ever,
        # waiting for a server that is gone.
        os.environ[SERVED_BY] = str(os.getpid())
        # The runs' own processes must not take a folder of ours from where they are started.
        os.environ["PYTHONSAFEPATH"] = "1"
        with _server_of_service(folders, port, say) as server:
            announce_service(folders, Service(schedule, server.address))
            _serve_runs(folders, schedule, server, say)
        say(sentence("run", "service_stopped"))


def _leave(_number: int, _frame: object) -> None:
    """End the process with code 0: the handler of SIGTERM."""
    sys.exit(0)


@contextmanager
def _server_of_service(folders: Folders, port: int, say: Say) -> Iterator[Server]:
    """Yield the Prefect server that the environment or Prefect's profile names. If neither does,
    start a server and stop it after the `with` block. The service's folder for temporary files is
    made and emptied."""
    if address := named_server():
        empty_folder(folders.data / KEPT_TEMPORARY)
        yield NamedServer(address, folders.data)
        return
    server = _start_alone(folders, port, say)
    use_server(folders.data, server.address)
    try:
        yield server
    finally:
        server.stop()


def _start_alone(folders: Folders, port: int, say: Say) -> OwnServer:
    """Wait for the end of the current run, if any, and end the server that a page has started. Then
    start the service's server. Two servers at once would fight over the same database."""
    waits = "Un passage est en cours\u00a0: le service commence dès qu’il se termine."
    with awaited_run_lock(folders.data, lambda: say(waits)):
        end_kept_server(folders.data)
        return start_server(folders.data, ALL, port)


def _serve_runs(folders: Folders, schedule: Schedule, server: Server, say: Say) -> None:
    # These imports take as long as the server takes to start, which it does meanwhile.
    from flows.commands.runner import run_on_schedule

    server.wait_until_ready()
    now = dt.datetime.now(dt.UTC)
    say(
        f"Prochain passage\u00a0: {moment(schedule.next_after(now))}"
        f" (--cron «\u00a0{schedule.cron}\u00a0», {schedule.time_zone}), ou dans la minute qui suit"
        f" l’arrivée d’un fichier dans {folders.inbox}."
    )
    say(f"Pages de Prefect\u00a0: {server.address}")
    is_ours = isinstance(server, OwnServer)
    if is_ours:
        say(
            "  Elles demandent «\u00a0faire-masse:\u00a0» suivi du mot de passe écrit dans"
            f" {password_file(folders.data)}"
        )
    is_late = has_missed_a_run(folders, schedule, now)
    run_on_schedule(folders, schedule, is_late=is_late, is_ours=is_ours)


def has_missed_a_run(folders: Folders, schedule: Schedule, now: dt.datetime) -> bool:
    """True if a run should start now instead of at the next planned hour. False if there was never
    a run. Otherwise True if the last run

    - began before the last planned start: planned each day at 6:00, now 8:00, began yesterday;
    - did not reach its end;
    - seems to have begun after `now`, because the clock was wrong.
    """
    last = read_journal(folders).last_run
    if last is None:
        return False
    if last.outcome in (None, "stopped"):
        return True
    # A start in the future means that the clock was wrong: a planned start may have been missed.
    return last.started_at < schedule.last_before(now) or last.started_at > now
