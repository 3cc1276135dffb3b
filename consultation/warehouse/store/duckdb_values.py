"""Write and read values as DuckDB does: settings, SQL literals, Arrow streams, Parquet files.

Parquet files are for polars, R and datasette. The same rows in the same order give the same bytes.
Polars is not imported, since loading it takes longer than most queries.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

Settings = dict[str, str | bool | int | float | list[str]]

# A typo in a query, or a file that others wrote, must never reach the network, nor read a Python
# variable as a table.
CLOSED: Settings = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
# DuckDB cuts sorted rows into groups of this size whatever the number of threads.
OPTIONS = "format parquet, compression zstd, row_group_size 100000"


def literal(text: str) -> str:
    """A text in SQL quotes, for a statement that takes no parameters: « l'avis » → `'l''avis'`."""
    return "'" + text.replace("'", "''") + "'"


class ArrowStream:
    """A wrapper that makes DuckDB read a polars frame, or a relation of DuckDB, as an Arrow stream.

    Without it, DuckDB would recognise the frame and ask for the package pyarrow (170 MB), which a
    stream does not need.
    """

    def __init__(self, source: object) -> None:
        self._source: Any = source

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._source.__arrow_c_stream__(requested_schema)

    def let_go(self) -> None:
        """Free the memory of the frame or relation. Call it after the stream was read: DuckDB keeps
        the stream itself until the transaction ends."""
        self._source = None


def write_ordered(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write the rows of a query to the Parquet file `path`, in the order of the query.

    The connection must be allowed to write files in that folder.
    """
    connection.execute(f"copy ({query}) to {literal(str(path))} ({OPTIONS})").fetchall()
