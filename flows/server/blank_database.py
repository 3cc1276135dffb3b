"""Prefect's database as its migrations leave it, made once for an installation.

Each new data folder gets a copy, which saves the four seconds that the migrations take.
`make install` runs `python -m flows.server.blank_database`.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from consultation.machine.disk import write_whole

NAME = "prefect.db"


def blank_database() -> Path:
    """The path of this installation's blank database. Its name contains Prefect's version:
    `prefect-3.9.1.db`."""
    return Path(sys.prefix) / f"prefect-{version('prefect')}.db"


def lay_blank_database(home: Path) -> None:
    """Copy the blank database to Prefect's folder `home`, so that the server need not make a
    database. Does nothing if `home` has a database, or if the blank database was not made."""
    if not (home / NAME).exists() and (blank := blank_database()).is_file():
        write_whole(home / NAME, blank.read_bytes())


def make_blank_database() -> None:
    """Make the blank database of this installation, without any run or key."""
    with TemporaryDirectory() as home:
        subprocess.run(
            [sys.executable, "-m", "prefect", "server", "database", "upgrade", "--yes"],
            env={**os.environ, "PREFECT_HOME": home, "DO_NOT_TRACK": "1"},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        copy = Path(home) / "copy.db"
        with (
            closing(sqlite3.connect(Path(home) / NAME)) as made,
            closing(sqlite3.connect(copy)) as copied,
        ):
            made.backup(copied)
        write_whole(blank_database(), copy.read_bytes())


if __name__ == "__main__":
    make_blank_database()
