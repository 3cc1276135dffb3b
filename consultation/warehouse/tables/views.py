"""The tables in words of sql/views/: what analysts reach for first, in the published copy only."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from consultation.warehouse.store.connection import Connection, execute
from consultation.warehouse.store.duckdb_values import literal
from consultation.warehouse.tables.descriptions import describe_columns
from consultation.warehouse.tables.models import Model, in_build_order, read_model, sql_files

# Local times need DuckDB's icu, which R's DuckDB lacks: these are computed once and kept.
STORED = {"respondents.contributions_labelled"}


@cache
def all_views() -> tuple[Model, ...]:
    """Every file of sql/views/<schema>/, each after those that it reads."""
    root = files("sql").joinpath("views")
    found = [
        read_model(path, text)
        for schema in sorted(root.iterdir(), key=lambda schema: schema.name)
        for path, text in sql_files(schema, f"0_{schema.name}")
    ]
    return in_build_order(found)


def make_views(connection: Connection) -> None:
    """The views are in the database in use, with comments; those of `STORED` are tables."""
    for view in all_views():
        kind = "table" if view.table in STORED else "view"
        execute(connection, f"create {kind} {view.table} as\n{view.query}")
        execute(connection, f"comment on {kind} {view.table} is {literal(view.comment)}")
        describe_columns(connection, view.table)
