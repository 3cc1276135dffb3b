"""Build every table that is made from the stored exports and decisions, by the current form file.

The sheet Nouveautés compares with the state before the latest export. To compute that state, the
same selects of sql/ are run without this export. So it does not depend on when somebody ran the
command.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator
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

# The tables from which all others are made. `raw.records` and typed rows are left out: they change
# only with the tables read here. The last release's parts and counts (`left_parts`, `left_counts`)
# matter only where the form file has changed since: see CHANGED_PARTS.
INPUTS = """
select schema_name || '.' || table_name from duckdb_tables()
where database_name = current_database()
    and (schema_name in ('form', 'raw')
            and table_name not in ('records', 'left_parts', 'left_counts')
        or (schema_name, table_name) in (('typed', 'exports'), ('pseudonyms', 'frozen')))
order by all
"""
CHANGED_PARTS = """
select left_parts.part from raw.left_parts as left_parts
anti join form.sending_parts as present using (part, digest)
order by all
"""

# The tables of decisions and requests. COMPARED counts those that may change a submission's state:
# all except readings and quotes.
DECIDED = ("raw.decisions", "raw.withdrawals")
COMPARED = """
select
    (select count(*) from typed.exports),
    (select count(*) from raw.withdrawals)
    + (select count(*) from raw.decisions where decision_kind not in ('reading', 'quote'))
"""

LATEST = "select export_id, exported_at from history.exports where is_latest"

# Submissions without a reference.
UNNAMED = """
select distinct submission_id from typed.submissions
where submission_id not in (select submission_id from pseudonyms.submissions)
order by submission_id
"""


def retype(connection: Connection, form: Form) -> tuple[OrganiserError, ...]:
    """Store the form file's declarations, then turn the stored exports into typed answers by them.
    Returns the errors of the exports that are now refused.

    An export is refused if the form file doesn't fit it, if all its rows are rejected, if two rows
    have the same SID, if another export has its SIDs for other submissions, or if it has no SIDs
    although another export has SIDs.
    """
    declarations.declare(connection, form)
    refused = (
        *ingestion.retype_stale(connection, form),
        *ingestion.leave_out_without_sids(connection),
    )
    ingestion.leave_out_superseded(connection)
    return refused


def rebuild(
    connection: Connection,
    database: Path,
    key: bytes,
    frozen: Collection[str],
    executor: Executor,
) -> None:
    """Rebuild every table that is made from the typed answers. `key`: the secret key from which
    contributions get their references. `frozen`: the references in frozen releases, which stay.

    Nothing is done if inputs and code are the same as in the last build. Raises OrganiserError with
    the name of the SQL file that failed.
    """
    _give_references(connection, key, frozen)
    inputs = digest_of_inputs(connection, key)
    if execute(connection, "from built.inputs") == [(inputs,)]:
        return
    # A build that is interrupted must not look finished.
    execute(connection, "delete from built.inputs")
    _build_previous(connection, database)
    models.build(connection, models.working_models(), executor)
    execute(connection, "insert into built.inputs values ($inputs)", {"inputs": inputs})


def is_checked(connection: Connection) -> bool:
    """True if all checks have passed since the last build."""
    built = execute(connection, "from built.inputs")
    return bool(built) and execute(connection, "from built.checked") == built


def note_checked(connection: Connection) -> None:
    """Record that the tables of the last build have passed all checks."""
    with transaction(connection):
        execute(connection, "delete from built.checked")
        execute(connection, "insert into built.checked from built.inputs")


def _give_references(connection: Connection, key: bytes, frozen: Collection[str]) -> None:
    """Give every typed submission a reference, in `pseudonyms.submissions`. If the stored
    references were made with another key, all are made again. The key itself is never stored in a
    database. The references that are in `frozen` are listed in `pseudonyms.frozen`."""
    known = execute(connection, "select * from pseudonyms.submissions limit 1")
    if any(reference(key, submission_id) != stored for submission_id, stored in known):
        execute(connection, "delete from pseudonyms.submissions")
    unnamed = (submission_id for (submission_id,) in execute(connection, UNNAMED))
    append(
        connection,
        "pseudonyms.submissions",
        (
            {"submission_id": unnamed_id, "reference": reference(key, unnamed_id)}
            for unnamed_id in unnamed
        ),
    )
    present = execute(connection, "select reference from pseudonyms.submissions")
    execute(connection, "delete from pseudonyms.frozen")
    kept = ({"reference": name} for (name,) in present if name in frozen)
    append(connection, "pseudonyms.frozen", kept)


def forget_results(connection: Connection) -> None:
    """Delete all results computed from the stored records. The next build computes them again."""
    with transaction(connection):
        execute(connection, "delete from built.inputs")
        execute(connection, "delete from pseudonyms.submissions")
        for view in sorted(models.VIEWS):  # some show tables dropped below
            execute(connection, f"drop view if exists {view}")
        for schema in (*store.RESULTS, "wordings"):
            execute(connection, f"drop schema if exists {schema} cascade")
    store.prepare(connection)


def digest_of_inputs(connection: Connection, key: bytes) -> str:
    """A checksum of everything from which the tables are built: exports, decisions, form file, the
    program's code, and `key`, the secret key of references."""
    digest = hashlib.sha256(f"{program_version()} {mark_of(key)}".encode())
    for (table,) in execute(connection, INPUTS):
        rows = sorted(map(repr, execute(connection, f"from {table}")))
        digest.update(repr((table, rows)).encode())
    digest.update(repr(execute(connection, CHANGED_PARTS)).encode())
    return digest.hexdigest()


