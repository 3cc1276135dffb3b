"""A working database as the first version of the program made it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.cases.places import CASES

FIRST_VERSION = CASES / "store-1.sql"


def in_the_first_version(today: Path, first: Path) -> None:
    """What a database has read, in one that the first version would have made."""
    with duckdb.connect(str(first)) as connection:
        connection.execute(FIRST_VERSION.read_text(encoding="utf-8"))
        connection.execute(f"attach '{today}' as today (read_only)")
        for table in ("exports", "columns", "records"):
            columns = ", ".join(
                row[0] for row in connection.execute(f"describe raw.{table}").fetchall()
            )
            connection.execute(
                f"insert into raw.{table} by name select {columns} from today.raw.{table}"
            )
