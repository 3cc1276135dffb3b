"""The page on a Unix socket: who gets in, who doesn't, and two people who decide at once."""

from __future__ import annotations

import grp
import os
import pwd
import re
import socket
import stat
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import httpx
import pytest

from consultation.machine.settings import Folders
from tests.cases.browser import Visitor
from tests.cases.command import COMMAND, call_command, environment
from tests.cases.runs import folders_in, options_of
from tests.cases.small import FORM_ID, row, small_run

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can be other accounts"),
]

# Accounts and a group that every Debian has.
GROUP, ANA, PROXY, STRANGER = "users", "games", "www-data", "nobody"
PEOPLE = f"""
group = "{GROUP}"
proxies = ["{PROXY}"]
[accounts]
{ANA} = "Ana I."
[remote_users]
"bo@example.org" = "Bo"
"""
BO = "Remote-User: bo@example.org"
READ_AGAIN = f"/consultations/{FORM_ID}/relire"


@contextmanager
def on_socket(folders: Folders, people: str):
    """The socket of a page that `faire-masse open --socket` serves until the end of the block."""
    with tempfile.TemporaryDirectory(dir="/run") as place:
        path, people_file = Path(place, "page.sock"), Path(place, "people.toml")
        path.parent.chmod(0o755)
        people_file.write_text(people, encoding="utf-8")
        page = subprocess.Popen(
            [COMMAND, "open", f"--socket={path}", f"--people={people_file}", *options_of(folders)],
            env=environment(),
            stderr=subprocess.PIPE,
            text=True,
        )
        assert str(path) in (said := page.stderr.readline()), said + page.stderr.read()
        try:
            yield path
        finally:
            page.terminate()
            page.communicate(timeout=20)
        assert not path.exists()


@pytest.fixture(scope="module")
def socket_path(tmp_path_factory):
    with on_socket(folders_in(tmp_path_factory.mktemp("page"), are_made=True), PEOPLE) as path:
        yield path


@contextmanager
def become(account: str, groups: list[str]):
    """This process is that account, for the kernel, until the end of the block."""
    before = os.getgroups()
    os.setgroups([grp.getgrnam(name).gr_gid for name in groups])
    os.setegid(pwd.getpwnam(account).pw_gid)
    os.seteuid(pwd.getpwnam(account).pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(before)


def asked_by(account: str, path: Path, *lines: str, is_member: bool = True) -> str:
    """What the page answers to the lines of a request by that account."""
    with socket.socket(socket.AF_UNIX) as asked:
        try:
            with become(account, [GROUP] if is_member else []):
                asked.connect(str(path))
        except PermissionError:
            return "closed closed"
        asked.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1"))
        return b"".join(iter(lambda: asked.recv(9999), b"")).decode()


HOME = ("GET / HTTP/1.1", "Host: localhost:4300")
WAYS_IN = {
    # Other accounts.
    "no member of the group": (STRANGER, "closed"),
    "a member whom nobody named": (STRANGER, "403"),
    "root, whom nobody named": ("root", "403"),
    "a header by a member whom nobody named": (STRANGER, "403", BO),
    # The proxy, which is nobody itself.
    "no header": (PROXY, "403"),
    "an unknown name": (PROXY, "403", "Remote-User: zoe@example.org"),
    "an account's name": (PROXY, "403", f"Remote-User: {ANA}"),
    "the header twice": (PROXY, "403", BO, BO),
    "two names in one": (PROXY, "403", "Remote-User: bo@example.org, zoe@example.org"),
    "a name after an end of line": (PROXY, "403", "Remote-User: zoe\nRemote-User: bo@example.org"),
    "another header": (PROXY, "403", "X-Remote-User: bo@example.org"),
    "an underscore": (PROXY, "403", "Remote_User: bo@example.org"),
}


@pytest.mark.parametrize("name", WAYS_IN)
def test_who_does_not_belong_gets_nowhere(name, socket_path):
    account, status, *headers = WAYS_IN[name]
    is_member = not name.startswith("no member")
    answer = asked_by(account, socket_path, *HOME, *headers, is_member=is_member)

    assert answer.split(" ")[1].strip() == status
    assert "Consultations" not in answer
    if status == "403":
        assert answer.rpartition("\r\n\r\n")[2].count("ne connaît pas ce compte") == 1


def test_a_name_of_another_machine_is_not_answered_even_to_who_is_named(socket_path):
    answer = asked_by(ANA, socket_path, HOME[0], "Host: rebinding.example:4300")

    assert answer.split(" ")[1] == "421"


def test_a_name_holds_for_its_own_request_and_not_for_the_next_of_the_connection(socket_path):
    first = (*HOME, BO, "", HOME[0], HOME[1])
    answers = asked_by(PROXY, socket_path, *first)

    assert re.findall(r"HTTP/1.1 (\d+)", answers) == ["200", "403"]


def test_who_is_named_gets_in_under_that_name_whatever_else_they_claim(socket_path):
    found = socket_path.stat()
    ana = asked_by(ANA, socket_path, *HOME)
    forged = asked_by(ANA, socket_path, *HOME, BO)
    bo = asked_by(PROXY, socket_path, *HOME, BO)

    assert stat.S_IMODE(found.st_mode) == 0o660
    shown = [re.findall(r"<span>(.*?)</span>", one) for one in (ana, forged, bo)]
    assert shown == [["Ana I."], ["Ana I."], ["Bo"]]


@pytest.fixture
def place(tmp_path):
    people = tmp_path / "etc" / "people.toml"
    people.parent.mkdir()
    people.write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "run").mkdir()
    return people


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda people: people.chmod(0o664), "un autre compte peut y écrire"),
        (lambda people: people.chmod(0o646), "un autre compte peut y écrire"),
        (lambda people: people.parent.chmod(0o777), "un autre compte peut y écrire"),
        (lambda people: os.chown(people.parent, 65534, 0), "un autre compte peut y écrire"),
        (lambda people: linked(people), "un autre compte peut y écrire"),
        (lambda people: people.parent.with_name("run").chmod(0o775), "un autre compte peut y"),
        (lambda people: people.unlink(), "n’existe pas"),
        (lambda people: people.write_text(PEOPLE.replace(ANA, "zoe")), "pas de compte « zoe »"),
        (lambda people: people.write_text(PEOPLE.replace(ANA, PROXY)), "qui serait là"),
        (lambda people: people.write_text(PEOPLE.replace("Ana I.", " ")), "« accounts »"),
        (lambda people: people.write_text(PEOPLE.replace("proxies", "proxy")), "« proxy »"),
        (lambda people: people.write_text(PEOPLE.replace(f'"{GROUP}"', '"no"')), "pas de groupe"),
    ],
)
def test_nothing_is_opened_when_who_gets_in_is_unclear_or_others_write_it(change, said, place):
    change(place)
    path = place.parent.with_name("run") / "page.sock"
    refused = call_command("open", "--socket", path, "--people", place)

    assert refused.returncode == 1
    assert said in refused.stderr.replace("\u00a0", " ")
    assert not path.exists()


