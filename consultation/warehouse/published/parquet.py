"""Parquet files, for polars, R and datasette: the same rows in the same order, the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

# DuckDB cuts sorted rows into groups of this size whatever the number of threads.
OPTIONS = "format parquet, compression zstd, row_group_size 100000"


class _ArrowStream:
    """A relation that offers its rows as an Arrow stream only: another connection reads it without
    pyarrow."""

    def __init__(self, relation: duckdb.DuckDBPyRelation) -> None:
        self._relation = relation

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        stream: Any = self._relation
        return stream.__arrow_c_stream__(requested_schema)


def write_ordered(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """The rows of a query that sorts them are in the file, which the connection may write."""
    connection.execute(f"copy ({query}) to {_literal(path)} ({OPTIONS})").fetchall()


def write_relation(relation: duckdb.DuckDBPyRelation, path: Path) -> None:
    """The rows of a relation are in the file, whatever its own connection is allowed to write."""
    writer = duckdb.connect(config={"threads": 1, "python_enable_replacements": "false"})
    try:
        writer.register("rows_to_write", _ArrowStream(relation))
        write_ordered(writer, "from rows_to_write", path)
    finally:
        writer.close()


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
