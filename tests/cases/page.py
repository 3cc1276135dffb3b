"""The local page without a browser: requests as its own scripts send them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import anyio
import httpx

from consultation.settings import Folders
from flows.page.app import make_app
from flows.page.guard import CHANGE_HEADER, Guard, Session

PORT = 4321
OURS = f"http://127.0.0.1:{PORT}"


class PageClient:
    """Somebody who was let in, and what the page answers them."""

    def __init__(self, folders: Folders) -> None:
        self.session = Session(PORT)
        self.app = make_app(folders, self.session)
        self.guarded = Guard(self.app, self.session)

    def ask(self, method: str, path: str, content: object = b"", **headers: str) -> httpx.Response:
        """The answer to a request, with the secret that each change needs."""
        own = {
            "cookie": f"{self.session.cookie_name}={self.session.cookie}",
            CHANGE_HEADER: self.session.change,
        }
        given = own | {name.replace("_", "-"): value for name, value in headers.items()}

        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(self.guarded)
            async with httpx.AsyncClient(transport=transport, base_url=OURS) as client:
                return await client.request(method, path, content=content, headers=given)

        return anyio.run(answer)

    def get(self, path: str) -> httpx.Response:
        """What stands at an address."""
        return self.ask("GET", path)

    def drop(self, name: str, content: object) -> httpx.Response:
        """The answer to a file that is dropped."""
        return self.ask("POST", "/fichiers", content, x_nom=quote(name))

    def give(self, where: str, form_id: str) -> httpx.Response:
        """The answer to the choice of a form for what was dropped."""
        return self.ask("POST", f"{where}/ranger", f"form_id={quote(form_id)}".encode())


def in_pieces(*pieces: bytes, end: Callable[[], None] = lambda: None):
    """A body that comes piece by piece; `end` may interrupt it."""

    async def body():
        for piece in pieces:
            yield piece
        end()

    return body()
