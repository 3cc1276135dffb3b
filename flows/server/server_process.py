"""The process of Prefect's server: `python -P -m flows.server.server_process SOCKET SERVICES`."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
import threading
from concurrent.futures import Future

import uvicorn
from prefect.server.api.server import create_app
from prefect.server.database import provide_database_interface
from prefect.server.services import db_vacuum
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.server.embedded_server import FAREWELL, RUN

# Seen with Prefect 3.9.1: its second generation of pages has the browser fetch a file of a
# company that counts visits, also when analytics are off. A browser obeys this instead.
POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:"
# A server for one run doesn't have the service that does this, once an hour, in the others.
VACUUMS = (
    db_vacuum.vacuum_old_flow_runs,
    db_vacuum.vacuum_orphaned_logs,
    db_vacuum.vacuum_orphaned_artifacts,
    db_vacuum.vacuum_stale_artifact_collections,
    db_vacuum.vacuum_events_with_retention_overrides,
    db_vacuum.vacuum_old_events,
)


class OwnPagesOnly:
    """An application whose pages fetch nothing, and send nothing, elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, under the policy."""

        async def send_under_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Content-Security-Policy"] = POLICY
            await send(message)

        await self._app(scope, receive, send_under_policy)


def answer(listener: socket.socket, services: str, started: Future[uvicorn.Server]) -> None:
    """Answer on this socket until told to stop."""
    application = create_app(ephemeral=services == RUN, final=True)
    application.add_middleware(OwnPagesOnly)
    config = uvicorn.Config(
        application, lifespan="on", log_level="error", timeout_graceful_shutdown=5
    )
    server = uvicorn.Server(config)
    started.set_result(server)
    asyncio.run(server.serve(sockets=[listener]))
    asyncio.run(_forget_old_runs())
    # All is written and closed; to take such an interpreter apart takes a second more.
    os._exit(0 if server.started else 1)


async def _forget_old_runs() -> None:
    """Delete runs that ended before the retention period, with their tasks, logs and artifacts, and
    the events that are older than Prefect keeps them.

    A failure is logged: history must not fail a run, and the next one tries again.
    """
    database = provide_database_interface()
    try:
        for vacuum in VACUUMS:
            await vacuum(db=database)
    except Exception:
        logging.getLogger(__name__).exception("old runs could not be deleted")


def _stop_with_parent(started: Future[uvicorn.Server]) -> None:
    """Stop the server when standard input says farewell; end at once when it closes without a word:
    the parent was killed, and the next run is to have the database to itself."""
    if sys.stdin.buffer.read() != FAREWELL:
        os._exit(1)
    started.result().should_exit = True


if __name__ == "__main__":
    server: Future[uvicorn.Server] = Future()
    threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
    answer(socket.socket(fileno=int(sys.argv[1])), sys.argv[2], server)
