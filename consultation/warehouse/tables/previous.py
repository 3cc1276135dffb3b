"""What a part of the form's files says, which is compared with what all of them do.

It comes from the same selects of sql/, run over that part: so it is a function of what came in, and
never of when somebody happened to run the command.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from consultation.warehouse.store.connection import Connection, attach, execute, remove_database
from consultation.warehouse.store.duckdb_values import literal
from consultation.warehouse.tables.models import build, needed_for

# What is kept of the form's state without its latest export, which Nouveautés compares.
STATES = {"respondents.states": "previous.states", "changes.field_states": "previous.field_states"}
# What is kept of what the files of the last publication say under the present form file.
SENT = {"respondents_steps.sent_submissions": "previous.sent_submissions"}

PUBLISHED = "in (select file_id from work.raw.published_files)"
IS_READ_OTHERWISE = """
select 1 from raw.published_consents where is_waiting
union all
select 1 from typed.exports
inner join raw.published_files on export_id = file_id
where exports.typing_stamp != published_files.typing_stamp
"""


def build_previous(connection: Connection, database: Path) -> None:
    """The tables of `previous` hold the form's state before its latest export, and what the files
    of the last publication make leave where the present form file reads them otherwise; nothing
    where there is none to compare with."""
    for table in (STATES | SENT).values():
        execute(connection, f"delete from {table}")
    if execute(connection, "select count(*) from typed.exports") > [(1,)]:
        with _everything_aside(connection, database):
            build(connection, needed_for(["history.exports"]))
            (latest,) = execute(connection, "select export_id from history.exports where is_latest")
            _show(connection, {"typed.export_id": f"<> {literal(latest[0])}"})
            _keep(connection, STATES)
    if execute(connection, IS_READ_OTHERWISE):
        with _everything_aside(connection, database):
            _show(connection, {"typed.export_id": PUBLISHED, "raw.file_id": PUBLISHED})
            _keep(connection, SENT)


@contextmanager
def _everything_aside(connection: Connection, database: Path) -> Iterator[None]:
    """Everything that came in is in `aside`, which is used."""
    aside = database.with_suffix(".previous.tmp")
    remove_database(aside)  # of a run that was stopped
    try:
        attach(connection, aside, "aside")
        execute(connection, "use aside")
        for schema in ("form", "raw", "typed", "pseudonyms"):
            execute(connection, f"create schema {schema}")
        _show(connection, {})
        yield
    finally:
        execute(connection, "use work")
        execute(connection, "detach database if exists aside")
        aside.unlink(missing_ok=True)


def _show(connection: Connection, conditions: Mapping[str, str]) -> None:
    """In `aside`, there is only what meets the condition on that column of its schema."""
    tables = execute(
        connection,
        "select schema_name || '.' || table_name, "
        " list(schema_name || '.' || column_name)"
        " from duckdb_columns() where database_name = 'work'"
        " and schema_name in ('form', 'raw', 'typed', 'pseudonyms') group by all order by all",
    )
    for table, columns in tables:
        column = next((name for name in columns if name in conditions), None)
        where = f"where {column.partition('.')[2]} {conditions[column]}" if column else ""
        execute(connection, f"create or replace view {table} as from work.{table} {where}")


def _keep(connection: Connection, tables: Mapping[str, str]) -> None:
    """These tables, as built of what `aside` shows, are those of `previous`."""
    build(connection, needed_for(tables))
    for table, kept in tables.items():
        execute(connection, f"insert into work.{kept} by name from aside.{table}")
