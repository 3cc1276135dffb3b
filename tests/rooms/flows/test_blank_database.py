"""A new data folder starts from a database of Prefect that was made when the tool was installed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from flows.server import blank_database
from flows.server.blank_database import lay_blank_database

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
