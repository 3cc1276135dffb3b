"""The page as a process of its own: asked from elsewhere, and listened to for answers."""

from __future__ import annotations

import re
import socket
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from flows.server.known_servers import present_server
from tests.cases.browser import Visitor, opened
from tests.cases.canary_form import word
from tests.cases.canary_search import findings_in
from tests.cases.served import wait_until
from tests.cases.small import FORM_ID, NAMES, export, row, small_run

pytestmark = [pytest.mark.browser, pytest.mark.prefect, pytest.mark.slow, pytest.mark.timeout(900)]

HERE = f"/consultations/{FORM_ID}"
# What a column of the small form can't hold is a word too: a cell that is set aside.
FREE = ("Nom", "Collectif", "Commune", "Autre raison", "Autre mode", "Texte", "Suite", "Combien")


def canaries(sid: int) -> dict[str, str]:
    cells = {name.replace(" ", "_"): f"Oui {word(name, sid)} oui" for name in FREE}
    cells |= {"Courriel": f"{word('email', sid)}@example.org", "Envoi": "Oui, en mon nom"}
    return cells | {"Mode": word("mode", sid)} | {name: word(name, sid) for name in ("user", "ip")}


ROWS = [row(sid, **canaries(sid)) for sid in (1, 2, 3)]
WORDS = {
    word(purpose, sid)
    for purpose in (*NAMES, "email", "mode", "user", "ip")
    for sid in (1, 2, 3, 4)
}


class Noting(Visitor):
    """Somebody who came in with the address that was printed, and all that came back to them but
    the screens themselves."""

    def __init__(self, entrance: str) -> None:
        client = httpx.Client(base_url=entrance.partition("entrer")[0], timeout=120)
        assert client.get(entrance).status_code == 303
        super().__init__(client)
        self.addresses: list[str] = []

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        answer = super().ask(method, path, **given)
        self.addresses += [str(answer.url), str(answer.headers)]
        return answer

    def run(self) -> None:
        assert self.ask("POST", "/passages").status_code == 204
        wait_until(lambda: self.ask("GET", "/passages/fin").status_code != 204, 120)


@pytest.fixture(scope="module")
def visited(tmp_path_factory):
    """A page with a word in every field of every answer, used from end to end and stopped."""
    folder = tmp_path_factory.mktemp("visited")
    run = small_run(folder)
    (run.inbox / "export.tsv").unlink()
    (folder / "tmp").mkdir()
    with opened(run.folders, TMPDIR=str(folder / "tmp")) as page:
        visitor = Noting(page.entrance)
        sent = visitor.ask("POST", "/fichiers", content=export(ROWS), headers={"x-nom": "a.tsv"})
        where = sent.json()["where"]
        visitor.ask("GET", where)
        visitor.ask("POST", f"{where}/ranger", data={"form_id": FORM_ID})
        visitor.run()
        screens = ("relire", "relire/vite", "retraits", "declaration", "")
        shown = [visitor.ask("GET", f"{HERE}/{screen}".rstrip("/")) for screen in screens]
        emptied = visitor.ask("GET", f"{HERE}/verifier")
        text = visitor.ask("GET", f"{HERE}/relire").text
        key = re.search('name="key" value="(.*?)"', text)[1]
        seen = {one for one in WORDS if one in text}
        decided = {"n": 1, "initials": "AB", "key": key, "choice": "mask"}
        right = visitor.ask("POST", f"{HERE}/relire", data={**decided, "words": min(seen)})
        wrong = visitor.ask("POST", f"{HERE}/relire", data={**decided, "words": word("Nom", 4)})
        asked = {"initials": "AB", "who": f"{word('email', 3)}@example.org", "request": "withdraw"}
        for path in ("retraits/voir", "retraits"):
            visitor.ask("POST", f"{HERE}/{path}", data={**asked, "remark": word("Suite", 3)})
        visitor.ask("POST", f"{HERE}/relire", content=word("Texte", 1) * 1000)
        visitor.run()
        assert visitor.ask("GET", f"{HERE}/soumission.zip").status_code == 200
        from_elsewhere = asked_from_elsewhere(page, visitor)
    return SimpleNamespace(
        run=run,
        folder=folder,
        said=page.said[0],
        addresses=visitor.addresses,
        seen=seen,
        statuses=[each.status_code for each in (*shown, right, wrong, emptied)],
        from_elsewhere=from_elsewhere,
    )


def asked_from_elsewhere(page, visitor: Visitor) -> dict[str, str]:
    """What the socket itself answers to whoever has the cookie, and is not the page."""
    ours = urlsplit(page.address).netloc
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items())
    socket_key = "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + "A" * 22
    requests = {
        "ours": f"GET / HTTP/1.1\r\nHost: {ours}",
        "foreign": f"GET {page.address} HTTP/1.1\r\nHost: foreign.example",
        "forwarded": f"GET / HTTP/1.1\r\nHost: foreign.example\r\nX-Forwarded-Host: {ours}",
        "two": f"GET / HTTP/1.1\r\nHost: {ours}\r\nHost: foreign.example",
        "none": "GET / HTTP/1.0",
        "elsewhere": f"GET http://foreign.example/ HTTP/1.1\r\nHost: {ours}",
        "secure": f"GET {HERE}/ HTTP/1.1\r\nHost: {ours}\r\nX-Forwarded-Proto: https",
        "socket": f"GET / HTTP/1.1\r\nHost: {ours}\r\n{socket_key}==",
        "foreign socket": f"GET / HTTP/1.1\r\nHost: foreign.example\r\n{socket_key}==",
        "form": f"POST /passages HTTP/1.1\r\nHost: {ours}\r\nContent-Type: text/plain\r\n"
        "Content-Length: 0",
        "noise": "\x16\x03\x01 not HTTP",
    }
    answers = {}
    for name, request in requests.items():
        with socket.create_connection(("127.0.0.1", urlsplit(page.address).port)) as asked:
            text = f"{request}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
            asked.sendall(text.encode("latin-1"))
            answers[name] = b"".join(iter(lambda: asked.recv(1 << 16), b"")).decode()
    return answers


def test_only_the_page_itself_is_answered_whatever_a_request_claims(visited):
    statuses = {name: text.split(" ")[1] for name, text in visited.from_elsewhere.items()}

    assert statuses == {
        **{"ours": "200", "foreign": "421", "forwarded": "421", "two": "400", "none": "421"},
        **{"elsewhere": "404", "secure": "307", "form": "403", "noise": "400"},
        **{"socket": "200", "foreign socket": "421"},  # what is no socket's answer
    }
    assert "location: http://127.0.0.1:" in visited.from_elsewhere["secure"]


def test_no_answer_is_in_what_the_process_says_an_address_or_a_file_that_it_leaves(visited):
    assert visited.statuses == [200, 200, 200, 200, 200, 200, 400, 400]
    assert len(visited.seen) >= 1
    told = "".join([visited.said, *visited.addresses])
    data = visited.run.folders.data
    assert {one for one in WORDS if one in told} == set()
    # Ctrl-C, and nothing more: neither noise nor errors of strangers.
    assert visited.said.strip().count("\n") == 0
    # The server that the page kept ends a moment after it.
    wait_until(lambda: not (present_server(data) or list((data / "prefect").glob("*-shm"))), 30)
    for place in (visited.folder / "tmp", data / "page", data / "prefect"):
        assert findings_in(place, WORDS).of(WORDS) == {}
    assert (data / "prefect").is_dir()
    assert (data / "page" / "passage.txt").stat().st_mode & 0o077 == 0
