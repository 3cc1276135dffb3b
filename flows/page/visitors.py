"""The connections that the page answers: those from the account that opened it, with time limits.

Every account can reach a port of this machine. The kernel tells the account of each socket, and a
connection of another account is closed before a byte of it is read, whatever its cookie. Over a
Unix socket other accounts may connect, and the guard decides by the account who comes in.
"""

from __future__ import annotations

import asyncio
import os
import socket

from uvicorn.protocols.http.h11_impl import H11Protocol

from consultation.machine.system import Address, account_at_other_end, account_of

ROOT = 0  # reads all that this account has anyway, and connects for the browser under WSL
ACCOUNT = "account"
HEADER_SECONDS = 10
MOST_CONNECTIONS = 100  # fewer than the files that a process may have open


def is_ours(client: Address, server: Address) -> bool:
    """True if the client's account is root or the account that runs the page. True too if this
    machine's connections can't be listed."""
    try:
        # Twice: a list that changes while it is read may lack a line.
        return any(account_of(client, server) in (ROOT, os.geteuid()) for _ in range(2))
    except OSError:
        return True


class VisitorConnection(H11Protocol):
    """A connection of our own account, or to a Unix socket. It ends if its request doesn't come in
    time. If there are too many connections, the longest silent connection ends."""

    deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Close the connection if it is another account's."""
        super().connection_made(transport)
        if not self._is_heard(transport.get_extra_info("socket")):
            self.connections.discard(self)
            transport.abort()
            return
        self._expect_headers()
        if len(self.connections) > MOST_CONNECTIONS:
            ours = [one for one in self.connections if isinstance(one, VisitorConnection)]
            silent = {one: one.deadline.when() for one in ours if one.deadline}
            min(silent, key=lambda one: silent[one])._end()

    def data_received(self, data: bytes) -> None:
        """End the time limit once a request has come in. Else start it, if it does not run yet."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()
        elif self.deadline is None:
            self._expect_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the time limit."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _is_heard(self, connection: socket.socket) -> bool:
        if connection.family != socket.AF_UNIX:
            return bool(self.client and self.server and is_ours(self.client, self.server))
        try:
            account = account_at_other_end(connection)
        except OSError:
            return False
        self.app_state = {**self.app_state, ACCOUNT: account}
        return True

    def _expect_headers(self) -> None:
        self.deadline = self.loop.call_later(HEADER_SECONDS, self._end)

    def _end(self) -> None:
        self._stop_waiting()
        self.transport.abort()

    def _stop_waiting(self) -> None:
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None
