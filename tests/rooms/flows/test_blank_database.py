"""A new data folder starts from a database of Prefect that was made when the tool was installed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from flows.server import blank_database
from flows.server.blank_database import lay_blank_database, put_damaged_database_aside

MAKE = """
import sys
sys.prefix = sys.argv[1]
from flows.server import blank_database
blank_database.make_blank_database()
print(blank_database.blank_database())
"""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the installation keeps its database."""
    path = tmp_path / "kept.db"
    monkeypatch.setattr(blank_database, "blank_database", lambda: path)
    return path


def test_a_new_home_has_a_copy_and_an_old_one_its_own(kept: Path, tmp_path: Path) -> None:
    kept.write_bytes(b"blank")
    lay_blank_database(tmp_path)
    laid = (tmp_path / "prefect.db").read_bytes()
    kept.write_bytes(b"another")
    lay_blank_database(tmp_path)

    assert laid == (tmp_path / "prefect.db").read_bytes() == b"blank"


def test_prefect_makes_its_own_where_none_was_kept(kept: Path, tmp_path: Path) -> None:
    lay_blank_database(tmp_path)

    assert not kept.exists()
    assert not (tmp_path / "prefect.db").exists()


@pytest.mark.parametrize("damage", ["no database", "cut short", "a page overwritten"])
def test_a_database_that_can_t_be_read_is_put_aside(damage: str, tmp_path: Path) -> None:
    database = tmp_path / "prefect.db"
    with closing(sqlite3.connect(database)) as made:
        made.execute("create table run (name text primary key)")
        made.executemany("insert into run values (?)", [(f"{n:0300}",) for n in range(500)])
        made.commit()
    content = database.read_bytes()
    damaged = {
        "no database": b"not a database" * 1000,
        "cut short": content[: len(content) // 2],
        "a page overwritten": content[:8192] + b"\xff" * 4096 + content[12288:],
    }[damage]
    database.write_bytes(damaged)

    aside = put_damaged_database_aside(tmp_path, timedelta(days=90))

    assert aside is not None
    assert aside.read_bytes() == damaged
    assert not database.exists()


def test_a_sound_database_stays(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "prefect.db")) as made:
        made.execute("create table run (name text)")

    assert put_damaged_database_aside(tmp_path, timedelta(days=90)) is None
    assert (tmp_path / "prefect.db").exists()


def test_what_was_put_aside_goes_when_history_does(tmp_path: Path) -> None:
    old, young = tmp_path / "prefect-abime.db", tmp_path / "prefect-abime.db-wal"
    for path in (old, young):
        path.write_bytes(b"damaged")
    os.utime(old, (0, 0))

    assert put_damaged_database_aside(tmp_path, timedelta(days=90)) is None
    assert (old.exists(), young.exists()) == (False, True)


@pytest.mark.slow
def test_what_is_kept_holds_no_run_and_no_key(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MAKE, str(tmp_path)], check=True, capture_output=True, text=True
    )
    with closing(sqlite3.connect(done.stdout.strip())) as made:
        tables = made.execute("select name from sqlite_master where type = 'table'").fetchall()
        filled = {name for (name,) in tables if made.execute(f'select 1 from "{name}"').fetchone()}

    assert len(tables) > 30
    assert filled == {"alembic_version"}
