"""The command `open`: the page on a port of this machine, or on a Unix socket, until Ctrl-C."""

from __future__ import annotations

import errno
import os
import socket
import stat
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn

from consultation.machine.access import group_id, refuse_if_others_write
from consultation.machine.disk import write_whole
from consultation.machine.settings import Folders
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence
from flows.page.app import make_app
from flows.page.guard import Guard, Session, page_to_enter
from flows.page.people import read_people
from flows.page.visitors import VisitorConnection
from flows.server.embedded_server import listener_on

# Pages that follow a run hold their connection.
STOP_SECONDS = 2
# Connections that may wait to be accepted: fewer than the files that a process may have open.
BACKLOG = 128


def open_page(
    folders: Folders, port: int, say: Callable[[str], None], *, has_browser: bool
) -> None:
    """Serve the page on this port (0: any free port) until Ctrl-C. `say` prints its address. With
    `has_browser`, open the page in a browser. Raises OrganiserError if the port is taken."""
    with listener_on(port) as listener:
        session = Session(listener.getsockname()[1])
        say(sentence("page", "opened", address=session.entrance))
        entrance = folders.data / "page" / "entrer.html"
        if has_browser:
            # Every account can read the arguments of a program: the token is in a file instead.
            _write_entrance(entrance, session)
            webbrowser.open(entrance.absolute().as_uri())
        _serve(folders, session, listener, entrance)


def open_socket(
    folders: Folders, path: Path, people_file: Path, say: Callable[[str], None]
) -> None:
    """Serve the page on the Unix socket `path` to the people whom `people_file` names, several at a
    time. Raises OrganiserError if that file is wrong, if other accounts could change it or replace
    the socket, or if the socket can't be made."""
    people = read_people(people_file)
    names = {*people.accounts.values(), *people.remote_users.values()}
    with _listener_at(path, people.group) as listener:
        say(sentence("page", "opened_to", socket=str(path), count=len(names)))
        _serve(folders, Session(0, people), listener, path)


def _serve(folders: Folders, session: Session, listener: socket.socket, left: Path) -> None:
    """Serve the page on `listener` until the process is told to stop. Then delete the file `left`
    and the dropped files that nobody gave to a form, and end the page's Prefect server."""
    app = make_app(folders, session)
    server = _Server(
        uvicorn.Config(
            Guard(app, session),
            # No log: it would hold addresses, answers, and whatever strangers send.
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            # No header may name another client, and no WebSocket opens: the guard checks only HTTP.
            proxy_headers=False,
            ws="none",
            http=VisitorConnection,
            backlog=BACKLOG,
            lifespan="off",
            timeout_graceful_shutdown=STOP_SECONDS,
        )
    )

    def forget() -> None:
        left.unlink(missing_ok=True)
        app.state.screens.discard_received()
        app.state.screens.run.let_server_go()

    server.at_end = forget
    server.run(sockets=[listener])


@contextmanager
def _listener_at(path: Path, group: str) -> Iterator[socket.socket]:
    """Yield a Unix socket at `path` that only this account and the members of the group can use.
    Raises OrganiserError if it can't be made, or if other accounts could replace it."""
    refuse_if_others_write(path.parent)
    number = group_id(group)
    with socket.socket(socket.AF_UNIX) as listener:
        try:
            _discard_left_socket(path)
            listener.bind(str(path))
            os.chown(path, -1, number)
            path.chmod(0o660)
            listener.listen(BACKLOG)
        except OSError as error:
            raise OrganiserError("socket_unusable", where=str(path), error=str(error)) from None
        yield listener


def _discard_left_socket(path: Path) -> None:
    """Delete the socket that a killed page left at `path`. A socket that still answers is not
    deleted."""
    with suppress(FileNotFoundError), socket.socket(socket.AF_UNIX) as other:
        is_socket = stat.S_ISSOCK(path.lstat().st_mode)
        if is_socket and other.connect_ex(str(path)) == errno.ECONNREFUSED:
            path.unlink()


def _write_entrance(file: Path, session: Session) -> None:
    """Write an HTML page that redirects the browser to the address with the session's token. Only
    this account can read it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.parent.chmod(0o700)
    write_whole(file, page_to_enter(session.entrance).encode())


class _Server(uvicorn.Server):
    """A server that calls its function `at_end` last, whatever signal stops it."""

    at_end: Callable[[], None] = staticmethod(lambda: None)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop, then call `at_end`."""
        await super().shutdown(sockets)
        self.at_end()
