"""The connections that the page answers: connections from the account that opened it.

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


def is_ours(client: Address, server: Address) -> bool:
    """True if the account that connects is root or the account of this process. `client` and
    `server` are the addresses of the two ends of the connection. True too if the connections of
    this machine can't be listed."""
    try:
        # Twice: a list that changes while it is read may lack a line.
        return any(account_of(client, server) in (ROOT, os.geteuid()) for _ in range(2))
    except OSError:
        return True


class VisitorConnection(H11Protocol):
    """A connection to the page. It is closed at once if it comes to a port from another account."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Close the connection if it comes to a port from another account. On a Unix socket, note
        the account for the guard, and close the connection if the account is unknown."""
        super().connection_made(transport)
        if not self._is_heard(transport.get_extra_info("socket")):
            self.connections.discard(self)
            transport.abort()

    def _is_heard(self, connection: socket.socket) -> bool:
        if connection.family != socket.AF_UNIX:
            return bool(self.client and self.server and is_ours(self.client, self.server))
        try:
            account = account_at_other_end(connection)
        except OSError:
            return False
        self.app_state = {**self.app_state, ACCOUNT: account}
        return True
