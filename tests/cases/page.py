"""The local page without a browser: requests as its own scripts send them."""

from __future__ import annotations

import time
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import quote, urlencode

import anyio
import httpx

from consultation.machine.settings import Folders
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
        request_headers = own | {name.replace("_", "-"): value for name, value in headers.items()}

        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(self.guarded)
            async with httpx.AsyncClient(transport=transport, base_url=OURS) as client:
                return await client.request(method, path, content=content, headers=request_headers)

        return anyio.run(answer)

    def get(self, path: str) -> httpx.Response:
        """What stands at an address."""
        return self.ask("GET", path)

    def wait_for_end(self) -> None:
        """Wait until what the page started has ended, its server too."""
        run = self.app.state.screens.run
        while run.goes_on:
            time.sleep(0.2)
        run.let_server_go()

    def drop(self, name: str, content: object) -> httpx.Response:
        """The answer to a file that is dropped."""
        return self.ask("POST", "/fichiers", content, x_nom=quote(name))

    def give(self, where: str, form_id: str) -> httpx.Response:
        """The answer to the choice of a form for what was dropped."""
        return self.ask("POST", f"{where}/ranger", f"form_id={quote(form_id)}".encode())


def in_chunks(*chunks: bytes, end: Callable[[], None] = lambda: None):
    """A body that comes piece by piece; `end` may interrupt it."""

    async def body():
        for chunk in chunks:
            yield chunk
        end()

    return body()


class Fields(HTMLParser):
    """The fields of the forms in a page: what a browser would send, and what each is said to be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self.invalid: dict[str, str] = {}
        self.text: dict[str, str] = {}
        self._ids: list[str | None] = []
        self._select: list[str] = []
        self._area = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        by_name = {name: value or "" for name, value in attrs}
        name = by_name.get("name")
        if by_name.get("aria-invalid") == "true":
            self.invalid[by_name["id"]] = by_name["aria-describedby"]
        if tag == "input":
            if name and (by_name.get("type") not in ("checkbox", "radio") or "checked" in by_name):
                self.pairs.append((name, by_name.get("value", "on")))
            return
        if tag in ("select", "textarea") and name:
            self.pairs.append((name, ""))
            self._area = tag == "textarea"
            self._first = tag == "select"
        elif tag == "option" and (self._first or "selected" in by_name):
            self.pairs[-1] = (self.pairs[-1][0], by_name["value"])
            self._first = False
        if tag not in ("meta", "link", "br"):
            self._ids.append(by_name.get("id"))

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("input", "meta", "link", "br"):
            self._ids.pop()
        self._area &= tag != "textarea"

    def handle_data(self, data: str) -> None:
        if self._area:
            self.pairs[-1] = (self.pairs[-1][0], data)
        for element_id in filter(None, self._ids):
            self.text[element_id] = self.text.get(element_id, "") + data

    def __getitem__(self, name: str) -> str:
        """The value of the only field of this name."""
        (value,) = [value for field, value in self.pairs if field == name]
        return value

    def sent(self, **changed: str) -> bytes:
        """What is sent once some fields (`__` for a dot) are changed, or are new."""
        values = {name.replace("__", "."): value for name, value in changed.items()}
        unchanged = [pair for pair in self.pairs if pair[0] not in values]
        return urlencode([*unchanged, *values.items()]).encode()