def linked(people: Path) -> None:
    """The file is reached by a link of another account."""
    kept = people.rename(people.with_name("kept.toml"))
    people.symlink_to(kept)
    os.chown(people, 65534, 0, follow_symlinks=False)


@pytest.mark.slow
def test_two_people_who_decide_at_once_lose_nothing_and_the_second_is_told(tmp_path):
    texts = ("Trop cher pour la ville, vraiment.", "La place est à nous.", "Des arbres, partout.")
    run = small_run(
        tmp_path, *(row(n, Envoi="Oui, sans nom", Texte=one) for n, one in enumerate(texts, 1))
    )
    run.build()
    people = 'group = "root"\nproxies = ["root"]\n[remote_users]\nana = "Ana I."\nbo = "Bo"\n'
    with on_socket(run.folders, people) as path, ThreadPoolExecutor() as threads:
        visitors = [named(path, name) for name in ("ana", "bo")]
        screens = [visitors[0].client.get(f"{READ_AGAIN}?n={n}").text for n in (1, 2, 3)]
        assert "Vos initiales" not in screens[0]
        keys = [re.search('name="key" value="(.*?)"', shown)[1] for shown in screens]
        answers = []
        for n, key in enumerate(keys, 1):
            at_once = Barrier(2)
            choices = zip(visitors, ("send", "withhold"), strict=True)
            told = [
                threads.submit(decide, one, at_once, n=n, key=key, choice=choice)
                for one, choice in choices
            ]
            answers.append([each.result() for each in told])
        shown = visitors[0].client.get(f"{READ_AGAIN}?n=1").text

    second = "les deux décisions sont gardées"
    assert [sum(second in one.text for one in both) for both in answers] == [1, 1, 1]
    assert {one.status_code for both in answers for one in both} == {200}
    assert "avait choisi\u00a0: " in shown
    files = sorted(run.inbox.glob("page-*"))
    assert len(files) == 2
    assert not any("Ana" in file.name.title() for file in files)
    run.build()
    assert run.query(
        "select initials, choice, count(*) from raw.decisions group by all order by all"
    ) == [("Ana I.", "send", 3), ("Bo", "withhold", 3)]


def named(path: Path, name: str) -> Visitor:
    """Somebody whom a web server names."""
    transport = httpx.HTTPTransport(uds=str(path))
    headers = {"remote-user": name}
    return Visitor(
        httpx.Client(base_url="http://localhost", transport=transport, headers=headers, timeout=60)
    )


def decide(visitor: Visitor, at_once: Barrier, **sent: object) -> httpx.Response:
    """What the page answers to a decision, made as soon as the other person's is."""
    at_once.wait()
    return visitor.ask("POST", READ_AGAIN, data=sent)
