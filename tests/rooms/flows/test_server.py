"""Prefect's server: the database that it starts from, the one that another process keeps, what its
pages fetch."""

from __future__ import annotations

import asyncio
import fcntl
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from threading import Timer

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from flows.server import blank_database
from flows.server.blank_database import lay_blank_database
from flows.server.known_servers import Present, address_file, awaited_server

MAKE = """
import sys
sys.prefix = sys.argv[1]
from flows.server import blank_database
blank_database.make_blank_database()
print(blank_database.blank_database())
"""


def test_a_new_home_has_a_copy_if_there_is_one_and_an_old_home_its_own(tmp_path, monkeypatch):
    kept, home = tmp_path / "kept.db", tmp_path / "prefect.db"
    monkeypatch.setattr(blank_database, "blank_database", lambda: kept)
    lay_blank_database(tmp_path)
    assert not home.exists()  # Prefect makes its own

    kept.write_bytes(b"blank")
    lay_blank_database(tmp_path)
    kept.write_bytes(b"another")
    lay_blank_database(tmp_path)
    assert home.read_bytes() == b"blank"


@pytest.mark.slow
def test_what_is_kept_holds_no_run_and_no_key(tmp_path):
    kept = subprocess.check_output([sys.executable, "-c", MAKE, str(tmp_path)], text=True)
    with closing(sqlite3.connect(kept.strip())) as made:
        tables = made.execute("select name from sqlite_master where type = 'table'").fetchall()
        filled = {name for (name,) in tables if made.execute(f'select 1 from "{name}"').fetchone()}

    assert len(tables) > 30
    assert filled == {"alembic_version"}


def test_another_s_that_is_about_to_start_is_waited_for_and_one_that_ends_is_none(tmp_path):
    assert awaited_server(tmp_path) is None
    address_file(tmp_path).parent.mkdir()
    with address_file(tmp_path).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        begun = Timer(0.3, os.write, [held.fileno(), b"http://127.0.0.1:4999 12 page"])
        begun.start()
        assert awaited_server(tmp_path) == Present("http://127.0.0.1:4999", 12, is_kept=True)
        begun.join()

        held.truncate(0)
        os.pwrite(held.fileno(), b"http://127.0.0.1:4999 12 run", 0)  # of a run that was killed
        ended = Timer(0.3, fcntl.flock, [held, fcntl.LOCK_UN])
        ended.start()
        assert awaited_server(tmp_path) is None
        ended.join()


def test_pages_are_told_to_fetch_nothing_elsewhere():
    from flows.server.server_process import OwnPagesOnly  # all of Prefect: four seconds

    page = Starlette(routes=[Route("/", lambda _: HTMLResponse("<p>Bonjour</p>"))])

    async def fetched() -> httpx.Response:
        transport = httpx.ASGITransport(app=OwnPagesOnly(page))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get("/")

    policy = asyncio.run(fetched()).headers["content-security-policy"]

    assert policy.startswith("default-src 'self' ")
    assert "http" not in policy
