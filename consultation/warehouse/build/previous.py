"""The form's state without its latest export, which Nouveautés compares with the present one.

It comes from the same selects of sql/, run over every export but the latest: so Nouveautés is
a function of the exports, and never of when somebody happened to run the command.
"""

from __future__ import annotations

from pathlib import Path

from consultation.warehouse.build.models import build, needed_for, query_of
from consultation.warehouse.store.connection import Connection, attach, execute, remove_database
from consultation.warehouse.store.duckdb_values import literal

# What is kept of that state.
KEPT = {"respondents.states": "previous.states", "changes.field_states": "previous.field_states"}


def build_previous(connection: Connection, database: Path) -> None:
    """`previous.states` and `previous.field_states` are what `respondents.states` and
    `changes.field_states` were before the latest export; empty when there is only one export."""
    for table in KEPT.values():
        execute(connection, f"delete from {table}")
    latest = _latest_export(connection)
    if latest is None:
        return
    aside = database.with_suffix(".previous.tmp")
    remove_database(aside)  # of a run that was stopped
    try:
        attach(connection, aside, "aside")
        _build_without(connection, latest)
        for table, kept in KEPT.items():
            execute(connection, f"insert into work.{kept} by name from aside.{table}")
    finally:
        execute(connection, "use work")
        execute(connection, "detach database if exists aside")
        aside.unlink(missing_ok=True)


def _latest_export(connection: Connection) -> str | None:
    """The export that comes last, unless it is the only one."""
    exports = query_of("history.exports")
    found = execute(
        connection,
        f"select export_id from ({exports}) where is_latest and export_number > 1",
    )
    return found[0][0] if found else None


def _build_without(connection: Connection, export_id: str) -> None:
    """The state in `aside`, as if the export did not exist."""
    execute(connection, "use aside")
    for schema in ("form", "raw", "typed", "pseudonyms"):
        execute(connection, f"create schema {schema}")
        for table in _tables_of(connection, schema):
            left_out = f" where export_id <> {literal(export_id)}" if schema == "typed" else ""
            execute(connection, f"create view {table} as from work.{table}{left_out}")
    build(connection, needed_for(KEPT))


def _tables_of(connection: Connection, schema: str) -> list[str]:
    """The tables of a schema of the working database; of `typed`, those about an export."""
    return [
        f"{schema}.{table}"
        for (table,) in execute(
            connection,
            "select table_name from duckdb_columns() where database_name = 'work'"
            " and schema_name = $schema"
            " group by schema_name, table_name"
            " having schema_name != 'typed' or bool_or(column_name = 'export_id') order by all",
            {"schema": schema},
        )
    ]
