"""The tables that Python fills, and nothing in them that an interrupted run left unfinished."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

from consultation.errors import OrganiserError
from consultation.warehouse.store.connection import Connection, execute, transaction

# The version of the tables of `raw`. Whoever changes one of them in store.sql adds 1 here, and
# to UPGRADES the statements that bring what is stored from the version before: what was read is
# kept, for the files may have left the inbox. `typed` needs neither: see `_renew_typed`.
RAW_VERSION = 4
UPGRADES: dict[int, tuple[str, ...]] = {
    2: ("alter table raw.records add column rule varchar",),
    3: (
        "alter table if exists raw.decisions add column question_id varchar",
        "alter table if exists raw.decisions add column words varchar[]",
    ),
    4: (
        "alter table if exists raw.decisions add column is_dated boolean",
        "alter table if exists raw.withdrawals add column is_dated boolean",
    ),
}

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
    """The tables are there as this version wants them, and hold whole exports only.

    Raises OrganiserError when a later version of the program made them.
    """
    with transaction(connection):
        execute(connection, "create schema if not exists raw")
        _upgrade_raw(connection)
        _renew_typed(connection)
        for statement in _statements(connection):
            execute(connection, statement)
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


def _statements(connection: Connection) -> list[str]:
    script = files("consultation.warehouse.store").joinpath("store.sql").read_text(encoding="utf-8")
    return [statement.query for statement in connection.extract_statements(script)]


def _upgrade_raw(connection: Connection) -> None:
    """What was read stands in this version's tables."""
    version = _stored_version(connection)
    if version > RAW_VERSION:
        raise _made_by_a_later_version(connection)
    for step in range(version + 1, RAW_VERSION + 1):
        for statement in UPGRADES[step]:
            execute(connection, statement)
    if version < RAW_VERSION or not _exists(connection, "raw", "version"):
        execute(
            connection,
            "create or replace table raw.version as select $version::integer as raw_version",
            {"version": RAW_VERSION},
        )


def _stored_version(connection: Connection) -> int:
    """The version of the tables of `raw`; the first did not say so, and a new database has none."""
    if _exists(connection, "raw", "version"):
        return int(execute(connection, "select raw_version from raw.version")[0][0])
    return 1 if _exists(connection, "raw", "exports") else RAW_VERSION


def _renew_typed(connection: Connection) -> None:
    """Tables of `typed` that were defined otherwise are gone: they are made again from raw."""
    definition = hashlib.sha256(
        "".join(text for text in _statements(connection) if " typed." in text).encode()
    ).hexdigest()
    if _exists(connection, "typed", "definition") and execute(
        connection, "select checksum from typed.definition"
    ) == [(definition,)]:
        return
    execute(connection, "drop schema if exists typed cascade")
    execute(connection, "create schema typed")
    execute(
        connection,
        "create table typed.definition as select $definition as checksum",
        {"definition": definition},
    )


def _exists(connection: Connection, schema: str, table: str) -> bool:
    return bool(
        execute(
            connection,
            "select 1 from duckdb_tables() where database_name = current_database()"
            " and schema_name = $schema and table_name = $table",
            {"schema": schema, "table": table},
        )
    )


def _made_by_a_later_version(connection: Connection) -> OrganiserError:
    path = execute(
        connection,
        "select coalesce(path, '') from duckdb_databases()"
        " where database_name = current_database()",
    )[0][0]
    return OrganiserError("newer_store", where=Path(path).name)
