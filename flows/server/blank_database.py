"""Prefect's database as its migrations leave it, made once for an installation: they take four
seconds of processor, a third of an empty flow in a new data folder.

python -m flows.server.blank_database   # as `make install` does
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from consultation.machine.disk import write_whole

NAME = "prefect.db"


def blank_database() -> Path:
    """Where this installation keeps it; another version of Prefect has another."""
    return Path(sys.prefix) / f"prefect-{version('prefect')}.db"


def lay_blank_database(home: Path) -> None:
    """Prefect's home has a database that its server need not make; none where none was kept."""
    if not (home / NAME).exists() and (blank := blank_database()).is_file():
        write_whole(home / NAME, blank.read_bytes())


def make_blank_database() -> None:
    """The installation keeps one, with no run and no key in it."""
    with TemporaryDirectory() as home:
        os.environ["PREFECT_HOME"] = home
        from prefect.server.database import provide_database_interface

        asyncio.run(provide_database_interface().create_db())
        copy = Path(home) / "copy.db"
        with (
            closing(sqlite3.connect(Path(home) / NAME)) as made,
            closing(sqlite3.connect(copy)) as copied,
        ):
            made.backup(copied)
        write_whole(blank_database(), copy.read_bytes())


if __name__ == "__main__":
    make_blank_database()
