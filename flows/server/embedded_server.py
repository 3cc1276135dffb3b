"""Prefect's own server and SQLite, in a process that the run, or `serve`, starts and ends.

Prefect would start the same server by itself, but after the flow is called: it imports the whole
server package in this process too, and waits for the server before anything else happens. A run
with next to nothing to do takes 7.5 s that way, 7.4 s with Prefect's own class started early in a
thread, and 4.2 s this way (0.3 s without Prefect; two cores, medians of three). It would also
leave the server running when the run is killed.
"""

from __future__ import annotations

import http.client
import os
import secrets
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from consultation.machine.disk import TEMPORARY, problem_in, write_whole
from consultation.words.errors import OrganiserError
from flows.server.blank_database import lay_blank_database, put_damaged_database_aside

LOOPBACK = "127.0.0.1"
# What a server does beside answering: for one run, next to nothing; else schedules, late runs,
# automations, pages.
RUN, ALL = "run", "all"
START_SECONDS = 120
STOP_SECONDS = 15
FAREWELL = b"."

KEPT = timedelta(days=90)
"""For so long Prefect remembers runs, their logs and artifacts."""

DEFAULTS = {
    # The terminal is for organisers; Prefect's log goes to its database only.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    # Each one waits twice as long as the one before: a server that is gone is said so within a
    # minute or so, not three.
    "PREFECT_CLIENT_MAX_RETRIES": "3",
    # What a task says of its end is a message with its signs spelled out (\xa0); the flow has said
    # the same in plain words.
    "PREFECT_LOGGING_LOGGERS_PREFECT_TASK_RUNS_LEVEL": "CRITICAL",
    # A server that stops forgets the task runs that it has not come to; what it holds in one
    # batch it writes first. One by one, the last tasks of a run were lost now and then.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "10000",
    # Older ones are gone: by the server's own services while it lasts, at the end of a run by
    # flows/server/server_process.py.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(int(KEPT.total_seconds())),
}


def prepare_environment(data: Path, temporary: str = TEMPORARY) -> None:
    """Have Prefect, wherever it is loaded from now on, write to the data folder only and talk to no
    other machine."""
    os.environ["PREFECT_HOME"] = str(data / "prefect")
    # Whatever a library or SQLite puts aside stays in a private place that the next run empties.
    os.environ["TMPDIR"] = str(data / temporary)
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    # Prefect's clients obey the proxy settings, even to talk to this very machine.
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, [os.environ.get(name), LOOPBACK]))


@dataclass(frozen=True)
class EmbeddedServer:
    """A server that starts, or has started, on a port of this machine."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path
    damaged_history: Path | None = None  # the one that it found, and where it was put

    def wait_until_ready(self) -> None:
        """Wait for the server's first answer; the socket queues what is asked before."""
        place = self.address.removeprefix("http://")
        connection = http.client.HTTPConnection(place, timeout=START_SECONDS)
        try:
            connection.request("GET", "/api/health")
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            raise problem_in(self.log.parent) or OrganiserError(
                "server_not_started", where=str(self.log)
            ) from None
        finally:
            connection.close()

    def failure(self) -> OrganiserError | None:
        """Why the server does not answer any more: its disk, or its end; None when it is well."""
        problem = problem_in(self.log.parent)
        if problem or self.process.poll() is None:
            return problem
        return OrganiserError("server_stopped", where=str(self.log))

    def stop(self) -> None:
        """Let the server write what it was told, and end it."""
        if self.process.stdin:
            with suppress(OSError):  # it is gone already
                self.process.stdin.write(FAREWELL)
                self.process.stdin.close()
        try:
            self.process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start_server(data: Path, services: str = RUN, port: int = 0) -> EmbeddedServer:
    """Start a server in a process of its own and have Prefect's clients use it; without a port, on
    any that is free. `services` is `RUN` or `ALL`.

    Raises OrganiserError when the port is taken.
    """
    log = password_file(data).with_name("server.log")
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    damaged = put_damaged_database_aside(log.parent, KEPT)
    lay_blank_database(log.parent)
    with listener_on(port) as listener, log.open("wb") as log_file:
        address = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
        use_server(data, address)
        os.environ["PREFECT_SERVER_API_AUTH_STRING"] = os.environ["PREFECT_API_AUTH_STRING"]
        os.environ["PREFECT_UI_ENABLED"] = str(services == ALL)
        os.environ["PREFECT_UI_API_URL"] = f"{address}/api"
        # Prefect would write its pages where it is installed.
        os.environ["PREFECT_UI_STATIC_DIRECTORY"] = str(log.with_name("pages"))
        # -P: a folder named `flows` where the command is typed is not ours. A session of its own:
        # Ctrl-C stops the run, which then tells the server how it ended.
        module = ["-P", "-m", "flows.server.server_process"]
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, *module, str(listener.fileno()), services],
            stdin=subprocess.PIPE,
            stdout=log_file,
            stderr=log_file,
            pass_fds=[listener.fileno()],
            start_new_session=True,
        )
    return EmbeddedServer(process, address, log, damaged)


def listener_on(port: int) -> socket.socket:
    """A socket of this machine; OrganiserError when the port is taken."""
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError:
        raise OrganiserError("port_taken", where=f"{LOOPBACK}:{port}") from None


def use_server(data: Path, address: str) -> None:
    """Have Prefect's clients of this process and its children use that server, and no other.

    It asks for a password, made the first time: whoever has an account on this machine can reach
    the port, and must not read from it.
    """
    file = password_file(data)
    if not file.exists():
        write_whole(file, f"{secrets.token_urlsafe()}\n".encode())
    os.environ.pop("PREFECT_API_KEY", None)
    os.environ["PREFECT_API_URL"] = f"{address}/api"
    os.environ["PREFECT_API_AUTH_STRING"] = f"faire-masse:{file.read_text('ascii').strip()}"


def password_file(data: Path) -> Path:
    """The file with the password of the server and of its pages."""
    return data / "prefect" / "mot-de-passe"
