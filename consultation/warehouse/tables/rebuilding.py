"""Every table above `raw`, made again under a form file.

What all of the form's files say is compared with what a part of them does. That comes from the same
selects of sql/, run over that part: so it is a function of what came in, and never of when somebody
happened to run the command.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from consultation.forms.form import Form
from consultation.machine.code_versions import program_version
from consultation.machine.references import mark_of, reference
from consultation.warehouse.store import declarations, ingestion, store
from consultation.warehouse.store.connection import (
    Connection,
    append,
    attach,
    execute,
    remove_database,
    transaction,
)
from consultation.warehouse.store.duckdb_values import literal
from consultation.warehouse.tables import models
from consultation.words.errors import OrganiserError

# All that tables are made from: a stored record and its typed rows never change under the same
# rows of these, and an input that is added to `form` or `raw` is in it by itself. What the last
# publication left only ever takes away what was confirmed, which the decision did before.
INPUTS = """
select schema_name || '.' || table_name from duckdb_tables()
where database_name = current_database()
    and (schema_name in ('form', 'raw')
            and table_name not in ('records', 'published_consents', 'published_files')
        or (schema_name, table_name) = ('typed', 'exports'))
order by all
"""

# Those of a submission without a reference yet; all, when another key made those that are there.
UNNAMED = """
select distinct submission_id from typed.submissions
where submission_id not in (select submission_id from pseudonyms.submissions)
order by submission_id
"""


# What is kept of the form's state without its latest export, which Nouveautés compares.
STATES = {"respondents.states": "previous.states"}
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


def retype(connection: Connection, form: Form) -> tuple[OrganiserError, ...]:
    """What the form file says and what the exports mean under it is in the database; returns why
    exports are left out that it refuses, or that no SID tells from the others."""
    declarations.declare(connection, form)
    refused = (
        *ingestion.retype_stale(connection, form),
        *ingestion.leave_out_without_sids(connection),
    )
    ingestion.leave_out_superseded(connection)
    return refused


def rebuild(connection: Connection, database: Path, key: bytes, executor: Executor) -> None:
    """Every table above `typed` is made from it, references included; those that were made of the
    same inputs, by the same code, stay as they are."""
    inputs = digest_of_inputs(connection, key)
    if execute(connection, "from built.inputs") == [(inputs,)]:
        return
    # A build that is stopped half-way leaves nothing that says it ended.
    execute(connection, "delete from built.inputs")
    _give_references(connection, key)
    _build_previous(connection, database)
    models.build(connection, models.working_models(), executor)
    execute(connection, "insert into built.inputs values ($inputs)", {"inputs": inputs})


def _give_references(connection: Connection, key: bytes) -> None:
    """Every typed submission has its reference in `pseudonyms.submissions`: the key never enters a
    database."""
    known = execute(connection, "select * from pseudonyms.submissions limit 1")
    if any(reference(key, submission_id) != given for submission_id, given in known):
        execute(connection, "delete from pseudonyms.submissions")
    unnamed = (submission_id for (submission_id,) in execute(connection, UNNAMED))
    append(
        connection,
        "pseudonyms.submissions",
        ({"submission_id": one, "reference": reference(key, one)} for one in unnamed),
    )


def forget_results(connection: Connection) -> None:
    """Nothing stays of what was worked out of the stored records: the next build does all of it."""
    with transaction(connection):
        execute(connection, "delete from built.inputs")
        execute(connection, "delete from pseudonyms.submissions")
        for view in sorted(models.VIEWS):  # of the tables that go, some
            execute(connection, f"drop view if exists {view}")
        for schema in (*store.RESULTS, "wordings"):
            execute(connection, f"drop schema if exists {schema} cascade")
    store.prepare(connection)


def digest_of_inputs(connection: Connection, key: bytes) -> str:
    """A checksum of everything that the tables above `typed` are made from, code included."""
    digest = hashlib.sha256(f"{program_version()} {mark_of(key)}".encode())
    for (table,) in execute(connection, INPUTS):
        rows = sorted(map(repr, execute(connection, f"from {table}")))
        digest.update(repr((table, rows)).encode())
    return digest.hexdigest()


def _build_previous(connection: Connection, database: Path) -> None:
    """The tables of `previous` hold the form's state before its latest export, and what the files
    of the last publication make leave where the present form file reads them otherwise; nothing
    where there is none to compare with."""
    for table in (STATES | SENT).values():
        execute(connection, f"delete from {table}")
    if execute(connection, "select count(*) from typed.exports") > [(1,)]:
        with _everything_aside(connection, database):
            models.build(connection, models.needed_for(["history.exports"]))
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
    models.build(connection, models.needed_for(tables))
    for table, kept in tables.items():
        execute(connection, f"insert into work.{kept} by name from aside.{table}")
