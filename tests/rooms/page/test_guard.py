"""Who is answered by the local page, and who is not."""

from __future__ import annotations

import httpx
import pytest

from flows.page.guard import CHANGE_HEADER, Guard, Session

PORT = 4321
OURS = f"http://127.0.0.1:{PORT}"


@pytest.fixture
def session() -> Session:
    return Session(PORT)


@pytest.fixture
def ask(session):
    """What is answered to a request; the page behind the guard says what it was asked to do."""

    async def page(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["method"].encode()})

    async def answer(method: str, path: str, host: str | None = None, **headers: str):
        transport = httpx.ASGITransport(Guard(page, session))
        async with httpx.AsyncClient(transport=transport, base_url=OURS) as client:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            if host:
                given["host"] = host
            return await client.request(method, path, headers=given)

    import anyio

    return lambda *given, **headers: anyio.run(lambda: answer(*given, **headers))


@pytest.fixture
def cookie(session) -> str:
    return f"{session.cookie_name}={session.cookie}"


def test_the_address_that_was_printed_lets_its_reader_in_once(ask, session):
    token = session.token

    entered = ask("GET", f"/entrer?jeton={token}")
    again = ask("GET", f"/entrer?jeton={token}")

    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert entered.headers["set-cookie"] == (
        f"faire-masse-{PORT}={session.cookie}; HttpOnly; Path=/; SameSite=strict"
    )
    assert (again.status_code, "set-cookie" in again.headers) == (403, False)


@pytest.mark.parametrize("query", ["", "?jeton=", "?jeton=None", "?jeton=é", "?autre=1"])
def test_another_token_lets_nobody_in(query, ask, session):
    assert ask("GET", f"/entrer{query}").status_code == 403
    assert session.token is not None


def test_nothing_is_answered_without_the_cookie(ask):
    assert ask("GET", "/").status_code == 403
    assert ask("GET", "/page/page.css").status_code == 403
    assert ask("GET", "/", remote_user="bo@example.org").status_code == 403


def test_the_cookie_is_enough_to_read(ask, cookie):
    assert ask("GET", "/", cookie=cookie).text == "GET"
    assert ask("GET", "/", cookie=cookie, host=f"localhost:{PORT}").text == "GET"


@pytest.mark.parametrize(
    "host", ["rebinding.example:4321", "127.0.0.1", "127.0.0.1:4322", "127.0.0.1.example:4321", ""]
)
def test_a_foreign_name_is_not_answered(host, ask, cookie):
    assert ask("GET", "/", cookie=cookie, host=host or " ").status_code == 421


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_a_change_needs_the_secret_that_a_foreign_page_cannot_send(method, ask, cookie, session):
    forged = ask(method, "/", cookie=cookie)
    guessed = ask(method, "/", cookie=cookie, **{CHANGE_HEADER: "x"})
    ours = ask(method, "/", cookie=cookie, **{CHANGE_HEADER: session.change})

    assert (forged.status_code, guessed.status_code) == (403, 403)
    assert "rien n’a été fait" in forged.text
    assert ours.text == method


def test_every_answer_is_closed_to_other_pages_and_kept_by_no_cache(ask, cookie):
    for answer in (ask("GET", "/", cookie=cookie), ask("GET", "/"), ask("GET", "/", host="a")):
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "'unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_secrets_are_not_shown_with_the_session(session):
    assert session.token not in repr(session)
    assert session.cookie not in repr(session)


@pytest.mark.parametrize("beside", ['a={"b":1}', "a", "=1", "bad[]=1", 'a="', "{ours}=x", "\x01=2"])
def test_cookies_that_other_programs_of_this_machine_set_shut_nobody_out(beside, ask, cookie):
    beside = beside.replace("{ours}", cookie.partition("=")[0])

    assert ask("GET", "/", cookie=f"{beside}; {cookie}; {beside}").status_code == 200
    assert ask("GET", "/", cookie=beside).status_code == 403


@pytest.mark.parametrize("place", ["same-site", "cross-site"])
def test_what_another_port_s_page_asks_for_is_not_answered_but_a_link_leads_here(
    place, ask, cookie
):
    asked = ask("GET", "/", cookie=cookie, sec_fetch_site=place, sec_fetch_mode="no-cors")
    followed = ask("GET", "/", cookie=cookie, sec_fetch_site=place, sec_fetch_mode="navigate")

    assert (asked.status_code, followed.status_code) == (403, 200)
    assert ask("GET", "/", cookie=cookie, sec_fetch_site="same-origin").status_code == 200
