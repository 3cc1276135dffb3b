"""Prefect's own server and SQLite as a child of the run: nothing to start, gone with it.

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
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO

from consultation.errors import OrganiserError
from consultation.machine.disk import TEMPORARY, problem_in

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


def prepare_environment(
    data: Path, temporary: str = TEMPORARY, environment: MutableMapping[str, str] = os.environ
) -> None:
    """Prefect, wherever it is loaded from now on, keeps to the data folder and to itself."""
    environment["PREFECT_HOME"] = str(data / "prefect")
    # Whatever a library or SQLite puts aside stays in a private place that the next run empties.
    environment["TMPDIR"] = str(data / temporary)
    for name, value in DEFAULTS.items():
        environment.setdefault(name, value)
    # Prefect's clients obey the proxy settings, even to talk to this very machine.
    for name in ("NO_PROXY", "no_proxy"):
        environment[name] = ",".join(filter(None, [environment.get(name), LOOPBACK]))


@dataclass(frozen=True)
class EmbeddedServer:
    """A server that starts, or has started, on a port of this machine."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://{LOOPBACK}:{self.port}"

    def wait_until_ready(self) -> None:
        """The server has answered; a connection made earlier waits in the socket's queue."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/api/health")
            connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            raise problem_in(self.log.parent) or OrganiserError(
                "server_not_started",
                what="le serveur Prefect de ce traitement n'a pas démarré.",
                where=str(self.log),
                advice="Relancez la commande\u00a0; si cela recommence, montrez ce fichier aux "
                "personnes qui développent l'outil.",
            ) from None
        finally:
            connection.close()

    def failure(self) -> OrganiserError | None:
        """Why it answers no more: its disk, or its end; None when it is well."""
        problem = problem_in(self.log.parent)
        if problem or self.process.poll() is None:
            return problem
        return OrganiserError(
            "server_stopped",
            what="le serveur Prefect de ce traitement s'est arrêté en route.",
            where=str(self.log),
            advice="Ce qui est publié est entier. Relancez la commande\u00a0; si cela recommence,"
            " montrez ce fichier aux personnes qui développent l'outil.",
        )

    def stop(self) -> None:
        """The server has written what it was told and is gone."""
        if self.process.stdin:
            with suppress(OSError):  # it is gone already
                self.process.stdin.write(FAREWELL)
                self.process.stdin.close()
        try:
            self.process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start_server(data: Path, environment: MutableMapping[str, str] = os.environ) -> EmbeddedServer:
    """A server for one run is on its way in a process of its own, and Prefect's clients will use
    it."""
    with socket.create_server((LOOPBACK, 0)) as listener:
        # Whoever has an account on this machine can reach the port, and must not read from it.
        return start_on(data, listener, f"run:{secrets.token_urlsafe()}", RUN, environment)


def use_server(
    address: str, login: str, environment: MutableMapping[str, str] = os.environ
) -> None:
    """Prefect's clients of this process and its children use that server, and no other."""
    environment.pop("PREFECT_API_KEY", None)
    environment.update(PREFECT_API_URL=f"{address}/api", PREFECT_API_AUTH_STRING=login)


def start_on(
    data: Path,
    listener: socket.socket,
    login: str,
    services: str,
    environment: MutableMapping[str, str],
) -> EmbeddedServer:
    """A server that answers on the socket and does what `services` says (`RUN`, `ALL`) is on its
    way; `login` is the name and the password that it asks for."""
    home = data / "prefect"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    log = home / "server.log"
    environment["PREFECT_SERVER_API_AUTH_STRING"] = login
    with log.open("wb") as log_file:
        process = _start_process(listener, services, log_file)
        server = EmbeddedServer(process, listener.getsockname()[1], log)
    use_server(server.address, login, environment)
    return server


def _start_process(
    listener: socket.socket, services: str, log_file: IO[bytes]
) -> subprocess.Popen[bytes]:
    # -P: a folder named `flows` where the command is typed is not ours. A session of its own:
    # Ctrl-C stops the run, which then tells the server how it ended.
    module = ["-P", "-m", "flows.server.server_process"]
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *module, str(listener.fileno()), services],
        stdin=subprocess.PIPE,
        stdout=log_file,
        stderr=log_file,
        pass_fds=[listener.fileno()],
        start_new_session=True,
    )
