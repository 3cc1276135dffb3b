"""Whose connections the page answers: those of the account that opened it, and for how long each
may say nothing.

A port of this machine is within reach of every account. The kernel says whose each socket is: what
another account connects is closed before a byte of it is read, whatever cookie it would show.
Of a connection to a Unix socket, the account is told to the guard, which knows whom people named.
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
    """Whether the account that opened the page connected; True where the kernel doesn't say."""
    try:
        # Twice: a list that changes while it is read may lack a line.
        return any(account_of(client, server) in (ROOT, os.geteuid()) for _ in range(2))
    except OSError:
        return True


class VisitorConnection(H11Protocol):
    """A connection of our own account, or to a Unix socket, that ends when it doesn't say in time
    what it asks for; of too many, the one that has said nothing for longest ends."""

    deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody connected: nobody else is heard."""
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
        """A request begins, goes on, or is whole."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()
        elif self.deadline is None:
            self._expect_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for any more."""
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
