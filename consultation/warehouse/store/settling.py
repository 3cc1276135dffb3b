"""A working database as one file that can be copied."""

from __future__ import annotations

from pathlib import Path

import duckdb

from consultation.errors import OrganiserError
from consultation.warehouse.store.connection import execute, opened


def settle_database(database: Path) -> None:
    """All that the database holds is in its one file; a killed run leaves some beside it.

    Raises OrganiserError when the database can't be opened.
    """
    if not database.with_name(f"{database.name}.wal").exists():
        return
    try:
        with opened(database) as connection:
            execute(connection, "checkpoint work")
    except duckdb.Error as error:
        name = type(error).__name__
        raise OrganiserError("unsettled_database", where=database.name, error=name) from None