def _build_previous(connection: Connection, database: Path) -> None:
    """Fill `previous.states` with the state of each submission before the latest export (counted,
    withdrawn…, and its consent), for the sheet Nouveautés.

    The latest export is left out. So are the decisions and requests made on the day of that
    export's last answer or later. If there is a single export, it is kept, and only decisions and
    requests are left out. The table stays empty without exports. It stays empty too if the single
    export has no request or decision that may change a state (`COMPARED`).
    """
    execute(connection, "delete from previous.states")
    ((exports, decisions),) = execute(connection, COMPARED)
    if exports > 1 or (exports and decisions):
        with _everything_aside(connection, database):
            models.build(connection, models.needed_for(["history.exports"]))
            ((latest, until),) = execute(connection, LATEST)
            if exports > 1:
                _hide_export(connection, latest)
            _hide_decisions(connection, until)
            models.build(connection, models.needed_for(["respondents.states"]))
            execute(
                connection, "insert into work.previous.states by name from aside.respondents.states"
            )


@contextmanager
def _everything_aside(connection: Connection, database: Path) -> Iterator[None]:
    """Make a temporary database, `aside`, the current database while the `with` block lasts. Its
    views show the exports, decisions, references and form file of the working database (`work`)."""
    aside = database.with_suffix(".previous.tmp")
    remove_database(aside)  # of a run that was stopped
    try:
        attach(connection, aside, "aside")
        execute(connection, "use aside")
        for schema in ("form", "raw", "typed", "pseudonyms"):
            execute(connection, f"create schema {schema}")
        _show_everything(connection)
        yield
    finally:
        execute(connection, "use work")
        execute(connection, "detach database if exists aside")
        aside.unlink(missing_ok=True)


def _show_everything(connection: Connection) -> None:
    """Create in the current database a view of each table of the working database's schemas `form`,
    `raw`, `typed` and `pseudonyms`. A view has the name of its table."""
    tables = execute(
        connection,
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where database_name = 'work'"
        " and schema_name in ('form', 'raw', 'typed', 'pseudonyms') order by all",
    )
    for (table,) in tables:
        execute(connection, f"create or replace view {table} as from work.{table}")


def _hide_export(connection: Connection, export_id: str) -> None:
    """Replace the views of typed answers in the current database by views without the rows of this
    export."""
    tables = execute(
        connection,
        "select table_name from duckdb_columns() where database_name = 'work'"
        " and schema_name = 'typed' and column_name = 'export_id' order by all",
    )
    for (table,) in tables:
        execute(
            connection,
            f"create or replace view typed.{table} as"
            f" from work.typed.{table} where export_id <> {literal(export_id)}",
        )


def _hide_decisions(connection: Connection, since: dt.datetime | None) -> None:
    """Replace the views of decisions and requests in the current database by views without the rows
    made on the day of `since` or later. If `since` is None, the new views are empty."""
    day = literal(f"{since:%Y-%m-%d}") if since else "'-infinity'"
    for table in DECIDED:
        execute(
            connection,
            f"create or replace view {table} as from work.{table} where decided_at < date {day}",
        )
