"""The command `open`: the page on a port of this machine, until Ctrl-C."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from consultation.errors import OrganiserError
from consultation.french import sentence
from consultation.settings import Folders
from flows.page.app import make_app
from flows.page.guard import Guard, Session
from flows.server.embedded_server import LOOPBACK, listener_on

# Pages that follow a run hold their connection.
STOP_SECONDS = 2


def open_page(
    folders: Folders, port: int, say: Callable[[str], None], *, has_browser: bool
) -> None:
    """Serve the page on that port (0: any that is free), and open it in a browser.

    Raises OrganiserError when the port is taken.
    """
    with listener_on(port) as listener:
        session = Session(listener.getsockname()[1])
        say(sentence("page", "opened", address=session.entrance))
        if has_browser:
            webbrowser.open(session.entrance)
        app = make_app(folders, session)
        server = _Server(
            uvicorn.Config(
                Guard(app, session),
                # Addresses and answers are in no log; nor is what strangers send that is none.
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                # No other program speaks for whoever asks, nor opens what the guard knows not.
                proxy_headers=False,
                ws="none",
                lifespan="off",
                timeout_graceful_shutdown=STOP_SECONDS,
            )
        )
        server.at_end = app.state.screens.discard_received
        server.run(sockets=[listener])


def refuse_other_hosts(host: str | None) -> None:
    """Raises OrganiserError where somebody wants the page to answer others than this machine."""
    if host not in (None, LOOPBACK, "localhost"):
        raise OrganiserError("other_host", where=f"--host {host}")


class _Server(uvicorn.Server):
    """The server, which does something last; whatever signal stops it."""

    at_end: Callable[[], None] = staticmethod(lambda: None)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop, then do it."""
        await super().shutdown(sockets)
        self.at_end()
