"""Prefect's server beside `serve`: the same as a run's own, with pages, schedules and alerts."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import MutableMapping
from pathlib import Path

from consultation.errors import OrganiserError
from consultation.machine.disk import write_whole
from flows.server.embedded_server import ALL, LOOPBACK, EmbeddedServer, start_on


def start_lasting_server(
    data: Path, port: int, environment: MutableMapping[str, str] = os.environ
) -> EmbeddedServer:
    """A server with its pages and its services is on its way; it lasts as long as this process.

    Raises OrganiserError when the port is taken.
    """
    home = data / "prefect"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        listener = socket.create_server((LOOPBACK, port))
    except OSError:
        raise OrganiserError("port_taken", where=f"{LOOPBACK}:{port}") from None
    with listener:
        address = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
        environment["PREFECT_UI_API_URL"] = f"{address}/api"
        # Prefect would write its pages where it is installed.
        environment["PREFECT_UI_STATIC_DIRECTORY"] = str(home / "pages")
        return start_on(data, listener, lasting_login(data), ALL, environment)


def lasting_login(data: Path) -> str:
    """The name and password of the lasting server's pages, made the first time."""
    file = password_file(data)
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file, f"{secrets.token_urlsafe()}\n".encode())
    return f"faire-masse:{file.read_text(encoding='ascii').strip()}"


def password_file(data: Path) -> Path:
    """Where the password of the lasting server's pages is."""
    return data / "prefect" / "mot-de-passe"
