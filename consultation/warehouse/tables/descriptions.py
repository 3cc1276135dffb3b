"""What columns mean, as `schemas/columns.toml` says it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from consultation.warehouse.store.connection import Connection, execute
from consultation.warehouse.store.duckdb_values import literal


@cache
def column_descriptions() -> dict[str, str]:
    """Descriptions by column name, or by `schema.table.column` where a table's differs."""
    text = files("schemas").joinpath("columns.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    descriptions = dict(tables.pop("columns"))
    for table, columns in tables.items():
        descriptions |= {f"{table}.{name}": words for name, words in columns.items()}
    return descriptions


def describe_columns(connection: Connection, table: str) -> None:
    """Each column of the table or view carries its description as a comment, where it has one."""
    known = column_descriptions()
    for column, *_ in execute(connection, f"describe {table}"):
        words = known.get(f"{table}.{column}", known.get(column))
        if words is not None:
            execute(connection, f'comment on column {table}."{column}" is {literal(words)}')
