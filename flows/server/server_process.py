"""The process of Prefect's server (`python -m flows.server`).

We import the application that `prefect server start` runs, and not that command, which can't set a
content security policy, take a socket that is already open, or be ended by us.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from prefect.server.api.server import create_app
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from consultation.machine.lock import is_running
from flows.server.embedded_server import FAREWELL
from flows.server.known_servers import PAGE, address_file

# Seen with Prefect 3.9.1: its second generation of pages has the browser fetch a file of a
# company that counts visits, also when analytics are off. A browser obeys this instead.
POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:"
LOOK_SECONDS = 0.5


class OwnPagesOnly:
    """An application whose pages load nothing from other sites and send nothing to them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the wrapped application answer, and add the content security policy to its
        response."""

        async def send_under_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Content-Security-Policy"] = POLICY
            await send(message)

        await self._app(scope, receive, send_under_policy)


class ServerWithoutSignals(uvicorn.Server):
    """A server that ignores SIGTERM. Its parent, a service or a run, ends it (`_stop_with_parent`).

    Stopping a service sends SIGTERM to all its processes at once, and the others still need this
    server. The page's server does not use this class.
    """

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ignore SIGTERM from here to the end of the process."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        yield


def serve_until_told(listener: socket.socket, services: str) -> None:
    """Answer on this socket until the parent process stops the server, then end this process. The
    page's server also stops at SIGTERM.
    `services` is `run`, `page` or `all` (flows/server/__main__.py)."""
    started: Future[uvicorn.Server] = Future()
    threading.Thread(target=_stop_with_parent, args=(services, started), daemon=True).start()
    application = create_app(final=True)
    application.add_middleware(OwnPagesOnly)
    config = uvicorn.Config(
        application, lifespan="on", log_level="error", timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config) if services == PAGE else ServerWithoutSignals(config)
    started.set_result(server)
    asyncio.run(server.serve(sockets=[listener]))
    # All is written and closed; to take such an interpreter apart takes a second more.
    os._exit(0 if server.started else 1)


def _stop_with_parent(services: str, started: Future[uvicorn.Server]) -> None:
    """Wait until the parent process closes the standard input of this process, then stop the
    server.

    - A server for the page first waits for the end of the current run.
    - Another server that was sent the farewell first writes everything to its database.
    - Without the farewell, the parent was killed. This process ends at once, so that the next run
      has the database to itself.
    """
    farewell = sys.stdin.buffer.read()
    if services == PAGE:
        _wait_for_last_run(Path(os.environ["PREFECT_HOME"]).parent)
    elif farewell != FAREWELL:
        os._exit(1)
    started.result().should_exit = True


def _wait_for_last_run(data: Path) -> None:
    """Wait until no run is going on, then empty the file with the server's address, so that no
    later run uses the server."""
    # A run holds its lock before it looks for a server.
    address, known = address_file(data), address_file(data).read_text("ascii")
    while True:
        while is_running(data):
            time.sleep(LOOK_SECONDS)
        address.write_text("", "ascii")
        if not is_running(data):
            return
        address.write_text(known, "ascii")
