"""Create the tables that Python fills. Delete exports that an interrupted run stored only in
part."""

from __future__ import annotations

import hashlib
from pathlib import Path

from consultation.warehouse.store.connection import (
    Connection,
    execute,
    has_table,
    read_script,
    transaction,
)
from consultation.words.errors import OrganiserError

# The version of the tables of `raw`. Whoever changes one of them in store.sql adds 1 here: a
# database of another version is refused. `RESULTS` need none: see `_renew_results`.
RAW_VERSION = 4

# The table whose row is written last for an export, and the tables that are complete with it.
FINISHED = {
    "raw": ("exports", ("columns", "records", "erased")),
    "typed": (
        "exports",
        (
            "export_fields",
            "absent_options",
            "missing_columns",
            "submissions",
            "answers",
            "set_aside_cells",
            "rejections",
        ),
    ),
}

# The schemas whose tables are dropped and made again when their definition changes.
RESULTS = ("typed", "previous", "redaction", "agreement", "drawing")


def prepare(connection: Connection) -> None:
    """Create or update the tables for this version, and delete exports that were only half stored.

    Raises OrganiserError when another version of the program made the tables.
    """
    statements = read_script(connection, "consultation.warehouse.store", "store.sql")
    with transaction(connection):
        _refuse_other_version(connection)
        _renew_results(connection, statements)
        for statement in statements:
            execute(connection, statement)
    for schema in FINISHED:
        sweep(connection, schema)


def sweep(connection: Connection, schema: str) -> None:
    """Delete the rows of exports that were stored only in part. `schema`: `raw` or `typed`."""
    last, others = FINISHED[schema]
    for table in others:
        execute(
            connection,
            f"delete from {schema}.{table} where export_id not in"
            f" (select export_id from {schema}.{last})",
        )


def _refuse_other_version(connection: Connection) -> None:
    """Raise OrganiserError if the tables of the schema `raw` come from another version. In a new
    database, store the version."""
    says_version = has_table(connection, "raw.version")
    if says_version and execute(connection, "from raw.version") == [(RAW_VERSION,)]:
        return
    if has_table(connection, "raw.exports"):
        raise _made_by_another_version(connection)
    execute(connection, "create schema if not exists raw")
    execute(
        connection,
        "create table raw.version as select $version::integer as raw_version",
        {"version": RAW_VERSION},
    )


def _renew_results(connection: Connection, statements: list[str]) -> None:
    """Drop the tables of the schemas in `RESULTS` if their definition changed. They are then made
    again from the stored exports."""
    own = (text for text in statements if any(f" {schema}." in text for schema in RESULTS))
    definition = hashlib.sha256("".join(own).encode()).hexdigest()
    if has_table(connection, "typed.definition") and execute(
        connection, "select checksum from typed.definition"
    ) == [(definition,)]:
        return
    for schema in RESULTS:
        execute(connection, f"drop schema if exists {schema} cascade")
        execute(connection, f"create schema {schema}")
    execute(
        connection,
        "create table typed.definition as select $definition as checksum",
        {"definition": definition},
    )


def _made_by_another_version(connection: Connection) -> OrganiserError:
    path = execute(
        connection,
        "select coalesce(path, '') from duckdb_databases()"
        " where database_name = current_database()",
    )[0][0]
    return OrganiserError("other_store", where=Path(path).name)
