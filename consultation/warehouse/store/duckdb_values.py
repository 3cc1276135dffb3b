"""Values as DuckDB takes and gives them: settings, SQL literals, Arrow streams, Parquet files.

Parquet files are for polars, R and datasette: the same rows in the same order give the same bytes.
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
    """A text as a SQL literal, for statements without parameters: « l'avis » → `'l''avis'`."""
    return "'" + text.replace("'", "''") + "'"


class ArrowStream:
    """A polars frame or a DuckDB relation, offered as an Arrow stream only.

    DuckDB would ask for pyarrow (170 MB) if it recognised either class. A stream needs nothing.
    """

    def __init__(self, source: object) -> None:
        self._source: Any = source

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._source.__arrow_c_stream__(requested_schema)

    def let_go(self) -> None:
        """Free the memory of the frame or relation. DuckDB itself keeps the stream until the
        transaction ends."""
        self._source = None


def write_ordered(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write the rows of a query to a Parquet file, in the order that the query gives them.

    The connection must be allowed to write files in that folder.
    """
    connection.execute(f"copy ({query}) to {literal(str(path))} ({OPTIONS})").fetchall()
