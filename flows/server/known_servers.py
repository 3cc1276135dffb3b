"""Prefect servers that already exist: named by the environment or Prefect's profile, or started by
the page or by `serve`."""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import time
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from consultation.machine.disk import problem_in, write_whole
from consultation.machine.lock import is_locked
from consultation.words.errors import OrganiserError

# The extra work of a server, besides answering and deleting old runs. RUN (a single run) and PAGE
# (the runs that the page starts): none. ALL (`serve`): schedules, late runs, automations, pages.
RUN, PAGE, ALL = "run", "page", "all"
START_SECONDS = 120


def named_server() -> str | None:
    """The value of `PREFECT_API_URL` in the environment, else in Prefect's profile:
    `http://10.0.0.2:4200/api`. `None` if neither names a server. Raises OrganiserError for an
    address that can't be parsed (`http://[`), because Prefect would not even load."""
    home = os.environ.get("PREFECT_HOME", "~/.prefect")
    profiles = os.environ.get("PREFECT_PROFILES_PATH", f"{home}/profiles.toml")
    named = os.environ.get("PREFECT_API_URL")
    with suppress(OSError, ValueError, KeyError, TypeError):
        settings = tomllib.loads(Path(profiles).expanduser().read_text("utf-8"))
        profile = settings["profiles"][os.environ.get("PREFECT_PROFILE", settings.get("active"))]
        named = named or profile.get("PREFECT_API_URL")
    try:
        urlsplit(named or "")
    except ValueError:
        raise OrganiserError("server_named") from None
    return named


class Present(NamedTuple):
    """The running server of a data folder: its address, and the id of its process. `is_kept`: it
    was started for the page or for `serve`, so it goes on after a run."""

    address: str
    process: int
    is_kept: bool


def present_server(data: Path) -> Present | None:
    """The running server of this data folder, started for a run, for the page or for `serve`. None
    if there is none, if it has no address yet, or if it is about to end."""
    if not is_locked(address_file(data)):
        return None
    match address_file(data).read_text("ascii").split():
        case [address, process, *services]:
            return Present(address, int(process), is_kept=services != [RUN])
    return None


def awaited_server(data: Path) -> Present | None:
    """The server that the page or `serve` keeps for this data folder, `None` if there is none.

    Waits up to 120 s, if needed: for a starting server to have an address, or for the end of a
    server that belongs to a run."""
    end = time.monotonic() + START_SECONDS
    while is_locked(address_file(data)) and time.monotonic() < end:
        if (present := present_server(data)) and present.is_kept:
            return present
        time.sleep(0.1)
    return None


def address_file(data: Path) -> Path:
    """The path of the file with the address of the data folder's server. The file is locked as long
    as the server runs."""
    return data / "prefect" / "serveur"


@dataclass(frozen=True)
class Server:
    """A server for the data folder `data` on a port of this machine. It is running or about to
    start, and any process may have started it."""

    address: str
    data: Path

    @property
    def log(self) -> Path:
        """The path of the server's log, which organisers need not read."""
        return self.data / "prefect" / "server.log"

    def wait_until_ready(self) -> None:
        """Wait for the server's first response.

        Raises OrganiserError if no response comes within 120 s, or if the disk has a problem.
        """
        host = self.address.removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=START_SECONDS)
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
        """The error `server_gone` if the data folder has no running server. None otherwise."""
        return None if present_server(self.data) else OrganiserError("server_gone")


@dataclass(frozen=True)
class NamedServer(Server):
    """A server that `PREFECT_API_URL` or Prefect's profile names, and that people start
    themselves."""

    def wait_until_ready(self) -> None:
        """Raise OrganiserError if the server does not answer within 120 s."""
        if failure := self.failure():
            raise failure

    def failure(self) -> OrganiserError | None:
        """The error to report if the server does not answer. None if it answers."""
        import httpx  # which the others load while their server starts

        try:
            httpx.get(f"{self.address}/health", timeout=START_SECONDS)
        except (httpx.HTTPError, httpx.InvalidURL):
            return OrganiserError("server_named", where=urlsplit(self.address).hostname or "")
        return None


def end_kept_server(data: Path) -> None:
    """End the server that was started for the page, if it runs. The caller must hold the run lock,
    so that no run is using the server."""
    if present := present_server(data):
        with suppress(ProcessLookupError):
            os.kill(present.process, signal.SIGTERM)


def use_server(data: Path, address: str) -> None:
    """Make Prefect's clients in this process and its children use only the server at `address`."""
    os.environ.pop("PREFECT_API_KEY", None)
    os.environ["PREFECT_API_URL"] = f"{address}/api"
    os.environ["PREFECT_API_AUTH_STRING"] = login_of(data)


def login_of(data: Path) -> str:
    """The login of the data folder's server: `faire-masse:<password>`. Every account of this
    machine can reach the server's port, hence the password. It is made at the first call."""
    file = password_file(data)
    if not file.exists():
        write_whole(file, f"{secrets.token_urlsafe()}\n".encode())
    return f"faire-masse:{file.read_text('ascii').strip()}"


def password_file(data: Path) -> Path:
    """The path of the file with the password of the data folder's server and of its pages."""
    return data / "prefect" / "mot-de-passe"
