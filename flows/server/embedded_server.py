"""Prefect's own server and SQLite, in a process that a run, `serve` or the page starts and ends.

Prefect can start the same server by itself, but only once the flow is called. It then imports the
whole server package in this process too, makes everything wait for the server, and leaves it
running when the run is killed. A run with next to nothing to do takes 7.5 s with a server that
Prefect starts, and 4.2 s with ours (0.3 s without Prefect; two cores, medians of three).
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO

from consultation.machine.disk import TEMPORARY, problem_in
from consultation.machine.lock import empty_folder, take_at_once
from consultation.words.errors import OrganiserError
from flows.server.blank_database import lay_blank_database
from flows.server.known_servers import (
    ALL,
    RUN,
    START_SECONDS,
    Server,
    address_file,
    login_of,
    named_server,
)

LOOPBACK = "127.0.0.1"
ALONE = {
    f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false"
    for service in (
        "CANCELLATION_CLEANUP",
        "CLEANUP_RECONCILER",
        "FOREMAN",
        "LATE_RUNS",
        "PAUSE_EXPIRATIONS",
        "REPOSSESSOR",
        "SCHEDULER",
        "TRIGGERS",
    )
}
# The server's folder for temporary files. Each run empties the folder of runs.
KEPT_TEMPORARY = ".tmp-serve"
STOP_SECONDS = 15
FAREWELL = b"."

KEPT = timedelta(days=90)
"""The time for which Prefect keeps runs, their logs and artifacts."""

CONSOLE_LEVEL, SILENT = "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL"
# Nothing calls home: Prefect sends usage data from client and server unless told not to.
PRIVACY = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
}
DEFAULTS = {
    # The terminal is for organisers; Prefect's log goes to its database only.
    CONSOLE_LEVEL: SILENT,
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    # Each retry waits twice as long as the retry before. So a server that is gone is reported
    # within a minute or so, not three.
    "PREFECT_CLIENT_MAX_RETRIES": "3",
    # A task reports its end in a message with escaped characters (\xa0). The flow has reported
    # the same in plain words.
    "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "CRITICAL",
    # A server that stops writes its current batch of task runs and loses the others. With
    # batches of one, the last tasks of a run were lost now and then.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "10000",
    # Runs older than `KEPT` are deleted when a server starts, then once an hour.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(int(KEPT.total_seconds())),
}


def settings_for(data: Path, temporary: str = TEMPORARY) -> dict[str, str]:
    """The environment variables that make Prefect write to the data folder only, and connect to no
    other machine. Set them before Prefect is loaded.

    If `PREFECT_API_URL` or Prefect's profile names a server, Prefect still connects to that server,
    and keeps its usual home. `temporary` is the name of the folder in `data` for temporary files.
    """
    # Prefect's clients obey the proxy settings, even to talk to this very machine.
    around = {
        name: ",".join(filter(None, [os.environ.get(name), LOOPBACK]))
        for name in ("NO_PROXY", "no_proxy")
    }
    return {
        **{name: os.environ.get(name, value) for name, value in DEFAULTS.items()},
        **PRIVACY,
        **around,
        # Where a server is named, its profile lies in Prefect's own home.
        **({} if named_server() else {"PREFECT_HOME": str(data / "prefect")}),
        # Whatever a library or SQLite puts aside stays in a private place that is emptied.
        "TMPDIR": str(data / temporary),
    }


@dataclass(frozen=True)
class OwnServer(Server):
    """A Prefect server that this process has started."""

    process: subprocess.Popen[bytes]

    def failure(self) -> OrganiserError | None:
        """The reason why the server can't answer: its disk has a problem, or its process has ended.
        None if it can answer."""
        problem = problem_in(self.log.parent)
        if problem or self.process.poll() is None:
            return problem
        return OrganiserError("server_gone", where=str(self.log))

    def bid_farewell(self) -> None:
        """Tell the server to write all that it has received and then end. Does not wait for its
        end. A server for the page first waits for the end of the current run."""
        if self.process.stdin:
            with suppress(OSError):  # it is gone already
                self.process.stdin.write(FAREWELL)
                self.process.stdin.close()

    def stop(self) -> None:
        """Tell the server to write all that it has received and then end, and wait for its end.
        Kill it after 15 seconds."""
        self.bid_farewell()
        try:
            self.process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start_server(data: Path, services: str = RUN, port: int = 0) -> OwnServer:
    """Start a server in its own process, on `port` (0: any free port).

    `services` is `RUN` (for a single run), `PAGE` (for the runs of the page) or `ALL` (for `serve`:
    with schedules and Prefect's pages). A data folder has a single server, so this first waits for
    the end of an earlier server. Raises OrganiserError if the port is taken, or after waiting
    120 s.
    """
    home = data / "prefect"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        listener_on(port) as listener,
        (home / "server.log").open("wb") as log,
        _held_address(data) as held,
    ):
        address = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
        lay_blank_database(home)
        empty_folder(data / KEPT_TEMPORARY)
        own = _settings(data, services, address)
        # -P: a folder named `flows` where the command is typed is not ours. A session of its own:
        # Ctrl-C stops the run, which then tells the server how it ended.
        module = ["-P", "-m", "flows.server"]
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, *module, str(listener.fileno()), services],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            # The file of its address stays locked as long as the server lasts.
            pass_fds=[listener.fileno(), held.fileno()],
            env={**os.environ, **own},
            start_new_session=True,
        )
        held.write(f"{address} {process.pid} {services}")
    return OwnServer(address, data, process)


def _settings(data: Path, services: str, address: str) -> dict[str, str]:
    """The environment variables for the process of Prefect's server, which has its data in `data`
    and answers at `address`. `services` is explained at `start_server`."""
    return {
        **settings_for(data, KEPT_TEMPORARY),
        "PREFECT_SERVER_API_AUTH_STRING": login_of(data),
        "PREFECT_UI_ENABLED": str(services == ALL),
        **({} if services == ALL else ALONE),
        "PREFECT_UI_API_URL": f"{address}/api",
        # Prefect would write its pages where it is installed.
        "PREFECT_UI_STATIC_DIRECTORY": str(data / "prefect" / "pages"),
    }


def listener_on(port: int) -> socket.socket:
    """A listening socket on this port of this machine (0: any free port). Raises OrganiserError if
    the port is taken."""
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError:
        raise OrganiserError("port_taken", where=f"{LOOPBACK}:{port}") from None


@contextmanager
def _held_address(data: Path) -> Iterator[IO[str]]:
    """Yield the file for the address of a server to be started, empty and locked. The lock ensures
    that a data folder has a single server.

    Raises OrganiserError if another server keeps the file locked for 120 s.
    """
    end = time.monotonic() + START_SECONDS
    with os.fdopen(os.open(address_file(data), os.O_RDWR | os.O_CREAT, 0o600), "w") as file:
        while not take_at_once(file.fileno()):
            if time.monotonic() > end:
                raise OrganiserError("server_not_started", where=str(address_file(data)))
        file.truncate()
        yield file
