"""Parquet files, for polars, R and datasette: the same rows in the same order, the same bytes."""

from __future__ import annotations

from pathlib import Path

import duckdb

from consultation.warehouse.store.duckdb_values import ArrowStream, literal

# DuckDB cuts sorted rows into groups of this size whatever the number of threads.
OPTIONS = "format parquet, compression zstd, row_group_size 100000"


def write_ordered(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """The rows of a query are in the file, in its order; the connection must be allowed to."""
    connection.execute(f"copy ({query}) to {literal(str(path))} ({OPTIONS})").fetchall()


def write_relation(relation: duckdb.DuckDBPyRelation, path: Path) -> None:
    """The rows of a relation are in the file, even if its own connection may write none."""
    writer = duckdb.connect(config={"threads": 1, "python_enable_replacements": "false"})
    try:
        writer.register("rows_to_write", ArrowStream(relation))
        write_ordered(writer, "from rows_to_write", path)
    finally:
        writer.close()
