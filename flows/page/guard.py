"""Access to the page: only the person who started it, from this machine. Over a Unix socket, the
people in `people.toml` (flows/page/people.py).

Others reach a port of this machine too: another account, any page open in the same browser (by a
form, a picture, a name that resolves to 127.0.0.1), a program. So each request needs

- the served address as its Host (a foreign name is a DNS rebinding);
- to come from the same account (flows/page/visitors.py);
- the session's cookie, given once in exchange for the token that the terminal printed;
- to change anything, the session's second secret in a header, which no form of another site sets;
- if a page makes it, to come from our page: browsers send this cookie along with requests of pages
  on other ports of the machine too.

The socket needs no cookie: the person is known by the connected account, or named by a proxy. A
Host of this machine, the second secret and our own page are required there too, since a tunnel may
connect the socket to a port of some machine.
"""

from __future__ import annotations

import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from consultation.words.french import sentence
from flows.page.people import REMOTE_USER, People
from flows.page.visitors import ACCOUNT

PERSON = "person"
CHANGE_HEADER = "x-faire-masse"
ENTRANCE = "/entrer"
CHANGES_NOTHING = ("GET", "HEAD")
# Sec-Fetch-Site of our own pages and of typed addresses. Else, only a followed link is answered.
OURS = ("same-origin", "none")
# The Host header of a browser at the end of a tunnel, and of nginx in front of a socket.
_TUNNEL = re.compile(r"(localhost|127\.0\.0\.1)(:\d{1,5})?")

# Nothing from another host, no script between the lines of a page, no frame, no form elsewhere.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


@dataclass
class Session:
    """The secrets of one start of the page. `token`: exchanged once for the `cookie`, then None.
    `change`: sent in a header by each request that changes something. Over a Unix socket, only
    `people` come in."""

    port: int
    people: People | None = None
    token: str | None = field(default_factory=secrets.token_urlsafe, repr=False)
    cookie: str = field(default_factory=secrets.token_urlsafe, repr=False)
    change: str = field(default_factory=secrets.token_urlsafe, repr=False)

    @property
    def address(self) -> str:
        """The address of the page: `http://127.0.0.1:8080/`."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def entrance(self) -> str:
        """The address that opens the page, once: `http://127.0.0.1:8080/entrer?jeton=…`."""
        return f"http://127.0.0.1:{self.port}{ENTRANCE}?jeton={self.token}"

    @property
    def cookie_name(self) -> str:
        """The name of the cookie, which contains the port: `faire-masse-8080`. Browsers send
        cookies to all ports of a machine, and a page on another port needs its own cookie."""
        return f"faire-masse-{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The Host headers that the page accepts: `127.0.0.1:8080`, `localhost:8080`."""
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    def let_in(self, token: str) -> bool:
        """Use up the session's token. True if `token` is that token and nobody has used it before.
        A second call with the same token returns False."""
        opens = self.token is not None and secrets.compare_digest(
            token.encode(), self.token.encode()
        )
        if opens:
            self.token = None
        return opens


class Guard:
    """An application that passes permitted requests to the page, and itself answers all others."""

    def __init__(self, page: ASGIApp, session: Session) -> None:
        self._page = page
        self._session = session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the page answer the request. A request that is not permitted gets a sentence that
        says why."""
        if scope["type"] != "http":
            return
        refusal = self._refusal(scope)

        async def send_closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        # app.py has already answered with the error. If it were raised again, its text, which may
        # quote an answer, would be in the server's log.
        with suppress(Exception):
            await (refusal or self._page)(scope, receive, send_closed)

    def _refusal(self, scope: Scope) -> Response | None:
        """The response to a request that the page must not see: a refusal, or the exchange of the
        token for the cookie. `None` if the request may reach the page."""
        headers = Headers(scope=scope)
        if people := self._session.people:
            name = people.name_of(scope["state"][ACCOUNT], headers.getlist(REMOTE_USER))
            if name is None:
                return _refuse(403, "unknown_person")
            if not _TUNNEL.fullmatch(", ".join(headers.getlist("host"))):
                return _refuse(421, "foreign_tunnel")
            scope["state"][PERSON] = name
        elif headers.getlist("host") not in ([host] for host in self._session.hosts):
            return _refuse(421, "foreign_host")
        elif scope["path"] == ENTRANCE:
            return self._entrance(scope)
        elif not self._has_cookie(headers):
            return _refuse(403, "no_session")
        if (
            headers.get("sec-fetch-site", "none") not in OURS
            and headers.get("sec-fetch-mode") != "navigate"
        ):
            return _refuse(403, "forged")
        if scope["method"] in CHANGES_NOTHING:
            return None
        change = headers.get(CHANGE_HEADER, "")
        if not secrets.compare_digest(change.encode(), self._session.change.encode()):
            return _refuse(403, "forged")
        return None

    def _entrance(self, scope: Scope) -> Response:
        """Exchange the token in the address for the cookie, then redirect at once, so that the
        address bar no longer shows the token. A browser that has the cookie is redirected without a
        token. 403 for a wrong or used token."""
        token = bytes(scope["query_string"]).decode("latin-1").removeprefix("jeton=")
        if self._has_cookie(Headers(scope=scope)):
            return RedirectResponse("/", 303)
        if scope["method"] != "GET" or not self._session.let_in(token):
            return _refuse(403, "no_session")
        # A browser that comes from a file, or from another site, would follow a redirection without
        # the cookie that it sets: so it gets a page that redirects.
        is_typed = Headers(scope=scope).get("sec-fetch-site", "none") in OURS
        entered = RedirectResponse("/", 303) if is_typed else HTMLResponse(page_to_enter("/"))
        entered.set_cookie(
            self._session.cookie_name, self._session.cookie, httponly=True, samesite="strict"
        )
        return entered

    def _has_cookie(self, headers: Headers) -> bool:
        # Other programs of this machine may have set cookies too, well formed or not.
        ours = f"{self._session.cookie_name}={self._session.cookie}".encode()
        cookies = headers.get("cookie", "").split(";")
        return any(secrets.compare_digest(cookie.strip().encode(), ours) for cookie in cookies)


def page_to_enter(address: str) -> str:
    """An HTML page that redirects at once to an address, with a link to it."""
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>faire-masse</title>'
        f'<meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url='
        f'{address}"></head><body><p><a href="{address}">{sentence("page", "enter")}</a></p>'
        "</body></html>"
    )


def _refuse(status: int, sentence_id: str) -> Response:
    return PlainTextResponse(f"{sentence('page', sentence_id)}\n", status)
