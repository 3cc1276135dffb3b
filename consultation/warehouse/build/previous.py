"""The form's state without its latest export, which Nouveautés compares with the present one.

It comes from the same selects of sql/, run over every export but the latest: so Nouveautés is
a function of the exports, and never of when somebody happened to run the command.
"""

from __future__ import annotations

from pathlib import Path

from consultation.warehouse.build.models import build, needed_for
from consultation.warehouse.store.connection import Connection, attach, execute, remove_database
from consultation.warehouse.store.duckdb_values import literal

# What is kept of that state.
KEPT = {"respondents.states": "previous.states", "changes.field_states": "previous.field_states"}


def build_previous(connection: Connection, database: Path) -> None:
    """`previous.states` and `previous.field_states` are what `respondents.states` and
    `changes.field_states` were before the latest export; empty when there is only one export."""
    for table in KEPT.values():
        execute(connection, f"delete from {table}")
    if execute(connection, "select count(*) from typed.exports") <= [(1,)]:
        return
    aside = database.with_suffix(".previous.tmp")
    remove_database(aside)  # of a run that was stopped
    try:
        attach(connection, aside, "aside")
        _show_all(connection)
        _hide(connection, _latest_export(connection))
        build(connection, needed_for(KEPT))
        for table, kept in KEPT.items():
            execute(connection, f"insert into work.{kept} by name from aside.{table}")
    finally:
        execute(connection, "use work")
        execute(connection, "detach database if exists aside")
        aside.unlink(missing_ok=True)


def _show_all(connection: Connection) -> None:
    """Everything that came in is in `aside`, which is used from then on."""
    execute(connection, "use aside")
    for schema in ("form", "raw", "typed", "pseudonyms"):
        execute(connection, f"create schema {schema}")
        for table in _tables_of(connection, schema):
            execute(connection, f"create view {table} as from work.{table}")


def _latest_export(connection: Connection) -> str:
    """The export that comes last."""
    build(connection, needed_for(["history.exports"]))
    (latest,) = execute(connection, "select export_id from history.exports where is_latest")
    return str(latest[0])


def _hide(connection: Connection, export_id: str) -> None:
    """In `aside`, it is as if the export did not exist."""
    for table in _tables_of(connection, "typed"):
        execute(
            connection,
            f"create or replace view {table} as from work.{table}"
            f" where export_id <> {literal(export_id)}",
        )


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
