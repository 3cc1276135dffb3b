"""The page on a machine with other accounts: what they can read of it, and do to it."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from consultation.machine import system
from flows.page import visitors
from tests.cases.browser import browser, opened
from tests.cases.runs import folders_in
from tests.cases.served import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

NOBODY = ("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups")
# Sends a request, and prints what it is answered.
ASK = """
import socket, sys
with socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=5) as asked:
    try:
        asked.sendall(sys.argv[2].encode().decode("unicode_escape").encode())
        print(b"".join(iter(lambda: asked.recv(9999), b"")).decode())
    except ConnectionError:
        print("closed")
"""


def fake_browser(folder: Path) -> Path:
    """A program that notes what it was started with, and copies the file that it was to show."""
    program = folder / "navigateur"
    said, shown = folder / "arguments", folder / "montre.html"
    program.write_text(
        "#!/bin/sh\n"
        f'file="${{1#file://}}"; stat -c %a "$file" "$(dirname "$file")" > {folder}/modes\n'
        f'cp "$file" {shown}; tr "\\0" "\\n" < /proc/$$/cmdline > {said}.new\n'
        f"mv {said}.new {said}\n"
    )
    program.chmod(0o700)
    return program


@pytest.mark.slow
def test_the_browser_opens_a_file_of_this_account_and_the_token_is_in_no_argument(tmp_path):
    folders = folders_in(tmp_path, are_made=True)
    with opened(folders, BROWSER=str(fake_browser(tmp_path))) as page:
        said = tmp_path / "arguments"
        wait_until(said.exists, 20)
        token = page.entrance.partition("jeton=")[2]
        started = Path("/proc").glob("[0-9]*/cmdline")
        seen = said.read_text() + "".join(map(_read, started))
        entrance = folders.data / "page" / "entrer.html"

        assert token
        assert token not in seen
        assert entrance.as_uri() in said.read_text()
        assert (tmp_path / "modes").read_text().split() == ["600", "700"]
        assert stat.S_IMODE(entrance.stat().st_mode) == 0o600
        with browser() as context:
            tab = context.new_page()
            tab.goto(entrance.as_uri())
            tab.get_by_role("heading", name="Consultations").wait_for()
            assert tab.url == page.address
    assert not entrance.exists()


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another account")
def test_another_account_is_not_answered_even_with_the_cookie(tmp_path):
    python = str(Path(sys._base_executable))  # within the reach of every account
    with opened(folders_in(tmp_path, are_made=True)) as page:
        client, host = httpx.Client(timeout=30), urlsplit(page.address).netloc
        assert client.get(page.entrance).status_code == 303
        (cookie,) = client.cookies.jar
        request = (
            f"GET / HTTP/1.1\\r\\nHost: {host}\\r\\n"
            f"Cookie: {cookie.name}={cookie.value}\\r\\nConnection: close\\r\\n\\r\\n"
        )
        ours, theirs = (
            subprocess.run(
                [*who, python, "-c", ASK, host.partition(":")[2], request],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for who in ((), NOBODY)
        )

    assert ours.startswith("HTTP/1.1 200 OK")
    assert theirs.strip() in ("", "closed")


def test_the_account_of_a_socket_is_the_kernel_s_and_nobody_s_once_it_is_closed():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.socket(socket.AF_INET6)
        client.connect(("::ffff:127.0.0.1", listener.getsockname()[1]))
        accepted, address = listener.accept()
        server = accepted.getsockname()

        assert system.account_of(address, server) == os.geteuid()
        client.close()
        assert system.account_of(address, server) is None
        accepted.close()


def test_where_the_kernel_does_not_say_everybody_is_heard_as_before(monkeypatch, tmp_path):
    monkeypatch.setattr(system, "_SOCKETS", ((tmp_path / "absent", ""),))

    assert visitors.is_ours(("127.0.0.1", 1), ("127.0.0.1", 2))
