"""Every table above `raw`, made again under a form file."""

from __future__ import annotations

import hashlib
from concurrent.futures import Executor
from pathlib import Path

from consultation.forms.form import Form
from consultation.machine.code_versions import program_version
from consultation.machine.references import mark_of
from consultation.warehouse.store import declarations, ingestion, references, store
from consultation.warehouse.store.connection import Connection, execute, transaction
from consultation.warehouse.tables import models, previous
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
    references.give_references(connection, key)
    previous.build_previous(connection, database)
    models.build(connection, models.working_models(), executor)
    execute(connection, "insert into built.inputs values ($inputs)", {"inputs": inputs})


def forget_results(connection: Connection) -> None:
    """Nothing stays of what was worked out of the stored records: the next build does all of it."""
    with transaction(connection):
        execute(connection, "delete from built.inputs")
        for computation in models.COMPUTATIONS:
            for table in sorted(computation.outputs):
                execute(connection, f"drop table if exists {table}")
        for view in sorted(models.VIEWS):  # of these tables, some
            execute(connection, f"drop view if exists {view}")
        execute(connection, "delete from pseudonyms.submissions")
        execute(connection, "delete from typed.exports")
    store.sweep(connection, "typed")


def digest_of_inputs(connection: Connection, key: bytes) -> str:
    """A checksum of everything that the tables above `typed` are made from, code included."""
    digest = hashlib.sha256(f"{program_version()} {mark_of(key)}".encode())
    for (table,) in execute(connection, INPUTS):
        rows = sorted(map(repr, execute(connection, f"from {table}")))
        digest.update(repr((table, rows)).encode())
    return digest.hexdigest()
