"""Prefect's pages keep to the machine that they come from."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Seen with Prefect 3.9.1: its second generation of pages has the browser fetch a file of a
# company that counts visits, also when analytics are off. A browser obeys this instead.
POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:"


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
