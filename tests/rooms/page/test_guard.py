"""Who is answered by the local page, and who is not."""

from __future__ import annotations

import anyio
import httpx
import pytest

from flows.page.guard import CHANGE_HEADER, Guard, Session
from tests.cases.page import OURS, PORT


@pytest.fixture
def session() -> Session:
    return Session(PORT)


@pytest.fixture
def ask(session):
    """What is answered to a request; the page behind the guard says what it was asked to do.
    `{cookie}`, `{name}` and `{change}` in a header are the session's."""

    async def page(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["method"].encode()})

    async def answer(method: str, path: str, **headers: str):
        own = {"{cookie}": f"{session.cookie_name}={session.cookie}"}
        own |= {"{name}": session.cookie_name, "{change}": session.change}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        for hole, value in own.items():
            given = {name: text.replace(hole, value) for name, text in given.items()}
        transport = httpx.ASGITransport(Guard(page, session))
        async with httpx.AsyncClient(transport=transport, base_url=OURS) as client:
            return await client.request(method, path, headers=given)

    return lambda *given, **headers: anyio.run(lambda: answer(*given, **headers))


def test_the_address_that_was_printed_lets_its_reader_in_once(ask, session):
    for query in ("", "?jeton=", "?jeton=None", "?jeton=é", "?autre=1"):
        assert ask("GET", f"/entrer{query}").status_code == 403, query
    token = session.token
    entered = ask("GET", f"/entrer?jeton={token}")
    again = ask("GET", f"/entrer?jeton={token}")

    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert entered.headers["set-cookie"] == (
        f"faire-masse-{PORT}={session.cookie}; HttpOnly; Path=/; SameSite=strict"
    )
    assert (again.status_code, "set-cookie" in again.headers) == (403, False)
    assert not [secret for secret in (token, session.cookie) if secret in repr(session)]


COOKIE = {"cookie": "{cookie}"}
FOREIGN_NAMES = (
    *("rebinding.example:4321", "127.0.0.1", "127.0.0.1:4322", "127.0.0.1.example:4321", " "),
)
COOKIES_OF_OTHERS = ('a={"b":1}', "a", "=1", "bad[]=1", 'a="', "{name}=x", "\x01=2")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        # Without the cookie, nobody; a name from elsewhere is none on a port.
        ({}, 403),
        ({"remote_user": "bo@example.org"}, 403),
        # The cookie is enough to read.
        (COOKIE, 200),
        (COOKIE | {"host": f"localhost:{PORT}"}, 200),
        # Who comes under a foreign name has a page of elsewhere.
        *((COOKIE | {"host": host}, 421) for host in FOREIGN_NAMES),
        # Cookies that other programs of this machine set let nobody in and shut nobody out.
        *(({"cookie": other}, 403) for other in COOKIES_OF_OTHERS),
        *(({"cookie": f"{other}; {{cookie}}; {other}"}, 200) for other in COOKIES_OF_OTHERS),
        # What another port's page asks for is not answered, but its link leads here.
        (COOKIE | {"sec_fetch_site": "same-site", "sec_fetch_mode": "no-cors"}, 403),
        (COOKIE | {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"}, 403),
        (COOKIE | {"sec_fetch_site": "same-site", "sec_fetch_mode": "navigate"}, 200),
        (COOKIE | {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}, 200),
        (COOKIE | {"sec_fetch_site": "same-origin", "sec_fetch_mode": "no-cors"}, 200),
    ],
)
def test_a_page_is_read_by_who_has_the_cookie_from_here_alone(headers, status, ask):
    for path in ("/", "/page/page.css"):
        answer = ask("GET", path, **headers)

        assert answer.status_code == status
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "'unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_change_needs_the_secret_that_a_foreign_page_cannot_send(method, ask):
    forged = ask(method, "/", **COOKIE)
    guessed = ask(method, "/", **COOKIE, **{CHANGE_HEADER: "x"})
    ours = ask(method, "/", **COOKIE, **{CHANGE_HEADER: "{change}"})

    assert (forged.status_code, guessed.status_code) == (403, 403)
    assert "rien n’a été fait" in forged.text
    assert ours.text == method
