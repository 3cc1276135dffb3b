"""The tables that Python fills, and nothing in them that an interrupted run left unfinished."""

from __future__ import annotations

from importlib.resources import files

from consultation.warehouse.connection import Connection, execute

# The last row to be written of an export says that the others are all there.
FINISHED = {
    "raw": ("exports", ("columns", "records")),
    "typed": (
        "exports",
        (
            "export_fields",
            "missing_columns",
            "submissions",
            "answers",
            "set_aside_cells",
            "rejections",
        ),
    ),
}


def prepare(connection: Connection) -> None:
    """The tables are there, and hold whole exports only."""
    script = files("consultation.warehouse").joinpath("store.sql").read_text(encoding="utf-8")
    for statement in connection.extract_statements(script):
        connection.execute(statement).fetchall()
    for schema in FINISHED:
        sweep(connection, schema)


def sweep(connection: Connection, schema: str) -> None:
    """Rows of exports that were not finished are gone."""
    last, others = FINISHED[schema]
    for table in others:
        execute(
            connection,
            f"delete from {schema}.{table} where export_id not in"
            f" (select export_id from {schema}.{last})",
        )
